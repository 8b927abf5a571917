/** When to try again, and how long to wait before. Decisions are pure; `sleep` is the only place that waits. */

import {
    ConnectionError,
    InterruptedError,
    isInsecure,
    ServiceError,
    UnexpectedAnswerError,
} from "./errors.js";

const MOST_ATTEMPTS = 6;
/** The same for a host that is not found: its name may be wrong, which nobody should wait long to hear. */
const MOST_LOOK_UPS = 4;
/** With less time left, a further try would only hide the last error behind a time-out. */
export const LEAST_REQUEST_MS = 50;
const FIRST_DELAY_MS = 250;
const LONGEST_DELAY_MS = 15_000;

/** Statuses that say nothing about the request itself: the same one may well succeed a moment later. */
const PASSING_STATUSES: ReadonlySet<number> = new Set([429, 500, 502, 503, 504]);

/** Whether a request that changes nothing when it is repeated (GET, PUT, DELETE) should be tried again. */
export function shouldRetryIdempotent(error: unknown): boolean {
    if (error instanceof ServiceError) return PASSING_STATUSES.has(error.status);
    if (error instanceof ConnectionError) return !isInsecure(error);
    return error instanceof UnexpectedAnswerError;
}

/** How often a request is tried at the most, unless the service only asks to slow down. The deadline may end it earlier. */
export function mostAttempts(error: unknown): number {
    const isNotFound = error instanceof ConnectionError && /^(ENOTFOUND|EAI_)/.test(error.reason);
    return isNotFound ? MOST_LOOK_UPS : MOST_ATTEMPTS;
}

/** Whether the service asks to slow down. It means to answer later, so that only the deadline ends the tries. */
export function isRateLimited(error: unknown): error is ServiceError {
    return error instanceof ServiceError && error.status === 429;
}

/** Whether a POST certainly was not carried out, and may be the next time: it is tried again as it is. */
export function shouldRetryPost(error: unknown): boolean {
    return isRateLimited(error) || (error instanceof ConnectionError && !error.sent && !isInsecure(error));
}

/** How long to wait before the next try: what the service asks for, else twice as long each time, spread by `chance`. */
export function delayMs(
    attempt: number,
    retryAfterMs: number | undefined,
    chance: number = Math.random(),
): number {
    const isAsked = retryAfterMs !== undefined;
    const fullMs = isAsked ? FIRST_DELAY_MS : Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (attempt - 1));
    // Even a service that asks for no wait at all gets a moment.
    return Math.max(retryAfterMs ?? 0, Math.round(fullMs * (0.5 + chance / 2)));
}

/** The wait that a `Retry-After` header asks for: seconds or a date. Anything else is as good as no header. */
export function parseRetryAfter(header: string | undefined, nowMs: number): number | undefined {
    if (header === undefined) return undefined;
    const text = header.trim();
    if (/^\d+(\.\d+)?$/.test(text)) return Math.round(Number(text) * 1000);
    const dateMs = /[a-z]/i.test(text) ? Date.parse(text) : NaN;
    return Number.isNaN(dateMs) ? undefined : Math.max(0, dateMs - nowMs);
}

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
