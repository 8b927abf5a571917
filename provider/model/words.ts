import { levenshtein } from "./libraries.js";

const MAX_VALUE_LENGTH = 80;

/** Lists items as `a, b and c`. */
export function joinWords(items: readonly (string | number)[], conjunction: "and" | "or"): string {
    const type = conjunction === "and" ? "conjunction" : "disjunction";
    return new Intl.ListFormat("en-GB", { type }).format(items.map(String));
}

/** Writes a value as it stands in a program, cut if it is long. Of objects it shows nothing. */
export function formatValue(value: unknown): string {
    if (typeof value === "function") return "a function";
    if (Array.isArray(value)) return formatList(value);
    if (typeof value !== "string") return Object(value) === value ? "an object" : String(value);
    const isLong = value.length > MAX_VALUE_LENGTH;
    return JSON.stringify(isLong ? `${value.slice(0, MAX_VALUE_LENGTH)}…` : value);
}

function formatList(items: readonly unknown[]): string {
    if (items.some((item) => typeof item === "object" && item !== null)) return "a list";
    const text = `[${items.map(formatValue).join(", ")}]`;
    return text.length > MAX_VALUE_LENGTH ? `${text.slice(0, MAX_VALUE_LENGTH)}…]` : text;
}

/** Finds the word that a value is, in any case and with any padding. */
export function findWord<Word extends string>(words: readonly Word[], value: unknown): Word | undefined {
    const lower = typeof value === "string" ? value.trim().toLowerCase() : undefined;
    return words.find((word) => word.toLowerCase() === lower);
}

/** Suggests a word for a mistyped one: the word that it begins, or the nearest if one is near. */
export function suggest(value: unknown, words: readonly string[]): string {
    if (typeof value !== "string" || value === "" || words.length === 0) return "";
    const text = value.toLowerCase();
    const { closest, distance } = levenshtein();
    const begun = text.length >= 3 ? words.find((word) => word.toLowerCase().startsWith(text)) : undefined;
    const word = begun ?? closest(text, words);
    const isNear = distance(text, word.toLowerCase()) <= Math.max(2, Math.floor(word.length / 3));
    return begun !== undefined || isNear ? ` Did you mean "${word}"?` : "";
}
