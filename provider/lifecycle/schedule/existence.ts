/** Finds the schedule of a resource. A schedule counts as deleted only when that is certain. */

import type { BulkSync, ListedSchedule, ScheduleResponse } from "../../api/schemas.js";
import type { Schedule } from "../../model/schedule.js";
import { LifecycleError, PolytomicError } from "../../api/errors.js";
import { describeId, parseResourceId, type ResourceId } from "../../model/resource-id.js";
import { LAG_MS, type Call } from "../process/context.js";
import { storedSchedule, textOf, type Properties } from "../../model/state.js";
import { identified, undefinedOn404, isDeleted, mergeRecords } from "../../api/records.js";

/** How far apart the times of one write of a bulk sync may be, in milliseconds. */
const ONE_WRITE_MS = 5_000;

/** Parses a resource's id. For a schedule's id alone, state names the bulk sync. Throws where the id is invalid. */
export function requireResourceId(text: string, state: Properties): ResourceId {
    const id = parseResourceId(text, textOf(state, "syncId"));
    if (id === undefined) throw invalidId(text);
    return id;
}

/** The error for an id that is not a schedule's. */
export const invalidId = (text: string): LifecycleError =>
    new LifecycleError(`"${text}" is not the id of a schedule: it takes <syncId>/<scheduleId>, two UUIDs.`);

/** A schedule as it is now. The id is another than in state where the bulk sync's default schedule was replaced. */
export interface FoundSchedule {
    readonly id: ResourceId;
    readonly schedule: Schedule;
}

/** Reads the schedule in state as it is now. Undefined where it is certainly deleted. */
export async function readSchedule(
    call: Call,
    id: ResourceId,
    state: Properties,
): Promise<FoundSchedule | undefined> {
    const stored = storedSchedule(state);
    let found = await findSchedule(call, id, stored);
    if (!found && call.context.isRecent(stored) && (await call.deadline.sleep(LAG_MS))) {
        call.context.forget(id.syncId);
        found = await findSchedule(call, id, stored);
    }
    if (found) return { id, schedule: found };
    await assertDeleted(call, id, state);
    const newId = await findNewDefault(call, id, state);
    const schedule = newId && (await findSchedule(call, newId, {}));
    return schedule && { id: newId, schedule };
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
    if (single && !isDeleted(single)) return single.schedule;
    assertComplete(id.syncId, bulkSync, response ?? single);
    return undefined;
}

// A list without ids does not show whether a date in `deletedAt` is right.
function assertComplete(
    syncId: string,
    bulkSync: BulkSync | undefined,
    dated: ScheduleResponse | undefined,
): void {
    if (bulkSync && dated) identified(syncId, bulkSync);
}

/**
 * Finds the present default schedule in place of a deleted one that was the default: a bulk sync has exactly one, which
 * gets a new id if somebody writes the bulk sync without the old one. Undefined where it is, or may be, somebody else's.
 */
export async function findNewDefault(
    { context, deadline }: Call,
    id: ResourceId,
    state: Properties,
): Promise<ResourceId | undefined> {
    if (storedSchedule(state).isDefault !== true) return undefined;
    // Meanwhile, the engine calls for other resources, which may have it.
    await deadline.sleep(LAG_MS);
    const { account, registry } = context;
    const bulkSync = await undefinedOn404(account.bulkSyncs.getFresh(id.syncId, deadline));
    const found = bulkSync && identified(id.syncId, bulkSync).find(({ isDefault }) => isDefault);
    if (!found || registry.isKnown(found.id) || !wasWrittenWith(bulkSync, found)) return undefined;
    registry.claim(found.id, textOf(state, "__identity"), textOf(state, "__takeover"));
    const newId = { ...id, scheduleId: found.id };
    context.warn(isReplaced(id, newId));
    return newId;
}

// Another stack's schedule that became the default by itself is younger than the last change of the bulk sync.
function wasWrittenWith(bulkSync: BulkSync, { schedule }: ListedSchedule): boolean {
    const youngestMs = Date.parse(bulkSync.updatedAt ?? "") + ONE_WRITE_MS;
    return Date.parse(schedule.createdAt ?? "") <= youngestMs;
}

/** Throws unless a schedule is certainly deleted: a key of another organization gets 404 for everything. */
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
    // Credentials that name an organization do not prove that the address is Polytomic's. The list of bulk syncs does.
    const isSeen =
        bulkSync !== undefined ||
        (isKnown && (await undefinedOn404(context.account.listBulkSyncs(undefined, deadline))) !== undefined);
    if (!isSeen) throw new LifecycleError(outOfSight(id, context.account.describeOrigin()));
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

const isReplaced = (id: ResourceId, { scheduleId }: ResourceId) =>
    `${describeId(id)} does not exist any more. It was the default schedule, and somebody has replaced it, perhaps with ` +
    `Terraform or a script: the present default, ${scheduleId}, counts as this resource's. \`pulumi refresh\` brings its id ` +
    "into state.";

const anotherOrganization = (id: ResourceId, madeIn: string, keyOf: string) =>
    `could not find ${describeId(id)}: it was made in organization ${madeIn}, but the API key belongs to organization ` +
    `${keyOf}, which can't see it. Nothing was changed. Use a key of organization ${madeIn}.`;

const outOfSight = (id: ResourceId, called: string) =>
    `could not find ${describeId(id)}, nor its bulk sync: either they are deleted, or the API key belongs to another ` +
    "organization, or the address is not Polytomic's. Nothing was changed. Check the address and the key; if the bulk sync " +
    `was deleted, remove the resource from the stack with \`pulumi state delete\`. ${called}`;

const contradiction = (id: ResourceId) =>
    `could not find ${describeId(id)}, though the bulk sync still lists it. Nothing was changed. Run the command again; ` +
    "if it says the same, check that no proxy responds in Polytomic's place.";
