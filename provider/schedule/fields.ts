/** The fields that define a schedule: what they may hold, how they are spelt, and when two spellings mean the same. */

/** How often a schedule runs its bulk sync. */
export const FREQUENCIES = [
    "manual",
    "continuous",
    "hourly",
    "daily",
    "weekly",
    "custom",
    "builder",
    "runafter",
    "multi",
    "dbtcloud",
] as const;
export type Frequency = (typeof FREQUENCIES)[number];

/** Which fields of the source a run reads. */
export const SELECTIVE_MODES = ["none", "incrementalFields", "nonincrementalFields"] as const;
export type SelectiveMode = (typeof SELECTIVE_MODES)[number];

export const WEEKDAYS = [
    "sunday",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
] as const;
export type Weekday = (typeof WEEKDAYS)[number];

export const MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
] as const;

/** The names of the fields, in the order in which people read them. */
export const FIELD_NAMES = [
    "frequency",
    "hour",
    "minute",
    "dayOfWeek",
    "dayOfMonth",
    "month",
    "selectiveMode",
] as const;
export type FieldName = (typeof FIELD_NAMES)[number];

export type FieldValue = string | number;
/** A schedule's definition as declared or as answered; an absent field is not a key. */
export type Fields = Partial<Record<FieldName, FieldValue>>;

/** The least and the greatest value of the fields that hold a number. */
export const RANGES = {
    hour: [0, 23],
    minute: [0, 59],
    dayOfMonth: [1, 31],
    month: [1, 12],
    // As in cron: 0 and 7 are Sunday, 1 is Monday.
    dayOfWeek: [0, 7],
} as const satisfies Partial<Record<FieldName, readonly [number, number]>>;

export type NumberField = keyof typeof RANGES;

/** Whether a value stands for "nothing there". The service's own example has the text "null" where a value is absent. */
export function isAbsent(value: unknown): boolean {
    return value === undefined || value === null || value === "" || value === "null";
}

/** The number that a word or a numeral stands for in a field, where it stands for one. */
export function numberIn(field: FieldName, value: FieldValue): number | undefined {
    if (typeof value === "number") return value;
    const word = value.trim().toLowerCase();
    if (/^\d+$/.test(word)) return Number(word);
    if (field === "dayOfWeek") return indexOfWord(WEEKDAYS, word);
    if (field === "month") {
        const index = indexOfWord(MONTHS, word);
        return index === undefined ? undefined : index + 1;
    }
    return undefined;
}

// Days and months may be cut to their first three letters, as in cron.
function indexOfWord(words: readonly string[], word: string): number | undefined {
    const index = words.findIndex((name) => name === word || name.slice(0, 3) === word);
    return index < 0 ? undefined : index;
}

/**
 * The one spelling of a value: no padding, day names in lower case, words as Polytomic's reference writes them.
 * A number stays a number and a word stays a word, so that state shows what the user wrote.
 */
export function canonical(field: FieldName, value: FieldValue): FieldValue {
    if (typeof value === "number") return value;
    const text = value.trim();
    if (field === "frequency") return findWord(FREQUENCIES, text) ?? text;
    if (field === "selectiveMode") return findWord(SELECTIVE_MODES, text) ?? text;
    return /^\d+$/.test(text) ? String(Number(text)) : text.toLowerCase();
}

function findWord(words: readonly string[], text: string): string | undefined {
    return words.find((word) => word.toLowerCase() === text.toLowerCase());
}

/** Whether two values of a field, each possibly absent, mean the same to the service. */
export function sameMeaning(field: FieldName, a: FieldValue | undefined, b: FieldValue | undefined): boolean {
    return meaning(field, a) === meaning(field, b);
}

function meaning(field: FieldName, value: FieldValue | undefined): FieldValue | undefined {
    if (value === undefined || isAbsent(value)) return undefined;
    const number = numberIn(field, value);
    if (number === undefined) return canonical(field, value);
    return field === "dayOfWeek" ? number % 7 : number;
}

/** Whether two definitions mean the same in every field. */
export function sameDefinition(a: Fields, b: Fields): boolean {
    return FIELD_NAMES.every((field) => sameMeaning(field, a[field], b[field]));
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
 * A definition as the service takes it: texts only, plain numbers, and weekdays by name as its reference shows them.
 * A custom schedule speaks cron, so its values go out as they are written.
 */
export function toRequest(fields: Fields): Record<string, string> {
    const request: Record<string, string> = {};
    for (const field of FIELD_NAMES) {
        const value = fields[field];
        if (value !== undefined)
            request[field] = String(asSent(field, canonical(field, value), fields.frequency));
    }
    return request;
}

function asSent(field: FieldName, value: FieldValue, frequency: FieldValue | undefined): FieldValue {
    const number = numberIn(field, value);
    if (number === undefined || frequency === "custom") return value;
    return field === "dayOfWeek" ? (WEEKDAYS[number % 7] ?? value) : number;
}
