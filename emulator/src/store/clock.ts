/** The emulator's clock: the machine's, plus what tests have put it forward by. */
export class Clock {
    private aheadMs = 0;

    nowMs(): number {
        return Date.now() + this.aheadMs;
    }

    /** UTC, ISO 8601, with milliseconds. */
    now(): string {
        return new Date(this.nowMs()).toISOString();
    }

    advance(ms: number): void {
        this.aheadMs += ms;
    }

    /** Goes on from this time, in milliseconds since 1970. */
    setTo(nowMs: number): void {
        this.aheadMs = nowMs - Date.now();
    }
}
