/** The `import` option, which the resource passes on as the input `importId`: what it names, and whether it is valid. */

import { describeId, parseResourceId, type ResourceId } from "../../model/resource-id.js";
import type { Properties } from "../../model/state.js";
import { isUnknown } from "../../model/unknown-values.js";
import { notAllowed, uuidProblem } from "../../model/validation/values.js";

/** Stands in place of a schedule's id for the default schedule of a bulk sync. */
const DEFAULT = "default";
const IMPORT_ID =
    "<syncId>/<scheduleId>, two UUIDs, or <syncId>/default for the bulk sync's default schedule";

const isUuid = (text: string) => uuidProblem(text) === undefined;

/** The schedule that the option names. Undefined where the option is absent or invalid. */
export function parseImportId(text: unknown): ResourceId | undefined {
    const id = typeof text === "string" ? parseResourceId(text.trim().toLowerCase()) : undefined;
    if (id === undefined || !isUuid(id.syncId)) return undefined;
    return isDefault(id) || isUuid(id.scheduleId) ? id : undefined;
}

/** Whether the option names a bulk sync's default schedule. */
export const isDefault = ({ scheduleId }: ResourceId): boolean => scheduleId === DEFAULT;

/** The schedule to import, for a message. */
export const describeImport = (id: ResourceId): string =>
    isDefault(id) ? `the default schedule of bulk sync ${id.syncId}` : describeId(id);

/** A sentence for each mistake in the option. */
export function validateImport({ importId, syncId }: Properties): string[] {
    if (importId === undefined || isUnknown(importId)) return [];
    const id = parseImportId(importId);
    if (id === undefined) return [`import: ${notAllowed(importId, IMPORT_ID)}`];
    if (typeof syncId !== "string" || isUnknown(syncId) || syncId.toLowerCase() === id.syncId) return [];
    return [
        `import: it names ${describeImport(id)}, but syncId is ${JSON.stringify(syncId)}. Correct one of the two, or ` +
            "remove the import option to create a new schedule.",
    ];
}

/** Why a schedule can't be imported that another resource of the stack has. */
export const ownedByAnother = (id: ResourceId): string =>
    `another resource of this stack has ${describeImport(id)}, and a schedule can belong to one resource only. Remove one ` +
    "of the two from the program: the schedule stays.";

/** The option to keep in state. Removing the option from the program after the import is no change. */
export function importIdToKeep(olds: Properties, news: Properties): Properties {
    const [old, declared] = [olds["importId"], news["importId"]];
    const importId = declared === undefined || isSameImport(old, declared) ? old : declared;
    return importId === undefined ? {} : { importId };
}

/** Whether two options name the same schedule. */
export function isSameImport(a: unknown, b: unknown): boolean {
    const [one, other] = [parseImportId(a), parseImportId(b)];
    return one !== undefined && one.syncId === other?.syncId && one.scheduleId === other.scheduleId;
}
