import { tzOffset } from "@date-fns/tz/tzOffset";
import { fieldsOf, type NumberField } from "../../model/fields.js";
import { EVERY_MINUTE, timesOf, valuesOf, type CronScheduleFields } from "../cron-fields.js";
import { scheduleCron } from "../schedule-cron.js";
import { DAY_MS, MINUTE_MS } from "./clock.js";
import type { AllYearFields } from "./definitions.js";
import { localRuns, type LocalTime } from "./local-runs.js";

/** What is wrong with the runs of a year. Days are local ones: their midnight as if it were UTC, in milliseconds. */
export interface Deviations {
    /** The days whose run is off, each with the minutes by which it is late; negative if it is early. */
    readonly off: ReadonlyMap<number, number>;
    /** The days without a run. */
    readonly missing: readonly number[];
    /** The days with a run that is not due. */
    readonly extra: readonly number[];
}

/** Whether each due run takes place, and no other, though perhaps off. */
export const isComplete = ({ missing, extra }: Deviations): boolean => missing.length + extra.length === 0;

/** Two moments as far apart are different runs, not one that is off. */
const MOST_OFF_MS = 3 * 60 * MINUTE_MS;

/** Compares the runs of schedules in a year with those that are due at a local time. */
export function deviationsOf(schedules: AllYearFields, when: LocalTime, year: number): Deviations {
    const [startMs, endMs] = [Date.UTC(year), Date.UTC(year + 1)];
    // With a day more on both sides: a run that is off may be in another year.
    const actual = new Set(runsOf(schedules, startMs - DAY_MS, endMs + DAY_MS));
    const off = new Map<number, number>();
    const missing: number[] = [];
    for (const { dayMs, atMs } of localRuns(when, year)) {
        if (actual.delete(atMs)) continue;
        const near = [...actual].filter((ms) => Math.abs(ms - atMs) <= MOST_OFF_MS);
        const [nearest] = near.sort((a, b) => Math.abs(a - atMs) - Math.abs(b - atMs));
        if (nearest === undefined) missing.push(dayMs);
        else {
            actual.delete(nearest);
            off.set(dayMs, (nearest - atMs) / MINUTE_MS);
        }
    }
    const extra = [...actual]
        .filter((ms) => ms >= startMs && ms < endMs)
        .map((ms) => dayOf(ms + tzOffset(when.timeZone, new Date(ms)) * MINUTE_MS));
    return { off, missing, extra };
}

const dayOf = (ms: number) => Math.floor(ms / DAY_MS) * DAY_MS;

/** The runs of the schedules in a period of whole days. Each of them has dates or days of the week, never both. */
function runsOf(schedules: AllYearFields, fromMs: number, toMs: number): number[] {
    const rules = Object.values(schedules).map(ruleOf);
    const runs: number[] = [];
    for (let dayMs = fromMs; dayMs < toMs; dayMs += DAY_MS) {
        const day = new Date(dayMs);
        const [month, date, weekday] = [day.getUTCMonth() + 1, day.getUTCDate(), day.getUTCDay()];
        for (const { time, months, dates, weekdays } of rules)
            if (months.includes(month) && dates.includes(date) && weekdays.includes(weekday))
                runs.push(dayMs + time * MINUTE_MS);
    }
    return runs;
}

function ruleOf(fields: CronScheduleFields) {
    const cron = scheduleCron(fieldsOf({ ...fields })) ?? EVERY_MINUTE;
    const values = (name: NumberField) => valuesOf(cron, name);
    const [time = 0] = timesOf(cron);
    return { time, months: values("month"), dates: values("dayOfMonth"), weekdays: values("dayOfWeek") };
}
