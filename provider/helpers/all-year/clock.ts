/** When the clocks of a time zone change. */

import { tzOffset } from "@date-fns/tz/tzOffset";

/** The milliseconds of a minute. */
export const MINUTE_MS = 60_000;
/** The milliseconds of a day. */
export const DAY_MS = 24 * 60 * MINUTE_MS;

/** A change of a zone's offset from UTC, in minutes. */
interface ClockChange {
    /** The moment of the change, in milliseconds since the epoch. */
    readonly atMs: number;
    readonly before: number;
    readonly after: number;
}

/** The clocks of a zone in a year, and some days before and after it. */
export interface Clock {
    /** The offset from UTC at the start, in minutes. */
    readonly first: number;
    readonly changes: readonly ClockChange[];
}

const clocks = new Map<string, Clock>();

/** The clocks of a zone in a year. */
export function clockOf(timeZone: string, year: number): Clock {
    const key = `${timeZone} ${year}`;
    const clock = clocks.get(key) ?? readClock(timeZone, year);
    clocks.set(key, clock);
    return clock;
}

// No zone changes its clocks and back within a week.
function readClock(timeZone: string, year: number): Clock {
    const offsetAt = (ms: number) => tzOffset(timeZone, new Date(ms));
    const startMs = Date.UTC(year, 0, -7);
    const changes: ClockChange[] = [];
    for (let toMs = startMs + 7 * DAY_MS; toMs < Date.UTC(year + 1, 0, 15); toMs += 7 * DAY_MS) {
        const before = offsetAt(toMs - 7 * DAY_MS);
        const after = offsetAt(toMs);
        if (before === after) continue;
        let [lastMs, atMs] = [toMs - 7 * DAY_MS, toMs];
        while (atMs - lastMs > MINUTE_MS) {
            const middleMs = lastMs + Math.floor((atMs - lastMs) / MINUTE_MS / 2) * MINUTE_MS;
            if (offsetAt(middleMs) === before) lastMs = middleMs;
            else atMs = middleMs;
        }
        changes.push({ atMs, before, after });
    }
    return { first: offsetAt(startMs), changes };
}

/**
 * The offset from UTC for a local time, in minutes. A local time that does not exist, or exists twice, has the offset before
 * the change.
 *
 * @param localMs The local time as if it were UTC, in milliseconds since the epoch.
 */
export function localOffset({ first, changes }: Clock, localMs: number): number {
    const isAfter = ({ atMs, before, after }: ClockChange) =>
        localMs >= atMs + Math.max(before, after) * MINUTE_MS;
    return changes.filter(isAfter).at(-1)?.after ?? first;
}

/** The month, 1 to 12, in which the clocks change between two moments: that of the local time just before the change. */
export function monthOfChange({ changes }: Clock, fromMs: number, toMs: number): number | undefined {
    const change = changes.find(({ atMs }) => atMs > fromMs && atMs <= toMs);
    return change && new Date(change.atMs - 1 + change.before * MINUTE_MS).getUTCMonth() + 1;
}
