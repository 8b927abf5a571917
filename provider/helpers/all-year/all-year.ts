/** Schedules that together keep a local time all year. */

import { formatValue } from "../../model/words.js";
import { optionsOf } from "../refusal.js";
import type { AnyWeekday } from "../timing.js";
import type { AllYearFields } from "./definitions.js";
import { planAllYear, type InChangeMonths } from "./plan.js";

/** The time zone and the year of `dailyAllYear`. */
export interface AllYearOptions {
    /** An IANA name such as `Europe/Berlin`. */
    timeZone: string;
    /** The year for which the schedules are exact, from 2000 to 2099. Default: the current year in UTC. */
    year?: number;
}

/** The options of `weeklyAllYear`. */
export interface WeeklyAllYearOptions extends AllYearOptions {
    /**
     * How the schedules run in the months in which the clocks change, since a schedule can't have both dates and days of the
     * week. `dates`: exact in the year; in another year, on other days of the week in these months. `weekdays`: always on the
     * days of the week, but off by the difference for some weeks of these months. Required in zones whose clocks change in
     * the year; no default.
     */
    inChangeMonths?: InChangeMonths;
}

/**
 * Returns the schedules that together run every day at a time of day on the clocks of a zone, on both sides of daylight
 * saving time: the fields of each, by its role (`winter`, `summer`, `march-before`, …). Roles are the same in every year, as
 * parts of resource names. The runs are exact for `year`, counted in UTC. `LocalTimeSchedule` declares them.
 *
 * A time that the clocks skip runs as much later as they skip; a time that they show twice runs at the first. There are six
 * schedules at most, or seven in a year in which the clocks change three times; one where they do not change.
 *
 * ```ts
 * const definitions = polytomic.dailyAllYear("09:00", { timeZone: "Europe/Berlin" });
 * for (const [role, fields] of Object.entries(definitions))
 *     new polytomic.BulkSyncSchedule(`orders-${role}`, { syncId, ...fields });
 * ```
 *
 * @param time The local time of day, `"00:00"` to `"23:59"`.
 * @param options The time zone and the year.
 * @throws If the time, the time zone or the year is invalid, or if the zone has more than two offsets from UTC in the year.
 */
export function dailyAllYear(time: string, options: AllYearOptions): AllYearFields {
    const call = `dailyAllYear(${formatValue(time)})`;
    const given = optionsOf(call, options, ["timeZone", "year"]);
    return planAllYear(call, { ...given, time }).schedules;
}

/**
 * Returns the schedules that together run on days of the week at a time of day on the clocks of a zone: the fields of each,
 * by its role, as `dailyAllYear` does.
 *
 * ```ts
 * const definitions = polytomic.weeklyAllYear("monday", "09:00", { timeZone: "Europe/Berlin", inChangeMonths: "weekdays" });
 * ```
 *
 * @param dayOfWeek The local day, or a list of days: `"monday"`, `"mon"`, or a number from 0 (Sunday) to 7 (Sunday).
 * @param time The local time of day, `"00:00"` to `"23:59"`.
 * @param options The time zone, the year, and how to run in the months in which the clocks change.
 * @throws If an argument is invalid, if a required `inChangeMonths` is missing, or if `weekdays` would leave out a run.
 */
export function weeklyAllYear(
    dayOfWeek: AnyWeekday | readonly AnyWeekday[],
    time: string,
    options: WeeklyAllYearOptions,
): AllYearFields {
    const call = `weeklyAllYear(${formatValue(dayOfWeek)}, ${formatValue(time)})`;
    const given = optionsOf(call, options, ["timeZone", "year", "inChangeMonths"]);
    return planAllYear(call, { ...given, dayOfWeek, time }).schedules;
}
