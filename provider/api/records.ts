/** Puts together what several responses say about one schedule. */

import { areEquivalent } from "../model/equivalence.js";
import { FIELD_NAMES } from "../model/fields.js";
import type { Schedule } from "../model/schedule.js";
import { sameInstant } from "../model/time-window.js";
import { LifecycleError, statusOf } from "./errors.js";
import type { BulkSync, ListedSchedule, ScheduleResponse } from "./schemas.js";

/** Whether a schedule has a date of deletion. */
export const isDeleted = ({ schedule }: ScheduleResponse): boolean =>
    !Number.isNaN(Date.parse(schedule.deletedAt ?? ""));

/** The schedules of a bulk sync. Throws if it lists any without an id: nothing would show which schedule is which. */
export function identified(
    syncId: string,
    { schedules, hasUnidentified }: BulkSync,
): readonly ListedSchedule[] {
    if (hasUnidentified !== true) return schedules;
    throw new LifecycleError(
        `could not identify the schedules of bulk sync ${syncId}: Polytomic lists them without ids, which this package needs. ` +
            "Please report it.",
    );
}

/** The result of a read; undefined where the response is 404. */
export async function undefinedOn404<T>(reading: Promise<T>): Promise<T | undefined> {
    try {
        return await reading;
    } catch (error) {
        if (statusOf(error) === 404) return undefined;
        throw error;
    }
}

/** A schedule with all its fields: the response that agrees with the listing, or `stored` for what the listing lacks. */
export function mergeRecords(
    listed: ListedSchedule,
    responses: readonly ScheduleResponse[],
    stored: Schedule,
): Schedule {
    const matches = responses.filter((response) => agrees(response, listed));
    // The list of schedules may include a deleted one, with its date; the bulk sync never does.
    const alive = matches.filter((response) => !isDeleted(response));
    const candidates = alive.length > 0 ? alive : matches;
    const hasSameRole = ({ schedule }: ScheduleResponse) =>
        (schedule.isDefault ?? false) === (listed.isDefault ?? false);
    const match = candidates.find(hasSameRole) ?? candidates[0];
    if (match) return match.schedule;
    const unlisted = FIELD_NAMES.filter(
        (field) => !listed.presentFields.includes(field) && stored[field] !== undefined,
    );
    return { ...Object.fromEntries(unlisted.map((field) => [field, stored[field]])), ...listed.schedule };
}

function agrees({ id, schedule }: ScheduleResponse, listed: ListedSchedule): boolean {
    const { createdAt, updatedAt, createdBy } = listed.schedule;
    const isOther = (value: string | undefined, other: string | undefined) =>
        value !== undefined && other !== undefined && value !== other;
    return (
        !isOther(id, listed.id) &&
        !isOther(schedule.createdBy, createdBy) &&
        sameInstant(schedule.createdAt, createdAt) &&
        sameInstant(schedule.updatedAt, updatedAt) &&
        listed.presentFields.every((field) =>
            areEquivalent(field, schedule[field], listed.schedule[field], schedule.frequency),
        )
    );
}
