import { cronValues } from "../../model/cron-field.js";
import { FIELDS, WEEKDAYS, type Weekday } from "../../model/fields.js";
import { keysOf } from "../../model/objects.js";
import { notAllowed } from "../../model/validation/values.js";
import { findWord, formatValue, joinWords, suggest } from "../../model/words.js";
import { refuse } from "../refusal.js";
import { findZone, zoneProblem } from "../time-zone.js";
import { parseTime } from "../timing.js";
import { deviationsOf, isComplete } from "./accuracy.js";
import { EVERY_DAY, exactFields, weekdayFields, type AllYearFields } from "./definitions.js";
import type { LocalTime } from "./local-runs.js";
import { deviationWords } from "./words.js";

/** How a weekly schedule runs in the months in which the clocks change. */
export type InChangeMonths = "dates" | "weekdays";

/** A local time that a program asks for. */
export interface LocalTimeRequest {
    readonly time: string;
    readonly dayOfWeek?: Weekday | (string & {}) | number;
    readonly timeZone: string;
    readonly year?: number;
    readonly inChangeMonths?: InChangeMonths;
}

/** A local time, and the schedules that run at it. */
export interface Plan {
    readonly when: LocalTime;
    readonly year: number;
    readonly schedules: AllYearFields;
}

const FIRST_YEAR = 2000;
const LAST_YEAR = 2099;
const TAKES: Readonly<Record<keyof LocalTimeRequest, true>> = {
    ...{ time: true, dayOfWeek: true, timeZone: true, year: true, inChangeMonths: true },
};
const MODES: readonly InChangeMonths[] = ["dates", "weekdays"];

/** Plans the schedules for a local time. Refuses what is invalid, or what no schedules express. */
export function planAllYear(call: string, request: LocalTimeRequest): Plan {
    const { timeZone, year = new Date().getUTCFullYear(), inChangeMonths } = request;
    const unknown = Object.keys(request).find((name) => !Object.hasOwn(TAKES, name));
    if (unknown !== undefined)
        refuse(
            call,
            `unknown option ${formatValue(unknown)}.${suggest(unknown, keysOf(TAKES))} It takes ${joinWords(keysOf(TAKES), "and")}.`,
        );
    if (findZone(timeZone) === undefined) refuse(call, zoneProblem(timeZone));
    if (!Number.isInteger(year) || year < FIRST_YEAR || year > LAST_YEAR)
        refuse(call, `year ${notAllowed(year, `a whole number from ${FIRST_YEAR} to ${LAST_YEAR}`)}`);
    if (inChangeMonths !== undefined && findWord(MODES, inChangeMonths) !== inChangeMonths)
        refuse(call, `inChangeMonths ${notAllowed(inChangeMonths, '"dates" or "weekdays"')}`);
    const time = parseTime(call, request.time);
    const when = { time, weekdays: parseWeekdays(call, request.dayOfWeek), timeZone };
    return { when, year, schedules: schedulesFor(call, when, year, inChangeMonths) };
}

function parseWeekdays(call: string, dayOfWeek: unknown): ReadonlySet<number> {
    if (dayOfWeek === undefined) return new Set(EVERY_DAY);
    const isGiven = typeof dayOfWeek === "string" || typeof dayOfWeek === "number";
    const days = isGiven ? cronValues("dayOfWeek", String(dayOfWeek)) : undefined;
    if (days !== undefined) return new Set(days);
    const takes = `${FIELDS.dayOfWeek.takes}, or several such as "mon-fri" and "tue,thu"`;
    return refuse(call, `dayOfWeek ${notAllowed(dayOfWeek, takes, suggest(dayOfWeek, WEEKDAYS))}`);
}

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
