/** Finds the schedule of a resource. A schedule counts as deleted only when that is certain. */

import type { BulkSync } from "../../api/schemas.js";
import type { Schedule } from "../../model/schedule.js";
import { LifecycleError, PolytomicError } from "../../api/errors.js";
import { describeId, parseResourceId, type ResourceId } from "../../model/resource-id.js";
import type { Call } from "../process/context.js";
import { storedSchedule, textOf, type Properties } from "../../model/state.js";
import { undefinedOn404, isDeleted, mergeRecords } from "../../api/records.js";
import { isRecent, LAG_MS } from "../process/lag.js";

/** Parses a resource's id. For a schedule's id alone, state names the bulk sync. Throws where the id is invalid. */
export function requireResourceId(text: string, state: Properties): ResourceId {
    const id = parseResourceId(text, textOf(state, "syncId"));
    if (id === undefined) throw invalidId(text);
    return id;
}

/** The error for an id that is not a schedule's. */
export const invalidId = (text: string): LifecycleError =>
    new LifecycleError(`"${text}" is not the id of a schedule: it takes <syncId>/<scheduleId>, two UUIDs.`);

/** Reads the schedule in state as it is now. Undefined where it is certainly deleted. */
export async function readSchedule(
    call: Call,
    id: ResourceId,
    state: Properties,
): Promise<Schedule | undefined> {
    const stored = storedSchedule(state);
    let found = await findSchedule(call, id, stored);
    if (!found && isRecent(call.context, stored) && (await call.deadline.sleep(LAG_MS))) {
        call.context.forget(id.syncId);
        found = await findSchedule(call, id, stored);
    }
    if (!found) await assertDeleted(call, id, state);
    return found;
}

/** Finds a schedule in any response that shows it. `stored` fills in the fields that responses leave out. */
export async function findSchedule(
    { context, deadline }: Call,
    id: ResourceId,
    stored: Schedule,
): Promise<Schedule | undefined> {
    const { account } = context;
    const responses = await undefinedOn404(account.schedules.get(id.syncId, deadline));
    if (responses === undefined) return undefined;
    const response = responses.find((item) => item.id === id.scheduleId);
    if (response && !isDeleted(response)) return response.schedule;

    // A date in `deletedAt` proves nothing. The list of the bulk sync is right.
    const bulkSync = await undefinedOn404(account.bulkSyncs.get(id.syncId, deadline));
    const listed = bulkSync?.schedules.find((item) => item.id === id.scheduleId);
    if (listed) return mergeRecords(listed, response ? [response] : responses, stored);

    const single = await undefinedOn404(account.getSchedule(id.syncId, id.scheduleId, deadline));
    return single && !isDeleted(single) ? single.schedule : undefined;
}

/**
 * Throws unless a schedule that was not found is certainly deleted. A key of another organization gets "not found" for
 * everything.
 */
export async function assertDeleted(call: Call, id: ResourceId, state: Properties): Promise<void> {
    const madeIn = textOf(state, "__organizationId");
    const keyOf = await organizationOfKey(call);
    const isKnown = madeIn !== undefined && keyOf !== undefined;
    if (isKnown && madeIn !== keyOf) throw new LifecycleError(anotherOrganization(id, madeIn, keyOf));

    const { context, deadline } = call;
    const { bulkSyncs } = context.account;
    let bulkSync = await undefinedOn404(bulkSyncs.get(id.syncId, deadline));
    if (isListed(bulkSync, id) && (await deadline.sleep(LAG_MS)))
        bulkSync = await undefinedOn404(bulkSyncs.getFresh(id.syncId, deadline));
    if (bulkSync === undefined && !isKnown) throw new LifecycleError(outOfSight(id));
    if (isListed(bulkSync, id)) throw new LifecycleError(contradiction(id));
}

async function organizationOfKey({ context, deadline }: Call): Promise<string | undefined> {
    try {
        return (await context.account.keyOwner(deadline)).organizationId;
    } catch (error) {
        if (error instanceof PolytomicError) return undefined;
        throw error;
    }
}

const isListed = (bulkSync: BulkSync | undefined, { scheduleId }: ResourceId) =>
    bulkSync?.schedules.some(({ id }) => id === scheduleId) === true;

const anotherOrganization = (id: ResourceId, madeIn: string, keyOf: string) =>
    `could not find ${describeId(id)}: it was made in organization ${madeIn}, but the API key belongs to organization ` +
    `${keyOf}, which can't see it. Nothing was changed. Use a key of organization ${madeIn}.`;

const outOfSight = (id: ResourceId) =>
    `could not find ${describeId(id)}, nor its bulk sync: either they are deleted, or the API key belongs to another ` +
    "organization. Nothing was changed. Check the key; if the bulk sync was deleted, remove the resource from the stack " +
    "with `pulumi state delete`.";

const contradiction = (id: ResourceId) =>
    `could not find ${describeId(id)}, though the bulk sync still lists it. Nothing was changed. Run the command again; ` +
    "if it says the same, check that no proxy responds in Polytomic's place.";
