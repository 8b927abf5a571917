/** The fields that define a schedule: what each takes, and how its values are spelt. */

import { FREQUENCIES } from "./frequencies.js";
import { keysOf, recordOf } from "./objects.js";
import { findWord } from "./words.js";

const SELECTIVE_MODES = ["none", "incrementalFields", "nonincrementalFields"] as const;
/** Which fields of the source a run reads. */
export type SelectiveMode = (typeof SELECTIVE_MODES)[number];

const MONTHS = "january february march april may june july august september october november december";

interface TimeField {
    readonly kind: "time";
    readonly range: readonly [number, number];
    /** The names of the numbers, from the first of the range on. Three letters suffice, as in cron. */
    readonly names?: readonly string[];
    /** The allowed values, for messages. */
    readonly takes: string;
}

interface TextField {
    readonly kind: "text";
    /** The words that it takes, in any case. Without them it takes any text, which is sent as it is: "007" stays "007". */
    readonly words?: readonly string[];
}

/** The one table of the fields, in the order in which people read them. */
export const FIELDS = {
    frequency: { kind: "text", words: FREQUENCIES },
    hour: { kind: "time", range: [0, 23], takes: "a whole number from 0 to 23, in UTC" },
    minute: { kind: "time", range: [0, 59], takes: "a whole number from 0 to 59" },
    dayOfWeek: {
        kind: "time",
        range: [0, 7],
        names: ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"],
        takes: "a day from sunday to saturday, or a number from 0 (Sunday) to 7 (Sunday)",
    },
    dayOfMonth: { kind: "time", range: [1, 31], takes: "a whole number from 1 to 31" },
    month: {
        kind: "time",
        range: [1, 12],
        names: MONTHS.split(" "),
        takes: "a whole number from 1 to 12, or the name of a month",
    },
    selectiveMode: { kind: "text", words: SELECTIVE_MODES },
} as const satisfies Record<string, TimeField | TextField>;

/** The days of the week, from 0 on. */
export const WEEKDAYS = FIELDS.dayOfWeek.names;
/** A day of the week. */
export type Weekday = (typeof WEEKDAYS)[number];

/** The name of a field. */
export type FieldName = keyof typeof FIELDS;
/** The names of the fields, in the table's order. */
export const FIELD_NAMES = keysOf(FIELDS);

/** The name of a field of kind "time". */
export type NumberField = {
    [Name in FieldName]: (typeof FIELDS)[Name]["kind"] extends "time" ? Name : never;
}[FieldName];
/** Whether a field is of kind "time". */
export const isNumberField = (field: FieldName): field is NumberField => FIELDS[field].kind === "time";

/** The least and the greatest value of each time field. As in cron, 0 and 7 are Sunday. */
export const RANGES = recordOf(FIELD_NAMES.filter(isNumberField), (field) => FIELDS[field].range);

/** A value as a program may declare it. */
export type FieldValue = string | number;
/** A schedule's definition, declared or in a response. An absent field is not a key. */
export type Fields = Partial<Record<FieldName, FieldValue>>;

/** Whether a value stands for "nothing". Polytomic's own example has the text "null" where a value is absent. */
export function isAbsent(value: unknown): boolean {
    return value === undefined || value === null || value === "" || value === "null";
}

/** The number that a numeral or a name stands for in a field; undefined if it stands for none. */
export function numberIn(field: NumberField, value: unknown): number | undefined {
    if (typeof value === "number") return value;
    if (typeof value !== "string") return undefined;
    const word = value.trim().toLowerCase();
    if (/^\d+$/.test(word)) return Number(word);
    const index = namesOf(field).findIndex((name) => name === word || name.slice(0, 3) === word);
    return index < 0 ? undefined : RANGES[field][0] + index;
}

/** The names of a time field's numbers; empty if they have none. */
export function namesOf(field: NumberField): readonly string[] {
    const { names = [] }: TimeField = FIELDS[field];
    return names;
}

/** The words that a field of kind "text" takes; empty if it takes any text. */
export function wordsOf(field: Exclude<FieldName, NumberField>): readonly string[] {
    const description: TextField = FIELDS[field];
    return description.words ?? [];
}

/**
 * The one spelling of a value: words as Polytomic's reference writes them, days and months in lower case, no padding. A
 * number stays a number and a text a text, so that state shows what the user wrote. An invalid value stays as it is.
 */
export function canonical(field: FieldName, value: FieldValue): FieldValue {
    if (typeof value === "number") return value;
    if (!isNumberField(field)) return findWord(wordsOf(field), value) ?? value;
    const text = value.trim();
    if (/^\d+$/.test(text)) return String(Number(text));
    return hasOnlyNames(field, text) ? text.toLowerCase() : value;
}

// As in cron's `MON-FRI`, not in `L`.
function hasOnlyNames(field: NumberField, text: string): boolean {
    const words = text.match(/[^\d*,/-]+/g) ?? [];
    return words.every((word) => numberIn(field, word) !== undefined);
}

/** The fields of a record, without those that are absent. */
export function fieldsOf(record: Readonly<Record<string, unknown>>): Fields {
    const fields: Fields = {};
    for (const field of FIELD_NAMES) {
        const value = record[field];
        if (!isAbsent(value) && (typeof value === "string" || typeof value === "number"))
            fields[field] = value;
    }
    return fields;
}

/**
 * A definition as Polytomic takes it: texts only, plain numbers, and weekdays by name as its reference shows them. A
 * custom schedule is in cron's notation: its values are sent as they are, with names cut to the three letters of cron.
 */
export function toRequest(fields: Fields): Record<string, string> {
    const request: Record<string, string> = {};
    const isCustom = canonical("frequency", fields.frequency ?? "") === "custom";
    for (const field of FIELD_NAMES) {
        if (fields[field] === undefined) continue;
        const value = canonical(field, fields[field]);
        request[field] = String(isNumberField(field) ? timeRequest(field, value, isCustom) : value);
    }
    return request;
}

function timeRequest(field: NumberField, value: FieldValue, isCustom: boolean): FieldValue {
    if (isCustom)
        return typeof value === "string" && hasOnlyNames(field, value)
            ? value.replace(/[a-z]+/g, (name) => name.slice(0, 3))
            : value;
    const number = numberIn(field, value);
    return (field === "dayOfWeek" ? WEEKDAYS[number === 7 ? 0 : (number ?? NaN)] : number) ?? value;
}
