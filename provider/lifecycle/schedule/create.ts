import { randomUUID } from "node:crypto";
import { fieldsOf, toRequest } from "../../model/fields.js";
import { differingFields, areEquivalentDefinitions } from "../../model/equivalence.js";
import type { Schedule } from "../../model/schedule.js";
import { describeId, formatResourceId, unconfirmedId } from "../../model/resource-id.js";
import {
    declaredFields,
    inputsOf,
    madeIn,
    unconfirmedDuring,
    outputs,
    textOf,
    type Bookkeeping,
    type Outputs,
    type Properties,
} from "../../model/state.js";
import { explain } from "../../api/errors.js";
import { createOnce } from "../creation/create-once.js";
import { ScheduleFinder } from "../creation/finder.js";
import { differsFromDeclaration, oneTooMany, tookOver } from "../creation/messages.js";
import { actionOf, UnconfirmedError, type CreatedSchedule, type CreateRequest } from "../creation/types.js";
import { differencesInWords } from "./differences.js";
import { importSchedule } from "./import.js";
import { PartialFailure } from "../process/partial-failure.js";
import type { ProviderContext } from "../process/context.js";
import { put } from "./update.js";
import { Deadline } from "../../api/deadline.js";
import { mergeRecords } from "../../api/records.js";

/** A create in progress. */
interface Creation {
    readonly context: ProviderContext;
    readonly inputs: Properties;
    readonly request: CreateRequest;
    readonly bookkeeping: Bookkeeping;
    readonly deadline: Deadline;
}

/**
 * Creates the schedule of a resource, or takes over the one that an earlier create of the same resource made, or that
 * the `import` option names.
 */
export async function create(
    context: ProviderContext,
    inputs: Properties,
    deadline: Deadline,
): Promise<{ id: string; outs: Outputs }> {
    if (inputs["importId"] !== undefined) return importSchedule(context, inputs, deadline);
    const request = requestFrom(context, inputs);
    const { syncId, fields } = request;
    const endWaiting = deadline.hold();
    // Two resources that declare the same could not tell their schedules apart if they were created at the same time.
    return context.inSequence(`${syncId} ${JSON.stringify(toRequest(fields))}`, async () => {
        endWaiting();
        const bookkeeping = await bookkeepingFrom(context, request, deadline);
        const creation = { context, inputs, request, bookkeeping, deadline };
        return finish(creation, await createOrKeepOpen(creation));
    });
}

function requestFrom({ registry }: ProviderContext, inputs: Properties): CreateRequest {
    const identity = textOf(inputs, "__identity") ?? randomUUID();
    const syncId = textOf(inputs, "syncId") ?? "";
    const open = registry.openCreateOf(identity, syncId);
    return {
        ...{ syncId, fields: declaredFields(inputs), identity },
        ...{ keyIdentity: open?.keyIdentity ?? identity, earlier: open?.window },
    };
}

async function bookkeepingFrom(
    context: ProviderContext,
    request: CreateRequest,
    deadline: Deadline,
): Promise<Bookkeeping> {
    try {
        const { organizationId } = await context.account.keyOwner(deadline);
        return madeIn(organizationId);
    } catch (error) {
        throw explain(actionOf(request), error);
    }
}

async function createOrKeepOpen(creation: Creation): Promise<CreatedSchedule> {
    const { context, inputs, request, bookkeeping, deadline } = creation;
    const { registry } = context;
    const { syncId, identity, keyIdentity } = request;
    try {
        const created = await createOnce(context, request, deadline);
        registry.settle(syncId, identity);
        return created;
    } catch (error) {
        if (!(error instanceof UnconfirmedError)) throw error;
        const { window } = error;
        registry.keepOpen(identity, { syncId, keyIdentity, window });
        const state = {
            ...inputsOf(inputs),
            __identity: keyIdentity,
            ...bookkeeping,
            ...unconfirmedDuring(window),
        };
        throw new PartialFailure(unconfirmedId(syncId), state, error.message);
    }
}

/** What is left to do once the id is known. From here on no failure may lose it. */
async function finish(creation: Creation, created: CreatedSchedule): Promise<{ id: string; outs: Outputs }> {
    const { context, inputs, request, bookkeeping } = creation;
    const id = { syncId: request.syncId, scheduleId: created.scheduleId };
    const { takeover } = created;
    const kept = takeover === undefined ? bookkeeping : { ...bookkeeping, __takeover: takeover };
    const partialFailure = (schedule: Schedule, reason: string) =>
        new PartialFailure(formatResourceId(id), outputs(inputs, schedule, kept), reason);
    try {
        const schedule = await complete(creation, created);
        const problem = await problemWith(creation, created, schedule);
        if (problem !== undefined) throw partialFailure(schedule, problem);
        if (created.origin === "key" && takeover !== undefined) context.warn(tookOver(context, id, schedule));
        return { id: formatResourceId(id), outs: outputs(inputs, schedule, kept) };
    } catch (error) {
        if (error instanceof PartialFailure) throw error;
        const { message } = explain(`finish creating ${describeId(id)}`, error);
        throw partialFailure(created.schedule ?? {}, message);
    }
}

/** The schedule in full. The one that the resource has in state gets the declared definition, as in an update. */
async function complete(creation: Creation, created: CreatedSchedule): Promise<Schedule> {
    const { context, request, deadline } = creation;
    const { syncId, fields } = request;
    const { scheduleId, schedule, origin } = created;
    const shown =
        schedule ?? (await context.account.polytomic.getSchedule(syncId, scheduleId, deadline)).schedule;
    const found = await withUntold(creation, scheduleId, shown);
    return origin !== "state" || areEquivalentDefinitions(fieldsOf({ ...found }), fields)
        ? found
        : put(context, { syncId, scheduleId }, fields, deadline);
}

// What a response leaves out may stand in the bulk sync's list.
async function withUntold(
    { context, request, deadline }: Creation,
    scheduleId: string,
    shown: Schedule,
): Promise<Schedule> {
    const { syncId, fields } = request;
    const differing = differingFields(fields, fieldsOf({ ...shown }));
    if (differing.length === 0 || differing.some((field) => shown[field] !== undefined)) return shown;
    const { schedules } = await context.account.bulkSyncs.get(syncId, deadline);
    const listed = schedules.find(({ id }) => id === scheduleId);
    return listed === undefined ? shown : mergeRecords(listed, [{ schedule: shown }], shown);
}

/** Why a user has to look at a created schedule before all is well, in sentences. */
async function problemWith(
    { context, request, deadline }: Creation,
    { scheduleId, origin, takeover, unanswered }: CreatedSchedule,
    schedule: Schedule,
): Promise<string | undefined> {
    const { syncId, fields } = request;
    if (origin === "key") {
        const differences = differencesInWords(fields, fieldsOf({ ...schedule }));
        return differences === ""
            ? undefined
            : differsFromDeclaration({ syncId, scheduleId }, schedule, differences, takeover !== undefined);
    }
    if (unanswered === undefined) return undefined;
    const window = { fromMs: unanswered.fromMs, toMs: Infinity };
    const further = await new ScheduleFinder(context, request, deadline).findFurther(window);
    return further.length === 0 ? undefined : oneTooMany({ syncId, scheduleId }, further);
}
