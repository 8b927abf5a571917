import { describeId, formatResourceId, isUnconfirmed, type ResourceId } from "../../model/resource-id.js";
import {
    bookkeepingOf,
    inputsOf,
    outputs,
    textOf,
    type Outputs,
    type Properties,
} from "../../model/state.js";
import type { Schedule } from "../../model/schedule.js";
import { explain, LifecycleError } from "../../api/errors.js";
import { inputsAsFound } from "./drift.js";
import { requireGivenId, requireResourceId } from "./require-id.js";
import type { ProviderContext } from "../process/context.js";
import { assertDeleted, findSchedule, readSchedule } from "./existence.js";
import { Deadline } from "../../api/deadline.js";
import { undefinedOn404 } from "../../api/records.js";

/** What Pulumi is told of a refreshed resource; without an id it is gone. */
export interface Refreshed {
    id?: string;
    props?: Outputs;
    inputs?: Record<string, unknown>;
}

/** Reads a schedule as it is now: for a refresh, or for `BulkSyncSchedule.get`, which has nothing in state. */
export async function read(
    context: ProviderContext,
    id: string,
    state: Properties,
    deadline: Deadline,
): Promise<Refreshed> {
    const isGet = textOf(state, "syncId") === undefined;
    const resourceId = isGet ? requireGivenId(id) : requireResourceId(id, state);
    // What the program did before it asks may have changed the schedule: the service's present word counts.
    if (isGet) context.forget(resourceId.syncId);
    context.beginReading(resourceId);
    try {
        return isGet
            ? await get(context, resourceId, state, deadline)
            : await refresh(context, resourceId, state, deadline);
    } catch (error) {
        throw explain(`read ${describeId(resourceId)}`, error);
    }
}

async function get(
    context: ProviderContext,
    id: ResourceId,
    state: Properties,
    deadline: Deadline,
): Promise<Refreshed> {
    const schedule = await findSchedule(context, id, {}, deadline);
    if (schedule) return refreshed(id, state, schedule, true);
    throw new LifecycleError(
        `could not read ${describeId(id)}: there is no such schedule. Check the id, and that the API key belongs to ` +
            "the bulk sync's organization.",
    );
}

async function refresh(
    context: ProviderContext,
    id: ResourceId,
    state: Properties,
    deadline: Deadline,
): Promise<Refreshed> {
    if (isUnconfirmed(id)) return refreshUnconfirmed(context, id, state, deadline);
    const schedule = await readSchedule(context, id, state, deadline);
    return schedule ? refreshed(id, state, schedule, false) : {};
}

// Only the create's own idempotency key tells whether there is a schedule, and which: the next `up` asks.
async function refreshUnconfirmed(
    context: ProviderContext,
    id: ResourceId,
    state: Properties,
    deadline: Deadline,
): Promise<Refreshed> {
    if (await undefinedOn404(context.account.bulkSyncs.get(id.syncId, deadline)))
        return { id: formatResourceId(id), props: { ...state }, inputs: inputsOf(state) };
    await assertDeleted(context, id, state, deadline);
    return {};
}

function refreshed(id: ResourceId, state: Properties, schedule: Schedule, isGet: boolean): Refreshed {
    const found = inputsAsFound({ ...state, syncId: state["syncId"] ?? id.syncId }, schedule, !isGet);
    return {
        id: formatResourceId(id),
        props: outputs(found, schedule, bookkeepingOf(state)),
        inputs: found,
    };
}
