import { namesOf, RANGES, type NumberField } from "../model/fields.js";
import { CRON_FIELDS } from "../model/frequencies.js";
import { valueHint } from "../model/validation/suggestions.js";
import { notAllowed } from "../model/validation/values.js";
import { joinWords, suggest } from "../model/words.js";
import { cronJob, EVERY_MINUTE, parseField, type CronFields } from "./cron-fields.js";
import { dialectProblem, hasLetters, LETTERS_HINT, partsOf } from "./dialects.js";
import { refuse } from "./refusal.js";

const NICKNAMES: ReadonlyMap<string, string> = new Map([
    ["@hourly", "0 * * * *"],
    ["@daily", "0 0 * * *"],
    ["@midnight", "0 0 * * *"],
    ["@weekly", "0 0 * * 0"],
    ["@monthly", "0 0 1 * *"],
    ["@yearly", "0 0 1 1 *"],
    ["@annually", "0 0 1 1 *"],
]);

/** The fields of a cron expression. Refuses what is not one, or never runs. */
export function parseCron(call: string, expression: unknown): CronFields {
    if (typeof expression !== "string")
        return refuse(call, `expression ${notAllowed(expression, 'a text such as "30 3 * * 1-5"')}`);
    const text = expression.trim();
    const parts = partsOf(NICKNAMES.get(text.toLowerCase()) ?? text);
    if (parts.length !== CRON_FIELDS.length) return refuse(call, dialectProblem(text) ?? countProblem(text));
    const cron = { ...EVERY_MINUTE };
    for (const [index, name] of CRON_FIELDS.entries()) {
        const part = parts[index] ?? "";
        cron[name] = parseField(name, part) ?? refuse(call, dialectProblem(text) ?? fieldProblem(name, part));
    }
    if (cronJob(cron).nextRun() === null)
        return refuse(call, "its date never occurs, since the month has fewer days.");
    return cron;
}

function countProblem(text: string): string {
    const nicknames = [...NICKNAMES.keys()];
    const takes = `${joinWords(CRON_FIELDS, "and")}, without seconds, years and time zone`;
    const others = `${joinWords(nicknames, "or")}.${suggest(text, nicknames)}`;
    return `it takes five fields (${takes}), or ${others}`;
}

function fieldProblem(name: NumberField, text: string): string {
    const [least, greatest] = RANGES[name];
    const [example] = namesOf(name);
    const names = example === undefined ? "" : ` or names such as ${example}`;
    const takes =
        `*, numbers from ${least} to ${greatest}${names}, ascending ranges such as 1-5, steps such as */2 or 1-5/2, ` +
        "and lists of these";
    return `${name} ${notAllowed(text, takes, hasLetters(name, text) ? LETTERS_HINT : valueHint(text))}`;
}
