import { CRON_FIELDS } from "../model/cron-field.js";
import { canonical, numberIn, RANGES, type Fields, type NumberField } from "../model/fields.js";
import { cronFields, EVERY_MINUTE, fieldOf, type CronFields } from "./cron-fields.js";

/** The fields that say when a schedule of these frequencies runs; all of them are needed to know. */
export const TIME_FIELDS = {
    hourly: ["minute"],
    daily: ["hour", "minute"],
    weekly: ["dayOfWeek", "hour", "minute"],
} as const satisfies Record<string, readonly NumberField[]>;

export type PlainFrequency = keyof typeof TIME_FIELDS;

export const isPlain = (frequency: string): frequency is PlainFrequency =>
    Object.hasOwn(TIME_FIELDS, frequency);

export const frequencyOf = ({ frequency }: Fields): string => String(canonical("frequency", frequency ?? ""));

/**
 * When a schedule runs, in cron's fields; undefined where they can't tell. Fields that its frequency takes no notice of
 * are not looked at: the service fills them in.
 */
export function scheduleCron(fields: Fields): CronFields | undefined {
    const frequency = frequencyOf(fields);
    if (frequency === "custom") return customCron(fields);
    if (!isPlain(frequency)) return undefined;
    const cron = { ...EVERY_MINUTE };
    for (const name of TIME_FIELDS[frequency]) {
        const number = plainNumber(fields, name);
        if (number === undefined) return undefined;
        cron[name] = fieldOf(name, [number]);
    }
    return cron;
}

/** A field that is left out is `*`; without any there is no schedule to tell. */
function customCron(fields: Fields): CronFields | undefined {
    const given = CRON_FIELDS.filter((name) => fields[name] !== undefined);
    if (given.length === 0) return undefined;
    return cronFields(Object.fromEntries(given.map((name) => [name, String(fields[name])])));
}

/** The number that a field holds (Sunday is 0); undefined where it holds none that the field takes. */
export function plainNumber(fields: Fields, name: NumberField): number | undefined {
    const value = fields[name];
    const number = value === undefined ? undefined : numberIn(name, value);
    const [least, greatest] = RANGES[name];
    if (number === undefined || !Number.isInteger(number) || number < least || number > greatest)
        return undefined;
    return name === "dayOfWeek" ? number % 7 : number;
}
