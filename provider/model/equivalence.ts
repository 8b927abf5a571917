/** When two spellings of a definition mean the same to the service. */

import { cronValues } from "./cron-field.js";
import {
    canonical,
    FIELD_NAMES,
    isAbsent,
    isNumberField,
    numberIn,
    RANGES,
    type FieldName,
    type Fields,
    type FieldValue,
    type NumberField,
} from "./fields.js";
import { ruleOf } from "./frequencies.js";

/**
 * Whether two values of a field, each possibly absent, mean the same in a schedule of a frequency. Of a frequency that
 * is left out any is possible, `custom` with its cron notation among them.
 */
export function areEquivalent(
    field: FieldName,
    a: FieldValue | undefined,
    b: FieldValue | undefined,
    frequency?: unknown,
): boolean {
    if (a === b) return true;
    const speaksCron = frequency === undefined || ruleOf(frequency)?.speaksCron === true;
    return meaning(field, a, speaksCron) === meaning(field, b, speaksCron);
}

/**
 * The declared fields that mean something else in what was found. What the service fills in for a field that is left out
 * is no difference.
 */
export function differingFields(declared: Fields, found: Fields): FieldName[] {
    return FIELD_NAMES.filter(
        (field) =>
            declared[field] !== undefined &&
            !areEquivalent(field, declared[field], found[field], declared.frequency),
    );
}

/** Whether two definitions mean the same in every field. */
export function areEquivalentDefinitions(a: Fields, b: Fields): boolean {
    return FIELD_NAMES.every((field) => areEquivalent(field, a[field], b[field], a.frequency));
}

/** The same for every spelling of a value. */
function meaning(
    field: FieldName,
    value: FieldValue | undefined,
    speaksCron: boolean,
): FieldValue | undefined {
    if (value === undefined || isAbsent(value)) return undefined;
    const number = numberIn(field, value);
    if (number !== undefined) return withOneSunday(field, number);
    return speaksCron && isNumberField(field) && typeof value === "string"
        ? cronMeaning(field, value)
        : canonical(field, value);
}

const withOneSunday = (field: FieldName, number: number) =>
    field === "dayOfWeek" && number === 7 ? 0 : number;

function cronMeaning(field: NumberField, text: string): FieldValue | undefined {
    if (text.trim() === "*") return undefined;
    const written = canonical(field, text);
    if (isDay(field) && text.includes("*")) return written;
    const values = cronValues(field, text);
    if (values === undefined) return written;
    const [least, greatest] = RANGES[field];
    if (!isDay(field) && values.length === greatest - least + 1) return undefined;
    return values.length === 1 ? values[0] : `any of ${values.join()}`;
}

// Where a day of the month and one of the week are both given, cron runs on either; where one of them is `*`, only on the
// other. Implementations differ in whether other texts with a star, or the whole range, count as `*` there.
const isDay = (field: NumberField) => field === "dayOfMonth" || field === "dayOfWeek";
