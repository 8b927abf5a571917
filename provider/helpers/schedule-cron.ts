/** A schedule's fields as a cron expression, and the other way round. */

import { CRON_FIELDS } from "../model/cron-field.js";
import {
    canonical,
    numberIn,
    RANGES,
    WEEKDAYS,
    type Fields,
    type NumberField,
    type Weekday,
} from "../model/fields.js";
import {
    EVERY_MINUTE,
    fieldOf,
    isAny,
    isEveryDay,
    isFull,
    parseField,
    type CronField,
    type CronFields,
} from "./cron-fields.js";

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

/** The fields of a schedule that runs every hour, at minute 0, 15, 30 or 45. */
export interface HourlyFields extends Pick<TimeFields, "minute"> {
    /** How often the schedule runs. */
    frequency: "hourly";
}

/** The fields of a schedule that runs every day. */
export interface DailyFields extends Pick<TimeFields, "hour" | "minute"> {
    /** How often the schedule runs. */
    frequency: "daily";
}

/** The fields of a schedule that runs every week. */
export interface WeeklyFields extends Pick<TimeFields, "dayOfWeek" | "hour" | "minute"> {
    /** How often the schedule runs. */
    frequency: "weekly";
}

type CronTexts = { [Name in keyof TimeFields]: string };

/** The fields of any other schedule, as texts in cron's notation. */
export interface CustomFields extends CronTexts {
    /** How often the schedule runs. */
    frequency: "custom";
}

/** The fields of a schedule with the runs of a cron expression, as `cron` returns them. */
export type CronScheduleFields = HourlyFields | DailyFields | WeeklyFields | CustomFields;

/** The minutes that an hourly schedule takes. */
export const HOURLY_MINUTES: ReadonlySet<number> = new Set([0, 15, 30, 45]);

/** The fields of a cron expression, with the simplest frequency that has the same runs. */
export function simplify(cron: CronFields): CronScheduleFields {
    const { minute, hour, dayOfMonth, month, dayOfWeek } = cron;
    return (
        simplifyPlain(cron) ?? {
            frequency: "custom",
            minute: minute.text,
            hour: hour.text,
            dayOfMonth: dayOfMonth.text,
            month: month.text,
            dayOfWeek: dayOfWeek.text,
        }
    );
}

function simplifyPlain(cron: CronFields): HourlyFields | DailyFields | WeeklyFields | undefined {
    const [minute, hour] = [onlyValue(cron.minute), onlyValue(cron.hour)];
    if (minute === undefined) return undefined;
    if (hour === undefined) return isHourly(cron, minute) ? { frequency: "hourly", minute } : undefined;
    if (isEveryDay(cron)) return { frequency: "daily", hour, minute };
    const isEveryWeek = isAny(cron.dayOfMonth) && isFull("month", cron.month);
    const dayOfWeek = isEveryWeek ? WEEKDAYS[onlyValue(cron.dayOfWeek) ?? NaN] : undefined;
    return dayOfWeek && { frequency: "weekly", dayOfWeek, hour, minute };
}

const isHourly = (cron: CronFields, minute: number) =>
    HOURLY_MINUTES.has(minute) && isFull("hour", cron.hour) && isEveryDay(cron);

const onlyValue = ({ values }: CronField) => (values.length === 1 ? values[0] : undefined);

/** The fields that determine when an hourly, daily or weekly schedule runs. */
export const TIME_FIELDS: ReadonlyMap<string, readonly NumberField[]> = new Map([
    ["hourly", ["minute"]],
    ["daily", ["hour", "minute"]],
    ["weekly", ["dayOfWeek", "hour", "minute"]],
]);

/** The frequency of a schedule in its one spelling; empty if it has none. */
export const frequencyOf = ({ frequency }: Fields): string => String(canonical("frequency", frequency ?? ""));

/** When a schedule runs, as a cron expression; undefined if the fields that have an effect do not determine it. */
export function scheduleCron(fields: Fields): CronFields | undefined {
    const frequency = frequencyOf(fields);
    const isCustom = frequency === "custom";
    const names = isCustom
        ? CRON_FIELDS.filter((name) => fields[name] !== undefined)
        : (TIME_FIELDS.get(frequency) ?? []);
    if (names.length === 0) return undefined;
    const cron = { ...EVERY_MINUTE };
    for (const name of names) {
        const field = isCustom ? parseField(name, String(fields[name])) : plainField(name, fields[name]);
        if (field === undefined) return undefined;
        cron[name] = field;
    }
    return cron;
}

function plainField(name: NumberField, value: unknown): CronField | undefined {
    const number = plainNumber(name, value);
    return number === undefined ? undefined : fieldOf(name, [number]);
}

/** The number in a value, such as 1 in `"monday"` (Sunday is 0); undefined if the field does not take it. */
export function plainNumber(name: NumberField, value: unknown): number | undefined {
    const isGiven = typeof value === "string" || typeof value === "number";
    const number = (isGiven ? numberIn(name, value) : undefined) ?? NaN;
    const [least, greatest] = RANGES[name];
    if (!Number.isInteger(number) || number < least || number > greatest) return undefined;
    return name === "dayOfWeek" ? number % 7 : number;
}
