import { fieldsOf } from "../../model/fields.js";
import { describeId, isUnconfirmed, type ResourceId } from "../../model/resource-id.js";
import { unconfirmedWindowOf, textOf, type Properties } from "../../model/state.js";
import { explain, statusOf } from "../../api/errors.js";
import { createOnce } from "../creation/create-once.js";
import { ScheduleFinder } from "../creation/finder.js";
import type { CreateRequest } from "../creation/types.js";
import type { Call } from "../process/context.js";
import { assertDeleted, findNewDefault, requireResourceId } from "./existence.js";
import { undefinedOn404 } from "../../api/records.js";

/** Deletes the schedule in state. A schedule that is deleted already is no error. */
export async function remove(call: Call, id: string, state: Properties): Promise<void> {
    const { registry } = call.context;
    registry.recordState(id, state);
    const resourceId = requireResourceId(id, state);
    // Another record of the schedule lives on, and so does the schedule.
    if (registry.isSuperseded(resourceId.scheduleId, textOf(state, "__takeover"))) return;
    try {
        const found = isUnconfirmed(resourceId) ? await findUnconfirmed(call, resourceId, state) : resourceId;
        if (found === undefined) return;
        await registry.trackDeletion(found.scheduleId, () => deleteSchedule(call, found, state));
    } catch (error) {
        throw explain(`delete ${describeId(resourceId)}`, error);
    }
}

async function deleteSchedule(call: Call, id: ResourceId, state: Properties): Promise<void> {
    const { context, deadline } = call;
    try {
        await context.account.deleteSchedule(id.syncId, id.scheduleId, deadline);
    } catch (error) {
        if (statusOf(error) !== 404) throw error;
        context.forget(id.syncId);
        await assertDeleted(call, id, state);
        const newId = await findNewDefault(call, id, state);
        if (newId)
            await context.registry.trackDeletion(newId.scheduleId, () => deleteSchedule(call, newId, {}));
    } finally {
        context.forget(id.syncId);
    }
}

/** The schedule of an unconfirmed create; undefined if none. Only the key shows which, so this sends it again. */
async function findUnconfirmed(call: Call, id: ResourceId, state: Properties) {
    const { context, deadline } = call;
    const { syncId } = id;
    const identity = textOf(state, "__identity") ?? "";
    if (context.registry.isSettled(syncId, identity)) return undefined;
    const [fields, earlier] = [fieldsOf(state), unconfirmedWindowOf(state)];
    const request = { syncId, fields, identity, keyIdentity: identity, earlier };
    if (!(await mayExist(call, request))) {
        await assertDeleted(call, id, state);
        return undefined;
    }
    const { scheduleId, origin } = await createOnce(context, request, deadline);
    // A schedule that is older than the unconfirmed create is not its own.
    return origin === "response" || origin === "earlier request" ? { syncId, scheduleId } : undefined;
}

async function mayExist({ context, deadline }: Call, request: CreateRequest): Promise<boolean> {
    const { syncId, earlier } = request;
    const { bulkSyncs } = context.account;
    if ((await undefinedOn404(bulkSyncs.getFresh(syncId, deadline))) === undefined) return false;
    if (earlier === undefined || earlier.toMs > context.account.serviceTimeMs()) return true;
    const finder = new ScheduleFinder(context, request, deadline);
    return (await finder.findCreatedDuring(earlier)).length > 0;
}
