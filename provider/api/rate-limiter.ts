/**
 * How fast requests may follow each other: as fast as they come, until the service refuses one as too many. Then one
 * pause counts for all, and after it requests go out at the rate that the service has let through. That rate is held
 * for a while and then raised bit by bit, until the next refusal.
 *
 * Decides only: each method is told the time, in milliseconds of any steady clock.
 */

/** Below one request a second nothing is gained: a refusal costs no more than the wait. */
const LONGEST_INTERVAL_MS = 1_000;
/** A faster pace than this is none. */
const SHORTEST_INTERVAL_MS = 2;
/** How long a pace is held before it is raised; longer each time that raising it was too much. */
const FIRST_HOLD_MS = 10_000;
const LONGEST_HOLD_MS = 60_000;
/** By how much a pace is raised in a second. */
const STEP = 1.05;
/** By how much it is lowered where that was too much, but not below what was held before. */
const BACK_OFF = 1.1;
/** Without a request for so long, what was counted before says nothing about a rate. */
const IDLE_MS = 1_000;

export class RateLimiter {
    private pausedUntilMs = 0;
    private bookedMs = -Infinity;
    /** The pace: how far apart requests go out; since when, which may lie ahead; and for how long. */
    private intervalMs = 0;
    private setAtMs = -Infinity;
    private holdMs = FIRST_HOLD_MS;
    /** Since when requests are counted that the service let through, and how many there were. */
    private countedSinceMs = -Infinity;
    private passed = 0;

    /** How long no request may go out because the service asks for it. */
    pauseMs(nowMs: number): number {
        return Math.max(0, this.pausedUntilMs - nowMs);
    }

    /** The moment when a request may go out, which no other one gets. A pause that begins before makes it void. */
    book(nowMs: number): number {
        const isIdle = nowMs - this.bookedMs > IDLE_MS && nowMs - this.setAtMs > IDLE_MS;
        if (isIdle) this.countFrom(nowMs);
        this.bookedMs = Math.max(nowMs, this.bookedMs + this.currentIntervalMs(nowMs));
        return this.bookedMs;
    }

    /** A request that went out at `startedAtMs` has been let through. */
    pass(startedAtMs: number): void {
        // The first one after a pause shows that the service counts anew.
        if (startedAtMs >= this.setAtMs && this.countedSinceMs < this.setAtMs) this.countFrom(this.setAtMs);
        if (startedAtMs >= this.countedSinceMs) this.passed++;
    }

    /** A request that went out at `startedAtMs` was one too many; the service wants none for `waitMs`. */
    refuse(startedAtMs: number, nowMs: number, waitMs: number): void {
        this.pausedUntilMs = Math.max(this.pausedUntilMs, nowMs + waitMs);
        // Requests that were out together are refused together, which says no more than one of them.
        if (startedAtMs >= this.setAtMs) this.slowDown(nowMs);
        this.setAtMs = this.pausedUntilMs;
        this.bookedMs = Math.max(this.bookedMs, this.pausedUntilMs - this.intervalMs);
    }

    /** How many requests a second go out, where the service's limit slows them down. */
    perSecond(nowMs: number): number | undefined {
        const intervalMs = this.currentIntervalMs(nowMs);
        return intervalMs === 0 ? undefined : 1_000 / intervalMs;
    }

    private slowDown(nowMs: number): void {
        const wasRaised = this.intervalMs > 0 && this.raisedForMs(nowMs) > 0;
        const intervalMs = wasRaised
            ? Math.min(this.intervalMs, this.currentIntervalMs(nowMs) * BACK_OFF)
            : Math.max(
                  this.intervalMs,
                  (this.pausedUntilMs - this.countedSinceMs) / Math.max(1, this.passed),
              );
        this.holdMs = wasRaised ? Math.min(LONGEST_HOLD_MS, 2 * this.holdMs) : FIRST_HOLD_MS;
        this.intervalMs = Math.min(LONGEST_INTERVAL_MS, Math.max(SHORTEST_INTERVAL_MS, intervalMs));
    }

    private currentIntervalMs(nowMs: number): number {
        const intervalMs = this.intervalMs / STEP ** (this.raisedForMs(nowMs) / 1_000);
        return intervalMs < SHORTEST_INTERVAL_MS ? 0 : intervalMs;
    }

    private raisedForMs(nowMs: number): number {
        return Math.max(0, nowMs - this.setAtMs - this.holdMs);
    }

    private countFrom(sinceMs: number): void {
        this.countedSinceMs = sinceMs;
        this.passed = 0;
    }
}
