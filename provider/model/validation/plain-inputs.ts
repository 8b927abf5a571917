/** Checks of resources whose inputs don't depend on each other. */

import type { Properties } from "../state.js";
import { isUnknown } from "../unknown-values.js";
import { suggest } from "../words.js";
import { notAllowed, SYNC_ID_TAKES, uuidProblem } from "./values.js";

/** The inputs that resources add to those that a program declares. */
const ADDED_INPUTS = ["__provider", "__identity", "__timeouts"];

/** The declared inputs among properties, and those that the resource adds. Null counts as left out. */
export function pickInputs(properties: Properties, declared: readonly string[]): Record<string, unknown> {
    const names = [...declared, ...ADDED_INPUTS];
    return Object.fromEntries(
        Object.entries(properties).filter(
            ([name, value]) => names.includes(name) && value !== undefined && value !== null,
        ),
    );
}

/** A sentence for each property that is no input. Resources themselves add those that begin with `__`. */
export function unknownProperties(news: Properties, inputs: readonly string[]): string[] {
    const names = Object.keys(news).filter((name) => !inputs.includes(name) && !name.startsWith("__"));
    return names.map(
        (name) => `unknown property "${name}".${suggest(name, inputs)} It takes ${inputs.join(", ")}.`,
    );
}

/** What is wrong with an input, in a sentence; none if it is right, or if only the deployment will know it. */
export function problemsOf(
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

/** What is wrong with the id of the bulk sync. */
export function syncIdProblems(value: unknown): string[] {
    const problem = isUnknown(value) ? undefined : uuidProblem(value);
    if (problem === undefined) return [];
    return [value === undefined ? `syncId is missing. It takes ${SYNC_ID_TAKES}.` : `syncId: ${problem}`];
}

/** Whether a value is a flag, or left out. */
export const isOptionalFlag = (value: unknown): boolean => value === undefined || typeof value === "boolean";
