import { notAllowed } from "../../model/validation/values.js";
import { optionsOf, refuse } from "../refusal.js";
import { findZone, zoneProblem } from "../time-zone.js";
import { parseDays, parseTime } from "../timing.js";
import { deviationsOf, isComplete } from "./accuracy.js";
import { EVERY_DAY, exactFields, weekdayFields, type AllYearFields } from "./definitions.js";
import type { LocalTime } from "./local-runs.js";
import { deviationWords } from "./words.js";

/** How a weekly schedule runs in the months in which the clocks change. */
export type InChangeMonths = "dates" | "weekdays";

/** A local time, and the schedules that run at it. */
export interface Plan {
    readonly when: LocalTime;
    readonly year: number;
    readonly schedules: AllYearFields;
}

const FIRST_YEAR = 2000;
const LAST_YEAR = 2099;

/** The arguments of a plan. A program in JavaScript may have given anything. */
const NAMES = ["time", "timeZone", "dayOfWeek", "inChangeMonths", "year"] as const;

/** Plans the schedules for a local time. Refuses what is invalid, or what no schedules express. */
export function planAllYear(call: string, request: object): Plan {
    const { year = new Date().getUTCFullYear(), ...given } = optionsOf(call, request, NAMES);
    const { timeZone, dayOfWeek, inChangeMonths } = given;
    if (typeof timeZone !== "string" || findZone(timeZone) === undefined)
        return refuse(call, zoneProblem(timeZone));
    if (!isYear(year))
        return refuse(call, `year ${notAllowed(year, `a whole number from ${FIRST_YEAR} to ${LAST_YEAR}`)}`);
    if (inChangeMonths !== undefined && inChangeMonths !== "dates" && inChangeMonths !== "weekdays")
        return refuse(call, `inChangeMonths ${notAllowed(inChangeMonths, '"dates" or "weekdays"')}`);
    const weekdays = dayOfWeek === undefined ? new Set(EVERY_DAY) : parseDays(call, dayOfWeek);
    const when = { time: parseTime(call, given.time), weekdays, timeZone };
    return { when, year, schedules: schedulesFor(call, when, year, inChangeMonths) };
}

const isYear = (year: unknown): year is number =>
    typeof year === "number" && Number.isInteger(year) && year >= FIRST_YEAR && year <= LAST_YEAR;

function schedulesFor(call: string, when: LocalTime, year: number, mode?: InChangeMonths): AllYearFields {
    const exact = exactFields(when, year);
    if (exact === undefined) {
        const problem = `the clocks of ${when.timeZone} have more than two offsets from UTC in ${year}`;
        return refuse(call, `${problem}, for which there are no schedules. Choose another year.`);
    }
    const isDaily = when.weekdays.size === EVERY_DAY.length;
    if (isDaily || mode === "dates" || Object.hasOwn(exact, "all-year")) return exact;
    const byWeekday = weekdayFields(when, year);
    const deviations = deviationsOf(byWeekday, when, year);
    const isPossible = isComplete(deviations);
    if (mode === "weekdays" && isPossible) return byWeekday;
    const inNextYear = deviationWords(deviationsOf(exact, when, year + 1)) ?? "exact";
    const weekdays = isPossible
        ? `always on these days; in ${year} ${deviationWords(deviations) ?? "exact"}`
        : `not at this time of day in ${year}, since a run would be missing`;
    return refuse(
        call,
        `a schedule can't have both dates and days of the week, so choose how it runs in the months in which the clocks ` +
            `of ${when.timeZone} change: inChangeMonths: "dates" (exact in ${year}; in ${year + 1}, if not deployed again, ` +
            `${inNextYear}) or inChangeMonths: "weekdays" (${weekdays}).`,
    );
}
