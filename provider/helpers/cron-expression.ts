/** Cron expressions as people write them. */

import { CRON_FIELDS } from "../model/cron-field.js";
import type { NumberField } from "../model/fields.js";
import { cronFieldProblem } from "./cron-field-problem.js";
import { cronFields, isAny, type CronFields } from "./cron-fields.js";
import { nearest, refuse, shown } from "./timing-error.js";

const NICKNAMES: ReadonlyMap<string, string> = new Map([
    ["@hourly", "0 * * * *"],
    ["@daily", "0 0 * * *"],
    ["@midnight", "0 0 * * *"],
    ["@weekly", "0 0 * * 0"],
    ["@monthly", "0 0 1 * *"],
    ["@yearly", "0 0 1 1 *"],
    ["@annually", "0 0 1 1 *"],
]);

const FIELD_WORDS: Readonly<Record<NumberField, string>> = {
    minute: "minute",
    hour: "hour",
    dayOfMonth: "day of the month",
    month: "month",
    dayOfWeek: "day of the week",
};

const FIVE_FIELDS = `five fields: ${CRON_FIELDS.map((name) => FIELD_WORDS[name]).join(", ")}`;

/** The fields of an expression. Where it can't be had, the program ends with a sentence about the call. */
export function parseCron(call: string, expression: unknown): CronFields {
    if (typeof expression !== "string") return refuse(call, `it takes a text with ${FIVE_FIELDS}.`);
    const parts = (NICKNAMES.get(expression.trim().toLowerCase()) ?? expression).trim().split(/\s+/);
    const problem = shapeProblem(parts) ?? fieldsProblem(parts);
    if (problem !== undefined) return refuse(call, problem);
    const fields = cronFields(
        Object.fromEntries(CRON_FIELDS.map((name, index) => [name, parts[index] ?? ""])),
    );
    if (fields === undefined || !everRuns(fields))
        return refuse(call, "its date never comes, since the month has fewer days.");
    return fields;
}

const MONTH_DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function everRuns({ dayOfMonth, month, dayOfWeek }: CronFields): boolean {
    const [first = 1] = dayOfMonth.values;
    return !isAny(dayOfWeek) || month.values.some((number) => first <= (MONTH_DAYS[number - 1] ?? 0));
}

function shapeProblem(parts: readonly string[]): string | undefined {
    const [first = "", ...others] = parts;
    if (first.startsWith("@")) return nicknameProblem(first);
    if (/^(CRON_)?TZ=/i.test(first))
        return `a time zone goes into the options: cron(${shown(others.join(" "))}, { timeZone: ${shown(first.split("=")[1])} }).`;
    if (parts.length === CRON_FIELDS.length) return undefined;
    return `it has ${first === "" ? 0 : parts.length} fields. It takes ${FIVE_FIELDS}.${lengthHint(parts)}`;
}

function nicknameProblem(nickname: string): string {
    if (nickname.toLowerCase() === "@reboot")
        return 'Polytomic has no start to run at. Use frequency "manual", and start runs through its API.';
    const known = [...NICKNAMES.keys()];
    return `the nickname is not known. It takes ${known.join(", ")}.${nearest(nickname, known)}`;
}

function lengthHint(parts: readonly string[]): string {
    const hasYear = parts.length === 7 || (parts.length === 6 && /^\d{4}/.test(parts[5] ?? ""));
    const hasSeconds = parts.length === 7 || (parts.length === 6 && !hasYear);
    const surplus = [...(hasSeconds ? ["seconds"] : []), ...(hasYear ? ["years"] : [])];
    if (surplus.length === 0) return "";
    const rest = parts.slice(hasSeconds ? 1 : 0).slice(0, CRON_FIELDS.length);
    return ` Polytomic knows no ${surplus.join(" and no ")}: ${shown(rest.join(" ").replaceAll("?", "*"))} leaves them out.`;
}

function fieldsProblem(parts: readonly string[]): string | undefined {
    for (const [index, name] of CRON_FIELDS.entries()) {
        const text = parts[index] ?? "";
        const problem = cronFieldProblem(name, text);
        if (problem !== undefined) return `${FIELD_WORDS[name]} ${shown(text)} ${problem}`;
    }
    return undefined;
}
