/** What is wrong with a value: the value, what is allowed, and what was probably meant. */

import { cronValues } from "../cron-field.js";
import { FIELDS, isAbsent, namesOf, numberIn, RANGES, type NumberField } from "../fields.js";
import type { FrequencyRule } from "../frequencies.js";
import { findWord, formatValue, joinWords, suggest } from "../words.js";
import { listHint, syncIdHint, UUID, valueHint } from "./suggestions.js";

/** Says that a value is not allowed, and what is. */
export function notAllowed(value: unknown, takes: string, hint = ""): string {
    return `${formatValue(value)} is not allowed. It takes ${takes}.${hint}`;
}

/** Whether a value is a text that Polytomic can be sent. */
export function isText(value: unknown): value is string {
    return typeof value === "string" && value.trim() !== "" && !isAbsent(value);
}

/** What a property with the id of a bulk sync takes. */
export const SYNC_ID_TAKES = "the id of the bulk sync, a UUID such as 248df4b7-aa70-47b8-a036-33ac447e668d";

/** What is wrong with the id of a bulk sync; undefined if it is a UUID. */
export function uuidProblem(value: unknown): string | undefined {
    const isUuid = typeof value === "string" && UUID.test(value);
    return isUuid ? undefined : notAllowed(value, SYNC_ID_TAKES, syncIdHint(value));
}

/** What is wrong with a text; undefined if it is one of these words, in any case. Without words, any text is right. */
export function textProblem(value: unknown, words: readonly string[]): string | undefined {
    if (words.length === 0) return isText(value) ? undefined : notAllowed(value, "a text");
    if (findWord(words, value) !== undefined) return undefined;
    return notAllowed(value, `one of ${words.join(", ")}`, wordHint(value, words));
}

/** What was probably meant by a text that is none of these words; empty if nothing is near. */
export const wordHint = (value: unknown, words: readonly string[]): string =>
    suggest(value, words) || valueHint(value);

/** What is wrong with the value of a time field; undefined if the frequency's rule allows it. */
export function timeProblem(field: NumberField, value: unknown, rule: FrequencyRule | undefined) {
    if (isAllowedTime(field, value, rule)) return undefined;
    const only = rule?.only?.[field];
    const cron = takesCron(rule) ? ", or cron's notation for this one field, such as */15, 8-17 or 1,3" : "";
    const takes = only ? `${joinWords(only, "or")} with this frequency` : FIELDS[field].takes + cron;
    return notAllowed(value, takes, timeHint(field, value));
}

/** Whether a frequency's rule allows a value of a time field. Without a rule: whether any frequency's does. */
export function isAllowedTime(field: NumberField, value: unknown, rule: FrequencyRule | undefined): boolean {
    const number = numberIn(field, value);
    if (number === undefined)
        return takesCron(rule) && isText(value) && cronValues(field, value) !== undefined;
    const [least, greatest] = RANGES[field];
    const isInRange = Number.isInteger(number) && number >= least && number <= greatest;
    return rule?.only?.[field]?.includes(number) ?? isInRange;
}

const takesCron = (rule: FrequencyRule | undefined) => rule === undefined || rule.takesCron === true;

/** Whether Polytomic may take a value of a time field that the frequency's rule does not have: in range, or cron's `L`. */
export function mayTakeTime(field: NumberField, value: unknown, rule: FrequencyRule | undefined): boolean {
    if (isAllowedTime(field, value, undefined)) return numberIn(field, value) !== undefined;
    const hasCronLetters = typeof value === "string" && /^[?L]$|^\d+[LW]$|#/i.test(value);
    return hasCronLetters && takesCron(rule) && timeHint(field, value) === "";
}

function timeHint(field: NumberField, value: unknown): string {
    if (Array.isArray(value)) return listHint(field, value);
    if (!isAllowedTime(field, value, undefined)) return valueHint(value) || suggest(value, namesOf(field));
    if (numberIn(field, value) === undefined) return ' Cron\'s notation goes with frequency "custom".';
    return ` Frequency "custom" takes any ${field}.`;
}
