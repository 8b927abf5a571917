/** What is wrong with a value, in words: the value, what is allowed, and what was probably meant. */

import { closest, distance } from "fastest-levenshtein";
import { isAbsent, MONTHS, numberIn, RANGES, WEEKDAYS, type NumberField } from "../schedule/fields.js";

/** Undefined where nothing is wrong. */
export type Problem = (value: unknown) => string | undefined;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export const uuidProblem: Problem = (value) =>
    typeof value === "string" && UUID.test(value)
        ? undefined
        : notAllowed(value, "the id of the bulk sync, a UUID such as 248df4b7-aa70-47b8-a036-33ac447e668d");

export const wordProblem =
    (words: readonly string[]): Problem =>
    (value) => {
        const text = typeof value === "string" ? value.trim().toLowerCase() : undefined;
        if (words.some((word) => word.toLowerCase() === text)) return undefined;
        return notAllowed(value, `one of ${words.join(", ")}`, suggestion(value, words));
    };

/** The fields whose values have names too. */
const NAMES: Readonly<Partial<Record<NumberField, readonly string[]>>> = {
    dayOfWeek: WEEKDAYS,
    month: MONTHS,
};

export const numberProblem =
    (field: NumberField, takes: string, speaksCron: boolean): Problem =>
    (value) => {
        if (isInRange(field, value)) return undefined;
        if (speaksCron && isCron(field, value)) return undefined;
        const cron = speaksCron ? ", or cron's notation for this one field, such as */15, 8-17 or 1,3" : "";
        const cronHint =
            !speaksCron && isCron(field, value) ? ' Cron\'s notation goes with frequency "custom".' : "";
        return notAllowed(value, `${takes}${cron}`, cronHint || suggestion(value, NAMES[field] ?? []));
    };

function isInRange(field: NumberField, value: unknown): boolean {
    const number =
        typeof value === "string" || typeof value === "number" ? numberIn(field, value) : undefined;
    const [least, greatest] = RANGES[field];
    return number !== undefined && Number.isInteger(number) && number >= least && number <= greatest;
}

/** Cron's notation for one field: `*`, numbers or names, ranges, steps, and lists of these. */
function isCron(field: NumberField, value: unknown): boolean {
    if (typeof value !== "string" || isAbsent(value)) return false;
    const items = value.trim().split(",");
    return items.length > 1 || /[*/-]/.test(value) ? items.every((item) => isCronItem(field, item)) : false;
}

function isCronItem(field: NumberField, item: string): boolean {
    const [, from, to] = /^(?:\*|([a-z]+|\d+)(?:-([a-z]+|\d+))?)(?:\/[1-9]\d*)?$/i.exec(item) ?? [undefined];
    if (from === undefined) return /^\*(\/[1-9]\d*)?$/.test(item);
    return isInRange(field, from) && (to === undefined || isInRange(field, to));
}

const LONGEST_VALUE = 60;

function notAllowed(value: unknown, takes: string, hint = ""): string {
    return `${shown(value)} is not allowed. It takes ${takes}.${hint}`;
}

function shown(value: unknown): string {
    if (typeof value === "object") return "an object or a list";
    if (typeof value === "number" || typeof value === "boolean") return String(value);
    if (typeof value !== "string") return "this value";
    return JSON.stringify(value.length <= LONGEST_VALUE ? value : `${value.slice(0, LONGEST_VALUE)}…`);
}

/** The allowed word that was probably meant: one that it begins, or the nearest where one is near. */
export function suggestion(value: unknown, words: readonly string[]): string {
    if (typeof value !== "string" || value === "" || words.length === 0) return "";
    const text = value.toLowerCase();
    const begun = text.length >= 3 ? words.find((word) => word.toLowerCase().startsWith(text)) : undefined;
    const nearest = begun ?? closest(text, words);
    const isNear = distance(text, nearest.toLowerCase()) <= Math.max(2, Math.floor(nearest.length / 3));
    return begun !== undefined || isNear ? ` Did you mean "${nearest}"?` : "";
}
