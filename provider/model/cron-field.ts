/** Cron's notation for one field: `*`, numbers or names, ranges, steps, and lists of these. */

import type { CronPattern } from "croner";
import { numberIn, type NumberField } from "./fields.js";
import { croner } from "./libraries.js";

/** The fields of a cron expression, in its order. */
export const CRON_FIELDS = [
    "minute",
    "hour",
    "dayOfMonth",
    "month",
    "dayOfWeek",
] as const satisfies NumberField[];

/**
 * The numbers that a text in cron's notation stands for in a field, in ascending order (Sunday is 0); undefined where it
 * is no such text, or says what only some dialects of cron know (`?`, `L`, `W`, `#`).
 */
export function cronValues(field: NumberField, text: string): readonly number[] | undefined {
    const key = `${field} ${text}`;
    if (!parsed.has(key)) parsed.set(key, parse(field, text));
    return parsed.get(key);
}

// The schedules of a program share a few texts, and parsing one takes a tenth of a millisecond.
const parsed = new Map<string, readonly number[] | undefined>();

function parse(field: NumberField, text: string): readonly number[] | undefined {
    const numerals = text.trim().replace(/-?[a-z]+/gi, (word) => numeral(field, word));
    if (!/^[\d*,/-]+$/.test(numerals) || /\d{3}/.test(numerals)) return undefined;
    const expression = CRON_FIELDS.map((name) => (name === field ? numerals : "*")).join(" ");
    try {
        return valuesIn(new (croner().CronPattern)(expression, undefined, { mode: "5-part" }), field);
    } catch {
        return undefined;
    }
}

function valuesIn(pattern: CronPattern, field: NumberField): number[] {
    const [flags, least] = {
        minute: [pattern.minute, 0] as const,
        hour: [pattern.hour, 0] as const,
        dayOfMonth: [pattern.day, 1] as const,
        month: [pattern.month, 1] as const,
        dayOfWeek: [pattern.dayOfWeek, 0] as const,
    }[field];
    return flags.flatMap((flag, index) => (flag === 0 ? [] : index + least));
}

// Sunday is 0, and 7 at the end of a range.
function numeral(field: NumberField, word: string): string {
    const isEnd = word.startsWith("-");
    const number = numberIn(field, isEnd ? word.slice(1) : word);
    if (number === undefined) return word;
    return isEnd ? `-${number || 7}` : String(number);
}
