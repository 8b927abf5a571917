import { describeId, isUnconfirmed, type ResourceId } from "../schedule/resource-id.js";
import { textOf, type Properties } from "../schedule/state.js";
import { explain, statusOf } from "../service/errors.js";
import type { Deadline } from "../service/retry.js";
import { deadlineOf } from "./deadlines.js";
import { findUnconfirmed } from "./search.js";
import { requireResourceId } from "./require-id.js";
import type { Session } from "./session.js";
import { assertGone } from "./whereabouts.js";

/** Deletes a schedule; one that is gone already is done. */
export async function remove(
    session: Session,
    id: string,
    state: Properties,
    signal: AbortSignal,
): Promise<void> {
    const deadline = deadlineOf("delete", state, signal);
    const resourceId = requireResourceId(id, state);
    if (isSuperseded(session, resourceId, state)) return;
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
 * Whether another record of the same schedule lives on: a replacement whose create took over the schedule that it
 * replaces (its idempotency key still stands for it), or found what the record's own create had left open; or another
 * resource, which took it for its own. Then the engine's delete of the old record must not delete it.
 */
function isSuperseded({ memory }: Session, { syncId, scheduleId }: ResourceId, state: Properties): boolean {
    const identity = textOf(state, "__identity");
    if (isUnconfirmed({ syncId, scheduleId })) return memory.isSettled({ syncId, identity: identity ?? "" });
    const record = memory.live.get(scheduleId);
    if (record === undefined) return false;
    return record.identity !== identity || record.takeover !== textOf(state, "__takeover");
}

async function deleteFound(
    session: Session,
    id: ResourceId,
    state: Properties,
    deadline: Deadline,
): Promise<void> {
    session.memory.deleted.add(id.scheduleId);
    try {
        await session.polytomic.deleteSchedule(id.syncId, id.scheduleId, deadline);
    } catch (error) {
        if (statusOf(error) !== 404) throw error;
        session.forget(id.syncId);
        await assertGone(session, id, state, deadline);
    } finally {
        session.forget(id.syncId);
    }
    session.memory.live.delete(id.scheduleId);
}
