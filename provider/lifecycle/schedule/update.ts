import type { dynamic } from "@pulumi/pulumi";
import { FIELD_NAMES, fieldsOf, type Fields } from "../../model/fields.js";
import { differingFields } from "../../model/equivalence.js";
import { describeId, formatResourceId, type ResourceId } from "../../model/resource-id.js";
import type { Schedule } from "../../model/schedule.js";
import { bookkeepingOf, outputs, storedSchedule, type Properties } from "../../model/state.js";
import {
    explain,
    failTo,
    InterruptedError,
    isOutcomeOpen,
    LifecycleError,
    PolytomicError,
    statusOf,
} from "../../api/errors.js";
import { PartialFailure } from "../process/partial-failure.js";
import type { Call } from "../process/context.js";
import { readSchedule, requireResourceId } from "./existence.js";
import { noticeInactive } from "./notices.js";
import { lossOf } from "./reset.js";

/** Writes the whole declared definition. Polytomic resets what is no longer declared. */
export async function update(
    call: Call,
    id: string,
    olds: Properties,
    news: Properties,
): Promise<dynamic.UpdateResult> {
    const resourceId = requireResourceId(id, { syncId: olds["syncId"] ?? news["syncId"] });
    const action = `update ${describeId(resourceId)}`;
    try {
        if (olds["__provider"] !== news["__provider"]) return await adopt(call, resourceId, olds, news);
        const schedule = await put(call, resourceId, fieldsOf(news)).catch((error: unknown) => {
            if (statusOf(error) !== 404) throw error;
            return putNewDefault(call, resourceId, olds, news);
        });
        call.context.warn(lossOf(resourceId, storedSchedule(olds), schedule));
        await noticeInactive(call, resourceId.syncId);
        return { outs: outputs(news, schedule, bookkeepingOf(olds)) };
    } catch (error) {
        if (error instanceof PartialFailure) throw error;
        const state = { ...olds, __provider: news["__provider"] };
        const explained = explain(action, error);
        // Polytomic may hold the new definition: the next `pulumi up` must write again, even if the program went back.
        throw mayBeWritten(error) ? new PartialFailure(id, state, explained.message) : explained;
    }
}

/** Writes a definition, and discards what was read before. */
export async function put(
    { context, deadline }: Call,
    { syncId, scheduleId }: ResourceId,
    fields: Fields,
): Promise<Schedule> {
    try {
        return (await context.account.updateSchedule(syncId, scheduleId, fields, deadline)).schedule;
    } finally {
        context.forget(syncId);
    }
}

/** Writes to the schedule that has replaced the one in state. Its id stays in state until a refresh: an update can't change it. */
async function putNewDefault(
    call: Call,
    id: ResourceId,
    olds: Properties,
    news: Properties,
): Promise<Schedule> {
    const action = `update ${describeId(id)}`;
    const found = await readSchedule(call, id, olds).catch(failTo(action));
    if (found && found.id.scheduleId !== id.scheduleId) return put(call, found.id, fieldsOf(news));
    if (found) throw new LifecycleError(contradiction(action));
    const gone = { ...olds, __provider: news["__provider"], __gone: "true" };
    throw new PartialFailure(formatResourceId(id), gone, isGone(action));
}

/** Takes over a resource whose state another provider wrote. Writes only if the schedule is not as declared. */
async function adopt(
    call: Call,
    id: ResourceId,
    olds: Properties,
    news: Properties,
): Promise<dynamic.UpdateResult> {
    const { organizationId } = await call.context.account.keyOwner(call.deadline);
    const bookkeeping = { __organizationId: organizationId, ...bookkeepingOf(olds) };
    const found = await readSchedule(call, id, { ...olds, ...bookkeeping }).catch((error: unknown) => {
        // Polytomic refuses an id that can't be a schedule's.
        if (statusOf(error) !== 400 && statusOf(error) !== 422) throw error;
    });
    if (!found) throw new LifecycleError(notInPolytomic(id));

    const [before, declared] = [fieldsOf(olds), fieldsOf(news)];
    const isReset = FIELD_NAMES.some((field) => before[field] !== undefined && declared[field] === undefined);
    const isAsDeclared = !isReset && differingFields(declared, fieldsOf({ ...found.schedule })).length === 0;
    const schedule = isAsDeclared ? found.schedule : await put(call, found.id, declared);
    return { outs: outputs(news, schedule, bookkeeping) };
}

// Polytomic may have carried out an earlier try, even if it refused the last one.
function mayBeWritten(error: unknown): boolean {
    if (error instanceof PolytomicError && error.facts.attempts > 1) return true;
    return error instanceof InterruptedError || isOutcomeOpen(error);
}

const notInPolytomic = (id: ResourceId) =>
    `could not find ${describeId(id)}, which is what this resource has in state. If that is not the id of its schedule, or ` +
    "the schedule is gone, take the resource out of the stack with `pulumi state delete`; then give the schedule's id in " +
    "the `import` option, or run `pulumi up` to create it anew.";

const contradiction = (action: string) =>
    `could not ${action}: Polytomic responded that it does not exist, but shows it. Run the command again.`;

const isGone = (action: string) =>
    `could not ${action}: it does not exist any more. Run \`pulumi up\` again: it creates the schedule anew.`;
