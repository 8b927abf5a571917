import { canonical, type FieldName, type Fields } from "../../model/fields.js";
import { differingFields } from "../../model/equivalence.js";

/** What the program declares other than Polytomic holds it, a line for each field; empty where there is nothing. */
export function differencesInWords(declared: Fields, found: Fields): string {
    const lines = differingFields(declared, found).map(
        (field) => `    ${field}: ${literal(field, declared)} → ${literal(field, found)}\n`,
    );
    return lines.join("");
}

// As a program would write it.
function literal(field: FieldName, fields: Fields): string {
    const value = fields[field];
    if (value === undefined) return "nothing";
    const written = canonical(field, value);
    return /^\d+$/.test(String(written)) ? String(written) : JSON.stringify(written);
}
