import { parseResourceId, type ResourceId } from "../../model/resource-id.js";
import { textOf, type Properties } from "../../model/state.js";
import { LifecycleError } from "../../api/errors.js";
import { uuidProblem } from "../../model/validation/values.js";

/**
 * The id that an operation is asked about; where it is a schedule's alone, the state tells the bulk sync. Throws where it
 * is no schedule's.
 */
export function requireResourceId(text: string, state: Properties): ResourceId {
    return parseResourceId(text, textOf(state, "syncId")) ?? refuse(text);
}

/** The same for an id that a user gives to `BulkSyncSchedule.get`. */
export function requireGivenId(text: string): ResourceId {
    const id = requireResourceId(text, {});
    const isUuids = [id.syncId, id.scheduleId].every((part) => uuidProblem(part) === undefined);
    return isUuids ? id : refuse(text);
}

function refuse(text: string): never {
    throw new LifecycleError(
        `"${text}" is not the id of a schedule: it takes <syncId>/<scheduleId>, two UUIDs.`,
    );
}
