import { setTimeout as wait } from "node:timers/promises";
import { Deadline, LEAST_REQUEST_MS } from "./deadline.js";
import { timedOutAfter, type RequestFacts } from "./errors.js";

/** A timer can't run for more than 24 days. A deadline can. */
const LONGEST_WAIT_MS = 60_000;

/** The deadline of a read that several operations wait for. It may take as long as the last of them has time. */
class SharedDeadline extends Deadline {
    private readonly waiters = new Set<Deadline>();

    override leftMs(): number {
        return Math.max(0, ...[...this.waiters].map((waiter) => waiter.leftMs()));
    }

    override extend(ms: number): void {
        for (const waiter of this.waiters) waiter.extend(ms);
    }

    /** Waits for the result until the waiter's own deadline. Throws a ConnectionError after it. */
    async join<T>(waiter: Deadline, result: Promise<T>, facts: RequestFacts): Promise<T> {
        const done = new AbortController();
        this.waiters.add(waiter);
        this.limitMs = Math.max(this.limitMs, waiter.limitMs);
        try {
            return await Promise.race([result, this.expire(waiter, facts, done.signal)]);
        } finally {
            done.abort();
            this.waiters.delete(waiter);
        }
    }

    private async expire(waiter: Deadline, facts: RequestFacts, signal: AbortSignal): Promise<never> {
        const sinceMs = performance.now();
        do {
            // A read that fails at the deadline has the better error: it goes first.
            const waitMs = Math.min(waiter.leftMs() + LEAST_REQUEST_MS, LONGEST_WAIT_MS);
            await wait(waitMs, undefined, { signal });
        } while (waiter.leftMs() > 0 || this.holds > 0);
        throw timedOutAfter(performance.now() - sinceMs, facts);
    }
}

interface Read<T> {
    readonly result: Promise<T>;
    readonly deadline: SharedDeadline;
    hasBegun: boolean;
    /** Whether it has failed, or the value may have changed since it began. */
    isStale: boolean;
}

/** Reads by key, such as a bulk sync's id. All who ask for the same key share a read; reads of one key never overlap. */
export class SharedReads<T> {
    /** The last read of each key, whether it has begun or not. */
    private readonly latest = new Map<string, Read<T>>();

    /**
     * @param read Reads the value of a key.
     * @param factsOf The request that this takes, for errors.
     */
    constructor(
        private readonly read: (key: string, deadline: Deadline) => Promise<T>,
        private readonly factsOf: (key: string) => RequestFacts,
    ) {}

    /** Returns the last result, or reads. Failures are not kept. */
    get(key: string, deadline: Deadline): Promise<T> {
        const latest = this.latest.get(key);
        return latest?.isStale === false
            ? latest.deadline.join(deadline, latest.result, this.factsOf(key))
            : this.getFresh(key, deadline);
    }

    /** Reads after this call. Calls during a running read share the next one. */
    getFresh(key: string, deadline: Deadline): Promise<T> {
        const latest = this.latest.get(key);
        const read = latest?.hasBegun === false ? latest : this.begin(key, deadline, latest?.result);
        return read.deadline.join(deadline, read.result, this.factsOf(key));
    }

    /** Discards the last result. */
    forget(key: string): void {
        const latest = this.latest.get(key);
        if (latest?.hasBegun === true) latest.isStale = true;
    }

    /** Reads after the previous read. Ctrl-C interrupts it together with the operation that asked first. */
    private begin(key: string, first: Deadline, previous: Promise<unknown> = Promise.resolve()): Read<T> {
        const deadline = new SharedDeadline(0, first.signal);
        const begin = () => {
            read.hasBegun = true;
            return this.read(key, deadline);
        };
        const result = previous.then(begin, begin);
        const read: Read<T> = { result, deadline, hasBegun: false, isStale: false };
        result.catch(() => (read.isStale = true));
        this.latest.set(key, read);
        return read;
    }
}
