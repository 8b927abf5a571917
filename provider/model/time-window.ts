/** Instants and periods in the service's time, as far as its clocks agree. */

/** A period in the service's time, in milliseconds since the epoch. */
export interface TimeWindow {
    readonly fromMs: number;
    readonly toMs: number;
}

/** How far the clocks of the service's machines may differ, with the rounding of `Date` headers, in milliseconds. */
export const CLOCK_TOLERANCE_MS = 2_000;

/** Returns the window of one instant, or of another one if it is unknown. */
export function windowAt(instant: string | undefined, otherwiseMs: number): TimeWindow {
    const atMs = Date.parse(instant ?? "") || otherwiseMs;
    return { fromMs: atMs, toMs: atMs };
}

/** Returns the shortest window that contains both. */
export function joinWindows(a: TimeWindow | undefined, b: TimeWindow): TimeWindow {
    return a === undefined ? b : { fromMs: Math.min(a.fromMs, b.fromMs), toMs: Math.max(a.toMs, b.toMs) };
}

/** Whether an instant may lie in a window, as far as clocks agree. An unknown one may. */
export function isWithin(instant: string | undefined, window: TimeWindow | undefined): boolean {
    const atMs = Date.parse(instant ?? "");
    if (window === undefined || Number.isNaN(atMs)) return true;
    return atMs >= window.fromMs - CLOCK_TOLERANCE_MS && atMs <= window.toMs + CLOCK_TOLERANCE_MS;
}

/** Whether two texts may be the same instant. Either may be unknown, or lack its fraction of a second. */
export function sameInstant(a: string | undefined, b: string | undefined): boolean {
    if (a === undefined || b === undefined || a === b) return true;
    const unitMs = hasFraction(a) && hasFraction(b) ? 1 : 1000;
    return Math.floor(Date.parse(a) / unitMs) === Math.floor(Date.parse(b) / unitMs);
}

/** Whether a schedule may have been created before a moment of the service's time. True if either is unknown. */
export function mayBeOlder(createdAt: string | undefined, atMs: number | undefined): boolean {
    const createdAtMs = Date.parse(createdAt ?? "");
    if (createdAt === undefined || atMs === undefined || Number.isNaN(createdAtMs)) return true;
    return createdAtMs < atMs - (hasFraction(createdAt) ? 0 : 1000);
}

/** Whether an instant is written with a fraction of a second other than zero. */
export function hasFraction(instant: string): boolean {
    return /\.\d*[1-9]/.test(instant);
}
