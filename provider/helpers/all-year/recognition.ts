import { fieldsOf } from "../../model/fields.js";
import { CRON_FIELDS } from "../../model/frequencies.js";
import { isFull, timesOf, valuesOf, type CronFields } from "../cron-fields.js";
import type { DescribableFields } from "../description.js";
import { scheduleCron } from "../schedule-cron.js";
import { DAY_MINUTES } from "../time-zone.js";
import { deviationsOf, isComplete } from "./accuracy.js";
import { clockOf, DAY_MS, type Clock } from "./clock.js";
import { EVERY_DAY, exactFields, weekdayFields, type AllYearFields } from "./definitions.js";
import type { LocalTime } from "./local-runs.js";
import type { InChangeMonths, Plan } from "./plan.js";

/** Schedules that together keep a local time in a year. */
export interface RecognizedPlan extends Plan {
    /** The schedules by their roles: the index of each. */
    readonly members: ReadonlyMap<string, number>;
    /** How they run in the months of change, if that makes a difference. */
    readonly inChangeMonths?: InChangeMonths;
    /** Other zones whose clocks change at the same moments: the schedules keep a local time there, too. */
    readonly otherZones: readonly string[];
}

/** Zones that many people live in. Schedules do not say which of the zones with equal changes they are for. */
const LARGE_ZONES = [
    "America/New_York",
    "Europe/Berlin",
    "Europe/London",
    "Australia/Sydney",
    "Pacific/Auckland",
    "America/Santiago",
    "Africa/Cairo",
    "Asia/Jerusalem",
    "Africa/Casablanca",
];

/**
 * Finds schedules that together keep a local time, as `LocalTimeSchedule` declares them: of whole months and of parts of
 * months, which make up a year.
 *
 * @param schedules The schedules of a bulk sync.
 * @param years The years for which they may be exact, the likeliest first.
 * @param preferred The zones to prefer.
 */
export function recognizeAllYear(
    schedules: readonly DescribableFields[],
    years: readonly number[],
    preferred: readonly string[],
): RecognizedPlan[] {
    const crons = schedules.map((schedule) => scheduleCron(fieldsOf({ ...schedule })));
    const unused = new Map(crons.map((cron, index) => [cron && isOfSeason(cron) ? keyOf(cron) : "", index]));
    unused.delete("");
    const plans: RecognizedPlan[] = [];
    for (const cron of crons) {
        // Each set has a schedule of whole months.
        const isSeason = cron?.dayOfMonth === "*" && unused.has(keyOf(cron));
        if (!isSeason || !coverYear(unused, crons)) continue;
        const plan = planWith(cron, unused, years, preferred);
        if (plan === undefined) continue;
        plans.push(plan);
        for (const index of plan.members.values()) unused.delete(keyOf(crons[index] ?? cron));
    }
    return plans;
}

/** Whether a schedule runs once a day, and not in all months. */
const isOfSeason = (cron: CronFields) => timesOf(cron).length === 1 && !isFull(cron, "month");

/** An expression in one spelling. */
const keyOf = (cron: CronFields) => CRON_FIELDS.map((name) => valuesOf(cron, name).join()).join(" ");

function coverYear(unused: ReadonlyMap<string, number>, crons: readonly (CronFields | undefined)[]): boolean {
    const months = [...unused.values()].flatMap((index) => {
        const cron = crons[index];
        return cron ? valuesOf(cron, "month") : [];
    });
    return new Set(months).size === 12;
}

/** The plan that has an expression among its schedules, and the others of it too. */
function planWith(
    cron: CronFields,
    unused: ReadonlyMap<string, number>,
    years: readonly number[],
    preferred: readonly string[],
): RecognizedPlan | undefined {
    const groups = years.flatMap((year) => zonesByChanges(year, preferred).map((zones) => ({ year, zones })));
    const isPreferred = ({ zones }: (typeof groups)[number]) => preferred.includes(zones[0] ?? "");
    const ordered = [...groups.filter(isPreferred), ...groups.filter((group) => !isPreferred(group))];
    for (const { year, zones } of ordered) {
        const [timeZone = "", ...otherZones] = zones;
        const clock = clockOf(timeZone, year);
        if (changesWithin(cron, year, clock)) continue;
        for (const when of localTimesOf(cron, timeZone, clock)) {
            const plan = planAt(when, year, unused);
            if (plan !== undefined) return { ...plan, otherZones };
        }
    }
    return undefined;
}

/** Whether clocks change in the middle of the months of a daily schedule, so that it can't keep a local time in them. */
function changesWithin(cron: CronFields, year: number, { changes }: Clock): boolean {
    const months = valuesOf(cron, "month");
    const isIn = (ms: number) => months.includes(new Date(ms).getUTCMonth() + 1);
    const ofYear = changes.filter(({ atMs }) => new Date(atMs).getUTCFullYear() === year);
    const isDaily = isFull(cron, "dayOfWeek");
    return isDaily && ofYear.some(({ atMs }) => isIn(atMs - 2 * DAY_MS) && isIn(atMs + 2 * DAY_MS));
}

/** The plan for a local time, if all its schedules are there. */
function planAt(when: LocalTime, year: number, unused: ReadonlyMap<string, number>) {
    const exact = exactFields(when, year) ?? {};
    const members = membersOf(exact, unused);
    const isDaily = when.weekdays.size === EVERY_DAY.length;
    if (members !== undefined)
        return {
            when,
            year,
            schedules: exact,
            members,
            ...(!isDaily && { inChangeMonths: "dates" as const }),
        };
    const schedules = weekdayFields(when, year);
    const byWeekday = isDaily ? undefined : membersOf(schedules, unused);
    if (byWeekday === undefined || !isComplete(deviationsOf(schedules, when, year))) return undefined;
    return { when, year, schedules, members: byWeekday, inChangeMonths: "weekdays" as const };
}

/** The index of each of some schedules; undefined if one of them is not there. */
function membersOf(schedules: AllYearFields, unused: ReadonlyMap<string, number>) {
    const members = new Map<string, number>();
    for (const [role, fields] of Object.entries(schedules)) {
        const cron = scheduleCron(fieldsOf({ ...fields }));
        const index = cron && unused.get(keyOf(cron));
        if (index === undefined) return undefined;
        members.set(role, index);
    }
    return members;
}

/** The local times that an expression may be for. */
function localTimesOf(cron: CronFields, timeZone: string, { first, changes }: Clock): LocalTime[] {
    const [time = 0] = timesOf(cron);
    const offsets = [...new Set([first, ...changes.map(({ after }) => after)])];
    return offsets.map((offset) => {
        const local = time + offset;
        const later = Math.floor(local / DAY_MINUTES);
        const weekdays = valuesOf(cron, "dayOfWeek").map((day) => (day + later + 7) % 7);
        return { time: local - later * DAY_MINUTES, weekdays: new Set(weekdays), timeZone };
    });
}

/** The zones whose clocks change, by the moments of their changes: a schedule fits all of them, or none. */
function zonesByChanges(year: number, preferred: readonly string[]): readonly string[][] {
    const key = [year, ...preferred].join();
    const known = groupsOfZones.get(key) ?? groupZones(year, preferred);
    groupsOfZones.set(key, known);
    return known;
}

const groupsOfZones = new Map<string, readonly string[][]>();

function groupZones(year: number, preferred: readonly string[]): string[][] {
    const zones = new Set([...preferred, ...LARGE_ZONES, ...Intl.supportedValuesOf("timeZone")]);
    const groups = new Map<string, string[]>();
    for (const zone of zones) {
        const { changes } = clockOf(zone, year);
        const key = changes.map(({ atMs, before, after }) => `${atMs} ${after - before}`).join();
        if (key !== "") groups.set(key, [...(groups.get(key) ?? []), zone]);
    }
    return [...groups.values()];
}
