/** Where a schedule is: still there, gone, or out of the key's sight. A schedule is never forgotten on a suspicion. */

import type { BulkSync, ListedSchedule, ScheduleAnswer } from "../../api/schemas.js";
import type { Schedule } from "../../model/schedule.js";
import { LifecycleError, PolytomicError, statusOf } from "../../api/errors.js";
import { FIELD_NAMES } from "../../model/fields.js";
import { sameMeaning } from "../../model/equivalence.js";
import { sameInstant } from "../creation/match.js";
import { describeId, type ResourceId } from "../../model/resource-id.js";
import type { Deadline } from "../../api/retry.js";
import type { Session } from "../process/context.js";
import { answeredIn, organizationOf, type Properties } from "../../model/state.js";

/** Reads of the service may lag behind its writes for so long. */
export const LAG_MS = 1_000;
/** A schedule older than this is no longer hidden by lagging reads. */
const RECENT_MS = 10_000;

/** The schedule as it is now; undefined where it is gone for certain. */
export async function lookUp(
    session: Session,
    id: ResourceId,
    state: Properties,
    deadline: Deadline,
): Promise<Schedule | undefined> {
    const stored = answeredIn(state);
    const found = await findSchedule(session, id, stored, deadline);
    if (found) return found;
    if (isRecent(session, stored) && (await deadline.sleep(LAG_MS))) {
        session.forget(id.syncId);
        const foundLater = await findSchedule(session, id, stored, deadline);
        if (foundLater) return foundLater;
    }
    await assertGone(session, id, state, deadline);
    return undefined;
}

/** Whether a schedule may be so young that lagging reads hide it. */
export function isRecent(session: Session, { createdAt }: Schedule): boolean {
    return !(Date.parse(createdAt ?? "") < session.serviceTimeMs() - RECENT_MS);
}

/** The schedule, if the service shows it anywhere; `stored` fills in what its answers don't tell. */
export async function findSchedule(
    session: Session,
    id: ResourceId,
    stored: Schedule,
    deadline: Deadline,
): Promise<Schedule | undefined> {
    const list = await unlessMissing(session.schedules.get(id.syncId, deadline));
    if (list === undefined) return undefined;
    const answered = list.find((answer) => answer.id === id.scheduleId);
    if (answered && !isDeleted(answered)) return answered.schedule;

    const bulkSync = await unlessMissing(session.bulkSyncs.get(id.syncId, deadline));
    const listed = bulkSync?.schedules.find((item) => item.id === id.scheduleId);
    if (listed) return fullRecord(listed, answered ? [answered] : list, stored);

    // A date in `deletedAt` is only a suspicion, which the bulk sync's own list has settled by now.
    const named = await unlessMissing(session.polytomic.getSchedule(id.syncId, id.scheduleId, deadline));
    return named && !isDeleted(named) ? named.schedule : undefined;
}

export const isDeleted = ({ schedule }: ScheduleAnswer): boolean =>
    !Number.isNaN(Date.parse(schedule.deletedAt ?? ""));

/** The result of a read; undefined where the service answers that there is no such thing. */
export async function unlessMissing<T>(reading: Promise<T>): Promise<T | undefined> {
    try {
        return await reading;
    } catch (error) {
        if (statusOf(error) === 404) return undefined;
        throw error;
    }
}

/**
 * A schedule with all that is known of it. A bulk sync's listing has the id but not every field; the list of schedules
 * has every field but perhaps no ids. Two that agree in all that the listing tells are the same to the letter, but for
 * which is the default one, so that either will do.
 */
export function fullRecord(
    listed: ListedSchedule,
    answers: readonly ScheduleAnswer[],
    stored: Schedule,
): Schedule {
    const twins = answers.filter(
        ({ id, schedule }) => (id ?? listed.id) === listed.id && isTold(schedule, listed),
    );
    const isListedSo = ({ schedule }: ScheduleAnswer) =>
        (schedule.isDefault ?? false) === (listed.isDefault ?? false);
    // A deleted one may be listed among the answers, with its date, but not by the bulk sync.
    const alive = twins.filter((answer) => !isDeleted(answer));
    const likely = alive.length > 0 ? alive : twins;
    const twin = likely.find(isListedSo) ?? likely[0];
    if (twin) return twin.schedule;
    const untold = FIELD_NAMES.filter((field) => !listed.told.includes(field) && stored[field] !== undefined);
    return { ...Object.fromEntries(untold.map((field) => [field, stored[field]])), ...listed.schedule };
}

function isTold(schedule: Schedule, { schedule: told, told: fields }: ListedSchedule): boolean {
    const isSame = (a: string | undefined, b: string | undefined) =>
        a === undefined || b === undefined || a === b;
    return (
        sameInstant(schedule.createdAt, told.createdAt) &&
        sameInstant(schedule.updatedAt, told.updatedAt) &&
        isSame(schedule.createdBy, told.createdBy) &&
        fields.every((field) => sameMeaning(field, schedule[field], told[field], schedule.frequency))
    );
}

/**
 * Throws unless a schedule that the service does not find is gone for certain: "not found" is also what a key of
 * another organization gets for everything.
 */
export async function assertGone(
    session: Session,
    id: ResourceId,
    state: Properties,
    deadline: Deadline,
): Promise<void> {
    const madeIn = organizationOf(state);
    const keyOf = await organizationOfKey(session, deadline);
    const isKnown = madeIn !== undefined && keyOf !== undefined;
    if (isKnown && madeIn !== keyOf) throw new LifecycleError(anotherOrganization(id, madeIn, keyOf));
    const bulkSync = await listingWithout(session, id, deadline);
    if (bulkSync === undefined && !isKnown) throw new LifecycleError(outOfSight(id));
    if (bulkSync && isListed(bulkSync, id)) throw new LifecycleError(contradiction(id));
}

// The bulk sync, read once more where it still lists the schedule: that may be old.
async function listingWithout(
    session: Session,
    id: ResourceId,
    deadline: Deadline,
): Promise<BulkSync | undefined> {
    const bulkSync = await unlessMissing(session.bulkSyncs.get(id.syncId, deadline));
    if (!bulkSync || !isListed(bulkSync, id) || !(await deadline.sleep(LAG_MS))) return bulkSync;
    return unlessMissing(session.bulkSyncs.getFresh(id.syncId, deadline));
}

async function organizationOfKey(session: Session, deadline: Deadline): Promise<string | undefined> {
    try {
        return (await session.whoAmI(deadline)).organizationId;
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
