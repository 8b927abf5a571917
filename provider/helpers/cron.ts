import { callText } from "./timing-error.js";
import { parseCron } from "./cron-expression.js";
import { simplify, type CronScheduleFields } from "./cron-fields.js";
import { shift } from "./cron-shift.js";
import { inUtc, type TimeZoneOptions } from "./wall-clock.js";

/**
 * The fields of a schedule from a cron expression, to be spread into a schedule's arguments. What is simply hourly, daily
 * or weekly gets that frequency, everything else is `custom`.
 *
 * ```ts
 * new polytomic.BulkSyncSchedule("working-days", { syncId, ...polytomic.cron("30 3 * * 1-5") });
 * ```
 *
 * @param expression Five fields: minute, hour, day of the month, month, day of the week, in UTC or, with
 *     `options.timeZone`, as the clock there shows them. Months and days have names (`jan`, `mon`). `@hourly`, `@daily`,
 *     `@midnight`, `@weekly`, `@monthly`, `@yearly` and `@annually` are understood.
 * @param options A time zone, and which of its offsets from UTC is to hold all year.
 * @throws Where Polytomic can't express it: seconds, years, `@reboot`, `L`, `W`, `#`, `?`; where a value is out of range
 *     or the date never comes; where a time zone would need more than one schedule; where the zone has two offsets and
 *     none is chosen.
 */
export function cron(expression: string, options: TimeZoneOptions = {}): CronScheduleFields {
    const call = callText("cron", [expression]);
    const fields = parseCron(call, expression);
    return inUtc(call, options, (later) => {
        const shifted = shift(fields, later);
        return typeof shifted === "string" ? shifted : simplify(shifted);
    });
}
