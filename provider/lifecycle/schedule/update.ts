import type { Schedule } from "../../model/schedule.js";
import {
    explain,
    InterruptedError,
    isOutcomeOpen,
    LifecycleError,
    PolytomicError,
    statusOf,
} from "../../api/errors.js";
import type { Fields } from "../../model/fields.js";
import { describeId, formatResourceId, type ResourceId } from "../../model/resource-id.js";
import { bookkeepingOf, declaredFields, outputs, type Outputs, type Properties } from "../../model/state.js";
import { isForeign, verifyForeign, type Verified } from "./foreign-state.js";
import { PartialFailure } from "../process/partial-failure.js";
import { requireResourceId } from "./require-id.js";
import type { ProviderContext } from "../process/context.js";
import { readSchedule } from "./existence.js";
import { Deadline } from "../../api/deadline.js";

/** Makes the service hold what is declared: the whole definition, so that what is no longer declared is reset. */
export async function update(
    context: ProviderContext,
    id: string,
    olds: Properties,
    news: Properties,
    deadline: Deadline,
): Promise<{ outs: Outputs }> {
    const resourceId = requireResourceId(id, { syncId: olds["syncId"] ?? news["syncId"] });
    try {
        const { bookkeeping, schedule }: Verified = isForeign(olds, news)
            ? await verifyForeign(context, resourceId, olds, news, deadline)
            : { bookkeeping: bookkeepingOf(olds) };
        const written = schedule ?? (await put(context, resourceId, declaredFields(news), deadline));
        return { outs: outputs(news, written, bookkeeping) };
    } catch (error) {
        if (statusOf(error) === 404) throw await afterMissing(context, resourceId, olds, news, deadline);
        const explained = explain(`update ${describeId(resourceId)}`, error);
        if (!mayBeWritten(error)) throw explained;
        // The service may hold the new definition: the next `up` must write again, even if the program went back.
        throw new PartialFailure(id, { ...olds, __provider: news["__provider"] }, explained.message);
    }
}

// What the last try came to says nothing of those before it.
function mayBeWritten(error: unknown): boolean {
    if (error instanceof PolytomicError && error.facts.attempts > 1) return true;
    return error instanceof InterruptedError || isOutcomeOpen(error);
}

/** Writes a definition, and forgets what was read before. */
export async function put(
    context: ProviderContext,
    { syncId, scheduleId }: ResourceId,
    fields: Fields,
    deadline: Deadline,
): Promise<Schedule> {
    try {
        return (await context.account.polytomic.updateSchedule(syncId, scheduleId, fields, deadline))
            .schedule;
    } finally {
        context.forget(syncId);
    }
}

// An update can't give the resource another id: the next `up` replaces what is gone.
async function afterMissing(
    context: ProviderContext,
    id: ResourceId,
    olds: Properties,
    news: Properties,
    deadline: Deadline,
): Promise<Error> {
    const action = `update ${describeId(id)}`;
    try {
        if (await readSchedule(context, id, olds, deadline)) return new LifecycleError(contradiction(action));
    } catch (error) {
        return explain(action, error);
    }
    const state = { ...olds, __provider: news["__provider"], __gone: "true" };
    return new PartialFailure(formatResourceId(id), state, gone(action));
}

const contradiction = (action: string) =>
    `could not ${action}: Polytomic answered that it does not exist, but shows it. Run the command again.`;

const gone = (action: string) =>
    `could not ${action}: it does not exist any more. Run \`pulumi up\` again: it creates the schedule anew.`;
