/** Lets requests out: so many at once at the most, and at the pace that the service allows. */

import type { LimitFunction } from "p-limit";
import { ServiceError, type RequestFacts } from "./errors.js";
import { RateLimiter } from "./rate-limiter.js";
import { delayMs, isRateLimited } from "./retry.js";
import { type Deadline } from "./deadline.js";
import { LEAST_REQUEST_MS } from "./deadline.js";

export class RequestQueue {
    private readonly pace = new RateLimiter();
    private limit: Promise<LimitFunction> | undefined;

    constructor(private readonly mostAtOnce: number) {}

    /**
     * Sends a request once it is its turn. Waiting for other requests takes nothing from the time that the operation
     * may take; waiting because the service wants no requests at all does.
     */
    async run<T>(facts: RequestFacts, deadline: Deadline, send: () => Promise<T>): Promise<T> {
        const release = deadline.hold();
        this.limit ??= import("p-limit").then(({ default: pLimit }) => pLimit(this.mostAtOnce));
        const limit = await this.limit;
        return limit(async () => {
            release();
            const startedAtMs = await this.waitForSlot(facts, deadline);
            try {
                const answer = await send();
                this.pace.pass(startedAtMs);
                return answer;
            } catch (error) {
                this.learnFrom(error, startedAtMs, facts);
                throw error;
            }
        });
    }

    /** Whether the service wants no request for so long that an operation has no time left for one. */
    isClosedTo(deadline: Deadline): boolean {
        return this.pace.pauseMs(performance.now()) > deadline.leftMs() - LEAST_REQUEST_MS;
    }

    /** What keeps requests waiting, where the service has refused one as too many. */
    blockedBy(): string | undefined {
        const nowMs = performance.now();
        const [pauseMs, perSecond] = [this.pace.pauseMs(nowMs), this.pace.perSecond(nowMs)];
        if (pauseMs > 0) return `it wants no request for another ${Math.ceil(pauseMs / 1_000)} s`;
        if (perSecond === undefined) return undefined;
        const rate = perSecond < 1.5 ? "one request" : `${Math.round(perSecond)} requests`;
        return `it lets about ${rate} a second through`;
    }

    private async waitForSlot(facts: RequestFacts, deadline: Deadline): Promise<number> {
        for (;;) {
            await this.waitForPause(facts, deadline);
            const nowMs = performance.now();
            const startMs = this.pace.book(nowMs);
            const waitMs = startMs - nowMs;
            if (waitMs <= 0) return startMs;
            deadline.extend(waitMs);
            await deadline.sleep(waitMs);
            // Unless the service has asked for another pause meanwhile.
            if (this.pace.pauseMs(performance.now()) === 0) return startMs;
        }
    }

    private async waitForPause(facts: RequestFacts, deadline: Deadline): Promise<void> {
        for (;;) {
            const pauseMs = this.pace.pauseMs(performance.now());
            if (pauseMs <= 0) return;
            if (await deadline.sleep(pauseMs)) continue;
            const detail = "it asks to wait for longer than this operation may take";
            throw new ServiceError(429, { ...facts, detail, retryAfterMs: pauseMs });
        }
    }

    private learnFrom(error: unknown, startedAtMs: number, { attempts }: RequestFacts): void {
        if (!isRateLimited(error)) {
            this.pace.pass(startedAtMs);
            return;
        }
        const waitMs = delayMs(attempts, error.facts.retryAfterMs);
        this.pace.refuse(startedAtMs, performance.now(), waitMs);
    }
}
