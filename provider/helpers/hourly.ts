import { HOUR_MINUTES, modulo } from "./clock-time.js";
import { QUARTERS, type HourlyFields } from "./cron-fields.js";
import { callText, refuse, shown } from "./timing-error.js";
import { inUtc, type TimeZoneOptions } from "./wall-clock.js";

/**
 * The fields of a schedule that runs every hour, to be spread into a schedule's arguments.
 *
 * ```ts
 * new polytomic.BulkSyncSchedule("hourly", { syncId, ...polytomic.hourly(15) });
 * ```
 *
 * @param minute The minute of the hour: 0, 15, 30 or 45. Default: 0. For other minutes: `cron("20 * * * *")`.
 * @param options A time zone. It makes a difference where its clocks are not whole hours away from UTC.
 * @throws Where the minute is another one, or the zone is none.
 */
export function hourly(minute = 0, options: TimeZoneOptions = {}): HourlyFields {
    const call = callText("hourly", [minute]);
    if (!QUARTERS.has(minute)) refuse(call, problem(minute));
    return inUtc(call, options, (later) => ({
        frequency: "hourly",
        minute: modulo(minute + later, HOUR_MINUTES),
    }));
}

function problem(minute: unknown): string {
    const isMinute =
        typeof minute === "number" && Number.isInteger(minute) && minute >= 0 && minute < HOUR_MINUTES;
    const hint = isMinute ? ` For another minute of each hour: cron("${minute} * * * *").` : "";
    return `minute ${shown(minute)} is not allowed. An hourly schedule takes 0, 15, 30 or 45.${hint}`;
}
