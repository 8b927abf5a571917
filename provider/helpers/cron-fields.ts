/** The five fields of a cron expression: reading, writing and shifting them. */

import { CRON_FIELDS, cronValues } from "../model/cron-field.js";
import { RANGES, type NumberField } from "../model/fields.js";
import { croner } from "../model/libraries.js";
import { DAY_MINUTES, HOUR_MINUTES, modulo } from "./clock-time.js";

/** One field of a cron expression. */
export interface CronField {
    /** The field in cron's notation, with numbers instead of names. */
    readonly text: string;
    /** The numbers that the field stands for, in ascending order. Sunday is 0. */
    readonly values: readonly number[];
}

/** A cron expression, field by field. */
export type CronFields = Record<NumberField, CronField>;

const ANY = "*";

function anyOf(name: NumberField): CronField {
    const [least, greatest] = RANGES[name];
    const size = name === "dayOfWeek" ? 7 : greatest - least + 1;
    return { text: ANY, values: Array.from({ length: size }, (_, index) => least + index) };
}

/** `* * * * *` */
export const EVERY_MINUTE: Readonly<CronFields> = {
    minute: anyOf("minute"),
    hour: anyOf("hour"),
    dayOfMonth: anyOf("dayOfMonth"),
    month: anyOf("month"),
    dayOfWeek: anyOf("dayOfWeek"),
};

/** Whether a field is `*`. Unlike `*`, `1-31` with a day of the week runs every day. */
export const isAny = ({ text }: CronField): boolean => text === ANY;

/** Whether a field holds all its numbers. */
export const isFull = (name: NumberField, { values }: CronField): boolean =>
    values.length === EVERY_MINUTE[name].values.length;

/** Whether the fields choose every day. */
export const isEveryDay = (cron: CronFields): boolean =>
    (["dayOfMonth", "month", "dayOfWeek"] as const).every((name) => isFull(name, cron[name]));

/** A field from cron's notation; undefined if the text is invalid. */
export function parseField(name: NumberField, text: string): CronField | undefined {
    const trimmed = text.trim();
    if (trimmed === ANY) return EVERY_MINUTE[name];
    const values = cronValues(name, trimmed);
    return values && { text: /[a-z]/i.test(trimmed) ? formatList(values) : trimmed, values };
}

/** The field that holds these numbers, which are in ascending order. */
export function fieldOf(name: NumberField, values: readonly number[]): CronField {
    return { text: formatStep(name, values) ?? formatList(values), values };
}

// Only steps that divide the hour or the day evenly: of `*/7`, people expect a run every 7 minutes.
function formatStep(name: NumberField, values: readonly number[]): string | undefined {
    const step = EVERY_MINUTE[name].values.length / values.length;
    const isEven = values.length > 1 && values.every((value, index) => value === index * step);
    if (!isEven || (name !== "minute" && name !== "hour")) return undefined;
    return step === 1 ? ANY : `*/${step}`;
}

// Three and more numbers in a row are a range.
function formatList(values: readonly number[]): string {
    return consecutiveRuns(values)
        .map((run) => (run.length > 2 ? formatRange(run) : run.join(",")))
        .join(",");
}

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

/** The cron expression with these fields. */
export const expressionOf = (fields: CronFields): string =>
    CRON_FIELDS.map((name) => fields[name].text).join(" ");

/** Computes the runs of a cron expression, in UTC. */
export const cronJob = (fields: CronFields) =>
    new (croner().Cron)(expressionOf(fields), { timezone: "UTC", mode: "5-part" });

/** The times of day at which an expression runs, in minutes since midnight. */
export const timesOf = ({ hour, minute }: CronFields): number[] =>
    hour.values.flatMap((h) => minute.values.map((m) => h * HOUR_MINUTES + m));

/** The expression that runs so many minutes later (or earlier), or a sentence that says why there is none. */
export function shift(cron: CronFields, minutes: number): CronFields | string {
    const moments = timesOf(cron).map((time) => time + minutes);
    const times = distinct(moments.map((moment) => modulo(moment, DAY_MINUTES)));
    const hours = distinct(times.map((time) => Math.floor(time / HOUR_MINUTES)));
    const past = distinct(times.map((time) => time % HOUR_MINUTES));
    if (hours.length * past.length !== times.length)
        return "its minutes fall into different hours. Declare one schedule for each minute.";
    const shifted = shiftDays(cron, distinct(moments.map((moment) => Math.floor(moment / DAY_MINUTES))));
    if (typeof shifted === "string") return shifted;
    return {
        ...shifted,
        hour: replace("hour", cron.hour, hours),
        minute: replace("minute", cron.minute, past),
    };
}

/** Moves the days by the one offset (-1, 0 or 1) that all runs have. */
function shiftDays(cron: CronFields, [offset = 0, ...others]: readonly number[]): CronFields | string {
    if (isEveryDay(cron)) return cron;
    if (others.length > 0)
        return "some of its runs are on another day. Declare one schedule for the hours of each day.";
    if (offset === 0) return cron;
    if (changesMonth(cron, offset))
        return "its date can be in another month. Choose days from 2 to 27 of every month, or another time of day.";
    const { dayOfMonth, dayOfWeek } = cron;
    const dates = dayOfMonth.values.map((date) => date + offset);
    const weekdays = distinct(dayOfWeek.values.map((day) => modulo(day + offset, 7)));
    return {
        ...cron,
        dayOfMonth: isAny(dayOfMonth) ? dayOfMonth : fieldOf("dayOfMonth", dates),
        dayOfWeek: isAny(dayOfWeek) ? dayOfWeek : fieldOf("dayOfWeek", weekdays),
    };
}

/** Whether a run may move into another month, so that its date or month is wrong. */
function changesMonth({ dayOfMonth, month, dayOfWeek }: CronFields, offset: number): boolean {
    const isSafe = (date: number) => [date, date + offset].every((day) => day >= 1 && day <= 28);
    if (!isAny(dayOfMonth) && !dayOfMonth.values.every(isSafe)) return true;
    return !isFull("month", month) && (isAny(dayOfMonth) || !isAny(dayOfWeek));
}

/** Keeps the notation of a field whose numbers stay the same. */
function replace(name: NumberField, field: CronField, values: readonly number[]): CronField {
    return String(values) === String(field.values) ? field : fieldOf(name, values);
}

const distinct = (values: readonly number[]) => [...new Set(values)].sort((a, b) => a - b);
