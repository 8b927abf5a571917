import { canonical, FIELD_NAMES, fieldsOf } from "../../model/fields.js";
import { areEquivalent } from "../../model/equivalence.js";
import { formatResourceId } from "../../model/resource-id.js";
import { inputsOf, textOf, type Properties } from "../../model/state.js";
import { isUnknown } from "../../model/unknown-values.js";
import { validateInputs } from "../../model/validation/inputs.js";
import { ResourceRegistry } from "../process/registry.js";
import type { Checked } from "../process/resource.js";
import { importIdToKeep, isDefault, ownedByAnother, parseImportId, validateImport } from "./import-option.js";

/**
 * Checks the declared inputs and brings them into one spelling. An input that means the same as in state (`olds`, empty
 * for a new resource) keeps the spelling that state has, so that it is no change.
 */
export function check(olds: Properties, news: Properties, registry = new ResourceRegistry()): Checked {
    const declared = Object.fromEntries(
        Object.entries(news).filter(([, value]) => value !== undefined && value !== null),
    );
    const failures = [
        ...validateInputs(declared),
        ...validateImport(declared),
        ...(Object.keys(olds).length === 0 ? importClash(declared, registry) : []),
    ];
    if (failures.length > 0) return { inputs: { ...news }, failures };

    const inputs: Record<string, unknown> = { ...inputsOf(declared), ...importIdToKeep(olds, declared) };
    const [before, now] = [fieldsOf(olds), fieldsOf(declared)];
    for (const field of FIELD_NAMES) {
        const [old, value] = [before[field], now[field]];
        if (value === undefined || isUnknown(value)) continue;
        const isKept = old !== undefined && areEquivalent(field, old, value, now.frequency);
        inputs[field] = isKept ? old : canonical(field, value);
    }
    return { inputs, failures };
}

// Two resources must not import one schedule.
function importClash(declared: Properties, registry: ResourceRegistry): string[] {
    const [id, identity] = [parseImportId(declared["importId"]), textOf(declared, "__identity")];
    if (!id || identity === undefined) return [];
    const scheduleId = isDefault(id) ? formatResourceId(id) : id.scheduleId;
    return registry.recordImport(scheduleId, identity) ? [] : [`import: ${ownedByAnother(id)}`];
}
