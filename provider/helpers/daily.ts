import { clockTime, timeOfDay } from "./clock-time.js";
import type { DailyFields } from "./cron-fields.js";
import { callText } from "./timing-error.js";
import { inUtc, type TimeZoneOptions } from "./wall-clock.js";

/**
 * The fields of a schedule that runs every day, to be spread into a schedule's arguments.
 *
 * ```ts
 * new polytomic.BulkSyncSchedule("nightly", { syncId, ...polytomic.daily("03:30") });
 * ```
 *
 * @param time The time of day, `"00:00"` to `"23:59"`: in UTC, or on the clock of `options.timeZone`.
 * @param options A time zone, and which of its offsets from UTC is to hold all year.
 * @throws Where the time or the zone is none, or the zone has two offsets and none is chosen.
 */
export function daily(time: string, options: TimeZoneOptions = {}): DailyFields {
    const call = callText("daily", [time]);
    const minutes = clockTime(call, time);
    return inUtc(call, options, (later) => ({ frequency: "daily", ...timeOfDay(minutes + later) }));
}
