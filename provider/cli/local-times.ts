/** Schedules that together keep a local time, as a `LocalTimeSchedule` declares them. */

import type { ExistingSchedule } from "../api/account.js";
import { recognizeAllYear, type RecognizedPlan } from "../helpers/all-year/recognition.js";
import { describeLocalTime } from "../helpers/all-year/words.js";
import { formatTime } from "../helpers/time-zone.js";
import { isAbsent, WEEKDAYS } from "../model/fields.js";
import { describeBulkSyncSettings } from "../model/schedule.js";

/** Schedules of a bulk sync that together keep a local time. */
export interface LocalTimeSet {
    readonly plan: RecognizedPlan;
    /** The schedules, by their roles. */
    readonly members: ReadonlyMap<string, ExistingSchedule>;
    /** What the schedules read of the source, if it is declared. */
    readonly selectiveMode?: string;
}

/** Finds the sets among the schedules of a bulk sync. Zones are preferred as they come, then that of this machine. */
export function findLocalTimes(
    schedules: readonly ExistingSchedule[],
    now: Date,
    timeZone?: string,
): LocalTimeSet[] {
    const year = now.getUTCFullYear();
    const zones = [timeZone, new Intl.DateTimeFormat().resolvedOptions().timeZone].filter(
        (zone) => zone !== undefined,
    );
    // A component gives its schedules the same settings, and none that only the bulk sync can have.
    const plain = schedules.filter((schedule) => describeBulkSyncSettings(schedule) === undefined);
    const modes = new Set(plain.map(modeOf));
    return [...modes].flatMap((selectiveMode) => {
        const ofMode = plain.filter((schedule) => modeOf(schedule) === selectiveMode);
        return recognizeAllYear(ofMode, [year, year - 1, year + 1], zones).map((plan) => {
            const members = [...plan.members].flatMap(([role, index]): [string, ExistingSchedule][] => {
                const schedule = ofMode[index];
                return schedule ? [[role, schedule]] : [];
            });
            return { plan, members: new Map(members), ...(selectiveMode !== "none" && { selectiveMode }) };
        });
    });
}

const modeOf = ({ selectiveMode }: ExistingSchedule) =>
    selectiveMode === undefined || isAbsent(selectiveMode) ? "none" : selectiveMode;

/** A set in words, as tables show it: `every day at 09:00 in Europe/Berlin (6 schedules for 2026)`. */
export const formatLocalTime = ({ plan, members }: LocalTimeSet): string =>
    `${describeLocalTime(plan.when)} (${members.size} schedules for ${plan.year})`;

/** The arguments of the component that declares a set, without the bulk sync. By default, it is for the current year. */
export function argsOf(
    { plan, selectiveMode }: LocalTimeSet,
    now: Date,
): Readonly<Record<string, string | number | readonly string[]>> {
    const { when, year, inChangeMonths } = plan;
    const days: readonly string[] = WEEKDAYS.filter((_, day) => when.weekdays.has(day));
    return {
        ...(inChangeMonths && { dayOfWeek: days.length === 1 ? days.join() : days }),
        time: formatTime(0, when.time),
        timeZone: when.timeZone,
        ...(inChangeMonths && { inChangeMonths }),
        ...(year !== now.getUTCFullYear() && { year }),
        ...(selectiveMode !== undefined && { selectiveMode }),
    };
}
