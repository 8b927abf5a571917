/** Cron expressions as people write them. */

import { CRON_FIELDS } from "../model/cron-field.js";
import { RANGES, type NumberField } from "../model/fields.js";
import { formatValue, joinWords, suggest } from "../model/words.js";
import { cronJob, EVERY_MINUTE, parseField, type CronFields } from "./cron-fields.js";
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

const TAKES = `It takes five fields: ${joinWords(CRON_FIELDS, "and")}.`;

/** The fields of a cron expression. Refuses what is not one, or never runs. */
export function parseCron(call: string, expression: unknown): CronFields {
    const text = String(expression).trim().toLowerCase();
    const parts = (NICKNAMES.get(text) ?? String(expression)).match(/\S+/g) ?? [];
    if (parts.length !== CRON_FIELDS.length) return refuse(call, shapeProblem(text, parts.length));
    const fields = { ...EVERY_MINUTE };
    for (const [index, name] of CRON_FIELDS.entries()) {
        const part = parts[index] ?? "";
        fields[name] = parseField(name, part) ?? refuse(call, fieldProblem(name, part));
    }
    if (cronJob(fields).nextRun() === null)
        return refuse(call, "its date never occurs, since the month has fewer days.");
    return fields;
}

function shapeProblem(text: string, count: number): string {
    const known = [...NICKNAMES.keys()];
    if (text.startsWith("@"))
        return `the nickname is unknown. It takes ${joinWords(known, "or")}.${suggest(text, known)}`;
    const hint = count > 5 ? " Leave out seconds and years; a time zone goes into the options." : "";
    return `it has ${count} ${count === 1 ? "field" : "fields"}. ${TAKES}${hint}`;
}

const NAMES: Readonly<Partial<Record<NumberField, string>>> = {
    month: ", names from jan to dec",
    dayOfWeek: ", names from sun to sat",
};

function fieldProblem(name: NumberField, text: string): string {
    const [least, greatest] = RANGES[name];
    const isDialect = name.startsWith("day") && /[?#]|[lw]\b/i.test(text);
    return (
        `${name} ${formatValue(text)} is not allowed. It takes *, numbers from ${least} to ${greatest}` +
        `${NAMES[name] ?? ""}, ascending ranges such as 1-5, steps such as */2 or 1-5/2, and lists of these.` +
        (isDialect ? " Polytomic has no ?, L, W and #: use * or fixed days." : "")
    );
}
