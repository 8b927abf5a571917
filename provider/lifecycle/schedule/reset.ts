/** What an update of a schedule may reset: the settings that only the bulk sync itself can take. */

import { describeId, type ResourceId } from "../../model/resource-id.js";
import { describeBulkSyncSettings, type Schedule } from "../../model/schedule.js";

/** Warns, before an update, of what it may reset. Undefined where there is nothing. */
export function riskOf(id: ResourceId | undefined, stored: Schedule): string | undefined {
    const settings = describeBulkSyncSettings(stored);
    return (
        id &&
        settings &&
        `${describeId(id)} has ${settings}, which an update may reset: Polytomic takes them only with the whole bulk sync. ` +
            "Look at the schedule in Polytomic afterwards."
    );
}

/** Says, after an update, what it has reset. Undefined where that is nothing, or the response does not show it. */
export function lossOf(id: ResourceId, before: Schedule, after: Schedule): string | undefined {
    const { schemas = before.schemas, syncMode = before.syncMode } = after;
    const lost = {
        isDefault: before.isDefault === true,
        ...(isSame(schemas, before.schemas) ? {} : { schemas: before.schemas ?? [] }),
        ...(syncMode === before.syncMode ? {} : { syncMode: before.syncMode ?? "" }),
    };
    const settings = describeBulkSyncSettings(lost);
    return (
        settings && `the update of ${describeId(id)} has reset its ${settings}. Set them again in Polytomic.`
    );
}

const isSame = (a: readonly string[] = [], b: readonly string[] = []) =>
    [...a].sort().join("\n") === [...b].sort().join("\n");
