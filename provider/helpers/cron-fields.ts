/** The fields of schedules, and cron expressions: five texts in cron's notation. */

import { CRON_FIELDS, cronValues } from "../model/cron-field.js";
import type { NumberField, Weekday } from "../model/fields.js";
import { croner } from "../model/libraries.js";
import { recordOf } from "../model/objects.js";

/** The fields that say when a schedule runs. */
export interface TimeFields {
    /** The minute, 0 to 59, in UTC. */
    minute: number;
    /** The hour, 0 to 23, in UTC. */
    hour: number;
    /** The day of the month, 1 to 31, in UTC. */
    dayOfMonth: number;
    /** The month, 1 to 12, in UTC. */
    month: number;
    /** The day of the week, in UTC. In numbers, 0 and 7 are Sunday. */
    dayOfWeek: Weekday;
}

interface Timing<Frequency extends string> {
    /** How often the schedule runs. */
    frequency: Frequency;
}

/** The fields of a schedule that runs every hour, at minute 0, 15, 30 or 45. */
export interface HourlyFields extends Timing<"hourly">, Pick<TimeFields, "minute"> {}

/** The fields of a schedule that runs every day. */
export interface DailyFields extends Timing<"daily">, Pick<TimeFields, "hour" | "minute"> {}

/** The fields of a schedule that runs every week. */
export interface WeeklyFields extends Timing<"weekly">, Pick<TimeFields, "dayOfWeek" | "hour" | "minute"> {}

/** A cron expression, field by field. Names are written as numbers. */
export type CronFields = { [Name in keyof TimeFields]: string };

/** The fields of any other schedule, as texts in cron's notation. */
export interface CustomFields extends Timing<"custom">, CronFields {}

/** The fields of a schedule with the runs of a cron expression, as `cron` returns them. */
export type CronScheduleFields = HourlyFields | DailyFields | WeeklyFields | CustomFields;

/** `* * * * *` */
export const EVERY_MINUTE: Readonly<CronFields> = recordOf(CRON_FIELDS, () => "*");

/** The numbers that a field stands for, in ascending order. Sunday is 0. */
export const valuesOf = (cron: CronFields, name: NumberField): readonly number[] =>
    cronValues(name, cron[name]) ?? [];

/** Whether a field stands for all its numbers. Unlike `*`, `1-31` with a day of the week runs every day. */
export const isFull = (cron: CronFields, name: NumberField): boolean =>
    valuesOf(cron, name).length === valuesOf(EVERY_MINUTE, name).length;

/** Whether the fields choose every day. */
export const isEveryDay = (cron: CronFields): boolean =>
    (["dayOfMonth", "month", "dayOfWeek"] as const).every((name) => isFull(cron, name));

/** The times of day at which an expression runs, in minutes since midnight. */
export const timesOf = (cron: CronFields): number[] =>
    valuesOf(cron, "hour").flatMap((hour) => valuesOf(cron, "minute").map((minute) => hour * 60 + minute));

/** The text of a cron expression. */
export const expressionOf = (cron: CronFields): string => CRON_FIELDS.map((name) => cron[name]).join(" ");

/** Computes the runs of a cron expression, in UTC. */
export const cronJob = (cron: CronFields, options: { stopAt?: Date } = {}) =>
    new (croner().Cron)(expressionOf(cron), { timezone: "UTC", mode: "5-part", ...options });

/** A field that a user wrote, with numbers for names; undefined if it is invalid. */
export function parseField(name: NumberField, text: string): string | undefined {
    const values = cronValues(name, text);
    return values && (/[a-z]/i.test(text) ? formatList(values) : text.trim());
}

/** The field that stands for these numbers, which are in ascending order. */
export function fieldOf(name: NumberField, values: readonly number[]): string {
    // Only steps that divide the hour or the day evenly: of `*/7`, people expect a run every 7 minutes.
    const step = valuesOf(EVERY_MINUTE, name).length / values.length;
    const isEven = values.length > 1 && values.every((value, index) => value === index * step);
    if (!isEven || (name !== "minute" && name !== "hour")) return formatList(values);
    return step === 1 ? "*" : `*/${step}`;
}

// Three and more numbers in a row are a range.
const formatList = (values: readonly number[]): string =>
    consecutiveRuns(values)
        .map((run) => (run.length > 2 ? formatRange(run) : run.join(",")))
        .join(",");

/** The range from the first to the last of some numbers. */
export const formatRange = (values: readonly number[]): string => `${values[0] ?? ""}-${values.at(-1) ?? ""}`;

/** Splits ascending numbers where one does not follow upon the other. */
export function consecutiveRuns(values: readonly number[]): number[][] {
    const runs: number[][] = [];
    for (const value of values) {
        const run = runs.at(-1);
        if (run?.at(-1) === value - 1) run.push(value);
        else runs.push([value]);
    }
    return runs;
}
