import { parseResourceId, type ResourceId } from "../schedule/resource-id.js";
import { LifecycleError } from "../service/errors.js";

/** The id that an operation is asked about. Throws where it is no schedule's, as it may be in `BulkSyncSchedule.get`. */
export function requireResourceId(text: string): ResourceId {
    const id = parseResourceId(text);
    if (id) return id;
    throw new LifecycleError(`"${text}" is not the id of a schedule: it takes <syncId>/<scheduleId>.`);
}
