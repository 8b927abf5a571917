/** Cron's notation for one field: `*`, numbers or names, ranges, steps, and lists of these. */

import { numberIn, RANGES, type NumberField } from "./fields.js";
import { CRON_FIELDS } from "./frequencies.js";
import { croner } from "./libraries.js";

export { CRON_FIELDS };

// The schedules of a program share a few texts, and parsing one takes a tenth of a millisecond.
const parsed = new Map<string, readonly number[] | undefined>();

/**
 * The numbers that a text in cron's notation stands for in a field, in ascending order (Sunday is 0). Undefined for any
 * other text, and for what only some dialects of cron know (`?`, `L`, `W`, `#`).
 */
export function cronValues(field: NumberField, text: string): readonly number[] | undefined {
    const key = `${field} ${text}`;
    if (!parsed.has(key)) parsed.set(key, parse(field, text));
    return parsed.get(key);
}

function parse(field: NumberField, text: string): readonly number[] | undefined {
    const numerals = text.trim().replace(/-?[a-z]+/gi, (word) => numeralOf(field, word));
    if (!/^[\d*,/-]+$/.test(numerals) || /\d{3}/.test(numerals)) return undefined;
    const expression = CRON_FIELDS.map((name) => (name === field ? numerals : "*")).join(" ");
    const { CronPattern } = croner();
    try {
        const pattern = new CronPattern(expression, undefined, { mode: "5-part" });
        const flags = pattern[field === "dayOfMonth" ? "day" : field];
        return flags.flatMap((flag, index) => (flag === 0 ? [] : index + RANGES[field][0]));
    } catch {
        return undefined;
    }
}

// Sunday is 0, and 7 at the end of a range.
function numeralOf(field: NumberField, word: string): string {
    const isEnd = word.startsWith("-");
    const number = numberIn(field, isEnd ? word.slice(1) : word);
    if (number === undefined) return word;
    return isEnd ? `-${number || 7}` : String(number);
}
