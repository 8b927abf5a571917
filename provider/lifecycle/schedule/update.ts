import type { dynamic } from "@pulumi/pulumi";
import { FIELD_NAMES, fieldsOf, type Fields } from "../../model/fields.js";
import { differingFields } from "../../model/equivalence.js";
import { describeId, formatResourceId, type ResourceId } from "../../model/resource-id.js";
import type { Schedule } from "../../model/schedule.js";
import { bookkeepingOf, outputs, type Properties } from "../../model/state.js";
import {
    explain,
    InterruptedError,
    isOutcomeOpen,
    LifecycleError,
    PolytomicError,
    statusOf,
} from "../../api/errors.js";
import { PartialFailure } from "../process/partial-failure.js";
import type { Call } from "../process/context.js";
import { readSchedule, requireResourceId } from "./existence.js";

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
        const schedule = await put(call, resourceId, fieldsOf(news));
        return { outs: outputs(news, schedule, bookkeepingOf(olds)) };
    } catch (error) {
        const state = { ...olds, __provider: news["__provider"] };
        if (statusOf(error) === 404) {
            await assertMissing(call, resourceId, olds);
            const gone = { ...state, __gone: "true" };
            throw new PartialFailure(formatResourceId(resourceId), gone, isGone(action));
        }
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

/**
 * Brings a resource under this package whose state another provider wrote, such as a hand-written dynamic provider.
 * Writes only if Polytomic holds something else than the program declares.
 */
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
    const isAsDeclared = !isReset && differingFields(declared, fieldsOf({ ...found })).length === 0;
    const schedule = isAsDeclared ? found : await put(call, id, declared);
    return { outs: outputs(news, schedule, bookkeeping) };
}

// Polytomic may have carried out an earlier try, even if it refused the last one.
function mayBeWritten(error: unknown): boolean {
    if (error instanceof PolytomicError && error.facts.attempts > 1) return true;
    return error instanceof InterruptedError || isOutcomeOpen(error);
}

/** Throws unless a schedule whose update got a 404 is certainly deleted. */
async function assertMissing(call: Call, id: ResourceId, state: Properties): Promise<void> {
    const action = `update ${describeId(id)}`;
    try {
        if (await readSchedule(call, id, state)) throw new LifecycleError(contradiction(action));
    } catch (error) {
        throw explain(action, error);
    }
}

const notInPolytomic = (id: ResourceId) =>
    `could not find ${describeId(id)}, which is what this resource has in state. If that is not the id of its schedule, or ` +
    "the schedule is gone, take the resource out of the stack with `pulumi state delete`; then give the schedule's id in " +
    "the `import` option, or run `pulumi up` to create it anew.";

const contradiction = (action: string) =>
    `could not ${action}: Polytomic responded that it does not exist, but shows it. Run the command again.`;

const isGone = (action: string) =>
    `could not ${action}: it does not exist any more. Run \`pulumi up\` again: it creates the schedule anew.`;
