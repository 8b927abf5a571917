/** The helpers: functions that return the fields of a schedule, to spread into its arguments. */

import { WEEKDAYS, type Weekday } from "../model/fields.js";
import { formatValue, suggest } from "../model/words.js";
import { DAY_MINUTES, HOUR_MINUTES, modulo, parseTime, timeOfDay } from "./clock-time.js";
import { parseCron } from "./cron-expression.js";
import { shift } from "./cron-fields.js";
import { refuse } from "./refusal.js";
import {
    HOURLY_MINUTES,
    plainNumber,
    simplify,
    type CronScheduleFields,
    type DailyFields,
    type HourlyFields,
    type WeeklyFields,
} from "./schedule-cron.js";
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
    if (!HOURLY_MINUTES.has(minute)) {
        const takes = "An hourly schedule takes 0, 15, 30 or 45.";
        const hint = 'For another minute of each hour: cron("20 * * * *").';
        refuse(call, `minute ${formatValue(minute)} is not allowed. ${takes} ${hint}`);
    }
    return toUtc(call, options, (later) => ({
        frequency: "hourly",
        minute: modulo(minute + later, HOUR_MINUTES),
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
    const day = plainNumber("dayOfWeek", dayOfWeek) ?? refuse(call, dayProblem(dayOfWeek));
    const minutes = parseTime(call, time);
    return toUtc(call, options, (later) => {
        const days = day + Math.floor((minutes + later) / DAY_MINUTES);
        return {
            frequency: "weekly",
            dayOfWeek: WEEKDAYS[modulo(days, WEEKDAYS.length)] ?? "sunday",
            ...timeOfDay(minutes + later),
        };
    });
}

function dayProblem(value: unknown): string {
    const takes = "It takes a day from sunday to saturday, or a number from 0 (Sunday) to 7 (Sunday).";
    return `${formatValue(value)} is not a day of the week. ${takes}${suggest(value, WEEKDAYS)}`;
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
        return typeof shifted === "string" ? shifted : simplify(shifted);
    });
}
