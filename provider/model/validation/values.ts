/** What is wrong with a value, in words: the value, what is allowed, and what was probably meant. */

import { cronValues } from "../cron-field.js";
import { isAbsent, MONTHS, numberIn, RANGES, WEEKDAYS, type NumberField } from "../fields.js";
import type { FrequencyRule } from "../frequencies.js";
import { valueHint } from "./suggestions.js";
import { suggest, joinWords, formatValue } from "./words.js";

/** What a number field takes. */
export const TAKES: Readonly<Record<NumberField, string>> = {
    hour: "a whole number from 0 to 23, in UTC",
    minute: "a whole number from 0 to 59",
    dayOfWeek: "a day from sunday to saturday, or a number from 0 (Sunday) to 7 (Sunday)",
    dayOfMonth: "a whole number from 1 to 31",
    month: "a whole number from 1 to 12, or the name of a month",
};

/** The fields whose values have names too. */
const NAMES: Readonly<Partial<Record<NumberField, readonly string[]>>> = {
    dayOfWeek: WEEKDAYS,
    month: MONTHS,
};

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Undefined where a value is a UUID. */
export function uuidProblem(value: unknown): string | undefined {
    if (typeof value === "string" && UUID.test(value)) return undefined;
    const takes = "the id of the bulk sync, a UUID such as 248df4b7-aa70-47b8-a036-33ac447e668d";
    return notAllowed(value, takes, syncIdHint(value));
}

function syncIdHint(value: unknown): string {
    if (typeof value !== "string") return "";
    if (UUID.test(value.trim())) return " Remove the space around it.";
    const [syncId = "", ...rest] = value.split("/");
    return rest.length > 0 && UUID.test(syncId) ? " Remove the slash and what follows." : "";
}

/** Undefined where a value is one of the words, in any case. */
export function wordProblem(
    value: unknown,
    words: readonly string[],
    allowed: readonly string[] = words,
): string | undefined {
    const text = typeof value === "string" ? value.trim().toLowerCase() : undefined;
    if (words.some((word) => word.toLowerCase() === text)) return undefined;
    return notAllowed(value, `one of ${allowed.join(", ")}`, suggest(value, words) || valueHint(value));
}

/** Whether a time field takes a value under a rule; without one, whether it does so under any. */
export function isAllowedTime(field: NumberField, value: unknown, rule: FrequencyRule | undefined): boolean {
    const number = numberOf(field, value);
    if (number === undefined) return takesCron(rule) && isCron(field, value);
    const only = rule?.only?.[field];
    return isInRange(field, number) && (only === undefined || only.includes(number));
}

const takesCron = (rule: FrequencyRule | undefined) => rule === undefined || rule.speaksCron === true;

/** Undefined where the field takes the value. */
export function numberProblem(
    field: NumberField,
    value: unknown,
    rule: FrequencyRule | undefined,
): string | undefined {
    if (isAllowedTime(field, value, rule)) return undefined;
    return notAllowed(value, takesOf(field, rule), hintFor(field, value));
}

function takesOf(field: NumberField, rule: FrequencyRule | undefined): string {
    const only = rule?.only?.[field];
    if (only) return `${joinWords(only, "or")} with this frequency`;
    const cron = ", or cron's notation for this one field, such as */15, 8-17 or 1,3";
    return takesCron(rule) ? TAKES[field] + cron : TAKES[field];
}

// A value that is good elsewhere gets told where.
function hintFor(field: NumberField, value: unknown): string {
    if (isAllowedTime(field, value, undefined))
        return numberOf(field, value) === undefined
            ? ' Cron\'s notation goes with frequency "custom".'
            : ` Frequency "custom" takes any ${field}.`;
    return valueHint(value) || suggest(value, NAMES[field] ?? []);
}

function numberOf(field: NumberField, value: unknown): number | undefined {
    return typeof value === "string" || typeof value === "number" ? numberIn(field, value) : undefined;
}

function isInRange(field: NumberField, number: number): boolean {
    const [least, greatest] = RANGES[field];
    return Number.isInteger(number) && number >= least && number <= greatest;
}

function isCron(field: NumberField, value: unknown): boolean {
    return typeof value === "string" && !isAbsent(value) && cronValues(field, value) !== undefined;
}

export function notAllowed(value: unknown, takes: string, hint = ""): string {
    return `${formatValue(value)} is not allowed. It takes ${takes}.${hint}`;
}
