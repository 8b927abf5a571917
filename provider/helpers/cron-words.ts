/** Cron fields in words: when in the day, and on which days. */

import { cronstrue } from "../model/libraries.js";
import { formatTime, timeOfDay } from "./clock-time.js";
import { fieldOf, isAny, isFull, simplify, runsOf, type CronFields } from "./cron-fields.js";
import { timesOf } from "./cron-shift.js";

/** A sentence's parts, without the words that say which time zone they are in. */
export interface CronWords {
    /** When in the day, or in the hour. */
    readonly time: string;
    /** On which days; empty where on all of them. */
    readonly days: string;
}

/** The words for a schedule of cron fields in UTC. */
export function sentence(cron: CronFields): string {
    const { time, days } = wordsOf(cron);
    switch (simplify(cron).frequency) {
        case "hourly":
            return `every hour at ${time}`;
        case "daily":
            return `every day at ${time} UTC`;
        case "weekly":
            return `every ${days} at ${time} UTC`;
        case "custom":
            return customSentence(cron, { time, days });
    }
}

function customSentence({ hour }: CronFields, { time, days }: CronWords): string {
    const namesHours = /:\d\d$/.test(time);
    const parts = [namesHours ? `${time} UTC` : time, ...(days === "" ? [] : [days])].join(", ");
    const needsUtc = !namesHours && !(isFull("hour", hour) && days === "");
    return needsUtc ? `${parts} (UTC)` : parts;
}

/** The parts of the sentence. */
export function wordsOf(cron: CronFields): CronWords {
    const fields = simplify(cron);
    switch (fields.frequency) {
        case "hourly":
            return { time: `minute ${fields.minute}`, days: "" };
        case "daily":
            return { time: formatTime(fields.hour, fields.minute), days: "" };
        case "weekly":
            return { time: formatTime(fields.hour, fields.minute), days: capital(fields.dayOfWeek) };
        case "custom":
            return { time: customTime(cron), days: customDays(cron) };
    }
}

/** A word with a capital first letter. */
export const capital = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1);

/** As many times of day are still listed one by one. */
const MOST_TIMES = 6;

function customTime(cron: CronFields): string {
    const [minutes, times] = [cron.minute.values, timesOf(cron)];
    const { text } = fieldOf("minute", minutes);
    if (isFull("hour", cron.hour) && minutes.length <= MOST_TIMES && !text.startsWith("*/"))
        return `every hour at minute${minutes.length === 1 ? "" : "s"} ${listed(minutes.map(String))}`;
    if (times.length <= MOST_TIMES) {
        const texts = times.map(timeOfDay).map(({ hour, minute }) => formatTime(hour, minute));
        return `at ${listed(texts)}`;
    }
    const words = inWords(`${text} ${hourText(cron)} * * *`);
    return words.replaceAll(/\bat (?=\d\d:\d\d through)/g, "from ");
}

// Single hours as ranges, so that "every minute, at 01:00" becomes "every minute, between 01:00 and 01:59".
function hourText({ hour, minute }: CronFields): string {
    const { text } = fieldOf("hour", hour.values);
    if (/[*]/.test(text) || minute.values.length === 1) return text;
    return runsOf(hour.values)
        .map((run) => `${run[0] ?? ""}-${run.at(-1) ?? ""}`)
        .join(",");
}

function customDays({ dayOfMonth, month, dayOfWeek }: CronFields): string {
    const dates = isAny(dayOfMonth) ? [] : [dayWords(`${fieldOf("dayOfMonth", dayOfMonth.values).text} * *`)];
    const weekdays = isAny(dayOfWeek) ? [] : [dayWords(`* * ${fieldOf("dayOfWeek", dayOfWeek.values).text}`)];
    const months = isFull("month", month) ? [] : [dayWords(`* ${fieldOf("month", month.values).text} *`)];
    // Cron runs on either of them, but what Polytomic does is not documented.
    const days =
        dates.length + weekdays.length === 2
            ? [[...dates, ...weekdays].join(" and/or ").replace("only ", "")]
            : [...dates, ...weekdays];
    return [...days, ...months].join(", ");
}

const MIDNIGHT = "at 00:00, ";

const dayWords = (days: string) => inWords(`0 0 ${days}`).slice(MIDNIGHT.length);

function inWords(expression: string): string {
    const words = cronstrue().toString(expression, { use24HourTimeFormat: true });
    return words.slice(0, 1).toLowerCase() + words.slice(1);
}

/** Words as a list: `a, b and c`. */
function listed(words: readonly string[]): string {
    return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1) ?? ""}`;
}
