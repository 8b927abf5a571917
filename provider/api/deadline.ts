import { InterruptedError } from "./errors.js";

/** How long an operation may take by default, all its requests, retries and waiting together. */
export const DEFAULT_TIMEOUT_MS = 5 * 60_000;

/** With less time left, a further try would only hide the last error behind a time-out. */
export const LEAST_REQUEST_MS = 50;

/** A moment by which an operation must be through, and the signal that ends its waiting before. */
export class Deadline {
    private endMs: number;
    private holds = 0;

    constructor(
        private readonly ownLimitMs: number,
        readonly signal?: AbortSignal,
    ) {
        this.endMs = performance.now() + ownLimitMs;
    }

    /** How long the operation may take in all, in milliseconds. */
    get limitMs(): number {
        return this.ownLimitMs;
    }

    /** Whether the time that passes at the moment will be left out of account. */
    get isHeld(): boolean {
        return this.holds > 0;
    }

    /** What is left, in milliseconds; never below zero. */
    leftMs(): number {
        return Math.max(0, this.endMs - performance.now());
    }

    /** Leaves time out of account that passed, or will pass, through no doing of the operation's own. */
    extend(ms: number): void {
        this.endMs += ms;
    }

    /** Leaves the time out of account that passes until the returned function is called. */
    hold(): () => void {
        const sinceMs = performance.now();
        this.holds++;
        return () => {
            this.holds--;
            this.extend(performance.now() - sinceMs);
        };
    }

    /** Waits, unless that would go past the deadline. Says whether it has waited. */
    async sleep(ms: number): Promise<boolean> {
        if (ms >= this.leftMs()) return false;
        await sleep(ms, this.signal);
        return true;
    }
}

/** A timer can't be set for more than 24 days, which a deadline may be away. */
const LONGEST_LOOK_MS = 60_000;

/** The deadline of work that several operations wait for. The work may take as long as the last of them has time. */
export class SharedDeadline extends Deadline {
    private readonly waiters = new Set<Deadline>();

    /** The work is interrupted together with the operation that asked for it first. */
    constructor(first: Deadline) {
        super(first.limitMs, first.signal);
    }

    override get limitMs(): number {
        return Math.max(0, ...[...this.waiters].map((waiter) => waiter.limitMs));
    }

    override leftMs(): number {
        return Math.max(0, ...[...this.waiters].map((waiter) => waiter.leftMs()));
    }

    override extend(ms: number): void {
        for (const waiter of this.waiters) waiter.extend(ms);
    }

    /** Waits for the work until the waiter's own deadline, after which it throws what `late` makes of the wait. */
    async wait<T>(waiter: Deadline, work: Promise<T>, late: (waitedMs: number) => Error): Promise<T> {
        const begunMs = performance.now();
        let timer: NodeJS.Timeout | undefined;
        this.waiters.add(waiter);
        try {
            return await new Promise<T>((resolve, reject) => {
                const look = () => {
                    if (waiter.leftMs() > 0 || this.isHeld) lookLater();
                    else reject(late(performance.now() - begunMs));
                };
                // Work that ends with the deadline says more about why it took so long: it goes first.
                const lookLater = () => {
                    const waitMs = Math.min(waiter.leftMs() + LEAST_REQUEST_MS, LONGEST_LOOK_MS);
                    timer = setTimeout(look, waitMs);
                };
                lookLater();
                work.then(resolve, reject);
            });
        } finally {
            clearTimeout(timer);
            this.waiters.delete(waiter);
        }
    }
}

function sleep(ms: number, signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
        if (signal?.aborted === true) {
            reject(new InterruptedError());
            return;
        }
        const interrupt = () => {
            clearTimeout(timer);
            reject(new InterruptedError());
        };
        const timer = setTimeout(() => {
            signal?.removeEventListener("abort", interrupt);
            resolve();
        }, ms);
        signal?.addEventListener("abort", interrupt, { once: true });
    });
}
