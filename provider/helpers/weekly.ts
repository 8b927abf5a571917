import { numberIn, RANGES, WEEKDAYS, type Weekday } from "../model/fields.js";
import { clockTime, DAY_MINUTES, modulo, timeOfDay } from "./clock-time.js";
import type { WeeklyFields } from "./cron-fields.js";
import { callText, nearest, refuse, shown } from "./timing-error.js";
import { inUtc, type TimeZoneOptions } from "./wall-clock.js";

/**
 * The fields of a schedule that runs every week, to be spread into a schedule's arguments.
 *
 * ```ts
 * new polytomic.BulkSyncSchedule("weekly", { syncId, ...polytomic.weekly("monday", "03:30") });
 * ```
 *
 * @param dayOfWeek The day: `"monday"`, `"mon"` in any case, or a number from 0 (Sunday) to 7 (Sunday).
 * @param time The time of day, `"00:00"` to `"23:59"`. Day and time are in UTC, or those of `options.timeZone`; the
 *     result's day is another one where midnight lies between.
 * @param options A time zone, and which of its offsets from UTC is to hold all year.
 * @throws Where day, time or zone is none, or the zone has two offsets and none is chosen.
 */
export function weekly(
    dayOfWeek: Weekday | (string & {}) | number,
    time: string,
    options: TimeZoneOptions = {},
): WeeklyFields {
    const call = callText("weekly", [dayOfWeek, time]);
    const day = dayNumber(call, dayOfWeek);
    const minutes = clockTime(call, time);
    return inUtc(call, options, (later) => ({
        frequency: "weekly",
        dayOfWeek: weekday(day + Math.floor((minutes + later) / DAY_MINUTES)),
        ...timeOfDay(minutes + later),
    }));
}

function dayNumber(call: string, value: unknown): number {
    const number =
        typeof value === "string" || typeof value === "number" ? numberIn("dayOfWeek", value) : undefined;
    const [least, greatest] = RANGES.dayOfWeek;
    if (number !== undefined && Number.isInteger(number) && number >= least && number <= greatest)
        return number;
    const takes = "It takes a day from sunday to saturday, or a number from 0 (Sunday) to 7 (Sunday).";
    return refuse(call, `${shown(value)} is no day of the week. ${takes}${nearest(value, WEEKDAYS)}`);
}

const weekday = (day: number): Weekday => WEEKDAYS[modulo(day, WEEKDAYS.length)] ?? "sunday";
