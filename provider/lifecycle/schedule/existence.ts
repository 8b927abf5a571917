/** Where a schedule is: still there, gone, or out of the key's sight. A schedule is never forgotten on a suspicion. */

import type { BulkSync } from "../../api/schemas.js";
import type { Schedule } from "../../model/schedule.js";
import { LifecycleError, PolytomicError } from "../../api/errors.js";
import { describeId, type ResourceId } from "../../model/resource-id.js";
import type { ProviderContext } from "../process/context.js";
import { storedSchedule, organizationOf, type Properties } from "../../model/state.js";
import { Deadline } from "../../api/deadline.js";
import { undefinedOn404, isDeleted, mergeRecords } from "../../api/records.js";
import { isRecent, LAG_MS } from "../process/lag.js";

/** The schedule as it is now; undefined where it is gone for certain. */
export async function readSchedule(
    context: ProviderContext,
    id: ResourceId,
    state: Properties,
    deadline: Deadline,
): Promise<Schedule | undefined> {
    const stored = storedSchedule(state);
    const found = await findSchedule(context, id, stored, deadline);
    if (found) return found;
    if (isRecent(context, stored) && (await deadline.sleep(LAG_MS))) {
        context.forget(id.syncId);
        const foundLater = await findSchedule(context, id, stored, deadline);
        if (foundLater) return foundLater;
    }
    await assertDeleted(context, id, state, deadline);
    return undefined;
}

/** The schedule, if the service shows it anywhere; `stored` fills in what its answers don't tell. */
export async function findSchedule(
    context: ProviderContext,
    id: ResourceId,
    stored: Schedule,
    deadline: Deadline,
): Promise<Schedule | undefined> {
    const list = await undefinedOn404(context.account.schedules.get(id.syncId, deadline));
    if (list === undefined) return undefined;
    const answered = list.find((answer) => answer.id === id.scheduleId);
    if (answered && !isDeleted(answered)) return answered.schedule;

    const bulkSync = await undefinedOn404(context.account.bulkSyncs.get(id.syncId, deadline));
    const listed = bulkSync?.schedules.find((item) => item.id === id.scheduleId);
    if (listed) return mergeRecords(listed, answered ? [answered] : list, stored);

    // A date in `deletedAt` is only a suspicion, which the bulk sync's own list has settled by now.
    const named = await undefinedOn404(
        context.account.polytomic.getSchedule(id.syncId, id.scheduleId, deadline),
    );
    return named && !isDeleted(named) ? named.schedule : undefined;
}

/**
 * Throws unless a schedule that the service does not find is gone for certain: "not found" is also what a key of
 * another organization gets for everything.
 */
export async function assertDeleted(
    context: ProviderContext,
    id: ResourceId,
    state: Properties,
    deadline: Deadline,
): Promise<void> {
    const madeIn = organizationOf(state);
    const keyOf = await organizationOfKey(context, deadline);
    const isKnown = madeIn !== undefined && keyOf !== undefined;
    if (isKnown && madeIn !== keyOf) throw new LifecycleError(anotherOrganization(id, madeIn, keyOf));
    const bulkSync = await listingWithout(context, id, deadline);
    if (bulkSync === undefined && !isKnown) throw new LifecycleError(outOfSight(id));
    if (bulkSync && isListed(bulkSync, id)) throw new LifecycleError(contradiction(id));
}

// The bulk sync, read once more where it still lists the schedule: that may be old.
async function listingWithout(
    context: ProviderContext,
    id: ResourceId,
    deadline: Deadline,
): Promise<BulkSync | undefined> {
    const bulkSync = await undefinedOn404(context.account.bulkSyncs.get(id.syncId, deadline));
    if (!bulkSync || !isListed(bulkSync, id) || !(await deadline.sleep(LAG_MS))) return bulkSync;
    return undefinedOn404(context.account.bulkSyncs.getFresh(id.syncId, deadline));
}

async function organizationOfKey(context: ProviderContext, deadline: Deadline): Promise<string | undefined> {
    try {
        return (await context.account.keyOwner(deadline)).organizationId;
    } catch (error) {
        if (error instanceof PolytomicError) return undefined;
        throw error;
    }
}

const isListed = (bulkSync: BulkSync, id: ResourceId) =>
    bulkSync.schedules.some((item) => item.id === id.scheduleId);

const anotherOrganization = (id: ResourceId, madeIn: string, keyOf: string) =>
    `could not find ${describeId(id)}: it was made in organization ${madeIn}, but the API key belongs to organization ` +
    `${keyOf}, which can't see it. Nothing was changed. Use a key of organization ${madeIn}.`;

const outOfSight = (id: ResourceId) =>
    `could not find ${describeId(id)}, nor its bulk sync, and it can't be told whether they are gone or the API key ` +
    "belongs to another organization. Nothing was changed. Check the key; if the bulk sync was deleted, remove the " +
    "resource from the stack with `pulumi state delete`.";

const contradiction = (id: ResourceId) =>
    `could not find ${describeId(id)}, though the bulk sync still lists it. Nothing was changed. Run the command again; ` +
    "if it says the same, check that no proxy answers in Polytomic's place.";
