import { ConnectionError, isOutcomeOpen, ProxyError, ServiceError } from "../errors.js";

const MOST_ATTEMPTS = 6;
/** Where the host's name can't be looked up at the moment, or nobody responds at its address: the user should know soon. */
const MOST_CONNECTS = 3;
const FIRST_DELAY_MS = 250;
const LONGEST_DELAY_MS = 15_000;

/** Statuses after which the same request may succeed a moment later. */
const PASSING_STATUSES: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504]);

/** The part of a request that decides. */
interface Repeatable {
    readonly method: string;
    /** Whether a POST does no more if it runs twice. */
    readonly isRepeatable?: boolean;
}

/** Whether to retry a request. Most POSTs must not run twice: only if Polytomic certainly did not carry them out. */
export function shouldRetry({ method, isRepeatable }: Repeatable, error: unknown): boolean {
    if (isRateLimited(error)) return true;
    if (error instanceof ServiceError && !PASSING_STATUSES.has(error.status)) return false;
    if (error instanceof ProxyError) return PASSING_STATUSES.has(error.status);
    if (error instanceof ConnectionError && !error.sent) return !error.isPermanent;
    return (method !== "POST" || isRepeatable === true) && isOutcomeOpen(error);
}

/** The maximum number of tries. After a 429 only the deadline limits them. */
export function mostAttempts(error: unknown): number {
    const isOutOfReach = error instanceof ConnectionError && /^(EAI_|no connection)/.test(error.reason);
    return isOutOfReach ? MOST_CONNECTS : MOST_ATTEMPTS;
}

/** Whether Polytomic refuses a request as too many (429). */
export function isRateLimited(error: unknown): error is ServiceError {
    return error instanceof ServiceError && error.status === 429;
}

/** The wait before the next try: what Polytomic asks for, or twice as long each time, spread by `chance`. */
export function delayMs(attempt: number, retryAfterMs?: number, chance = Math.random()): number {
    const exponent = retryAfterMs === undefined ? attempt - 1 : 0;
    const fullMs = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** exponent);
    // `Retry-After: 0` still means a short wait.
    return Math.max(retryAfterMs ?? 0, Math.round(fullMs * (0.5 + chance / 2)));
}

/** The wait that a `Retry-After` header asks for, as seconds or a date; undefined for any other header. */
export function parseRetryAfter(header: string | undefined, nowMs: number): number | undefined {
    const text = header?.trim() ?? "";
    if (/^\d+(\.\d+)?$/.test(text)) return Math.round(Number(text) * 1000);
    const dateMs = /[a-z]/i.test(text) ? Date.parse(text) : NaN;
    return Number.isNaN(dateMs) ? undefined : Math.max(0, dateMs - nowMs);
}
