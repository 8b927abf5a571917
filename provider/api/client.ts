import pLimit from "p-limit";
import type { Connection } from "./credentials.js";
import { LEAST_REQUEST_MS, type Deadline } from "./deadline.js";
import { isInServicesWords, messageOf, retryAfterMsOf, ServiceError, type RequestFacts } from "./errors.js";
import { HttpClient, type ApiRequest, type HttpResponse } from "./transport/http.js";
import type { Origin } from "./origin.js";
import { RateLimiter } from "./transport/rate-limiter.js";
import { dateMsOf, readResponse } from "./transport/response.js";
import { delayMs, isRateLimited, mostAttempts, shouldRetry } from "./transport/retry.js";

/** The version of Polytomic's API that this package uses. */
export const API_VERSION = "2025-09-18";

/** How long a request may take. */
export const REQUEST_TIMEOUT_MS = 30_000;

const { version } = require("../../package.json") as { version: string };
/** Names this package, its version, and that of Node.js. */
const USER_AGENT = `pulumi-polytomic/${version} node/${process.versions.node}`;

/** The headers of each request. */
export const headersFor = ({ authorization }: Connection): Readonly<Record<string, string>> => ({
    Authorization: authorization,
    "X-Polytomic-Version": API_VERSION,
    Accept: "application/json",
    "User-Agent": USER_AGENT,
});

/** The data of a response. */
export interface ApiResponse<T> {
    readonly data: T;
    /** When the request was sent, by this machine's clock. */
    readonly sentAtMs: number;
}

/** Sends requests to Polytomic with time-outs and safe retries: a limited number at once, at the rate that Polytomic allows. */
export class Client {
    private readonly http: HttpClient;
    private readonly limiter = new RateLimiter();
    private readonly limit: pLimit.Limit;
    /** By how much Polytomic's clock is ahead of this machine's; undefined until a response shows it. */
    private aheadMs: number | undefined;
    /** The last error of each request that is tried again. */
    private readonly failures = new Map<ApiRequest<unknown>, string>();

    constructor(private readonly connection: Connection) {
        this.http = new HttpClient(connection, headersFor(connection));
        this.limit = pLimit(connection.maxConcurrentRequests);
    }

    /** Where requests go. */
    get origin(): Origin {
        return this.connection.origin;
    }

    /** Sends a request. Retries temporary failures, but a POST only if Polytomic certainly did not carry it out. */
    async send<T>(request: ApiRequest<T>, deadline: Deadline): Promise<ApiResponse<T>> {
        try {
            for (let attempt = 1; ; attempt++) {
                try {
                    return await this.sendInTurn(request, this.factsOf(request, attempt), deadline);
                } catch (error) {
                    if (!shouldRetry(request, error)) throw error;
                    this.failures.set(request, messageOf(error));
                    if (!(await this.waitForRetry(error, attempt, deadline))) throw error;
                }
            }
        } finally {
            this.failures.delete(request);
        }
    }

    /** Why requests do not go through at the moment, in words; undefined where nothing is known. */
    blockedBy(): string | undefined {
        const pauseMs = this.pauseMs();
        if (pauseMs > 0) return `it wants no request for another ${Math.ceil(pauseMs / 1_000)} s`;
        const perSecond = this.limiter.perSecond(performance.now());
        const [failure] = this.failures.values();
        if (perSecond === undefined) return failure;
        const rate = perSecond < 1.5 ? "one request" : `${Math.round(perSecond)} requests`;
        return `it lets about ${rate} a second through`;
    }

    /** Polytomic's time at a moment of this machine's clock; undefined until a response shows it. */
    serviceTimeMs(localMs: number): number | undefined {
        return this.aheadMs === undefined ? undefined : localMs + this.aheadMs;
    }

    /** A request as errors describe it. */
    factsOf({ method, path }: ApiRequest<unknown>, attempts = 1): RequestFacts {
        return { method, path, attempts, origin: this.connection.origin };
    }

    /** Waits before another try. Returns whether there is time for one. */
    private async waitForRetry(error: unknown, attempt: number, deadline: Deadline): Promise<boolean> {
        // All requests wait after a 429, the next try too.
        if (isRateLimited(error)) return this.pauseMs() <= deadline.leftMs() - LEAST_REQUEST_MS;
        if (attempt >= mostAttempts(error)) return false;
        const hasWaited = await deadline.sleep(delayMs(attempt, retryAfterMsOf(error)));
        return hasWaited && deadline.leftMs() >= LEAST_REQUEST_MS;
    }

    /** Sends once, when concurrency and rate allow it. That wait does not count against the deadline; a pause of Polytomic does. */
    private async sendInTurn<T>(
        request: ApiRequest<T>,
        facts: RequestFacts,
        deadline: Deadline,
    ): Promise<ApiResponse<T>> {
        const release = deadline.hold();
        return this.limit(async () => {
            release();
            const startedAtMs = await this.waitForSlot(facts, deadline);
            const sentAtMs = Date.now();
            try {
                const data = await this.exchange(request, facts, deadline);
                this.limiter.pass(startedAtMs);
                return { data, sentAtMs };
            } catch (error) {
                if (isRateLimited(error)) {
                    const waitMs = delayMs(facts.attempts, error.facts.retryAfterMs);
                    this.limiter.refuse(startedAtMs, performance.now(), waitMs);
                } else this.limiter.pass(startedAtMs);
                throw error;
            }
        });
    }

    private async waitForSlot(facts: RequestFacts, deadline: Deadline): Promise<number> {
        for (;;) {
            const pauseMs = this.pauseMs();
            if (pauseMs > 0) {
                if (await deadline.sleep(pauseMs)) continue;
                const detail = "it asks to wait for longer than this operation may take";
                throw new ServiceError(429, { ...facts, detail, retryAfterMs: pauseMs });
            }
            const nowMs = performance.now();
            const startMs = this.limiter.book(nowMs);
            if (startMs <= nowMs) return startMs;
            deadline.extend(startMs - nowMs);
            await deadline.sleep(startMs - nowMs);
            // Another request may have caused a pause meanwhile.
            if (this.pauseMs() === 0) return startMs;
        }
    }

    private pauseMs(): number {
        return this.limiter.pauseMs(performance.now());
    }

    private async exchange<T>(request: ApiRequest<T>, facts: RequestFacts, deadline: Deadline): Promise<T> {
        // A short deadline must leave time for another try.
        const timeoutMs = Math.max(1, Math.min(REQUEST_TIMEOUT_MS, deadline.limitMs / 3, deadline.leftMs()));
        const response = await this.http.exchange(request, timeoutMs, facts);
        try {
            const data = readResponse(response, request.schema, facts, this.connection);
            if (response.data !== "") this.setClock(response);
            return data;
        } catch (error) {
            if (isInServicesWords(error)) this.setClock(response);
            throw error;
        }
    }

    /** Only a response that proves to be Polytomic's shows Polytomic's time: a proxy's clock may differ. */
    private setClock(response: HttpResponse): void {
        const dateMs = dateMsOf(response);
        if (!Number.isNaN(dateMs)) this.aheadMs = dateMs - Date.now();
    }
}
