/** The fields that define a schedule: what they may hold, and how they are spelt. */

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

export const isNumberField = (field: FieldName): field is NumberField => Object.hasOwn(RANGES, field);

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
 * The one spelling of a value: no padding, names of days and months in lower case, words as Polytomic's reference writes
 * them. A number stays a number and a word stays a word, so that state shows what the user wrote; and what is none of
 * these stays as it is.
 */
export function canonical(field: FieldName, value: FieldValue): FieldValue {
    if (typeof value === "number") return value;
    const text = value.trim();
    if (field === "frequency") return findWord(FREQUENCIES, text) ?? value;
    if (field === "selectiveMode") return findWord(SELECTIVE_MODES, text) ?? value;
    if (/^\d+$/.test(text)) return String(Number(text));
    return hasOnlyNames(field, text) ? text.toLowerCase() : value;
}

// As in cron's `MON-FRI`, not in `L`.
function hasOnlyNames(field: FieldName, text: string): boolean {
    const words = text.match(/[^\d*,/-]+/g) ?? [];
    return words.every((word) => numberIn(field, word) !== undefined);
}

/** The word of a list that a text is, in any case. */
export function findWord<Word extends string>(words: readonly Word[], text: string): Word | undefined {
    const lower = text.toLowerCase();
    return words.find((word) => word === text || word.toLowerCase() === lower);
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
 * A custom schedule speaks cron, so its values go out as they are written, with names as cron knows them.
 */
export function toRequest(fields: Fields): Record<string, string> {
    const request: Record<string, string> = {};
    const isCustom = fields.frequency !== undefined && canonical("frequency", fields.frequency) === "custom";
    for (const field of FIELD_NAMES) {
        const value = fields[field];
        if (value === undefined) continue;
        const written = canonical(field, value);
        request[field] = String(isCustom ? inCron(field, written) : inWords(field, written));
    }
    return request;
}

// Cron's names have three letters.
function inCron(field: FieldName, value: FieldValue): FieldValue {
    if (!isNumberField(field) || typeof value === "number" || !hasOnlyNames(field, value)) return value;
    return value.replace(/[a-z]+/g, (name) => name.slice(0, 3));
}

function inWords(field: FieldName, value: FieldValue): FieldValue {
    const number = numberIn(field, value);
    if (number === undefined) return value;
    return field === "dayOfWeek" ? (WEEKDAYS[number === 7 ? 0 : number] ?? value) : number;
}
