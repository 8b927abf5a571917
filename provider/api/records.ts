/** What several responses say of one schedule, put together. */

import { areEquivalent } from "../model/equivalence.js";
import { FIELD_NAMES } from "../model/fields.js";
import { type Schedule } from "../model/schedule.js";
import { sameInstant } from "../model/time-window.js";
import { statusOf } from "./errors.js";
import { type ScheduleResponse, type ListedSchedule } from "./schemas.js";

export const isDeleted = ({ schedule }: ScheduleResponse): boolean =>
    !Number.isNaN(Date.parse(schedule.deletedAt ?? ""));

/** The result of a read; undefined where the service answers that there is no such thing. */
export async function undefinedOn404<T>(reading: Promise<T>): Promise<T | undefined> {
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
export function mergeRecords(
    listed: ListedSchedule,
    answers: readonly ScheduleResponse[],
    stored: Schedule,
): Schedule {
    const twins = answers.filter(
        ({ id, schedule }) => (id ?? listed.id) === listed.id && isTold(schedule, listed),
    );
    const isListedSo = ({ schedule }: ScheduleResponse) =>
        (schedule.isDefault ?? false) === (listed.isDefault ?? false);
    // A deleted one may be listed among the answers, with its date, but not by the bulk sync.
    const alive = twins.filter((answer) => !isDeleted(answer));
    const likely = alive.length > 0 ? alive : twins;
    const twin = likely.find(isListedSo) ?? likely[0];
    if (twin) return twin.schedule;
    const untold = FIELD_NAMES.filter(
        (field) => !listed.presentFields.includes(field) && stored[field] !== undefined,
    );
    return { ...Object.fromEntries(untold.map((field) => [field, stored[field]])), ...listed.schedule };
}

function isTold(schedule: Schedule, { schedule: told, presentFields: fields }: ListedSchedule): boolean {
    const isSame = (a: string | undefined, b: string | undefined) =>
        a === undefined || b === undefined || a === b;
    return (
        sameInstant(schedule.createdAt, told.createdAt) &&
        sameInstant(schedule.updatedAt, told.updatedAt) &&
        isSame(schedule.createdBy, told.createdBy) &&
        fields.every((field) => areEquivalent(field, schedule[field], told[field], schedule.frequency))
    );
}
