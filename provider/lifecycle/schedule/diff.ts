import { fieldsOf } from "../../model/fields.js";
import { areEquivalentDefinitions } from "../../model/equivalence.js";
import { isUnconfirmed, parseResourceId, type ResourceId } from "../../model/resource-id.js";
import { textOf, type Properties } from "../../model/state.js";
import { isUnknown } from "../../model/unknown-values.js";
import { assertOwnImport } from "./import-option.js";

/** What Pulumi is told of a difference. With `changes` left out, the engine finds and shows what changed itself. */
export interface Difference {
    changes?: boolean;
    replaces?: string[];
}

/** For a resource that is to get another schedule than the one that state has. */
export const newSchedule = (): Difference => ({ changes: true, replaces: ["syncId"] });

/**
 * Compares what is in state with what is declared, by meaning.
 *
 * `changes: true` only where the inputs can't show the reason: code in state that is not our loader, which an update
 * replaces, and what only a replacement finishes: a create that never learnt its schedule's id, or an update whose
 * schedule was gone. Throws where the `import` option names another schedule than the resource has.
 */
export function diff(id: string, olds: Properties, news: Properties): Difference {
    assertOwnImport(id, olds, news);
    const resourceId = parseResourceId(id, textOf(olds, "syncId"));
    const isUnfinished = isOpen(resourceId) || textOf(olds, "__gone") !== undefined;
    const isMoved = hasMoved(olds["syncId"] ?? resourceId?.syncId, news["syncId"]);
    const replaces = isUnfinished || isMoved ? { replaces: ["syncId"] } : {};
    if (isUnfinished || olds["__provider"] !== news["__provider"]) return { changes: true, ...replaces };
    return isMoved || isRedefined(olds, news) ? replaces : { changes: false };
}

/** What to tell of a schedule that two resources of one stack have in state. */
export const sharedWithAnother = (id: string): string =>
    `schedule ${id} is in state twice, and another resource of this stack keeps it: this one gets a schedule of its own.`;

const isOpen = (id: ResourceId | undefined) => id !== undefined && isUnconfirmed(id);

const sameSync = (a: unknown, b: unknown) =>
    a === b || (typeof a === "string" && typeof b === "string" && a.toLowerCase() === b.toLowerCase());

// A hand-written resource may have kept the bulk sync's id under another name: then its update finds out.
const hasMoved = (from: unknown, to: unknown) => from !== undefined && !isUnknown(to) && !sameSync(from, to);

function isRedefined(olds: Properties, news: Properties): boolean {
    if (isUnknown(news["syncId"])) return true;
    return !areEquivalentDefinitions(fieldsOf(olds), fieldsOf(news));
}
