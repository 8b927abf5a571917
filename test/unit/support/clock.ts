import timers from "node:timers/promises";

const realNow = performance.now.bind(performance);
const realSleep = timers.setTimeout;

/**
 * A clock in place of real waiting: each sleep (by `timers/promises`) moves it, as soon as everything else that is due
 * has run. `performance.now()` shows its time.
 */
export class Clock {
    private movedMs = 0;
    private sleepers: { readonly endMs: number; readonly wake: () => void }[] = [];
    /** Set to move the clock by `advance` only. */
    isManual = false;

    /** Moves the clock, and ends the sleeps that are over. */
    advance(ms: number): void {
        this.movedMs += ms;
        const nowMs = performance.now();
        const due = this.sleepers.filter(({ endMs }) => endMs <= nowMs);
        this.sleepers = this.sleepers.filter(({ endMs }) => endMs > nowMs);
        for (const { wake } of due) wake();
    }

    install(): void {
        performance.now = () => realNow() + this.movedMs;
        const sleep = (ms: number, _: unknown, options: { signal?: AbortSignal } = {}) =>
            this.sleep(ms, options.signal);
        Reflect.set(timers, "setTimeout", sleep);
    }

    restore(): void {
        performance.now = realNow;
        Reflect.set(timers, "setTimeout", realSleep);
    }

    private sleep(ms: number, signal?: AbortSignal): Promise<void> {
        if (!this.isManual)
            setImmediate(() => {
                this.endShortestSleep();
            });
        return new Promise((wake, fail) => {
            const sleeper = { endMs: performance.now() + ms, wake };
            this.sleepers.push(sleeper);
            signal?.addEventListener("abort", () => {
                this.sleepers = this.sleepers.filter((other) => other !== sleeper);
                fail(new Error("interrupted"));
            });
        });
    }

    /** Moves the clock to the end of the sleep that is over first. */
    private endShortestSleep(): void {
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
