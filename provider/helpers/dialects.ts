/** Other schedulers' notations, for messages that say what to write instead. */

import { cronValues } from "../model/cron-field.js";
import { RANGES, type NumberField } from "../model/fields.js";
import { CRON_FIELDS } from "../model/frequencies.js";
import { EVERY_MINUTE, expressionOf } from "./cron-fields.js";
import { describeByClock } from "./description.js";

const WRITE_FIVE = "Write minute, hour, dayOfMonth, month and dayOfWeek.";
const NO_SECONDS =
    "Polytomic has no seconds and no years. Write minute, hour, dayOfMonth, month and dayOfWeek.";
const NO_LETTERS = "Polytomic has no L, W or #: write days of the month from 1 to 28, or days of the week.";

/** What to write instead of an expression in another scheduler's notation; undefined if none is recognized. */
export function dialectProblem(text: string): string | undefined {
    const parts = partsOf(text);
    return (
        timeOfDay(text) ??
        zonePrefix(text) ??
        interval(text) ??
        onCalendar(text) ??
        eventBridge(text) ??
        jenkins(parts) ??
        quartz(parts) ??
        sixFields(parts) ??
        questionMark(parts)
    );
}

/** The words of an expression. */
export const partsOf = (text: string): string[] => text.match(/\S+/g) ?? [];

const timeOfDay = (text: string) =>
    /^([01]?\d|2[0-3]):[0-5]\d$/.test(text)
        ? `a time of day goes with daily(${JSON.stringify(text)}).`
        : undefined;

function zonePrefix(text: string): string | undefined {
    const [, timeZone, rest = ""] = /^(?:CRON_)?TZ=(\S+)\s+(\S.*)$/i.exec(text) ?? [];
    if (timeZone === undefined) return undefined;
    return `the time zone is an option: cron(${JSON.stringify(rest)}, { timeZone: ${JSON.stringify(timeZone)} }).`;
}

const MINUTES: ReadonlyMap<string, number> = new Map([
    ["m", 1],
    ["h", 60],
    ["d", 1440],
]);

/** `rate(5 minutes)` of AWS EventBridge, and `@every 5m` of Go's cron. */
function interval(text: string): string | undefined {
    const [, length] = /^(?:rate\(|@every\s)(.*?)\)?$/i.exec(text) ?? [];
    if (length === undefined) return undefined;
    const [, count, unit = ""] = /^\s*(\d+)\s*([mhd])[a-z]*\s*$/i.exec(length) ?? [];
    const expression = everyMinutes(Number(count) * (MINUTES.get(unit.toLowerCase()) ?? NaN));
    const rule = "an interval counts from its start there, but by the clock here";
    return expression === undefined
        ? `${rule}, where it must divide the hour or the day. ${WRITE_FIVE}`
        : `${rule}. Write for example ${withWords(expression)}.`;
}

function everyMinutes(minutes: number): string | undefined {
    if (minutes === 1440) return "0 0 * * *";
    if (minutes < 60 && 60 % minutes === 0) return minutes === 1 ? "* * * * *" : `*/${minutes} * * * *`;
    const hours = minutes / 60;
    return Number.isInteger(hours) && 24 % hours === 0
        ? `0 ${hours === 1 ? "*" : `*/${hours}`} * * *`
        : undefined;
}

const ON_CALENDAR = /^[a-z,]+\.\.[a-z]|^([a-z.,]+\s+)?\S*-\S*-\S*\s+\S*:|^[a-z]{3,}(,[a-z]+)*\s+[\d*]+:/i;
const TRANSLATABLE = /^(?:([a-z.,]+)\s+)?(?:\*-(\S+)-(\S+)\s+)?([\d*,./]+):([\d*,./]+?)(?::0?0)?$/i;

/** `Mon..Fri 09:00` and `*-*-01 09:00:00`. Given a weekday and a date, systemd needs both, where cron needs one. */
function onCalendar(text: string): string | undefined {
    if (!ON_CALENDAR.test(text)) return undefined;
    const [, weekday, month, day, hour, minute] = TRANSLATABLE.exec(text) ?? [];
    const fields = [minute, hour, day, month, weekday].map((field = "*") => field.replaceAll("..", "-"));
    const isTranslated = hour !== undefined && (weekday === undefined || fields[2] === "*");
    return inDialect("systemd", isTranslated ? standard(fields) : undefined);
}

/** `H 9 * * *`, `H/15 * * * *`, `H(0-29)/10 * * * *`. */
function jenkins(parts: readonly string[]): string | undefined {
    if (parts.length !== CRON_FIELDS.length || !parts.some((part) => /\bH\b/.test(part))) return undefined;
    const expression = standard(CRON_FIELDS.map((name, index) => withoutHash(name, parts[index] ?? "")));
    const example = expression === undefined ? "" : `, as in ${withWords(expression)}`;
    return `in Jenkins, H is a number that Jenkins chooses. Write one of your choice${example}.`;
}

const withoutHash = (name: NumberField, part: string) =>
    part
        .replace(/\bH(?:\((\d+-\d+)\))?\//g, (_, range?: string) => `${range ?? "*"}/`)
        .replace(/\bH(?:\((\d+)-\d+\))?/g, (_, least?: string) => least ?? String(RANGES[name][0]));

/** `0 8 1 * ? *`, perhaps in `cron(…)`: minute first, year last, `?` for one of the two days, 1 for Sunday. */
function eventBridge(text: string): string | undefined {
    const inner = /^cron\((.*)\)$/is.exec(text)?.[1];
    const [year = "", ...fields] = partsOf(inner ?? text).reverse();
    const [weekday, , day] = fields;
    const isEventBridge = fields.length === CRON_FIELDS.length && (day === "?" || weekday === "?");
    if (!isEventBridge) return inner === undefined ? undefined : inDialect("AWS EventBridge", undefined);
    return fromSundayAsOne("AWS EventBridge", fields.reverse(), "0", year);
}

/** `0 0 8 1 * ?`: seconds first, perhaps a year last, `?` for one of the two days, 1 for Sunday. */
function quartz([seconds = "", ...others]: readonly string[]): string | undefined {
    const [fields, years] = [others.slice(0, CRON_FIELDS.length), others.slice(CRON_FIELDS.length)];
    const isQuartz = fields.length === CRON_FIELDS.length && (fields[2] === "?" || fields[4] === "?");
    return isQuartz && years.length < 2 ? fromSundayAsOne("Quartz", fields, seconds, years[0]) : undefined;
}

function fromSundayAsOne(name: string, fields: readonly string[], seconds: string, year = "*"): string {
    const [, , day = "", , weekday = ""] = fields;
    if (hasLetters("dayOfMonth", day) || hasLetters("dayOfWeek", weekday))
        return inDialect(name, undefined, NO_LETTERS);
    if (!isZero(seconds) || year !== "*") return inDialect(name, undefined, NO_SECONDS);
    const days = weekday.replace(/(?<![\d/])\d+/g, (number) => String(Number(number) - 1));
    return inDialect(name, standard([...fields.slice(0, 4), days]));
}

/** Six fields without `?` have two readings, and the expression does not tell which is meant. */
function sixFields(parts: readonly string[]): string | undefined {
    if (parts.length !== CRON_FIELDS.length + 1) return undefined;
    const afterSeconds = isZero(parts[0]) ? standard(parts.slice(1)) : undefined;
    // `*/10 * * * * *` is every ten seconds to all of them.
    const mayEndInYear = parts.at(-1) === "*" && parts[0]?.startsWith("*") === false;
    const beforeYear = mayEndInYear ? standard(parts.slice(0, -1)) : undefined;
    const readings = [
        ...(afterSeconds === undefined
            ? []
            : [` If the first is seconds, write ${withWords(afterSeconds)}.`]),
        ...(beforeYear === undefined ? [] : [` If the last is the year, write ${withWords(beforeYear)}.`]),
    ];
    return readings.length === 0 ? undefined : `it takes five fields, and this has six.${readings.join("")}`;
}

/** Five fields with `?`. In EventBridge and Quartz, numbers are other weekdays than elsewhere. */
function questionMark(parts: readonly string[]): string | undefined {
    const [, , day, , weekday = ""] = parts;
    if (parts.length !== CRON_FIELDS.length || (day !== "?" && weekday !== "?")) return undefined;
    if (/\d/.test(weekday))
        return "write * for ?, and names for days: 1 is Sunday in AWS EventBridge and Quartz, but Monday here.";
    const expression = standard(parts);
    return expression && `write * for ?: ${withWords(expression)}.`;
}

/** Whether a field has Quartz's `L`, `W` or `#`, such as the last day of a month. */
export function hasLetters(name: NumberField, field: string): boolean {
    if (name === "dayOfMonth") return /[LW]/i.test(field);
    return name === "dayOfWeek" && /#|L$/i.test(field);
}

/** What to write in place of `L`, `W` and `#`. */
export const LETTERS_HINT = ` ${NO_LETTERS}`;

const isZero = (seconds = "") => /^0+$/.test(seconds);

function inDialect(name: string, expression: string | undefined, otherwise = WRITE_FIVE): string {
    return `this is ${name}'s notation. ${expression === undefined ? otherwise : `Write ${withWords(expression)}.`}`;
}

const withWords = (expression: string) => {
    const [minute, hour, dayOfMonth, month, dayOfWeek] = partsOf(expression);
    const words = describeByClock({ frequency: "custom", minute, hour, dayOfMonth, month, dayOfWeek }, 0);
    return `${JSON.stringify(expression)} (${words})`;
};

/** Fields in the notation that the helper takes: without `?`, and with a range for `5/15`; undefined if they are invalid. */
function standard(fields: readonly string[]): string | undefined {
    const cron = { ...EVERY_MINUTE };
    for (const [index, name] of CRON_FIELDS.entries()) {
        const [least, greatest] = RANGES[name];
        const isDay = name === "dayOfMonth" || name === "dayOfWeek";
        const field = isDay && fields[index] === "?" ? "*" : (fields[index] ?? "");
        const most = name === "dayOfWeek" ? 6 : greatest;
        cron[name] = field
            .replace(/(?<!\d)0+(?=\d)/g, "")
            .replace(/(?<![\d-])(\d+)\//g, (_, first: string) =>
                Number(first) === least ? "*/" : `${first}-${most}/`,
            );
        if (cronValues(name, cron[name]) === undefined) return undefined;
    }
    return expressionOf(cron);
}
