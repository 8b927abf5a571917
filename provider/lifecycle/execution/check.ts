/** Check and diff: what a preview refuses and shows, without a request. */

import { textOf, type Properties } from "../../model/state.js";
import { isUnknown } from "../../model/unknown-values.js";
import {
    isOptionalFlag,
    problemsOf,
    syncIdProblems,
    unknownProperties,
} from "../../model/validation/plain-inputs.js";
import { textProblem } from "../../model/validation/values.js";
import { isMoved } from "../process/bulk-sync-resource.js";
import type { ResourceRegistry } from "../process/registry.js";
import type { Checked } from "../process/resource.js";
import { EXECUTION_INPUTS, executionInputs, FAIL_ON, IF_RUNNING } from "./state.js";

const WORDS = {
    resyncMode: ["refetch", "resync", "rebuild"],
    fetchMode: ["none", "incremental", "full"],
    ifRunning: IF_RUNNING,
    failOn: FAIL_ON,
} as const;
const FLAGS = ["test", "waitForCompletion", "cancelOnDelete"];

/** Checks declared inputs. Returns the inputs to store, and a sentence for each problem. */
export function checkExecution(news: Properties): Checked {
    const inputs = executionInputs(news);
    const failures = [
        ...unknownProperties(news, EXECUTION_INPUTS),
        ...syncIdProblems(inputs["syncId"]),
        ...Object.entries(WORDS).flatMap(([name, words]) => wordProblems(name, inputs[name], words)),
        ...FLAGS.flatMap((name) => problemsOf(name, inputs[name], isOptionalFlag, "true or false")),
        ...problemsOf("triggers", inputs["triggers"], isOptionalList, "a list of any values"),
        ...problemsOf("schemas", inputs["schemas"], isOptionalList, "a list of schemas' ids; [] for all"),
        ...(inputs["test"] === true && inputs["resyncMode"] !== undefined
            ? ["test: true has no effect with resyncMode. Remove one of the two."]
            : []),
    ];
    return { inputs, failures };
}

function wordProblems(name: string, value: unknown, words: readonly string[]): string[] {
    const problem = value === undefined || isUnknown(value) ? undefined : textProblem(value, words);
    return problem === undefined ? [] : [`${name}: ${problem}`];
}

const isOptionalList = (value: unknown) => value === undefined || Array.isArray(value);

/** A new execution replaces the resource: for other triggers, another bulk sync, or after one that failed. */
export function diffExecution(
    _id: string,
    olds: Properties,
    news: Properties,
    registry: ResourceRegistry,
): { changes?: boolean; replaces?: string[] } {
    const identity = textOf(news, "__identity");
    const previous = textOf(olds, "executionId");
    if (identity !== undefined && previous !== undefined) registry.executions.set(identity, previous);
    if (textOf(olds, "__failed") !== undefined) return { changes: true, replaces: ["triggers"] };
    const areTriggered = JSON.stringify(olds["triggers"]) !== JSON.stringify(news["triggers"]);
    const replaces = [...(isMoved(olds, news) ? ["syncId"] : []), ...(areTriggered ? ["triggers"] : [])];
    if (replaces.length > 0) return { replaces };
    return olds["__provider"] === news["__provider"] ? {} : { changes: true };
}
