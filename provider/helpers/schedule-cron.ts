/** A schedule's fields as a cron expression, and the other way round. */

import { CRON_FIELDS } from "../model/cron-field.js";
import { canonical, numberIn, RANGES, WEEKDAYS, type Fields, type NumberField } from "../model/fields.js";
import { EVERY_MINUTE, isEveryDay, isFull, parseField, valuesOf } from "./cron-fields.js";
import type { CronFields, CronScheduleFields } from "./cron-fields.js";

/** The minutes that an hourly schedule takes. */
export const HOURLY_MINUTES: ReadonlySet<number> = new Set([0, 15, 30, 45]);

/** The fields of a cron expression, with the simplest frequency that has the same runs. */
export function simplify(cron: CronFields): CronScheduleFields {
    const custom = { frequency: "custom", ...cron } as const;
    const [minute, hour] = [onlyValue(cron, "minute"), onlyValue(cron, "hour")];
    if (minute === undefined) return custom;
    if (hour === undefined) return isHourly(cron, minute) ? { frequency: "hourly", minute } : custom;
    if (isEveryDay(cron)) return { frequency: "daily", hour, minute };
    const isEveryWeek = cron.dayOfMonth === "*" && isFull(cron, "month");
    const dayOfWeek = isEveryWeek ? WEEKDAYS[onlyValue(cron, "dayOfWeek") ?? NaN] : undefined;
    return dayOfWeek ? { frequency: "weekly", dayOfWeek, hour, minute } : custom;
}

const isHourly = (cron: CronFields, minute: number) =>
    HOURLY_MINUTES.has(minute) && isFull(cron, "hour") && isEveryDay(cron);

function onlyValue(cron: CronFields, name: NumberField): number | undefined {
    const [value, ...others] = valuesOf(cron, name);
    return others.length === 0 ? value : undefined;
}

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
    const declared = CRON_FIELDS.filter((name) => fields[name] !== undefined);
    const names = isCustom ? declared : (TIME_FIELDS.get(frequency) ?? []);
    const cron = { ...EVERY_MINUTE };
    for (const name of names) {
        const field = isCustom ? parseField(name, String(fields[name])) : plainNumber(name, fields[name]);
        if (field === undefined) return undefined;
        cron[name] = String(field);
    }
    return names.length === 0 ? undefined : cron;
}

/** The number in a value, such as 1 in `"monday"` (Sunday is 0); undefined if the field does not take it. */
export function plainNumber(name: NumberField, value: unknown): number | undefined {
    const isGiven = typeof value === "string" || typeof value === "number";
    const number = (isGiven ? numberIn(name, value) : undefined) ?? NaN;
    const [least, greatest] = RANGES[name];
    if (!Number.isInteger(number) || number < least || number > greatest) return undefined;
    return name === "dayOfWeek" ? number % 7 : number;
}
