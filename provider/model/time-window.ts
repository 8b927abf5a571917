/** Instants and periods of the service's time, as far as its clocks agree. */

/** A period of the service's time. */
export interface TimeWindow {
    readonly fromMs: number;
    readonly toMs: number;
}

/** Time-keeping among the service's machines, and what a `Date` header rounds away. */
export const CLOCK_TOLERANCE_MS = 2_000;

/** The window of one instant; undefined where it is none. */
export function windowAround(instant: string | undefined): TimeWindow | undefined {
    const atMs = Date.parse(instant ?? "");
    return Number.isNaN(atMs) ? undefined : { fromMs: atMs, toMs: atMs };
}

/** The least window with both in it. */
export function around(a: TimeWindow | undefined, b: TimeWindow): TimeWindow {
    return a === undefined ? b : { fromMs: Math.min(a.fromMs, b.fromMs), toMs: Math.max(a.toMs, b.toMs) };
}

/** Whether an instant may lie in a period, as far as clocks agree. An unknown one may. */
export function isWithin(instant: string | undefined, window: TimeWindow | undefined): boolean {
    const atMs = Date.parse(instant ?? "");
    if (window === undefined || Number.isNaN(atMs)) return true;
    return atMs >= window.fromMs - CLOCK_TOLERANCE_MS && atMs <= window.toMs + CLOCK_TOLERANCE_MS;
}

/** Whether two texts may be the same instant: one of them may be written without its fraction of a second. */
export function sameInstant(a: string | undefined, b: string | undefined): boolean {
    if (a === undefined || b === undefined) return true;
    const [aMs, bMs] = [Date.parse(a), Date.parse(b)];
    if (Number.isNaN(aMs) || Number.isNaN(bMs)) return a === b;
    if (hasFraction(a) && hasFraction(b)) return aMs === bMs;
    return Math.floor(aMs / 1000) === Math.floor(bMs / 1000);
}

export const hasFraction = (instant: string): boolean => /\.\d*[1-9]/.test(instant);

/** Whether a schedule was created before a moment of the service's time. Where that can't be told, it may have been. */
export function mayBeOlder(createdAt: string | undefined, atMs: number | undefined): boolean {
    if (createdAt === undefined || atMs === undefined) return true;
    const createdAtMs = Date.parse(createdAt);
    return Number.isNaN(createdAtMs) || createdAtMs < atMs - (hasFraction(createdAt) ? 0 : 1000);
}
