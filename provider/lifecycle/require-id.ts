import { parseResourceId, type ResourceId } from "../schedule/resource-id.js";
import { textOf, type Properties } from "../schedule/state.js";
import { LifecycleError } from "../service/errors.js";

/**
 * The id that an operation is asked about; where it is a schedule's alone, the state tells the bulk sync. Throws where it
 * is no schedule's, as it may be in `BulkSyncSchedule.get`.
 */
export function requireResourceId(text: string, state: Properties): ResourceId {
    const id = parseResourceId(text, textOf(state, "syncId"));
    if (id) return id;
    throw new LifecycleError(`"${text}" is not the id of a schedule: it takes <syncId>/<scheduleId>.`);
}
