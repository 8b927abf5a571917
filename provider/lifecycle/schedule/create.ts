import { randomUUID } from "node:crypto";
import type { dynamic } from "@pulumi/pulumi";
import { fieldsOf, toRequest } from "../../model/fields.js";
import { differingFields, areEquivalentDefinitions } from "../../model/equivalence.js";
import type { Schedule } from "../../model/schedule.js";
import { describeId, formatResourceId, unconfirmedId } from "../../model/resource-id.js";
import { withoutUndefined } from "../../model/objects.js";
import {
    inputsOf,
    outputs,
    textOf,
    unconfirmedDuring,
    type Bookkeeping,
    type Properties,
} from "../../model/state.js";
import { explain, failTo, LifecycleError } from "../../api/errors.js";
import { createOnce } from "../creation/create-once.js";
import { ScheduleFinder } from "../creation/finder.js";
import { differsFromDeclaration, oneTooMany, tookOver } from "../creation/messages.js";
import { actionOf, UnconfirmedError, type CreatedSchedule, type CreateRequest } from "../creation/types.js";
import { parseImportId } from "./import-option.js";
import { importSchedule, listDifferences } from "./import.js";
import { PartialFailure } from "../process/partial-failure.js";
import type { Call } from "../process/context.js";
import type { ResourceRegistry } from "../process/registry.js";
import { noticeEqual, noticeInactive } from "./notices.js";
import { put } from "./update.js";
import { mergeRecords } from "../../api/records.js";

/** A create in progress. */
interface Creation {
    readonly call: Call;
    readonly inputs: Properties;
    readonly request: CreateRequest;
    readonly bookkeeping: Bookkeeping;
}

/** Creates a schedule, takes over that of an earlier create, or imports the one that the option names. */
export async function create(call: Call, inputs: Properties): Promise<dynamic.CreateResult> {
    const { context, deadline } = call;
    const wanted = parseImportId(inputs["importId"]);
    if (wanted) return importSchedule(call, inputs, wanted);
    const request = requestFrom(context.registry, inputs);
    const endWaiting = deadline.hold();
    // The schedules of two resources with the same definition can't be told apart if they are created at the same time.
    return context.inSequence(`${request.syncId} ${JSON.stringify(toRequest(request.fields))}`, async () => {
        endWaiting();
        const { organizationId } = await context.account.keyOwner(deadline).catch(failTo(actionOf(request)));
        const creation = { call, inputs, request, bookkeeping: { __organizationId: organizationId } };
        return finish(creation, await createOrKeepOpen(creation));
    });
}

function requestFrom(registry: ResourceRegistry, inputs: Properties): CreateRequest {
    const identity = textOf(inputs, "__identity") ?? randomUUID();
    const syncId = textOf(inputs, "syncId") ?? "";
    const open = registry.openCreateOf(identity, syncId);
    return {
        syncId,
        fields: fieldsOf(inputs),
        identity,
        keyIdentity: open?.keyIdentity ?? identity,
        earlier: open?.window,
    };
}

async function createOrKeepOpen(creation: Creation): Promise<CreatedSchedule> {
    const { call, inputs, request, bookkeeping } = creation;
    const { registry } = call.context;
    const { syncId, identity, keyIdentity } = request;
    try {
        const created = await createOnce(call.context, request, call.deadline);
        registry.settle(syncId, identity);
        return created;
    } catch (error) {
        if (!(error instanceof UnconfirmedError)) throw error;
        const { window } = error;
        registry.keepOpen(identity, { syncId, keyIdentity, window });
        const kept = { __identity: keyIdentity, ...bookkeeping, ...unconfirmedDuring(window) };
        const state = withoutUndefined({ ...inputsOf(inputs), ...kept });
        throw new PartialFailure(unconfirmedId(syncId), state, error.message);
    }
}

/** Completes a create whose schedule is known. From here on, every failure keeps the id in state. */
async function finish(creation: Creation, created: CreatedSchedule): Promise<dynamic.CreateResult> {
    const { inputs, request } = creation;
    const { context } = creation.call;
    const { scheduleId, takeover } = created;
    const resourceId = { syncId: request.syncId, scheduleId };
    const id = formatResourceId(resourceId);
    const bookkeeping = { ...creation.bookkeeping, __takeover: takeover };
    let schedule = created.schedule ?? {};
    try {
        schedule = await complete(creation, created);
        const problem = await findProblem(creation, created, schedule);
        if (problem !== undefined) throw new LifecycleError(problem);
        if (created.origin === "earlier create") context.warn(tookOver(context, resourceId, schedule));
        await noticeInactive(creation.call, resourceId.syncId);
        await noticeEqual(creation.call, resourceId, schedule);
        return { id, outs: outputs(inputs, schedule, bookkeeping) };
    } catch (error) {
        const { message } = explain(`finish creating ${describeId(resourceId)}`, error);
        throw new PartialFailure(id, outputs(inputs, schedule, bookkeeping), message);
    }
}

/** Reads the whole schedule. One that the resource has in state gets the declared definition, as in an update. */
async function complete({ call, request }: Creation, created: CreatedSchedule): Promise<Schedule> {
    const { context, deadline } = call;
    const { syncId, fields } = request;
    const { scheduleId, origin } = created;
    let schedule =
        created.schedule ?? (await context.account.getSchedule(syncId, scheduleId, deadline)).schedule;

    // The list of the bulk sync may show fields that a response leaves out.
    const differing = differingFields(fields, fieldsOf({ ...schedule }));
    if (differing.length > 0 && differing.every((field) => schedule[field] === undefined)) {
        const { schedules } = await context.account.bulkSyncs.get(syncId, deadline);
        const listed = schedules.find(({ id }) => id === scheduleId);
        if (listed) schedule = mergeRecords(listed, [{ schedule }], schedule);
    }
    return origin !== "state" || areEquivalentDefinitions(fieldsOf({ ...schedule }), fields)
        ? schedule
        : put(call, { syncId, scheduleId }, fields);
}

/** Why a user has to look at a created schedule, in sentences. */
async function findProblem(
    { call, request }: Creation,
    { scheduleId, origin, unanswered }: CreatedSchedule,
    schedule: Schedule,
): Promise<string | undefined> {
    const { syncId, fields } = request;
    if (origin === "earlier request" || origin === "earlier create") {
        const differences = listDifferences(fields, fieldsOf({ ...schedule }));
        return differences === ""
            ? undefined
            : differsFromDeclaration(
                  { syncId, scheduleId },
                  schedule,
                  differences,
                  origin === "earlier create",
              );
    }
    if (unanswered === undefined) return undefined;
    const window = { fromMs: unanswered.fromMs, toMs: Infinity };
    const further = await new ScheduleFinder(call.context, request, call.deadline).findFurther(window);
    return further.length === 0 ? undefined : oneTooMany({ syncId, scheduleId }, further);
}
