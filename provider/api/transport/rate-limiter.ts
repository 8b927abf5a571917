/** Below one request a second nothing is gained: a refusal costs no more than the wait. */
const LONGEST_INTERVAL_MS = 1_000;
/** Intervals below this mean no throttling. */
const SHORTEST_INTERVAL_MS = 2;
/** How long a rate is held before it rises; twice as long each time that the rise was too much. */
const FIRST_HOLD_MS = 10_000;
const LONGEST_HOLD_MS = 60_000;
/** The factor by which the rate rises in a second. */
const RISE = 1.05;
/** The factor by which the rate falls where the rise was too much, but not below the rate that was held before. */
const FALL = 1.1;
/** After so long without a request, the earlier ones say nothing about the rate. */
const IDLE_MS = 1_000;

/**
 * How fast requests may follow each other: without limit until Polytomic refuses one with 429. Then all requests pause,
 * and go on at the rate that Polytomic let through, which is held and then rises until the next 429. Decides only: each
 * method takes the time, in milliseconds of any steady clock.
 */
export class RateLimiter {
    private pausedUntilMs = 0;
    private lastSlotMs = -Infinity;
    /** The time between requests when the rate was set; 0 for no limit. */
    private intervalMs = 0;
    /** When the rate was set: the end of the last pause. */
    private setAtMs = -Infinity;
    private holdMs = FIRST_HOLD_MS;
    private countedSinceMs = -Infinity;
    private passedCount = 0;

    /** How long no request may go out because Polytomic asks to wait. */
    pauseMs(nowMs: number): number {
        return Math.max(0, this.pausedUntilMs - nowMs);
    }

    /** Reserves the moment at which a request may go out. A pause that begins before cancels the reservation. */
    book(nowMs: number): number {
        const isIdle = nowMs - this.lastSlotMs > IDLE_MS && nowMs - this.setAtMs > IDLE_MS;
        if (isIdle) this.countFrom(nowMs);
        this.lastSlotMs = Math.max(nowMs, this.lastSlotMs + this.currentIntervalMs(nowMs));
        return this.lastSlotMs;
    }

    /** Records that Polytomic let a request through. */
    pass(startedAtMs: number): void {
        // The first one after a pause shows that Polytomic counts anew.
        if (startedAtMs >= this.setAtMs && this.countedSinceMs < this.setAtMs) this.countFrom(this.setAtMs);
        if (startedAtMs >= this.countedSinceMs) this.passedCount++;
    }

    /** Records that Polytomic refused a request, and begins a pause. */
    refuse(startedAtMs: number, nowMs: number, waitMs: number): void {
        this.pausedUntilMs = Math.max(this.pausedUntilMs, nowMs + waitMs);
        // Requests that were out together are refused together: only the first refusal counts.
        if (startedAtMs >= this.setAtMs) this.slowDown(nowMs);
        this.setAtMs = this.pausedUntilMs;
        this.lastSlotMs = Math.max(this.lastSlotMs, this.pausedUntilMs - this.intervalMs);
    }

    /** The limit in requests per second; undefined without a limit. */
    perSecond(nowMs: number): number | undefined {
        const intervalMs = this.currentIntervalMs(nowMs);
        return intervalMs === 0 ? undefined : 1_000 / intervalMs;
    }

    private slowDown(nowMs: number): void {
        const hasRisen = this.intervalMs > 0 && this.risingForMs(nowMs) > 0;
        const countedMs = this.pausedUntilMs - this.countedSinceMs;
        const intervalMs = hasRisen
            ? Math.min(this.intervalMs, this.currentIntervalMs(nowMs) * FALL)
            : Math.max(this.intervalMs, countedMs / Math.max(1, this.passedCount));
        this.holdMs = hasRisen ? Math.min(LONGEST_HOLD_MS, 2 * this.holdMs) : FIRST_HOLD_MS;
        this.intervalMs = Math.min(LONGEST_INTERVAL_MS, Math.max(SHORTEST_INTERVAL_MS, intervalMs));
    }

    private currentIntervalMs(nowMs: number): number {
        const intervalMs = this.intervalMs / RISE ** (this.risingForMs(nowMs) / 1_000);
        return intervalMs < SHORTEST_INTERVAL_MS ? 0 : intervalMs;
    }

    private risingForMs(nowMs: number): number {
        return Math.max(0, nowMs - this.setAtMs - this.holdMs);
    }

    private countFrom(sinceMs: number): void {
        this.countedSinceMs = sinceMs;
        this.passedCount = 0;
    }
}
