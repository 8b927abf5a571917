/** The one module that talks to the network: sends a request with axios. */

import http from "node:http";
import https from "node:https";
import { TLSSocket } from "node:tls";
import axios, { AxiosError, type AxiosInstance, type AxiosResponse } from "axios";
import type { z } from "zod";
import {
    ConnectionError,
    notConnectedAfter,
    ProxyError,
    timedOutAfter,
    type PolytomicError,
    type RequestFacts,
} from "../errors.js";
import { endConnectionWith, onProxyResponse, TunnelAgent, type Proxy } from "./proxy.js";

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

/** Sees a request leave. */
export type Observe = (request: http.ClientRequest) => void;

/** How long a connection may take, with all that belongs to it: the name, the proxy, TLS. */
const CONNECT_TIMEOUT_MS = 10_000;

/** The way of requests to a server. */
interface Route {
    readonly origin: { readonly baseUrl: string };
    readonly proxy?: Proxy | undefined;
    /** Adds to the settings of secure connections. */
    readonly tls?: https.AgentOptions;
    /** How long a connection may take. Default: 10 s. */
    readonly connectTimeoutMs?: number;
}

/** How far a request has come. */
interface Stage {
    /** Whether the connection is established and, with TLS, secured: no other request can have left. */
    mayBeSent: boolean;
    /** Whether it has not got through the proxy yet. */
    isAtProxy: boolean;
    /** The proxy's response to the request for a tunnel, if it refuses. */
    refusal?: readonly [status: number, text: string];
    /** Set where connecting takes longer than this. */
    tooSlowAfterMs?: number;
    /** Undefined until the request exists. */
    request?: http.ClientRequest;
}

/** Sends single requests. */
export class HttpClient {
    private readonly axios: AxiosInstance;

    constructor(
        private readonly route: Route,
        headers: Readonly<Record<string, string>>,
    ) {
        const { baseUrl } = route.origin;
        const { proxy } = route;
        const options = { keepAlive: true };
        this.axios = axios.create({
            baseURL: baseUrl,
            headers,
            // A redirect could carry the key to somebody else.
            maxRedirects: 0,
            validateStatus: () => true,
            responseType: "text",
            transformResponse: (body: unknown) => body,
            httpAgent: new http.Agent(options),
            httpsAgent: proxy === undefined ? new https.Agent(options) : new TunnelAgent(proxy.url, options),
            // Without TLS there is no tunnel: the proxy gets the whole address.
            proxy: proxy === undefined || baseUrl.startsWith("https:") ? false : forwardingBy(proxy),
        });
    }

    /** Returns any response, whatever its status. Throws a ConnectionError or a ProxyError where none arrives in time. */
    async exchange(
        request: Omit<ApiRequest<unknown>, "schema">,
        timeoutMs: number,
        facts: RequestFacts,
        observe?: Observe,
    ): Promise<HttpResponse> {
        const { method, path, body, idempotencyKey } = request;
        const stage: Stage = { mayBeSent: false, isAtProxy: this.route.proxy !== undefined };
        const unconnected = new AbortController();
        const signal = AbortSignal.any([AbortSignal.timeout(Math.ceil(timeoutMs)), unconnected.signal]);
        const transport = this.transportFor(stage, (sent) => {
            endConnectionWith(signal, sent);
            observe?.(sent);
            watchConnection(sent, stage, unconnected, this.route.connectTimeoutMs);
        });
        try {
            const response = await this.axios.request<string>({
                method,
                url: path,
                data: body,
                headers: { "Idempotency-Key": idempotencyKey },
                // Covers connecting too, which axios' own time-out does not.
                signal,
                transport,
            });
            // The response to a request for a tunnel looks like the server's. Status 407 is always a proxy's.
            if (response.status === 407 && this.route.proxy !== undefined)
                stage.refusal = [407, response.statusText];
            if (stage.refusal === undefined) return response;
        } catch (error) {
            // An axios error holds the request's headers, and with them the key: it must not go any further.
            throw errorFor(error, stage, timeoutMs, facts);
        }
        throw new ProxyError(...stage.refusal, facts);
    }

    private transportFor(stage: Stage, observe: Observe) {
        const { tls } = this.route;
        return {
            request(
                options: http.RequestOptions,
                onResponse: (response: http.IncomingMessage) => void,
            ): http.ClientRequest {
                const { request } = options.protocol?.startsWith("https") === true ? https : http;
                const sent = request({ ...options, ...tls }, onResponse);
                stage.request = sent;
                observe(sent);
                return sent;
            },
        };
    }
}

function watchConnection(
    request: http.ClientRequest,
    stage: Stage,
    unconnected: AbortController,
    timeoutMs = CONNECT_TIMEOUT_MS,
): void {
    const timer = setTimeout(() => {
        stage.tooSlowAfterMs = timeoutMs;
        unconnected.abort();
    }, timeoutMs).unref();
    const connected = () => {
        clearTimeout(timer);
        stage.mayBeSent = true;
    };
    request.once("close", () => {
        clearTimeout(timer);
    });
    onProxyResponse(request, (status, text) => {
        stage.isAtProxy = false;
        if (status !== 200) stage.refusal = [status, text];
    });
    request.once("socket", (socket) => {
        const isSecure = socket instanceof TLSSocket;
        if (stage.refusal !== undefined) clearTimeout(timer);
        else if (request.reusedSocket || (!isSecure && !socket.connecting)) connected();
        else socket.once(isSecure ? "secureConnect" : "connect", connected);
    });
}

const forwardingBy = ({ url: { protocol, hostname, port, username, password } }: Proxy) => ({
    protocol,
    host: hostname,
    port: Number(port || (protocol === "https:" ? 443 : 80)),
    ...(username !== "" && {
        auth: { username: decodeURIComponent(username), password: decodeURIComponent(password) },
    }),
});

function errorFor(error: unknown, stage: Stage, timeoutMs: number, facts: RequestFacts): PolytomicError {
    if (stage.refusal !== undefined) return new ProxyError(...stage.refusal, facts);
    const code = error instanceof AxiosError ? error.code : undefined;
    const sent = stage.request === undefined || stage.mayBeSent;
    const where = { ...facts, isAtProxy: stage.isAtProxy && !sent };
    if (stage.tooSlowAfterMs !== undefined) return notConnectedAfter(stage.tooSlowAfterMs, where);
    if (code === AxiosError.ERR_CANCELED) return timedOutAfter(timeoutMs, where, sent);
    return new ConnectionError(code ?? "no code", sent, where);
}
