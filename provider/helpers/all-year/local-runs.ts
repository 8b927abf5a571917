import { clockOf, DAY_MS, localOffset, MINUTE_MS } from "./clock.js";

/** A time of day on some days of the week, on the clocks of a zone. */
export interface LocalTime {
    /** The time of day, in minutes since midnight. */
    readonly time: number;
    /** The days of the week; Sunday is 0. */
    readonly weekdays: ReadonlySet<number>;
    readonly timeZone: string;
}

/** A run that is due at a local time. */
export interface LocalRun {
    /** The local day: its midnight as if it were UTC, in milliseconds since the epoch. */
    readonly dayMs: number;
    /** The offset from UTC of the local time, in minutes. */
    readonly offset: number;
    /** The moment of the run, in milliseconds since the epoch. */
    readonly atMs: number;
}

/** The runs that are due at a local time in a year of UTC. */
export function localRuns({ time, weekdays, timeZone }: LocalTime, year: number): LocalRun[] {
    const clock = clockOf(timeZone, year);
    const runs: LocalRun[] = [];
    for (let dayMs = Date.UTC(year, 0, -1); dayMs < Date.UTC(year + 1, 0, 3); dayMs += DAY_MS) {
        const offset = localOffset(clock, dayMs + time * MINUTE_MS);
        const atMs = dayMs + (time - offset) * MINUTE_MS;
        const isDue = weekdays.has(new Date(dayMs).getUTCDay()) && new Date(atMs).getUTCFullYear() === year;
        if (isDue) runs.push({ dayMs, offset, atMs });
    }
    return runs;
}
