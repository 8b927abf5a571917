/** The one module that talks to the network. */

import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import axios, { AxiosError, type AxiosInstance, type AxiosResponse } from "axios";
import type { z } from "zod";
import type { Connection } from "./credentials.js";
import {
    ConnectionError,
    isInServicesWords,
    messageOf,
    timedOutAfter,
    ServiceError,
    type RequestFacts,
} from "./errors.js";
import { headerOf, readResponse } from "./response.js";
import { delayMs, shouldRetryPost, isRateLimited, mostAttempts, shouldRetryIdempotent } from "./retry.js";
import { RequestQueue } from "./request-queue.js";
import { mayHaveLeft, transport } from "./transport.js";
import { type Deadline } from "./deadline.js";
import { LEAST_REQUEST_MS } from "./deadline.js";

/** The version of the API that this package speaks; what the service assumes without it has changed over time. */
export const API_VERSION = "2025-09-18";

/** How long a request may take. */
export const REQUEST_TIMEOUT_MS = 30_000;

export interface Request<T> {
    /** What the answer's JSON must look like. */
    readonly schema: z.ZodType<T>;
    readonly method: "GET" | "POST" | "PUT" | "DELETE";
    readonly path: string;
    readonly body?: unknown;
    readonly idempotencyKey?: string;
}

export interface Response<T> {
    readonly data: T;
    /** When the request went out, in this machine's time. */
    readonly sentAtMs: number;
}

/** Sends requests to Polytomic with time-outs, safe retries and a limit on how many run at once. */
export class Client {
    private readonly http: AxiosInstance;
    private readonly traffic: RequestQueue;
    private aheadMs: number | undefined;
    private readonly origin: Pick<RequestFacts, "isExplicit">;
    /** Why requests that are under way are tried again. */
    private readonly failed = new Map<Request<unknown>, string>();

    constructor(private readonly connection: Connection) {
        this.origin = connection.isExplicit ? { isExplicit: true } : {};
        this.traffic = new RequestQueue(connection.maxConcurrentRequests);
        this.http = axios.create({
            baseURL: connection.baseUrl,
            headers: {
                Authorization: connection.authorization,
                "X-Polytomic-Version": API_VERSION,
                Accept: "application/json",
                "User-Agent": "pulumi-polytomic",
            },
            // A redirect could carry the key to somebody else.
            maxRedirects: 0,
            validateStatus: () => true,
            responseType: "text",
            transformResponse: (body: unknown) => body,
            httpAgent: new HttpAgent({ keepAlive: true }),
            httpsAgent: new HttpsAgent({ keepAlive: true }),
            transport,
        });
    }

    /**
     * Sends a request and returns its answer. What changes nothing when repeated is tried again after a passing
     * failure; a POST only where it certainly was not carried out.
     */
    async send<T>(request: Request<T>, deadline: Deadline): Promise<Response<T>> {
        const mayRetry = request.method === "POST" ? shouldRetryPost : shouldRetryIdempotent;
        try {
            for (let attempt = 1; ; attempt++) {
                try {
                    return await this.sendOnce(request, attempt, deadline);
                } catch (error) {
                    if (!mayRetry(error)) throw error;
                    this.failed.set(request, messageOf(error));
                    if (!(await this.isTimeToRetry(error, attempt, deadline))) throw error;
                }
            }
        } finally {
            this.failed.delete(request);
        }
    }

    /** What keeps requests from going through at the moment, in words; undefined where nothing is known to. */
    blockedBy(): string | undefined {
        const [failure] = this.failed.values();
        return this.traffic.blockedBy() ?? failure;
    }

    /** The service's time for a moment of this machine's, as far as an answer's `Date` header has told it. */
    serviceTimeMs(localMs: number): number | undefined {
        return this.aheadMs === undefined ? undefined : localMs + this.aheadMs;
    }

    private async isTimeToRetry(error: unknown, attempt: number, deadline: Deadline): Promise<boolean> {
        // The next try waits for its turn, as all requests do.
        if (isRateLimited(error)) return !this.traffic.isClosedTo(deadline);
        if (attempt >= mostAttempts(error)) return false;
        const retryAfterMs = error instanceof ServiceError ? error.facts.retryAfterMs : undefined;
        const hasWaited = await deadline.sleep(delayMs(attempt, retryAfterMs));
        return hasWaited && deadline.leftMs() >= LEAST_REQUEST_MS;
    }

    private sendOnce<T>(request: Request<T>, attempts: number, deadline: Deadline): Promise<Response<T>> {
        const { method, path } = request;
        const facts = { method, path, attempts, ...this.origin };
        return this.traffic.run(facts, deadline, async () => {
            const sentAtMs = Date.now();
            const response = await this.exchange(request, facts, deadline);
            return { data: this.understand(response, request, facts), sentAtMs };
        });
    }

    /** Reads a response. What proves to be Polytomic's also tells its time; a proxy's clock may show any other. */
    private understand<T>(response: AxiosResponse<unknown>, request: Request<T>, facts: RequestFacts): T {
        const { secrets, baseUrl } = this.connection;
        const aheadMs = aheadOf(response) ?? this.aheadMs;
        const answeredAtMs = Date.now() + (aheadMs ?? 0);
        const context = { facts, url: baseUrl + request.path, secrets, answeredAtMs };
        try {
            const data = readResponse(response, request.schema, context);
            if (response.data !== "") this.aheadMs = aheadMs;
            return data;
        } catch (error) {
            if (isInServicesWords(error)) this.aheadMs = aheadMs;
            throw error;
        }
    }

    private async exchange(
        request: Request<unknown>,
        facts: RequestFacts,
        deadline: Deadline,
    ): Promise<AxiosResponse<unknown>> {
        // Within a short deadline there must be time for another try.
        const timeoutMs = Math.max(1, Math.min(REQUEST_TIMEOUT_MS, deadline.limitMs / 3, deadline.leftMs()));
        const { idempotencyKey, body } = request;
        try {
            return await this.http.request<unknown>({
                method: request.method,
                url: request.path,
                // Covers connecting too, which axios' own time-out does not.
                signal: AbortSignal.timeout(Math.ceil(timeoutMs)),
                ...(body === undefined ? {} : { data: body }),
                ...(idempotencyKey === undefined ? {} : { headers: { "Idempotency-Key": idempotencyKey } }),
            });
        } catch (error) {
            // An axios error holds the request's headers, and with them the key: it must not go any further.
            throw connectionError(error, timeoutMs, facts);
        }
    }
}

/** By how much the clock that dated a response is ahead of this machine's. */
function aheadOf(response: AxiosResponse<unknown>): number | undefined {
    const dateMs = Date.parse(headerOf(response.headers, "date") ?? "");
    return Number.isNaN(dateMs) ? undefined : dateMs - Date.now();
}

function connectionError(error: unknown, timeoutMs: number, facts: RequestFacts): ConnectionError {
    const code = error instanceof AxiosError ? (error.code ?? "no code") : "no code";
    const sent = !(error instanceof AxiosError) || mayHaveLeft(error.request);
    if (code === AxiosError.ERR_CANCELED) return timedOutAfter(timeoutMs, facts, sent);
    return new ConnectionError(code, sent, facts);
}
