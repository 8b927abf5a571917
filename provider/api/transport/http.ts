/** The one module that talks to the network: sends a request with axios, and reads the response. */

import http from "node:http";
import https from "node:https";
import { TLSSocket } from "node:tls";
import axios, { AxiosError, type AxiosInstance, type AxiosResponse } from "axios";
import type { z } from "zod";
import { parseJson } from "../../model/objects.js";
import type { Connection } from "../credentials.js";
import {
    ConnectionError,
    type PolytomicError,
    ServiceError,
    timedOutAfter,
    UnexpectedResponseError,
    type RequestFacts,
} from "../errors.js";
import { parseRetryAfter } from "./retry.js";
import { errorSchema } from "../schemas.js";

/** A request to Polytomic's API. */
export interface ApiRequest<T> {
    /** The shape of the response's JSON. */
    readonly schema: z.ZodType<T>;
    readonly method: "GET" | "POST" | "PUT" | "DELETE";
    readonly path: string;
    readonly body?: unknown;
    readonly idempotencyKey?: string;
    /** Whether a POST does no more if it runs twice. */
    readonly isRepeatable?: boolean;
}

/** A response as it arrived, its body as text. */
export type HttpResponse = AxiosResponse<string>;

/** Sees a request leave, with the settings of its connection. */
export type Observe = (request: http.ClientRequest, options: http.RequestOptions) => void;

/** Sends single requests. */
export class HttpClient {
    private readonly axios: AxiosInstance;

    /** `tls` adds to the settings of secure connections. */
    constructor(baseUrl: string, headers: Readonly<Record<string, string>>, tls: https.AgentOptions = {}) {
        this.axios = axios.create({
            baseURL: baseUrl,
            headers,
            // A redirect could carry the key to somebody else.
            maxRedirects: 0,
            validateStatus: () => true,
            responseType: "text",
            transformResponse: (body: unknown) => body,
            httpAgent: new http.Agent({ keepAlive: true }),
            httpsAgent: new https.Agent({ keepAlive: true, ...tls }),
        });
    }

    /** Returns any response, whatever its status. Throws a ConnectionError where none arrives in time. */
    async exchange(
        request: Omit<ApiRequest<unknown>, "schema">,
        timeoutMs: number,
        facts: RequestFacts,
        observe?: Observe,
    ): Promise<HttpResponse> {
        const { method, path, body, idempotencyKey } = request;
        try {
            return await this.axios.request<string>({
                method,
                url: path,
                data: body,
                headers: { "Idempotency-Key": idempotencyKey },
                // Covers connecting too, which axios' own time-out does not.
                signal: AbortSignal.timeout(Math.ceil(timeoutMs)),
                transport: transportFor(observe),
            });
        } catch (error) {
            // An axios error holds the request's headers, and with them the key: it must not go any further.
            throw connectionError(error, timeoutMs, facts);
        }
    }
}

function connectionError(error: unknown, timeoutMs: number, facts: RequestFacts): ConnectionError {
    if (!(error instanceof AxiosError)) return new ConnectionError("no code", true, facts);
    const { code = "no code" } = error;
    const request: unknown = error.request;
    const sent = !(request instanceof http.ClientRequest) || mayBeSent.has(request);
    return code === AxiosError.ERR_CANCELED
        ? timedOutAfter(timeoutMs, facts, sent)
        : new ConnectionError(code, sent, facts);
}

/** Requests whose connection is established and, with TLS, secured. No other can have left. */
const mayBeSent = new WeakSet<http.ClientRequest>();

const transportFor = (observe?: Observe) => ({
    request(
        options: http.RequestOptions,
        onResponse: (response: http.IncomingMessage) => void,
    ): http.ClientRequest {
        const { request } = options.protocol?.startsWith("https") === true ? https : http;
        const sent = request(options, onResponse);
        observe?.(sent, options);
        return sent.once("socket", (socket) => {
            const isSecure = socket instanceof TLSSocket;
            if (sent.reusedSocket || (!isSecure && !socket.connecting)) mayBeSent.add(sent);
            else socket.once(isSecure ? "secureConnect" : "connect", () => mayBeSent.add(sent));
        });
    },
});

const LONGEST_DETAIL = 300;

/** The data of a response. Throws a ServiceError or an UnexpectedResponseError, without a credential. */
export function readResponse<T>(
    response: HttpResponse,
    schema: z.ZodType<T>,
    facts: RequestFacts,
    connection: Connection,
): T {
    const { status, data } = response;
    const json = parseJson(data);
    const isPage = json === undefined && data.trim() !== "";
    if (status < 200 || status >= 300) throw errorOf(response, isPage, json, facts, connection);
    if (isPage) throw new UnexpectedResponseError("no JSON", facts);
    const parsed = schema.safeParse(json);
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    const where = issue?.path.join(".") || "the response";
    throw new UnexpectedResponseError(`${where}: ${issue?.message ?? "?"}`, facts);
}

function errorOf(
    response: HttpResponse,
    isPage: boolean,
    json: unknown,
    facts: RequestFacts,
    { baseUrl, secrets }: Connection,
): PolytomicError {
    const { status } = response;
    if (status < 400) {
        const location = redirectTarget(headerOf(response, "location"), baseUrl + facts.path);
        return new ServiceError(status, { ...facts, location: location && toLine(location, secrets) });
    }
    // A page that says "not found" or "forbidden" comes from a proxy.
    if (isPage && status < 500 && status !== 429)
        return new UnexpectedResponseError(`status ${status}, no JSON`, facts);
    const { key, message } = errorSchema.safeParse(json).data ?? {};
    return new ServiceError(status, {
        ...facts,
        key: key && toLine(key, secrets),
        detail: message && toLine(message, secrets),
        retryAfterMs: parseRetryAfter(headerOf(response, "retry-after"), dateMsOf(response) || Date.now()),
    });
}

function headerOf({ headers }: HttpResponse, name: string): string | undefined {
    const value: unknown = headers[name];
    return typeof value === "string" ? value : undefined;
}

/** When a response was sent, by the responder's clock; NaN where it does not say. */
export const dateMsOf = (response: HttpResponse): number => Date.parse(headerOf(response, "date") ?? "");

/** Where a redirect leads, without user, password and query, which may be secret. */
function redirectTarget(location: string | undefined, url: string): string | undefined {
    if (location === undefined || !URL.canParse(location, url)) return undefined;
    const { protocol, origin, pathname } = new URL(location, url);
    return /^https?:$/.test(protocol) ? origin + pathname : undefined;
}

/** A text without credentials. */
export const withoutSecrets = (text: string, secrets: readonly string[]): string =>
    secrets.reduce((rest, secret) => rest.replaceAll(secret, "[secret]"), text);

/** A text as one line of limited length, without credentials. */
function toLine(text: string, secrets: readonly string[]): string {
    const line = withoutSecrets(text, secrets).replace(/\s+/g, " ").trim().replace(/\.$/, "");
    return line.length > LONGEST_DETAIL ? `${line.slice(0, LONGEST_DETAIL)}…` : line;
}
