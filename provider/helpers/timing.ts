/** The helpers: functions that return the fields of a schedule, to spread into its arguments. */

import { FIELDS, WEEKDAYS, type Weekday } from "../model/fields.js";
import { notAllowed } from "../model/validation/values.js";
import { formatValue, suggest } from "../model/words.js";
import { parseCron } from "./cron-expression.js";
import {
    EVERY_MINUTE,
    fieldOf,
    type CronScheduleFields,
    type CustomFields,
    type DailyFields,
    type HourlyFields,
    type WeeklyFields,
} from "./cron-fields.js";
import { refuse } from "./refusal.js";
import { HOURLY_MINUTES, plainNumber, simplify } from "./schedule-cron.js";
import { shift } from "./shift.js";
import { toUtc, type TimeZoneOptions } from "./to-utc.js";
import { DAY_MINUTES, timeOfDay } from "./time-zone.js";

/**
 * Returns the fields of a schedule that runs every hour, to spread into a schedule's arguments.
 *
 * ```ts
 * new polytomic.BulkSyncSchedule("hourly", { syncId, ...polytomic.hourly(15) });
 * ```
 *
 * @param minute The minute of the hour: 0, 15, 30 or 45. Default: 0. For other minutes, use `cron("20 * * * *")`.
 * @param options The time zone of `minute`. Default: UTC. It matters if the zone is not whole hours away from UTC.
 * @throws If the minute or the time zone is invalid, or if a required `utcOffset` is missing.
 */
export function hourly(minute = 0, options: TimeZoneOptions = {}): HourlyFields {
    const call = `hourly(${formatValue(minute)})`;
    const hint = ' For another minute of each hour: cron("20 * * * *").';
    if (!HOURLY_MINUTES.has(minute))
        refuse(call, `minute ${notAllowed(minute, "the number 0, 15, 30 or 45", hint)}`);
    return toUtc(call, options, (later) => ({
        frequency: "hourly",
        minute: timeOfDay(minute + later).minute,
    }));
}

/**
 * Returns the fields of a schedule that runs every day, to spread into a schedule's arguments.
 *
 * ```ts
 * new polytomic.BulkSyncSchedule("nightly", { syncId, ...polytomic.daily("03:30") });
 * ```
 *
 * @param time The time of day, `"00:00"` to `"23:59"`, in UTC or in `options.timeZone`.
 * @param options The time zone of `time`. Default: UTC.
 * @throws If the time or the time zone is invalid, or if a required `utcOffset` is missing.
 */
export function daily(time: string, options: TimeZoneOptions = {}): DailyFields {
    const call = `daily(${formatValue(time)})`;
    const minutes = parseTime(call, time);
    return toUtc(call, options, (later) => ({ frequency: "daily", ...timeOfDay(minutes + later) }));
}

/** A day of the week, in any spelling: `"monday"`, `"Mon"`, 1. */
export type AnyWeekday = Weekday | (string & {}) | number;

/**
 * Returns the fields of a schedule that runs on one or more days of each week, to spread into a schedule's arguments. The
 * frequency is `weekly` for one day, `custom` for several, and `daily` for all seven.
 *
 * ```ts
 * new polytomic.BulkSyncSchedule("weekly", { syncId, ...polytomic.weekly("monday", "03:30") });
 * new polytomic.BulkSyncSchedule("twice", { syncId, ...polytomic.weekly(["monday", "thursday"], "03:30") });
 * ```
 *
 * @param dayOfWeek The day, or a list of days: `"monday"` or `"mon"` in any case, or a number from 0 (Sunday) to 7 (Sunday).
 * @param time The time of day, `"00:00"` to `"23:59"`. Like the day, it is in UTC or in `options.timeZone`.
 * @param options The time zone of `dayOfWeek` and `time`. Default: UTC.
 * @throws If a day, the time or the time zone is invalid, or if a required `utcOffset` is missing.
 */
export function weekly(dayOfWeek: AnyWeekday, time: string, options?: TimeZoneOptions): WeeklyFields;
export function weekly(
    dayOfWeek: AnyWeekday | readonly AnyWeekday[],
    time: string,
    options?: TimeZoneOptions,
): DailyFields | WeeklyFields | CustomFields;
export function weekly(
    dayOfWeek: AnyWeekday | readonly AnyWeekday[],
    time: string,
    options: TimeZoneOptions = {},
): CronScheduleFields {
    const call = `weekly(${formatValue(dayOfWeek)}, ${formatValue(time)})`;
    const days = parseDays(call, dayOfWeek);
    const minutes = parseTime(call, time);
    return toUtc(call, options, (later) => {
        const offset = Math.floor((minutes + later) / DAY_MINUTES);
        const shifted = [...days].map((day) => (day + offset + 7) % 7).sort();
        const { hour, minute } = timeOfDay(minutes + later);
        const dayField = fieldOf("dayOfWeek", shifted);
        return simplify({ ...EVERY_MINUTE, hour: String(hour), minute: String(minute), dayOfWeek: dayField });
    });
}

/** The numbers of a day of the week, or of several; Sunday is 0. */
export function parseDays(call: string, dayOfWeek: unknown): ReadonlySet<number> {
    const days = new Set([dayOfWeek].flat().map((day) => parseDay(call, day)));
    if (days.size === 0)
        refuse(call, "dayOfWeek [] is not allowed. It takes a day, or a list of one or more days.");
    return days;
}

function parseDay(call: string, day: unknown): number {
    const problem = notAllowed(day, FIELDS.dayOfWeek.takes, suggest(day, WEEKDAYS));
    return plainNumber("dayOfWeek", day) ?? refuse(call, `dayOfWeek ${problem}`);
}

/** The minutes from midnight to a time of day such as `03:30`. */
export function parseTime(call: string, text: unknown): number {
    const match = typeof text === "string" ? /^\s*([01]?\d|2[0-3]):([0-5]\d)\s*$/.exec(text) : null;
    if (match) return Number(match[1]) * 60 + Number(match[2]);
    return refuse(call, `time ${notAllowed(text, 'a text from "00:00" to "23:59", hours and minutes')}`);
}

/**
 * Returns the fields of a schedule from a cron expression, to spread into a schedule's arguments. The frequency is
 * `hourly`, `daily` or `weekly` if that has the same runs, otherwise `custom`.
 *
 * ```ts
 * new polytomic.BulkSyncSchedule("working-days", { syncId, ...polytomic.cron("30 3 * * 1-5") });
 * ```
 *
 * @param expression Five fields: minute, hour, day of the month, month, day of the week, in UTC or in `options.timeZone`.
 *     Months and days can be names (`jan`, `mon`). Nicknames from `@hourly` to `@yearly` are allowed.
 * @param options The time zone of `expression`. Default: UTC.
 * @throws If the expression or the time zone is invalid, the date never occurs, no single schedule can express it (seconds,
 *     years, `@reboot`, `L`, `W`, `#`, some times in a time zone), or a required `utcOffset` is missing. For an expression in
 *     the notation of AWS EventBridge, Quartz, Jenkins or systemd, the error says what to write instead.
 */
export function cron(expression: string, options: TimeZoneOptions = {}): CronScheduleFields {
    const call = `cron(${formatValue(expression)})`;
    const fields = parseCron(call, expression);
    return toUtc(call, options, (later) => {
        const shifted = shift(fields, later);
        return shifted && simplify(shifted);
    });
}
