import type { Connection } from "./credentials.js";
import { LEAST_REQUEST_MS, type Deadline } from "./deadline.js";
import { isInServicesWords, messageOf, ServiceError, type RequestFacts } from "./errors.js";
import { dateMsOf, HttpClient, readResponse, type ApiRequest, type HttpResponse } from "./http.js";
import { RequestQueue } from "./request-queue.js";
import { delayMs, isRateLimited, mostAttempts, shouldRetryIdempotent, shouldRetryPost } from "./retry.js";

/** The version of Polytomic's API that this package uses. */
export const API_VERSION = "2025-09-18";

/** How long a request may take. */
export const REQUEST_TIMEOUT_MS = 30_000;

/** The data of a response. */
export interface ApiResponse<T> {
    readonly data: T;
    /** When the request was sent, by this machine's clock. */
    readonly sentAtMs: number;
}

/** Sends requests to Polytomic with time-outs, safe retries and a limit on how many run at once. */
export class Client {
    private readonly http: HttpClient;
    private readonly queue: RequestQueue;
    /** By how much Polytomic's clock is ahead of this machine's; undefined until a response shows it. */
    private aheadMs: number | undefined;
    /** Why the requests that are tried again have failed. */
    private readonly failures = new Map<ApiRequest<unknown>, string>();

    constructor(private readonly connection: Connection) {
        this.http = new HttpClient(connection.baseUrl, {
            Authorization: connection.authorization,
            "X-Polytomic-Version": API_VERSION,
            Accept: "application/json",
            "User-Agent": "pulumi-polytomic",
        });
        this.queue = new RequestQueue(connection.maxConcurrentRequests);
    }

    /**
     * Sends a request and returns the response. Retries a GET, PUT or DELETE after a failure that may pass, and a POST
     * only where Polytomic certainly did not carry it out.
     */
    async send<T>(request: ApiRequest<T>, deadline: Deadline): Promise<ApiResponse<T>> {
        const shouldRetry = request.method === "POST" ? shouldRetryPost : shouldRetryIdempotent;
        try {
            for (let attempt = 1; ; attempt++) {
                try {
                    return await this.sendOnce(request, attempt, deadline);
                } catch (error) {
                    if (!shouldRetry(error)) throw error;
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
        const [failure] = this.failures.values();
        return this.queue.blockedBy() ?? failure;
    }

    /** Polytomic's time at a moment of this machine's clock; undefined until a response shows it. */
    serviceTimeMs(localMs: number): number | undefined {
        return this.aheadMs === undefined ? undefined : localMs + this.aheadMs;
    }

    /** A request as errors describe it. */
    factsOf({ method, path }: Pick<ApiRequest<unknown>, "method" | "path">, attempts = 1): RequestFacts {
        return { method, path, attempts, isExplicit: this.connection.isExplicit };
    }

    /** Waits before another try. Returns whether there is time for one. */
    private async waitForRetry(error: unknown, attempt: number, deadline: Deadline): Promise<boolean> {
        // The queue makes all requests wait after a 429, the next try too.
        if (isRateLimited(error)) return !this.queue.isClosedTo(deadline);
        if (attempt >= mostAttempts(error)) return false;
        const retryAfterMs = error instanceof ServiceError ? error.facts.retryAfterMs : undefined;
        const hasWaited = await deadline.sleep(delayMs(attempt, retryAfterMs));
        return hasWaited && deadline.leftMs() >= LEAST_REQUEST_MS;
    }

    private sendOnce<T>(
        request: ApiRequest<T>,
        attempt: number,
        deadline: Deadline,
    ): Promise<ApiResponse<T>> {
        const facts = this.factsOf(request, attempt);
        return this.queue.run(facts, deadline, async () => {
            // A short deadline must leave time for another try.
            const timeoutMs = Math.max(
                1,
                Math.min(REQUEST_TIMEOUT_MS, deadline.limitMs / 3, deadline.leftMs()),
            );
            const sentAtMs = Date.now();
            const response = await this.http.exchange(request, timeoutMs, facts);
            return { data: this.read(response, request, facts), sentAtMs };
        });
    }

    /** Reads a response. Only one that proves to be Polytomic's sets its time: a proxy's clock may differ. */
    private read<T>(response: HttpResponse, { schema, path }: ApiRequest<T>, facts: RequestFacts): T {
        const { secrets, baseUrl } = this.connection;
        const dateMs = dateMsOf(response);
        const aheadMs = Number.isNaN(dateMs) ? this.aheadMs : dateMs - Date.now();
        try {
            const data = readResponse(response, schema, { facts, url: baseUrl + path, secrets });
            if (response.data !== "") this.aheadMs = aheadMs;
            return data;
        } catch (error) {
            if (isInServicesWords(error)) this.aheadMs = aheadMs;
            throw error;
        }
    }
}
