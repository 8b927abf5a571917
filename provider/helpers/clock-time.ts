/** Times of day. */

/** The minutes of a day. */
export const DAY_MINUTES = 24 * 60;

/** The time of day so many minutes after midnight; a negative number is before midnight. */
export function timeOfDay(minutes: number): { hour: number; minute: number } {
    const time = new Date(minutes * 60_000);
    return { hour: time.getUTCHours(), minute: time.getUTCMinutes() };
}

/** A time of day as `03:30`. */
export const formatTime = (hour: number, minute: number): string =>
    new Date(Date.UTC(1970, 0, 1, hour, minute)).toISOString().slice(11, 16);
