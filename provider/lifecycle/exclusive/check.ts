/** Refuses at preview what can't work, without a request. */

import type { Properties } from "../../model/state.js";
import { isUnknown } from "../../model/unknown-values.js";
import { notAllowed, uuidProblem } from "../../model/validation/values.js";
import { suggest } from "../../model/words.js";
import { areSameIds } from "./diff.js";
import { exclusiveInputs } from "./state.js";

const INPUTS = ["syncId", "scheduleIds", "includeDefault"];
const IDS = "a list of the schedules' own ids, as in [nightly.scheduleId]";

/** Checks declared inputs. Returns the inputs to store, and a sentence for each problem. */
export function checkExclusive(
    olds: Properties,
    news: Properties,
): { inputs: Record<string, unknown>; failures: string[] } {
    const inputs = exclusiveInputs(news);
    const { syncId, scheduleIds, includeDefault } = inputs;
    const failures = [
        ...Object.keys(news).flatMap(propertyProblems),
        ...syncIdProblems(syncId),
        ...scheduleIdsProblems(scheduleIds),
        ...includeDefaultProblems(includeDefault),
    ];
    // The same ids in another order are no difference.
    const isReordered = areSameIds(olds["scheduleIds"], scheduleIds);
    return { inputs: isReordered ? { ...inputs, scheduleIds: olds["scheduleIds"] } : inputs, failures };
}

function propertyProblems(name: string): string[] {
    // The resource itself adds `__provider` and `__timeouts`.
    if (INPUTS.includes(name) || name.startsWith("__")) return [];
    return [`unknown property "${name}".${suggest(name, INPUTS)} It takes ${INPUTS.join(", ")}.`];
}

function syncIdProblems(value: unknown): string[] {
    if (value === undefined) return ["syncId is missing. It takes the id of the bulk sync, a UUID."];
    const problem = isUnknown(value) ? undefined : uuidProblem(value);
    return problem === undefined ? [] : [`syncId: ${problem}`];
}

function scheduleIdsProblems(value: unknown): string[] {
    if (value === undefined) return [`scheduleIds is missing. It takes ${IDS}, or [] for none.`];
    if (isUnknown(value)) return [];
    if (!Array.isArray(value)) return [`scheduleIds: ${notAllowed(value, IDS)}`];
    return value.flatMap((id: unknown, index) => {
        if (isUnknown(id) || (typeof id === "string" && /^[^/\s]+$/.test(id))) return [];
        return [`scheduleIds[${index}]: ${notAllowed(id, `${IDS}, and not a resource's \`id\``)}`];
    });
}

function includeDefaultProblems(value: unknown): string[] {
    if (value === undefined || typeof value === "boolean" || isUnknown(value)) return [];
    return [`includeDefault: ${notAllowed(value, "true or false")}`];
}
