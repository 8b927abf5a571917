/** Times of day. */

import { formatValue } from "../model/words.js";
import { refuse } from "./refusal.js";

/** The minutes of an hour. */
export const HOUR_MINUTES = 60;
/** The minutes of a day. */
export const DAY_MINUTES = 24 * HOUR_MINUTES;

const TIME = /^\s*([01]?\d|2[0-3]):([0-5]\d)\s*$/;

/** The minutes from midnight to a time of day such as `03:30`. Refuses any other text. */
export function parseTime(call: string, text: unknown): number {
    const match = typeof text === "string" ? TIME.exec(text) : null;
    if (match) return Number(match[1]) * HOUR_MINUTES + Number(match[2]);
    const takes = 'It takes a text from "00:00" to "23:59", hours and minutes.';
    return refuse(call, `${formatValue(text)} is not a time of day. ${takes}`);
}

/** The time of day so many minutes after midnight; a negative number is before midnight. */
export function timeOfDay(minutes: number): { hour: number; minute: number } {
    const time = modulo(minutes, DAY_MINUTES);
    return { hour: Math.floor(time / HOUR_MINUTES), minute: time % HOUR_MINUTES };
}

/** The remainder of a division, never negative. */
export const modulo = (value: number, divisor: number): number => ((value % divisor) + divisor) % divisor;

/** A time of day as `03:30`. */
export const formatTime = (hour: number, minute: number): string =>
    [hour, minute].map((number) => String(number).padStart(2, "0")).join(":");
