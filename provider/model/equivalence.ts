/** When two spellings of a definition mean the same to Polytomic. */

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

/** Whether two values mean the same with a frequency. Without one, both may be in cron's notation. */
export function areEquivalent(
    field: FieldName,
    a: FieldValue | undefined,
    b: FieldValue | undefined,
    frequency?: unknown,
): boolean {
    if (a === b) return true;
    const takesCron = frequency === undefined || ruleOf(frequency)?.takesCron === true;
    return meaningOf(field, a, takesCron) === meaningOf(field, b, takesCron);
}

/** The declared fields whose value differs in what was found. A field that is left out differs from nothing. */
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

/** A value that is the same for every spelling. */
function meaningOf(field: FieldName, value: FieldValue | undefined, takesCron: boolean) {
    if (value === undefined || isAbsent(value)) return undefined;
    if (!isNumberField(field)) return String(canonical(field, value));
    const number = numberIn(field, value);
    if (number !== undefined) return field === "dayOfWeek" && number === 7 ? 0 : number;
    return takesCron ? cronMeaning(field, String(value)) : canonical(field, value);
}

function cronMeaning(field: NumberField, text: string): FieldValue | undefined {
    if (text.trim() === "*") return undefined;
    const written = canonical(field, text);
    // Cron runs on either of two days, but on one alone if the other is `*`. Implementations differ in which texts are as
    // good as `*` there.
    const isDay = field === "dayOfMonth" || field === "dayOfWeek";
    if (isDay && text.includes("*")) return written;
    const values = cronValues(field, text);
    if (values === undefined) return written;
    const [least, greatest] = RANGES[field];
    if (!isDay && values.length === greatest - least + 1) return undefined;
    return values.length === 1 ? values[0] : `any of ${values.join()}`;
}
