import { describeId, isUnconfirmed, type ResourceId } from "../../model/resource-id.js";
import { declaredFields, unconfirmedWindowOf, textOf, type Properties } from "../../model/state.js";
import { explain, statusOf } from "../../api/errors.js";
import { createOnce } from "../creation/create-once.js";
import { ScheduleFinder } from "../creation/finder.js";
import type { CreateRequest } from "../creation/types.js";
import { requireResourceId } from "./require-id.js";
import type { ProviderContext } from "../process/context.js";
import { assertDeleted } from "./existence.js";
import { Deadline } from "../../api/deadline.js";
import { undefinedOn404 } from "../../api/records.js";

/** Deletes the schedule that state has; one that is gone already is done. */
export async function remove(
    context: ProviderContext,
    id: string,
    state: Properties,
    deadline: Deadline,
): Promise<void> {
    const resourceId = requireResourceId(id, state);
    // Another record of the schedule lives on: deleting this one must not delete the schedule.
    if (context.registry.isSuperseded(resourceId.scheduleId, textOf(state, "__takeover"))) return;
    try {
        const found = isUnconfirmed(resourceId)
            ? await findUnconfirmed(context, resourceId, state, deadline)
            : resourceId;
        if (found) await deleteFound(context, found, state, deadline);
    } catch (error) {
        throw explain(`delete ${describeId(resourceId)}`, error);
    }
}

/**
 * The schedule of a create that never learnt it; undefined where none was created. Only the create's own idempotency key
 * tells which it is: where there is a schedule that it may be, or may still become, the create is sent once more.
 */
async function findUnconfirmed(
    context: ProviderContext,
    id: ResourceId,
    state: Properties,
    deadline: Deadline,
): Promise<ResourceId | undefined> {
    const { syncId } = id;
    const identity = textOf(state, "__identity") ?? "";
    if (context.registry.isSettled(syncId, identity)) return undefined;
    const [fields, earlier] = [declaredFields(state), unconfirmedWindowOf(state)];
    const request = { syncId, fields, identity, keyIdentity: identity, earlier };
    if (!(await mayExist(context, request, deadline))) {
        await assertDeleted(context, id, state, deadline);
        return undefined;
    }
    const { scheduleId, takeover } = await createOnce(context, request, deadline);
    // One from before the open create is somebody else's.
    return takeover === undefined ? { syncId, scheduleId } : undefined;
}

async function mayExist(
    context: ProviderContext,
    request: CreateRequest,
    deadline: Deadline,
): Promise<boolean> {
    const { syncId, earlier } = request;
    if ((await undefinedOn404(context.account.bulkSyncs.getFresh(syncId, deadline))) === undefined)
        return false;
    if (earlier === undefined || earlier.toMs > context.account.serviceTimeMs()) return true;
    const finder = new ScheduleFinder(context, request, deadline);
    return (await finder.findCreatedDuring(earlier)).length > 0;
}

async function deleteFound(
    context: ProviderContext,
    id: ResourceId,
    state: Properties,
    deadline: Deadline,
): Promise<void> {
    const { registry } = context;
    registry.recordDeleting(id.scheduleId);
    try {
        await deleteOrAssertGone(context, id, state, deadline);
        registry.recordDeleted(id.scheduleId);
    } catch (error) {
        registry.recordDeletionFailed(id.scheduleId);
        throw error;
    } finally {
        context.forget(id.syncId);
    }
}

async function deleteOrAssertGone(
    context: ProviderContext,
    id: ResourceId,
    state: Properties,
    deadline: Deadline,
): Promise<void> {
    try {
        await context.account.polytomic.deleteSchedule(id.syncId, id.scheduleId, deadline);
    } catch (error) {
        if (statusOf(error) !== 404) throw error;
        context.forget(id.syncId);
        await assertDeleted(context, id, state, deadline);
    }
}
