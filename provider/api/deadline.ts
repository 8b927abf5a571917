import { setTimeout as wait } from "node:timers/promises";
import { InterruptedError } from "./errors.js";

/** The default time limit of an operation: all its requests, retries and waiting together. */
export const DEFAULT_TIMEOUT_MS = 5 * 60_000;

/** With less time left, another try would only hide the last error behind a time-out. */
export const LEAST_REQUEST_MS = 50;

/** The moment by which an operation must end, and the signal that interrupts its waiting. */
export class Deadline {
    private endMs: number;
    /** How many ask not to count the current time. */
    protected holds = 0;

    /** @param limitMs The whole time that the operation may take. */
    constructor(
        public limitMs: number,
        readonly signal?: AbortSignal,
    ) {
        this.endMs = performance.now() + limitMs;
    }

    /** The time left; never negative. */
    leftMs(): number {
        return Math.max(0, this.endMs - performance.now());
    }

    /** Moves the deadline, because the operation is not responsible for this time. */
    extend(ms: number): void {
        this.endMs += ms;
    }

    /** Stops counting time until you call the returned function. */
    hold(): () => void {
        const sinceMs = performance.now();
        this.holds++;
        return () => {
            this.holds--;
            this.extend(performance.now() - sinceMs);
        };
    }

    /** Waits, unless the deadline would pass meanwhile. Returns whether it waited; throws an InterruptedError. */
    async sleep(ms: number): Promise<boolean> {
        if (ms >= this.leftMs()) return false;
        try {
            await wait(ms, undefined, { signal: this.signal });
        } catch {
            throw new InterruptedError();
        }
        return true;
    }
}
