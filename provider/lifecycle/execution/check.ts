/** Check and diff: what a preview refuses and shows, without a request. */

import { textOf, type Properties } from "../../model/state.js";
import { isUnknown } from "../../model/unknown-values.js";
import {
    isOptionalFlag,
    problemsOf,
    syncIdProblems,
    unknownProperties,
} from "../../model/validation/plain-inputs.js";
import { isText, textProblem } from "../../model/validation/values.js";
import { findWord, formatValue } from "../../model/words.js";
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
        ...schemasProblems(inputs["schemas"]),
        ...(inputs["test"] === true && inputs["resyncMode"] !== undefined
            ? ["test: true has no effect with resyncMode. Remove one of the two."]
            : []),
    ];
    return { inputs: { ...inputs, ...canonicalWords(inputs) }, failures };
}

/** Words in any case are right, and mean the same in every one: Polytomic gets them as it documents them. */
function canonicalWords(inputs: Properties): Record<string, string> {
    const found = Object.entries(WORDS).map(([name, words]) => [name, findWord(words, inputs[name])]);
    return Object.fromEntries(found.filter(([, word]) => word !== undefined)) as Record<string, string>;
}

function wordProblems(name: string, value: unknown, words: readonly string[]): string[] {
    const problem = value === undefined || isUnknown(value) ? undefined : textProblem(value, words);
    return problem === undefined ? [] : [`${name}: ${problem}`];
}

function schemasProblems(schemas: unknown): string[] {
    const ids: readonly unknown[] = Array.isArray(schemas) ? schemas : [];
    return [
        ...problemsOf("schemas", schemas, isOptionalList, "a list of schemas' ids; [] for all"),
        ...ids.flatMap((id, index) => [
            ...problemsOf(`schemas[${index}]`, id, isText, "a schema's id"),
            ...(isText(id) && !isUnknown(id) && ids.indexOf(id) < index
                ? [`schemas[${index}]: ${formatValue(id)} is in the list already. Remove one of the two.`]
                : []),
        ]),
    ];
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
