import type { Behaviour } from "../options";
import type { Clock } from "../store/clock";

/** Counts the requests of the last while. Refused requests do not count. */
export class RateLimiter {
    private letThroughAtMs: number[] = [];

    constructor(
        private readonly clock: Clock,
        private readonly behaviour: Behaviour,
    ) {}

    /** Undefined for a request that may pass, otherwise the whole seconds to wait. */
    retryAfterSeconds(): number | undefined {
        const { rateLimit } = this.behaviour;
        if (!rateLimit) return undefined;
        const nowMs = this.clock.nowMs();
        this.letThroughAtMs = this.letThroughAtMs.filter((atMs) => atMs > nowMs - rateLimit.perMs);
        const [oldestMs] = this.letThroughAtMs;
        if (oldestMs !== undefined && this.letThroughAtMs.length >= rateLimit.requests) {
            return Math.ceil((oldestMs + rateLimit.perMs - nowMs) / 1000);
        }
        this.letThroughAtMs.push(nowMs);
        return undefined;
    }
}
