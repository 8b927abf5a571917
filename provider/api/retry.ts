/** When to try again, and how long to wait before. */

import { ConnectionError, ServiceError, UnexpectedResponseError } from "./errors.js";

const MOST_ATTEMPTS = 6;
/** The same for a host that is not found: its name may be wrong, which nobody should wait long to hear. */
const MOST_LOOK_UPS = 4;
const FIRST_DELAY_MS = 250;
const LONGEST_DELAY_MS = 15_000;

/** Statuses that say nothing about the request itself: the same one may well succeed a moment later. */
const PASSING_STATUSES: ReadonlySet<number> = new Set([429, 500, 502, 503, 504]);

/** Whether a request that changes nothing when it is repeated (GET, PUT, DELETE) should be tried again. */
export function shouldRetryIdempotent(error: unknown): boolean {
    if (error instanceof ServiceError) return PASSING_STATUSES.has(error.status);
    if (error instanceof ConnectionError) return !error.isInsecure;
    return error instanceof UnexpectedResponseError;
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
    return isRateLimited(error) || (error instanceof ConnectionError && !error.sent && !error.isInsecure);
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
