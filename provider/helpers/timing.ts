/** The helpers: functions that return the fields of a schedule, to spread into its arguments. */

import { FIELDS, WEEKDAYS, type Weekday } from "../model/fields.js";
import { notAllowed } from "../model/validation/values.js";
import { formatValue, suggest } from "../model/words.js";
import { DAY_MINUTES, timeOfDay } from "./clock-time.js";
import { parseCron } from "./cron-expression.js";
import type { CronScheduleFields, DailyFields, HourlyFields, WeeklyFields } from "./cron-fields.js";
import { refuse } from "./refusal.js";
import { HOURLY_MINUTES, plainNumber, simplify } from "./schedule-cron.js";
import { shift } from "./shift.js";
import { toUtc, type TimeZoneOptions } from "./to-utc.js";

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
    if (!HOURLY_MINUTES.has(minute)) refuse(call, `minute ${notAllowed(minute, "0, 15, 30 or 45", hint)}`);
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

/**
 * Returns the fields of a schedule that runs every week, to spread into a schedule's arguments.
 *
 * ```ts
 * new polytomic.BulkSyncSchedule("weekly", { syncId, ...polytomic.weekly("monday", "03:30") });
 * ```
 *
 * @param dayOfWeek The day: `"monday"` or `"mon"` in any case, or a number from 0 (Sunday) to 7 (Sunday).
 * @param time The time of day, `"00:00"` to `"23:59"`. Like the day, it is in UTC or in `options.timeZone`.
 * @param options The time zone of `dayOfWeek` and `time`. Default: UTC.
 * @throws If the day, the time or the time zone is invalid, or if a required `utcOffset` is missing.
 */
export function weekly(
    dayOfWeek: Weekday | (string & {}) | number,
    time: string,
    options: TimeZoneOptions = {},
): WeeklyFields {
    const call = `weekly(${formatValue(dayOfWeek)}, ${formatValue(time)})`;
    const problem = notAllowed(dayOfWeek, FIELDS.dayOfWeek.takes, suggest(dayOfWeek, WEEKDAYS));
    const day = plainNumber("dayOfWeek", dayOfWeek) ?? refuse(call, `dayOfWeek ${problem}`);
    const minutes = parseTime(call, time);
    return toUtc(call, options, (later) => {
        const days = day + Math.floor((minutes + later) / DAY_MINUTES);
        const weekday = WEEKDAYS.at(days % WEEKDAYS.length) ?? "sunday";
        return { frequency: "weekly", dayOfWeek: weekday, ...timeOfDay(minutes + later) };
    });
}

/** The minutes from midnight to a time of day such as `03:30`. */
function parseTime(call: string, text: unknown): number {
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
 *     years, `@reboot`, `L`, `W`, `#`, `?`, some times in a time zone), or a required `utcOffset` is missing.
 */
export function cron(expression: string, options: TimeZoneOptions = {}): CronScheduleFields {
    const call = `cron(${formatValue(expression)})`;
    const fields = parseCron(call, expression);
    return toUtc(call, options, (later) => {
        const shifted = shift(fields, later);
        return shifted && simplify(shifted);
    });
}
