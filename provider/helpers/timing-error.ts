import { RunError } from "@pulumi/pulumi/errors";
import { levenshtein } from "../model/libraries.js";

/** A call as the program wrote it, such as `weekly("monday", "03:30")`. */
export function callText(name: string, values: readonly unknown[]): string {
    return `${name}(${values.map(shown).join(", ")})`;
}

const LONGEST_VALUE = 60;

/** A value as a program writes it. */
export function shown(value: unknown): string {
    if (typeof value === "string")
        return JSON.stringify(value.length <= LONGEST_VALUE ? value : `${value.slice(0, LONGEST_VALUE)}…`);
    if (value instanceof Date) return String(value);
    return typeof value === "object" && value !== null ? "{…}" : String(value);
}

/** Ends the program with a sentence to act on, which Pulumi shows without a stack. */
export function refuse(call: string, problem: string): never {
    throw new RunError(`${call}: ${problem}`);
}

/** The word that was probably meant, as a question; nothing where none is near. */
export function nearest(value: unknown, words: readonly string[]): string {
    if (typeof value !== "string" || value === "" || words.length === 0) return "";
    const text = value.trim().toLowerCase();
    const word = levenshtein().closest(text, words);
    return levenshtein().distance(text, word) <= Math.max(1, text.length / 3)
        ? ` Did you mean "${word}"?`
        : "";
}
