/** Moves cron expressions in time. */

import type { NumberField } from "../model/fields.js";
import { DAY_MINUTES, timeOfDay } from "./clock-time.js";
import { fieldOf, isEveryDay, isFull, timesOf, valuesOf, type CronFields } from "./cron-fields.js";

/** The expression that runs so many minutes later (or earlier); undefined if there is none. */
export function shift(cron: CronFields, minutes: number): CronFields | undefined {
    const moments = timesOf(cron).map((time) => time + minutes);
    const times = moments.map(timeOfDay);
    const hours = distinct(times.map(({ hour }) => hour));
    const past = distinct(times.map(({ minute }) => minute));
    const days = shiftDays(cron, distinct(moments.map((moment) => Math.floor(moment / DAY_MINUTES))));
    if (days === undefined || hours.length * past.length !== times.length) return undefined;
    return { ...days, hour: replace(cron, "hour", hours), minute: replace(cron, "minute", past) };
}

/** Moves the days by the one offset (-1, 0 or 1) that all runs have. */
function shiftDays(cron: CronFields, [offset = 0, ...others]: readonly number[]): CronFields | undefined {
    if (isEveryDay(cron) || (offset === 0 && others.length === 0)) return cron;
    if (others.length > 0 || changesMonth(cron, offset)) return undefined;
    const dates = valuesOf(cron, "dayOfMonth").map((date) => date + offset);
    const weekdays = valuesOf(cron, "dayOfWeek").map((day) => (day + offset + 7) % 7);
    return {
        ...cron,
        dayOfMonth: cron.dayOfMonth === "*" ? "*" : fieldOf("dayOfMonth", dates),
        dayOfWeek: cron.dayOfWeek === "*" ? "*" : fieldOf("dayOfWeek", distinct(weekdays)),
    };
}

/** Whether a run may move into another month, so that its date or month is wrong. */
function changesMonth(cron: CronFields, offset: number): boolean {
    const hasDate = cron.dayOfMonth !== "*";
    const isSafe = (date: number) => [date, date + offset].every((day) => day >= 1 && day <= 28);
    if (hasDate && !valuesOf(cron, "dayOfMonth").every(isSafe)) return true;
    return !isFull(cron, "month") && (!hasDate || cron.dayOfWeek !== "*");
}

/** Keeps the notation of a field whose numbers stay the same. */
const replace = (cron: CronFields, name: NumberField, values: readonly number[]): string =>
    String(values) === String(valuesOf(cron, name)) ? cron[name] : fieldOf(name, values);

const distinct = (values: readonly number[]) => [...new Set(values)].sort((a, b) => a - b);
