/** Refuses at preview what Polytomic would refuse, in words to act on, without a call to the service. */

import { canonical, FIELD_NAMES, isAbsent, type FieldName } from "../../model/fields.js";
import { areEquivalent } from "../../model/equivalence.js";
import { inputsOf, type Properties } from "../../model/state.js";
import { isUnknown } from "../../model/unknown-values.js";
import { validateInputs } from "../../model/validation/inputs.js";
import { validateImport, importIdToKeep } from "./import-option.js";

/** The checked inputs, and a sentence for each fault. */
export interface Checked {
    readonly inputs: Record<string, unknown>;
    readonly failures: readonly string[];
}

/**
 * Checks declared inputs. Their spelling is made canonical, but where a value means the same as the old one, the old
 * spelling stays.
 */
export function check(olds: Properties, news: Properties): Checked {
    const declared = Object.fromEntries(Object.entries(news).filter(([, value]) => isDeclared(value)));
    const failures = [...validateInputs(declared), ...validateImport(declared)];
    if (failures.length > 0) return { inputs: { ...news }, failures };
    const inputs: Record<string, unknown> = { ...inputsOf(declared), ...importIdToKeep(olds, declared) };
    for (const field of FIELD_NAMES) {
        const value = inputs[field];
        if (isValue(value) && !isUnknown(value))
            inputs[field] = spelling(field, olds[field], value, inputs["frequency"]);
    }
    return { inputs, failures };
}

const isDeclared = (value: unknown) => value !== undefined && value !== null;

const isValue = (value: unknown): value is string | number =>
    typeof value === "string" || typeof value === "number";

function spelling(field: FieldName, old: unknown, value: string | number, frequency: unknown) {
    return isValue(old) && !isAbsent(old) && areEquivalent(field, old, value, frequency)
        ? old
        : canonical(field, value);
}
