import type { dynamic } from "@pulumi/pulumi";
import {
    FIELD_NAMES,
    fieldsOf,
    isNumberField,
    numberIn,
    type FieldName,
    type FieldValue,
} from "../../model/fields.js";
import { differingFields } from "../../model/equivalence.js";
import { describeId, formatResourceId, isUnconfirmed, type ResourceId } from "../../model/resource-id.js";
import { bookkeepingOf, inputsOf, outputs, textOf, type Properties } from "../../model/state.js";
import type { Schedule } from "../../model/schedule.js";
import { uuidProblem } from "../../model/validation/values.js";
import { explain, LifecycleError } from "../../api/errors.js";
import type { Call } from "../process/context.js";
import { noticeInactive } from "./notices.js";
import { assertDeleted, findSchedule, invalidId, readSchedule, requireResourceId } from "./existence.js";
import { undefinedOn404 } from "../../api/records.js";

/** Reads a schedule for a refresh or `BulkSyncSchedule.get`. Without an id in the result, it is deleted. */
export async function read(call: Call, id: string, state: Properties): Promise<dynamic.ReadResult> {
    const { context } = call;
    context.registry.recordState(id, state);
    const resourceId = requireResourceId(id, state);
    const { syncId, scheduleId } = resourceId;
    const isGet = textOf(state, "syncId") === undefined;
    if (isGet && (uuidProblem(syncId) ?? uuidProblem(scheduleId)) !== undefined) throw invalidId(id);
    // A `get` may come after changes that the program made itself.
    if (isGet) context.forget(syncId);
    context.beginReading(resourceId);
    try {
        if (isUnconfirmed(resourceId)) return await readUnconfirmed(call, resourceId, state);
        const [found] = isGet
            ? [{ id: resourceId, schedule: await requireSchedule(call, resourceId) }]
            : await Promise.all([readSchedule(call, resourceId, state), noticeInactive(call, syncId)]);
        if (found === undefined) return {};
        const { schedule } = found;
        const inputs = inputsAsFound({ ...state, syncId: state["syncId"] ?? syncId }, schedule, !isGet);
        return {
            id: formatResourceId(found.id),
            props: outputs(inputs, schedule, bookkeepingOf(state)),
            inputs,
        };
    } catch (error) {
        throw explain(`read ${describeId(resourceId)}`, error);
    }
}

// Only the create's idempotency key shows whether there is a schedule, and which. The next `pulumi up` sends it.
async function readUnconfirmed(call: Call, id: ResourceId, state: Properties): Promise<dynamic.ReadResult> {
    if (await undefinedOn404(call.context.account.bulkSyncs.get(id.syncId, call.deadline)))
        return { id: formatResourceId(id), props: { ...state }, inputs: inputsOf(state) };
    await assertDeleted(call, id, state);
    return {};
}

async function requireSchedule(call: Call, id: ResourceId): Promise<Schedule> {
    const schedule = await findSchedule(call, id, {});
    if (schedule) return schedule;
    throw new LifecycleError(
        `could not read ${describeId(id)}: there is no such schedule. Check the id, and that the API key belongs to ` +
            "the bulk sync's organization.",
    );
}

/** The inputs as found. What Polytomic fills in for a field that is not declared is no drift. */
export function inputsAsFound(
    state: Properties,
    schedule: Schedule,
    isManaged: boolean,
): Record<string, unknown> {
    const found = fieldsOf({ ...schedule });
    const fields = isManaged ? differingFields(fieldsOf(state), found) : FIELD_NAMES;
    const values = fields.map((field) => [field, spelledLike(state[field], field, found[field])] as const);
    return inputsOf({ ...state, ...Object.fromEntries(values) });
}

/** A number where the program declares one, so that a difference reads `5 => 9` and not `5 => "9"`. */
function spelledLike(
    declared: unknown,
    field: FieldName,
    found: FieldValue | undefined,
): FieldValue | undefined {
    const number = typeof declared === "number" && isNumberField(field) ? numberIn(field, found) : undefined;
    return number ?? found;
}
