/** A time of day as people write it. */

import { refuse, shown } from "./timing-error.js";

export const HOUR_MINUTES = 60;
export const DAY_MINUTES = 24 * HOUR_MINUTES;

/** The time of day, in minutes since midnight, that a text such as `03:30` stands for. Anything else ends the program with a sentence about the call. */
export function clockTime(call: string, text: unknown): number {
    const [, hour = NaN, minute = NaN] = (/^\s*(\d{1,2}):(\d\d)\s*$/.exec(String(text)) ?? []).map(Number);
    if (typeof text === "string" && hour <= 23 && minute <= 59) return hour * HOUR_MINUTES + minute;
    const takes = 'It takes a text from "00:00" to "23:59", hours and minutes.';
    return refuse(call, `${shown(text)} is no time of day. ${takes}${hint(text)}`);
}

function hint(text: unknown): string {
    if (typeof text !== "string") return "";
    const written = text.trim().toLowerCase();
    if (/^24:?0?0?$/.test(written)) return ' Midnight is "00:00".';
    if (/^\d{1,2}:\d\d:\d\d/.test(written)) return " Polytomic knows no seconds.";
    const meant = fromTwelveHours(written) ?? fromDigits(written);
    return meant === undefined ? "" : ` Did you mean "${meant}"?`;
}

function fromTwelveHours(text: string): string | undefined {
    const [, hour, minute = "00", half] = /^(1[0-2]|0?[1-9])(?::([0-5]\d))? ?([ap])\.?m\.?$/.exec(text) ?? [];
    if (hour === undefined) return undefined;
    return `${twoDigits((Number(hour) % 12) + (half === "p" ? 12 : 0))}:${minute}`;
}

/** What may be meant by `3`, `3:5`, `3.30` or `0330`. */
function fromDigits(text: string): string | undefined {
    const [, hour, minute] = /^([01]?\d|2[0-3])[:.h]?([0-5]?\d)?$/.exec(text) ?? [];
    return hour === undefined ? undefined : formatTime(Number(hour), Number(minute ?? 0));
}

/** A moment that may be before or after its day, as hour and minute of the day that it is in. */
export function timeOfDay(minutes: number): { hour: number; minute: number } {
    const time = modulo(minutes, DAY_MINUTES);
    return { hour: Math.floor(time / HOUR_MINUTES), minute: time % HOUR_MINUTES };
}

/** The rest of a division, never negative. */
export const modulo = (value: number, divisor: number): number => ((value % divisor) + divisor) % divisor;

/** A time of day as `03:30`. */
export const formatTime = (hour: number, minute: number): string => `${twoDigits(hour)}:${twoDigits(minute)}`;

const twoDigits = (number: number) => String(number).padStart(2, "0");
