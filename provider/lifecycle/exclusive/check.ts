/** The check: what a preview refuses, without a request. */

import type { Properties } from "../../model/state.js";
import {
    isOptionalFlag,
    problemsOf,
    syncIdProblems,
    unknownProperties,
} from "../../model/validation/plain-inputs.js";
import type { Checked } from "../process/resource.js";
import { EXCLUSIVE_INPUTS, exclusiveInputs } from "./state.js";

const IDS = "a list of the schedules' own ids, as in [nightly.scheduleId]";

/** Checks declared inputs. Returns the inputs to store, and a sentence for each problem. */
export function checkExclusive(olds: Properties, news: Properties): Checked {
    const inputs = exclusiveInputs(news);
    const { syncId, scheduleIds, includeDefault } = inputs;
    const failures = [
        ...unknownProperties(news, EXCLUSIVE_INPUTS),
        ...syncIdProblems(syncId),
        ...problemsOf("scheduleIds", scheduleIds, Array.isArray, `${IDS}, or [] for none`),
        ...(Array.isArray(scheduleIds) ? scheduleIds : []).flatMap((id, index) =>
            problemsOf(`scheduleIds[${index}]`, id, isScheduleId, `${IDS}, and not a resource's \`id\``),
        ),
        ...problemsOf("includeDefault", includeDefault, isOptionalFlag, "true or false"),
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

const isScheduleId = (value: unknown) => typeof value === "string" && /^[^/\s]+$/.test(value);
