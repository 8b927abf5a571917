/** Values and words in messages. */

import { levenshtein } from "../libraries.js";

const LONGEST_VALUE = 60;

/** `a, b and c` */
export function joinWords(items: readonly (string | number)[], conjunction: "and" | "or"): string {
    const last = items.slice(-1).join("");
    return items.length < 2 ? last : `${items.slice(0, -1).join(", ")} ${conjunction} ${last}`;
}

export function formatValue(value: unknown): string {
    if (typeof value === "object") return "an object or a list";
    if (typeof value === "number" || typeof value === "boolean") return String(value);
    if (typeof value !== "string") return "this value";
    return JSON.stringify(value.length <= LONGEST_VALUE ? value : `${value.slice(0, LONGEST_VALUE)}…`);
}

/** The allowed word that was probably meant: one that it begins, or the nearest where one is near. */
export function suggest(value: unknown, words: readonly string[]): string {
    if (typeof value !== "string" || value === "" || words.length === 0) return "";
    const text = value.toLowerCase();
    const begun = text.length >= 3 ? words.find((word) => word.toLowerCase().startsWith(text)) : undefined;
    const nearest = begun ?? levenshtein().closest(text, words);
    const isNear =
        levenshtein().distance(text, nearest.toLowerCase()) <= Math.max(2, Math.floor(nearest.length / 3));
    return begun !== undefined || isNear ? ` Did you mean "${nearest}"?` : "";
}
