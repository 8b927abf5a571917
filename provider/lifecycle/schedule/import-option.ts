/** The `import` option, which the resource hands on as the input `importId`: what it takes, and when it counts. */

import { describeId, isUnconfirmed, parseResourceId, type ResourceId } from "../../model/resource-id.js";
import { storedSchedule, textOf, type Properties } from "../../model/state.js";
import { LifecycleError } from "../../api/errors.js";
import { isUnknown } from "../../model/unknown-values.js";
import type { ResourceRegistry } from "../process/registry.js";
import { uuidProblem } from "../../model/validation/values.js";

/** What stands in the schedule's place for the one that is its bulk sync's default. */
const DEFAULT = "default";

const isUuid = (text: string) => uuidProblem(text) === undefined;

/** What an import names; undefined where it is no text of this form. */
export function parseImportId(text: unknown): ResourceId | undefined {
    const id = typeof text === "string" ? parseResourceId(text.trim().toLowerCase()) : undefined;
    if (id === undefined || !isUuid(id.syncId)) return undefined;
    return isDefault(id) || isUuid(id.scheduleId) ? id : undefined;
}

/** The same where `check` has let it pass. */
export function requireImportId(text: unknown): ResourceId {
    const id = parseImportId(text);
    if (id === undefined) throw new LifecycleError(notAllowed(text));
    return id;
}

const notAllowed = (value: unknown) =>
    `import: ${typeof value === "string" ? JSON.stringify(value) : "this value"} is not allowed. It takes ` +
    "<syncId>/<scheduleId>, two UUIDs, or <syncId>/default for the bulk sync's default schedule.";

export const isDefault = ({ scheduleId }: ResourceId): boolean => scheduleId === DEFAULT;

/** The schedule to import in a sentence. */
export const describeImport = (id: ResourceId): string =>
    isDefault(id) ? `the default schedule of bulk sync ${id.syncId}` : describeId(id);

/** What is wrong with the option, in sentences. */
export function validateImport({ importId, syncId }: Properties): string[] {
    if (importId === undefined || isUnknown(importId)) return [];
    const id = parseImportId(importId);
    if (id === undefined) return [notAllowed(importId)];
    if (typeof syncId !== "string" || isUnknown(syncId) || syncId.toLowerCase() === id.syncId) return [];
    return [
        `import: it names ${describeImport(id)}, but syncId is ${JSON.stringify(syncId)}. Correct one of the two, or ` +
            "remove the import option to create a new schedule.",
    ];
}

/** The same for what only the run knows of other resources. `olds` are empty where this one is yet to be created. */
export function importClash(registry: ResourceRegistry, olds: Properties, inputs: Properties): string[] {
    const [id, identity] = [parseImportId(inputs["importId"]), textOf(inputs, "__identity")];
    if (!id || identity === undefined || Object.keys(olds).length > 0) return [];
    return registry.allowsImport(id, identity) ? [] : [`import: ${belongsToAnother(id)}`];
}

/** Why a schedule that another resource of the same stack has can't be imported. */
export const belongsToAnother = (id: ResourceId): string =>
    `another resource of this stack has ${describeImport(id)}, and a schedule can belong to one resource only. Remove one ` +
    "of the two from the program: the schedule stays.";

/** The option as state keeps it: once a schedule was imported, taking the option away is no change. */
export function importIdToKeep(olds: Properties, news: Properties): Properties {
    const [old, declared] = [olds["importId"], news["importId"]];
    if (declared === undefined) return old === undefined ? {} : { importId: old };
    return { importId: isSameImport(old, declared) ? old : declared };
}

function isSameImport(a: unknown, b: unknown): boolean {
    const [one, other] = [parseImportId(a), parseImportId(b)];
    return one !== undefined && one.syncId === other?.syncId && one.scheduleId === other.scheduleId;
}

/** Throws where a resource that has its schedule already is to import another one. */
export function assertOwnImport(id: string, olds: Properties, news: Properties): void {
    const wanted = parseImportId(news["importId"]);
    const own = parseResourceId(id, textOf(olds, "syncId"));
    if (!wanted || !own || isUnconfirmed(own)) return;
    if (isSameImport(olds["importId"], news["importId"]) || isOwn(wanted, own, olds)) return;
    throw new LifecycleError(
        `could not import ${describeImport(wanted)}: this resource has ${describeId(own)}. To keep that one, remove the ` +
            "`import` option. To have the other one instead, first take this resource out of the stack with " +
            "`pulumi state delete`, which leaves its schedule in Polytomic.",
    );
}

// Which schedule is the default one, a preview can't ask: only an answer that denies it counts.
function isOwn(wanted: ResourceId, own: ResourceId, olds: Properties): boolean {
    if (!isDefault(wanted)) return wanted.scheduleId === own.scheduleId.toLowerCase();
    return storedSchedule(olds).isDefault !== false;
}
