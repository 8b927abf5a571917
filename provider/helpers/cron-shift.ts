import type { NumberField } from "../model/fields.js";
import { DAY_MINUTES, HOUR_MINUTES, modulo } from "./clock-time.js";
import { fieldOf, isAny, isEveryDay, isFull, type CronField, type CronFields } from "./cron-fields.js";

/** Why one cron expression can't say a shifted one. */
export type Obstacle = "minutes" | "midnight" | "date";

/** The times of day at which an expression runs, in minutes since midnight. */
export function timesOf({ hour, minute }: CronFields): number[] {
    return hour.values.flatMap((h) => minute.values.map((m) => h * HOUR_MINUTES + m));
}

/** An expression that runs so many minutes later (or earlier), where there is one. */
export function shift(cron: CronFields, minutes: number): CronFields | Obstacle {
    const moments = timesOf(cron).map((time) => time + minutes);
    const times = new Set(moments.map((moment) => modulo(moment, DAY_MINUTES)));
    const hours = distinct([...times].map((time) => Math.floor(time / HOUR_MINUTES)));
    const past = distinct([...times].map((time) => time % HOUR_MINUTES));
    if (hours.length * past.length !== times.size) return "minutes";
    const days = shiftDays(cron, distinct(moments.map((moment) => Math.floor(moment / DAY_MINUTES))));
    if (typeof days === "string") return days;
    return { ...days, hour: moved("hour", cron.hour, hours), minute: moved("minute", cron.minute, past) };
}

type Days = Pick<CronFields, "dayOfMonth" | "month" | "dayOfWeek">;

/** The days, where the runs move into the one before or after: by -1, 0 or 1. */
function shiftDays(
    { dayOfMonth, month, dayOfWeek }: CronFields,
    carries: readonly number[],
): Days | Obstacle {
    const days = { dayOfMonth, month, dayOfWeek };
    if (isEveryDay(days)) return days;
    const [carry = 0, ...others] = carries;
    if (others.length > 0) return "midnight";
    if (carry === 0) return days;
    if (turnsMonths(days, carry)) return "date";
    const dates = dayOfMonth.values.map((date) => date + carry);
    const weekdays = distinct(dayOfWeek.values.map((day) => modulo(day + carry, 7)));
    return {
        month,
        dayOfMonth: isAny(dayOfMonth) ? dayOfMonth : fieldOf("dayOfMonth", dates),
        dayOfWeek: isAny(dayOfWeek) ? dayOfWeek : fieldOf("dayOfWeek", weekdays),
    };
}

/** Whether a month that matters may turn with the day: not with dates that have a neighbour in every month. */
function turnsMonths({ dayOfMonth, month, dayOfWeek }: Days, carry: number): boolean {
    const dates = isAny(dayOfMonth) ? [] : dayOfMonth.values;
    const isSafe = dates.every((date) => isInEveryMonth(date) && isInEveryMonth(date + carry));
    const hasOtherDays = isAny(dayOfMonth) || !isAny(dayOfWeek);
    return !isSafe || (!isFull("month", month) && hasOtherDays);
}

const isInEveryMonth = (date: number) => date >= 1 && date <= 28;

/** Keeps how a field is written where its numbers stay the same. */
function moved(name: NumberField, field: CronField, values: readonly number[]): CronField {
    return String(values) === String(field.values) ? field : fieldOf(name, values);
}

const distinct = (values: readonly number[]) => [...new Set(values)].sort((a, b) => a - b);
