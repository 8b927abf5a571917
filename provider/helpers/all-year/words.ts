import { WEEKDAYS } from "../../model/fields.js";
import { joinWords } from "../../model/words.js";
import { formatTime } from "../time-zone.js";
import { deviationsOf, type Deviations } from "./accuracy.js";
import { DAY_MS } from "./clock.js";
import { EVERY_DAY, MONTH_NAMES, type AllYearFields } from "./definitions.js";
import type { LocalTime } from "./local-runs.js";

/**
 * Describes schedules for a local time: `every day at 09:00 in Europe/Berlin; 6 schedules, exact for 2026; in 2027 off by an
 * hour on 28 March and 25 to 30 October`. What it says of the next year is true of a deployment that stays as it is.
 */
export function describeAllYear(when: LocalTime, year: number, schedules: AllYearFields): string {
    const count = Object.keys(schedules).length;
    const now = deviationWords(deviationsOf(schedules, when, year));
    const next = deviationWords(deviationsOf(schedules, when, year + 1));
    const years = now === next ? `${year} and ${year + 1}` : year;
    const accuracy = now === undefined ? `exact for ${years}` : `in ${years} ${now}`;
    const afterwards = now === next ? "" : `; in ${year + 1} ${next ?? "exact"}`;
    return `${describeLocalTime(when)}; ${count} schedule${count === 1 ? "" : "s"}, ${accuracy}${afterwards}`;
}

/** `every Monday at 09:00 in Europe/Berlin` */
export function describeLocalTime({ time, weekdays, timeZone }: LocalTime): string {
    const days = WEEKDAYS.filter((_, day) => weekdays.has(day)).map(capitalize);
    const every = days.length === EVERY_DAY.length ? "day" : joinWords(days, "and");
    return `every ${every} at ${formatTime(0, time)} in ${timeZone}`;
}

/** Words for what is wrong with the runs of a year; undefined for nothing. */
export function deviationWords({ off, missing, extra }: Deviations): string | undefined {
    const wrong = [...missing, ...extra].sort((a, b) => a - b);
    const months = [...new Set(wrong.map((dayMs) => capitalize(monthOf(dayMs))))];
    const parts = [
        ...(off.size === 0 ? [] : [`off by ${amountOf(off)} on ${daysOf([...off.keys()])}`]),
        ...(months.length === 0 ? [] : [`on other days in ${joinWords(months, "and")}`]),
    ];
    return parts.length === 0 ? undefined : parts.join(", and ");
}

function amountOf(off: Deviations["off"]): string {
    const amounts = [...off.values()].map(Math.abs);
    const most = Math.max(...amounts);
    const words = most === 60 ? "an hour" : most % 60 === 0 ? `${most / 60} hours` : `${most} minutes`;
    return amounts.every((amount) => amount === most) ? words : `up to ${words}`;
}

/** Days in words: `28 March and 25 to 30 October`. */
function daysOf(days: readonly number[]): string {
    const spans: { first: number; last: number }[] = [];
    for (const dayMs of days) {
        const span = spans.at(-1);
        if (span?.last === dayMs - DAY_MS) span.last = dayMs;
        else spans.push({ first: dayMs, last: dayMs });
    }
    const texts = spans.map(({ first, last }) => {
        const end = `${dateOf(last)} ${capitalize(monthOf(last))}`;
        if (first === last) return end;
        const start = monthOf(first) === monthOf(last) ? "" : ` ${capitalize(monthOf(first))}`;
        return `${dateOf(first)}${start} to ${end}`;
    });
    return joinWords(texts, "and");
}

const dateOf = (dayMs: number) => new Date(dayMs).getUTCDate();

const monthOf = (dayMs: number) => MONTH_NAMES[new Date(dayMs).getUTCMonth()] ?? "";

const capitalize = (word: string) => word.slice(0, 1).toUpperCase() + word.slice(1);
