import { FIELDS, WEEKDAYS } from "../../model/fields.js";
import { EVERY_MINUTE, fieldOf, type CronFields, type CronScheduleFields } from "../cron-fields.js";
import { simplify } from "../schedule-cron.js";
import { DAY_MINUTES, timeOfDay } from "../time-zone.js";
import { clockOf, monthOfChange } from "./clock.js";
import { localRuns, type LocalRun, type LocalTime } from "./local-runs.js";

/**
 * The schedules that together run at a local time all year: the fields of each, by its role. `winter` has the months with
 * the smaller offset from UTC, `summer` those with the greater one, `march-before` and `march-after` the days of a month in
 * which the clocks change. Where they do not change, `all-year` is the only one.
 */
export type AllYearFields = Readonly<Record<string, CronScheduleFields>>;

/** The runs of a month in UTC that have the same offset. */
interface Part {
    /** The month, 1 to 12. */
    readonly month: number;
    readonly offset: number;
    /** The days of the month. */
    readonly dates: readonly number[];
    /** Whether these are all days of the week that are due in the month. */
    readonly isWhole: boolean;
}

/** The days of a week; Sunday is 0. */
export const EVERY_DAY: readonly number[] = WEEKDAYS.map((_, day) => day);

/** The names of the months. */
export const MONTH_NAMES = FIELDS.month.names;
const MONTHS = MONTH_NAMES.map((_, index) => index + 1);

/** The number of a run's month in UTC, 1 to 12. */
const monthOf = ({ atMs }: LocalRun) => new Date(atMs).getUTCMonth() + 1;

const lengthOf = (year: number, month: number) => new Date(Date.UTC(year, month, 0)).getUTCDate();

/** The offsets from UTC of some runs, in ascending order. */
const offsetsOf = (runs: readonly LocalRun[]): number[] =>
    [...new Set(runs.map(({ offset }) => offset))].sort((a, b) => a - b);

/** The schedules that run exactly at a local time in a year; undefined if the zone has more than two offsets in it. */
export function exactFields(when: LocalTime, year: number): AllYearFields | undefined {
    const runs = localRuns(when, year);
    const offsets = offsetsOf(runs);
    if (offsets.length > 2) return undefined;
    const parts = partsOf(when, year, runs);
    const sides = sidesOf(when, year, runs, parts);
    const ofSeasons = parts.filter(({ month }) => !sides.has(month));
    const ofChanges = parts.flatMap((part, index): [string, CronScheduleFields][] => {
        const { month } = part;
        const side = sides.get(month);
        if (side === undefined) return [];
        const isFirst = parts[index + 1]?.month === month;
        const isSecond = parts[index - 1]?.month === month;
        const name = isFirst ? "before" : isSecond ? "after" : side;
        return [[`${MONTH_NAMES[month - 1] ?? ""}-${name}`, fieldsOfPart(when, year, part)]];
    });
    return { ...seasonFields(when, offsets, ofSeasons), ...Object.fromEntries(ofChanges) };
}

/**
 * The schedules that run on days of the week all year. In a month in which the clocks change, they have the offset of most
 * runs, and are off on the other days.
 */
export function weekdayFields(when: LocalTime, year: number): AllYearFields {
    const runs = localRuns(when, year);
    const parts = partsOf(when, year, runs);
    const months = MONTHS.flatMap((month) => {
        const ofMonth = parts.filter((part) => part.month === month);
        return ofMonth.sort((a, b) => b.dates.length - a.dates.length).slice(0, 1);
    });
    return seasonFields(when, offsetsOf(runs), months);
}

/** The schedules of whole months: one for each of the offsets, which are in ascending order. */
function seasonFields(when: LocalTime, offsets: readonly number[], months: readonly Part[]): AllYearFields {
    const names = offsets.length === 1 ? ["all-year"] : ["winter", "summer"];
    const seasons = offsets.flatMap((offset, index): [string, CronScheduleFields][] => {
        const ofSeason = months.filter((part) => part.offset === offset).map(({ month }) => month);
        return ofSeason.length === 0 ? [] : [[names[index] ?? "", simplify(cronOf(when, offset, ofSeason))]];
    });
    return Object.fromEntries(seasons);
}

/** The parts of a year, in their order. */
function partsOf(when: LocalTime, year: number, runs: readonly LocalRun[]): Part[] {
    return MONTHS.flatMap((month) => {
        const ofMonth = runs.filter((run) => monthOf(run) === month);
        const offsets = [...new Set(ofMonth.map(({ offset }) => offset))];
        return offsets.map((offset) => {
            const ofPart = ofMonth.filter((run) => run.offset === offset);
            const dates = ofPart.map(({ atMs }) => new Date(atMs).getUTCDate());
            const due = datesDue(when, year, month, offset);
            return { month, offset, dates, isWhole: offsets.length === 1 && String(due) === String(dates) };
        });
    });
}

/** The days of a month in UTC that a schedule has for the days of the week alone. */
function datesDue(when: LocalTime, year: number, month: number, offset: number): number[] {
    const weekdays = utcWeekdays(when, offset);
    const dates = Array.from({ length: lengthOf(year, month) }, (_, index) => index + 1);
    return dates.filter((date) => weekdays.includes(new Date(Date.UTC(year, month - 1, date)).getUTCDay()));
}

/**
 * The months in which the clocks change, each with the side of the change on which it is. Where the offset changes between two
 * months, the one in which the clocks there change counts, so that the names are those of other years.
 */
function sidesOf(when: LocalTime, year: number, runs: readonly LocalRun[], parts: readonly Part[]) {
    const sides = new Map<number, "before" | "after">();
    for (const { month, isWhole } of parts) if (!isWhole) sides.set(month, "before");
    for (const [index, run] of runs.entries()) {
        const last = runs[index - 1];
        if (last === undefined || last.offset === run.offset || monthOf(last) === monthOf(run)) continue;
        // One of the months lacks a day if the change moves the runs over midnight.
        const short = [monthOf(last), monthOf(run)].find((month) => sides.has(month));
        const month = short ?? monthOfChange(clockOf(when.timeZone, year), last.atMs, run.atMs);
        if (month === monthOf(run)) sides.set(month, "after");
        else sides.set(monthOf(last), "before");
    }
    return sides;
}

function fieldsOfPart(when: LocalTime, year: number, { month, offset, dates, isWhole }: Part) {
    const cron = cronOf(when, offset, [month]);
    const length = lengthOf(year, month);
    if (isWhole || dates.length === length) return simplify(cron);
    // 29 February, so that the schedule stays right in other years.
    const isDaily = when.weekdays.size === EVERY_DAY.length;
    const added = isDaily && month === 2 && length === 28 && dates.at(-1) === 28 ? [29] : [];
    return simplify({ ...cron, dayOfMonth: fieldOf("dayOfMonth", [...dates, ...added]), dayOfWeek: "*" });
}

/** The days of the week in UTC of the runs with an offset. */
function utcWeekdays({ time, weekdays }: LocalTime, offset: number): number[] {
    const later = Math.floor((time - offset) / DAY_MINUTES);
    return [...weekdays].map((day) => (day + later + 7) % 7).sort((a, b) => a - b);
}

/** The expression for whole months of an offset. */
function cronOf(when: LocalTime, offset: number, months: readonly number[]): CronFields {
    const { hour, minute } = timeOfDay(when.time - offset);
    const weekdays = utcWeekdays(when, offset);
    return {
        ...{ ...EVERY_MINUTE, minute: String(minute), hour: String(hour) },
        month: months.length === MONTHS.length ? "*" : fieldOf("month", months),
        dayOfWeek: weekdays.length === EVERY_DAY.length ? "*" : fieldOf("dayOfWeek", weekdays),
    };
}
