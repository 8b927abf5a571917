import timers from "node:timers/promises";

const realNow = performance.now.bind(performance);
const realSleep = timers.setTimeout;

/**
 * A clock in place of real waiting: whoever sleeps (by `timers/promises`) moves it, as soon as everything else that is
 * due has run. `performance.now()` shows its time.
 */
export class Clock {
    private skippedMs = 0;
    private sleepers: { readonly endMs: number; readonly wake: () => void }[] = [];
    /** Set to move the clock by `advance` only. */
    isManual = false;

    /** Moves the clock, and wakes everybody whose sleep is over. */
    advance(ms: number): void {
        this.skippedMs += ms;
        const nowMs = performance.now();
        const due = this.sleepers.filter(({ endMs }) => endMs <= nowMs);
        this.sleepers = this.sleepers.filter(({ endMs }) => endMs > nowMs);
        for (const { wake } of due) wake();
    }

    install(): void {
        performance.now = () => realNow() + this.skippedMs;
        Reflect.set(timers, "setTimeout", (ms: number) => this.sleep(ms));
    }

    restore(): void {
        performance.now = realNow;
        Reflect.set(timers, "setTimeout", realSleep);
    }

    private sleep(ms: number): Promise<void> {
        if (!this.isManual)
            setImmediate(() => {
                this.skip();
            });
        return new Promise((wake) => {
            this.sleepers.push({ endMs: performance.now() + ms, wake });
        });
    }

    /** Moves the clock to the end of the shortest sleep. */
    private skip(): void {
        const ends = this.sleepers.map(({ endMs }) => endMs);
        if (ends.length > 0) this.advance(Math.max(0, Math.min(...ends) - performance.now()));
    }
}

/** Gives each test of a `describe` such a clock. */
export function useClock(): () => Clock {
    let clock = new Clock();
    beforeEach(() => {
        clock = new Clock();
        clock.install();
    });
    afterEach(() => {
        clock.restore();
    });
    return () => clock;
}

/** Waits until something is so. */
export async function until(isSo: () => boolean): Promise<void> {
    while (!isSo()) await new Promise(setImmediate);
}
