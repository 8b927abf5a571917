/** The five fields of a cron expression together. */

import { CRON_FIELDS, cronValues } from "../model/cron-field.js";
import { WEEKDAYS, type NumberField, type Weekday } from "../model/fields.js";

/** A field: how it is written, in numbers, and the numbers that it stands for, in ascending order. */
export interface CronField {
    readonly text: string;
    readonly values: readonly number[];
}

export type CronFields = Record<NumberField, CronField>;

/** What runs every hour, at a minute. */
export interface HourlyFields {
    frequency: "hourly";
    minute: number;
}

/** What runs every day, at a time of day. */
export interface DailyFields {
    frequency: "daily";
    hour: number;
    minute: number;
}

/** What runs every week, on a day at a time of day. */
export interface WeeklyFields {
    frequency: "weekly";
    dayOfWeek: Weekday;
    hour: number;
    minute: number;
}

/** What only cron's notation can say. */
export interface CustomFields {
    frequency: "custom";
    minute: string;
    hour: string;
    dayOfMonth: string;
    month: string;
    dayOfWeek: string;
}

/** What a cron expression amounts to. */
export type CronScheduleFields = HourlyFields | DailyFields | WeeklyFields | CustomFields;

/** How many numbers a field has in all. A week has seven days, though Sunday has two numbers. */
const SIZES: Readonly<Record<NumberField, number>> = {
    minute: 60,
    hour: 24,
    dayOfMonth: 31,
    month: 12,
    dayOfWeek: 7,
};

/** The minutes that an hourly schedule takes. */
export const QUARTERS: ReadonlySet<number> = new Set([0, 15, 30, 45]);

const ANY = "*";

/**
 * Whether a field leaves it open. Between the two kinds of days, that is told by how it is written: `1-31` with a day of
 * the week is another schedule than `*` with it.
 */
export const isAny = ({ text }: CronField): boolean => text === ANY;

/** Whether a field holds every number that there is. */
export const isFull = (name: NumberField, { values }: CronField): boolean => values.length === SIZES[name];

/** Whether the days make no difference. */
export const isEveryDay = (cron: Pick<CronFields, "dayOfMonth" | "month" | "dayOfWeek">): boolean =>
    (["dayOfMonth", "month", "dayOfWeek"] as const).every((name) => isFull(name, cron[name]));

const anyOf = (least: number, size: number): CronField => ({
    text: ANY,
    values: Array.from({ length: size }, (_, index) => least + index),
});

/** What runs every minute. */
export const EVERY_MINUTE: CronFields = {
    minute: anyOf(0, SIZES.minute),
    hour: anyOf(0, SIZES.hour),
    dayOfMonth: anyOf(1, SIZES.dayOfMonth),
    month: anyOf(1, SIZES.month),
    dayOfWeek: anyOf(0, SIZES.dayOfWeek),
};

/** Fields from their texts, of which those that are left out are `*`; undefined where a text is not cron's notation. */
export function cronFields(texts: Readonly<Partial<Record<NumberField, string>>>): CronFields | undefined {
    const fields = { ...EVERY_MINUTE };
    for (const name of CRON_FIELDS) {
        const text = texts[name]?.trim() ?? ANY;
        if (text === ANY) continue;
        const values = cronValues(name, text);
        if (values === undefined) return undefined;
        fields[name] = { text: /[a-z]/i.test(text) ? listText(values) : text, values };
    }
    return fields;
}

/** The field that stands for these numbers. */
export function fieldOf(name: NumberField, values: readonly number[]): CronField {
    return { text: stepText(name, values) ?? listText(values), values };
}

// Only steps that are even all the way round: others make people expect a wrong rhythm.
function stepText(name: NumberField, values: readonly number[]): string | undefined {
    const step = SIZES[name] / values.length;
    if (name !== "minute" && name !== "hour") return undefined;
    if (!values.every((value, index) => value === index * step)) return undefined;
    if (step === 1) return ANY;
    return values.length > 1 ? `*/${step}` : undefined;
}

/** Numbers as a list, in which three and more in a row are a range. */
function listText(values: readonly number[]): string {
    const items = runsOf(values).flatMap((run) => {
        const [first = 0, last = first] = [run[0], run.at(-1)];
        return run.length > 2 ? `${first}-${last}` : run.map(String);
    });
    return items.join(",");
}

/** Numbers in ascending order, cut where they do not follow upon each other. */
export function runsOf(values: readonly number[]): number[][] {
    const runs: number[][] = [];
    for (const value of values) {
        const run = runs.at(-1);
        if (run?.at(-1) === value - 1) run.push(value);
        else runs.push([value]);
    }
    return runs;
}

/** An expression with these fields. */
export const expressionOf = (fields: CronFields): string =>
    CRON_FIELDS.map((name) => fields[name].text).join(" ");

/** The plainest frequency that says the same. */
export function simplify(cron: CronFields): CronScheduleFields {
    return hourlyOf(cron) ?? dailyOf(cron) ?? customOf(cron);
}

function hourlyOf(cron: CronFields): HourlyFields | undefined {
    const [minute = NaN, ...others] = cron.minute.values;
    const isHourly =
        others.length === 0 && QUARTERS.has(minute) && isFull("hour", cron.hour) && isEveryDay(cron);
    return isHourly ? { frequency: "hourly", minute } : undefined;
}

function dailyOf(cron: CronFields): DailyFields | WeeklyFields | undefined {
    const [hour = NaN, ...hours] = cron.hour.values;
    const [minute = NaN, ...minutes] = cron.minute.values;
    if (hours.length + minutes.length > 0) return undefined;
    if (isEveryDay(cron)) return { frequency: "daily", hour, minute };
    const dayOfWeek = onlyWeekday(cron);
    return dayOfWeek && { frequency: "weekly", dayOfWeek, hour, minute };
}

function onlyWeekday({ dayOfMonth, month, dayOfWeek }: CronFields): Weekday | undefined {
    const [day = NaN, ...others] = dayOfWeek.values;
    return isAny(dayOfMonth) && isFull("month", month) && others.length === 0 ? WEEKDAYS[day] : undefined;
}

function customOf(cron: CronFields): CustomFields {
    return {
        frequency: "custom",
        minute: cron.minute.text,
        hour: cron.hour.text,
        dayOfMonth: cron.dayOfMonth.text,
        month: cron.month.text,
        dayOfWeek: cron.dayOfWeek.text,
    };
}
