import type { LimitFunction } from "p-limit";
import { LEAST_REQUEST_MS, type Deadline } from "./deadline.js";
import { ServiceError, type RequestFacts } from "./errors.js";
import { RateLimiter } from "./rate-limiter.js";
import { delayMs, isRateLimited } from "./retry.js";

/** Sends requests in turn: a limited number at once, at the rate that Polytomic allows. */
export class RequestQueue {
    private readonly limiter = new RateLimiter();
    private limit: Promise<LimitFunction> | undefined;

    constructor(private readonly maxConcurrentRequests: number) {}

    /**
     * Sends a request when it is its turn. Waiting for other requests does not count against the operation's deadline;
     * a pause that Polytomic asks for does.
     */
    async run<T>(facts: RequestFacts, deadline: Deadline, send: () => Promise<T>): Promise<T> {
        const release = deadline.hold();
        this.limit ??= import("p-limit").then(({ default: pLimit }) => pLimit(this.maxConcurrentRequests));
        const limit = await this.limit;
        return limit(async () => {
            release();
            const startedAtMs = await this.waitForSlot(facts, deadline);
            try {
                const response = await send();
                this.limiter.pass(startedAtMs);
                return response;
            } catch (error) {
                if (isRateLimited(error)) {
                    const waitMs = delayMs(facts.attempts, error.facts.retryAfterMs);
                    this.limiter.refuse(startedAtMs, performance.now(), waitMs);
                } else {
                    this.limiter.pass(startedAtMs);
                }
                throw error;
            }
        });
    }

    /** Whether Polytomic asks for a pause that leaves the operation no time for a request. */
    isClosedTo(deadline: Deadline): boolean {
        return this.pauseMs() > deadline.leftMs() - LEAST_REQUEST_MS;
    }

    /** Why requests wait, in words; undefined where Polytomic has not refused any as too many. */
    blockedBy(): string | undefined {
        const pauseMs = this.pauseMs();
        if (pauseMs > 0) return `it wants no request for another ${Math.ceil(pauseMs / 1_000)} s`;
        const perSecond = this.limiter.perSecond(performance.now());
        if (perSecond === undefined) return undefined;
        const rate = perSecond < 1.5 ? "one request" : `${Math.round(perSecond)} requests`;
        return `it lets about ${rate} a second through`;
    }

    private async waitForSlot(facts: RequestFacts, deadline: Deadline): Promise<number> {
        for (;;) {
            await this.waitForPause(facts, deadline);
            const nowMs = performance.now();
            const startMs = this.limiter.book(nowMs);
            if (startMs <= nowMs) return startMs;
            deadline.extend(startMs - nowMs);
            await deadline.sleep(startMs - nowMs);
            // Another request may have caused a pause meanwhile.
            if (this.pauseMs() === 0) return startMs;
        }
    }

    private async waitForPause(facts: RequestFacts, deadline: Deadline): Promise<void> {
        for (let pauseMs = this.pauseMs(); pauseMs > 0; pauseMs = this.pauseMs()) {
            if (await deadline.sleep(pauseMs)) continue;
            const detail = "it asks to wait for longer than this operation may take";
            throw new ServiceError(429, { ...facts, detail, retryAfterMs: pauseMs });
        }
    }

    private pauseMs(): number {
        return this.limiter.pauseMs(performance.now());
    }
}
