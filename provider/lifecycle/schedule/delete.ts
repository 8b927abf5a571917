import { describeId, isUnconfirmed, type ResourceId } from "../../model/resource-id.js";
import { declaredFields, openWindowOf, textOf, type Properties } from "../../model/state.js";
import { explain, statusOf } from "../../api/errors.js";
import type { Deadline } from "../../api/retry.js";
import { createOnce } from "../creation/create-once.js";
import { ScheduleFinder } from "../creation/finder.js";
import type { CreateRequest } from "../creation/types.js";
import { deadlineOf } from "../process/deadlines.js";
import { requireResourceId } from "./require-id.js";
import type { Session } from "../process/context.js";
import { assertGone, unlessMissing } from "./existence.js";

/** Deletes the schedule that state has; one that is gone already is done. */
export async function remove(
    session: Session,
    id: string,
    state: Properties,
    signal: AbortSignal,
): Promise<void> {
    const deadline = deadlineOf("delete", state, signal);
    const resourceId = requireResourceId(id, state);
    // Another record of the schedule lives on: deleting this one must not delete the schedule.
    if (session.registry.isSuperseded(resourceId.scheduleId, textOf(state, "__takeover"))) return;
    try {
        const found = isUnconfirmed(resourceId)
            ? await findUnconfirmed(session, resourceId, state, deadline)
            : resourceId;
        if (found) await deleteFound(session, found, state, deadline);
    } catch (error) {
        throw explain(`delete ${describeId(resourceId)}`, error);
    }
}

/**
 * The schedule of a create that never learnt it; undefined where none was created. Only the create's own idempotency key
 * tells which it is: where there is a schedule that it may be, or may still become, the create is sent once more.
 */
async function findUnconfirmed(
    session: Session,
    id: ResourceId,
    state: Properties,
    deadline: Deadline,
): Promise<ResourceId | undefined> {
    const { syncId } = id;
    const identity = textOf(state, "__identity") ?? "";
    if (session.registry.isSettled(syncId, identity)) return undefined;
    const [fields, earlier] = [declaredFields(state), openWindowOf(state)];
    const request = { syncId, fields, identity, keyIdentity: identity, earlier };
    if (!(await mayExist(session, request, deadline))) {
        await assertGone(session, id, state, deadline);
        return undefined;
    }
    const { scheduleId, takeover } = await createOnce(session, request, deadline);
    // One from before the open create is somebody else's.
    return takeover === undefined ? { syncId, scheduleId } : undefined;
}

async function mayExist(session: Session, request: CreateRequest, deadline: Deadline): Promise<boolean> {
    const { syncId, earlier } = request;
    if ((await unlessMissing(session.bulkSyncs.getFresh(syncId, deadline))) === undefined) return false;
    if (earlier === undefined || earlier.toMs > session.serviceTimeMs()) return true;
    const finder = new ScheduleFinder(session, request, deadline);
    return (await finder.findCreatedDuring(earlier)).length > 0;
}

async function deleteFound(
    session: Session,
    id: ResourceId,
    state: Properties,
    deadline: Deadline,
): Promise<void> {
    const { registry } = session;
    registry.recordDeleting(id.scheduleId);
    try {
        await deleteOrAssertGone(session, id, state, deadline);
        registry.recordDeleted(id.scheduleId);
    } catch (error) {
        registry.recordDeletionFailed(id.scheduleId);
        throw error;
    } finally {
        session.forget(id.syncId);
    }
}

async function deleteOrAssertGone(
    session: Session,
    id: ResourceId,
    state: Properties,
    deadline: Deadline,
): Promise<void> {
    try {
        await session.polytomic.deleteSchedule(id.syncId, id.scheduleId, deadline);
    } catch (error) {
        if (statusOf(error) !== 404) throw error;
        session.forget(id.syncId);
        await assertGone(session, id, state, deadline);
    }
}
