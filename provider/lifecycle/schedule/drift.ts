import { FIELD_NAMES, fieldsOf } from "../../model/fields.js";
import { areEquivalent } from "../../model/equivalence.js";
import type { Schedule } from "../../model/schedule.js";
import { inputsOf, type Properties } from "../../model/state.js";

/**
 * The inputs that would declare a schedule as it was found: those in state, but for what means something else now. What
 * the service fills in for an input left out is no drift; a schedule that is read without being managed has all.
 */
export function inputsAsFound(
    state: Properties,
    schedule: Schedule,
    isManaged: boolean,
): Record<string, unknown> {
    const [declared, found] = [fieldsOf(state), fieldsOf({ ...schedule })];
    const inputs = inputsOf(state);
    for (const field of FIELD_NAMES) {
        const [old, now] = [declared[field], found[field]];
        const isKept = old === undefined || areEquivalent(field, old, now, declared.frequency);
        if (!isManaged || !isKept) inputs[field] = now;
    }
    return inputsOf(inputs);
}
