export const FAULT_KINDS = [
    "reset-before-write",
    "reset-after-write",
    "delay-before-write",
    "delay-after-write",
    "half-response",
    "html",
    "status",
    "deleted-at",
] as const;

/** Which requests something happens to, and what. */
export interface FaultRule {
    /** Default: any. */
    method?: "GET" | "POST" | "PUT" | "DELETE";
    /** A part of the path with its query, or a pattern for it. Default: any. */
    path?: string | RegExp;
    /** How many matching requests it happens to; Infinity is allowed. Default 1. */
    times?: number;
    /** How many matching requests come before, whatever happens to them. Default 0. */
    skip?: number;
    /**
     * - `reset-before-write`, `reset-after-write`: the connection is reset, before or after the service wrote.
     * - `delay-before-write`, `delay-after-write`: the response comes `delayMs` late.
     * - `half-response`: the service wrote; half of the announced response arrives, then the connection ends.
     * - `html`: a proxy's HTML page, with `status`; `write` says whether the service wrote.
     * - `status`: a JSON error with `status`.
     * - `deleted-at`: the response's schedules carry a date in `deletedAt` although they are alive.
     */
    kind: (typeof FAULT_KINDS)[number];
    /** Of `html` (default 502) and `status` (default 500). */
    status?: number;
    /** Milliseconds of the delays. Default 1000. */
    delayMs?: number;
    /** The header of a `status` fault: seconds (`"2"`) or an HTTP date. */
    retryAfter?: string;
    /** Whether the service writes before an `html` or `status` response. Default false. */
    write?: boolean;
    /**
     * Whether a `status` error is the service's own, recorded for the request's idempotency key, rather than a
     * proxy's in front of it. Default true for a 500 to a POST with a key, otherwise false.
     */
    recorded?: boolean;
}

interface Armed {
    rule: FaultRule;
    toSkip: number;
    left: number;
}

/** The faults to come. The first rule that matches a request is used. */
export class Faults {
    private armed: Armed[] = [];

    add(rule: FaultRule): void {
        this.armed.push({ rule, toSkip: rule.skip ?? 0, left: rule.times ?? 1 });
    }

    clear(): void {
        this.armed = [];
    }

    take(method: string, url: string): FaultRule | undefined {
        const matching = this.armed.filter(({ rule }) => matches(rule, method, url));
        const taken = matching.find(({ toSkip, left }) => toSkip === 0 && left > 0);
        for (const armed of matching) armed.toSkip = Math.max(0, armed.toSkip - 1);
        if (taken) taken.left -= 1;
        return taken?.rule;
    }
}

function matches(rule: FaultRule, method: string, url: string): boolean {
    if (rule.method && rule.method !== method) return false;
    if (rule.path === undefined) return true;
    return typeof rule.path === "string" ? url.includes(rule.path) : url.search(rule.path) >= 0;
}
