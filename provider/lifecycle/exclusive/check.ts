/** Refuses at preview what can't work, without a request. */

import type { Properties } from "../../model/state.js";
import { isUnknown } from "../../model/unknown-values.js";
import { notAllowed, uuidProblem } from "../../model/validation/values.js";
import { suggest } from "../../model/words.js";
import { exclusiveInputs } from "./state.js";

const INPUTS = ["syncId", "scheduleIds", "includeDefault"];
const SYNC_ID = "the id of the bulk sync, a UUID such as 248df4b7-aa70-47b8-a036-33ac447e668d";
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
        ...problems("syncId", syncId, (value) => uuidProblem(value) === undefined, SYNC_ID),
        ...problems("scheduleIds", scheduleIds, Array.isArray, `${IDS}, or [] for none`),
        ...(Array.isArray(scheduleIds) ? scheduleIds : []).flatMap((id, index) =>
            problems(`scheduleIds[${index}]`, id, isScheduleId, `${IDS}, and not a resource's \`id\``),
        ),
        ...problems("includeDefault", includeDefault, isOptionalFlag, "true or false"),
    ];
    // The same ids in another order are no difference.
    if (areSameIds(olds["scheduleIds"], scheduleIds)) inputs["scheduleIds"] = olds["scheduleIds"];
    return { inputs, failures };
}

/** Whether two values are lists of the same ids, in any order. */
function areSameIds(a: unknown, b: unknown): boolean {
    if (!Array.isArray(a) || !Array.isArray(b)) return false;
    return a.length === b.length && a.every((id: unknown) => b.includes(id));
}

function propertyProblems(name: string): string[] {
    // The resource itself adds `__provider` and `__timeouts`.
    if (INPUTS.includes(name) || name.startsWith("__")) return [];
    return [`unknown property "${name}".${suggest(name, INPUTS)} It takes ${INPUTS.join(", ")}.`];
}

function problems(
    name: string,
    value: unknown,
    isValid: (known: unknown) => boolean,
    takes: string,
): string[] {
    if (isUnknown(value) || isValid(value)) return [];
    return [
        value === undefined
            ? `${name} is missing. It takes ${takes}.`
            : `${name}: ${notAllowed(value, takes)}`,
    ];
}

const isScheduleId = (value: unknown) => typeof value === "string" && /^[^/\s]+$/.test(value);

const isOptionalFlag = (value: unknown) => value === undefined || typeof value === "boolean";
