import { fieldsOf } from "../schedule/fields.js";
import { sameDefinition } from "../schedule/meaning.js";
import { isUnconfirmed, parseResourceId } from "../schedule/resource-id.js";
import type { Properties } from "../schedule/state.js";
import { isUnknown } from "../schedule/unknown-values.js";

/** What Pulumi is told of a difference. With `changes` left out, the engine finds and shows what changed itself. */
export interface Difference {
    changes?: boolean;
    replaces?: string[];
}

/**
 * Compares what is in state with what is declared, by meaning.
 *
 * `changes: true` only where the inputs can't show the reason: an outdated loader, which an update replaces, and a
 * create that never learnt its schedule's id, which a replacement finishes.
 */
export function diff(id: string, olds: Properties, news: Properties): Difference {
    const resourceId = parseResourceId(id);
    const isUnfinished = resourceId !== undefined && isUnconfirmed(resourceId);
    const isMoved = !isUnknown(news["syncId"]) && !sameSync(olds["syncId"], news["syncId"]);
    const replaces = isUnfinished || isMoved ? { replaces: ["syncId"] } : {};
    if (isUnfinished || olds["__provider"] !== news["__provider"]) return { changes: true, ...replaces };
    return isMoved || isRedefined(olds, news) ? replaces : { changes: false };
}

const sameSync = (a: unknown, b: unknown) =>
    a === b || (typeof a === "string" && typeof b === "string" && a.toLowerCase() === b.toLowerCase());

function isRedefined(olds: Properties, news: Properties): boolean {
    if (isUnknown(news["syncId"])) return true;
    return !sameDefinition(fieldsOf(olds), fieldsOf(news));
}
