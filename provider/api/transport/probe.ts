/** Single requests with all that is to be seen of them, for a diagnosis. What it returns holds no credential. */

import { setTimeout as wait } from "node:timers/promises";
import { TLSSocket, type PeerCertificate } from "node:tls";
import { z } from "zod";
import { parseJson, propertyOf, withoutUndefined } from "../../model/objects.js";
import { headersFor, REQUEST_TIMEOUT_MS } from "../client.js";
import type { Connection } from "../credentials.js";
import { PolytomicError } from "../errors.js";
import { HttpClient, type ApiRequest, type HttpResponse, type Observe } from "./http.js";
import { readResponse, withoutSecrets } from "./response.js";
import { delayMs, isRateLimited } from "./retry.js";

/** The number of tries of a request that Polytomic refuses as too many. */
const MOST_ATTEMPTS = 8;

/** A request without what its response must look like. */
export type ProbeRequest = Omit<ApiRequest<unknown>, "schema">;

/** A server's certificate. */
export interface Certificate {
    /** The organization or the name of who issued it. */
    readonly issuer: string;
    readonly validToMs: number;
}

/** What was seen of a connection. */
export interface Trace {
    /** The proxy, as host and port. */
    proxy?: string;
    /** How long it took to connect, TLS included. Undefined for a connection that was there already. */
    connectMs?: number;
    /** How long it took until the response began. */
    responseMs?: number;
    certificate?: Certificate;
}

/** What became of a request. */
export interface Observation {
    /** Undefined where no response arrived. */
    readonly status: number | undefined;
    readonly headers: Readonly<Record<string, string>>;
    /** The body; undefined where it is empty or no JSON. */
    readonly json: unknown;
    /** Why the package can't use the response; undefined where it can. */
    readonly error: PolytomicError | undefined;
    /** When the request was sent and when the response was complete, by this machine's clock. */
    readonly sentAtMs: number;
    readonly receivedAtMs: number;
    readonly trace: Trace;
}

/** Sends single requests, with the settings of all others. Repeats only what Polytomic refuses as too many. */
export class Probe {
    private readonly http: HttpClient;

    constructor(private readonly connection: Connection) {
        this.http = new HttpClient(connection, headersFor(connection));
    }

    /** Sends a request. Any response is a result, and so is none. */
    async send(request: ProbeRequest): Promise<Observation> {
        for (let attempt = 1; ; attempt++) {
            const observation = await this.sendOnce(request, attempt);
            const { error } = observation;
            if (!isRateLimited(error) || attempt === MOST_ATTEMPTS) return observation;
            await wait(delayMs(attempt, error.facts.retryAfterMs));
        }
    }

    /** The server's certificate, also where Node.js does not trust it. No credentials are sent. */
    async certificate(): Promise<Certificate | undefined> {
        const { origin, proxy } = this.connection;
        const facts = { method: "GET", path: "/", attempts: 1, origin };
        const untrusting = new HttpClient({ origin, proxy, tls: { rejectUnauthorized: false } }, {});
        const trace: Trace = {};
        const observe: Observe = (request) => {
            observeInto(trace)(request);
            request.once("socket", (socket) => socket.once("secureConnect", () => request.destroy()));
        };
        await untrusting
            .exchange({ method: "GET", path: "/" }, REQUEST_TIMEOUT_MS, facts, observe)
            .catch(() => undefined);
        return trace.certificate;
    }

    private async sendOnce(request: ProbeRequest, attempts: number): Promise<Observation> {
        const { origin } = this.connection;
        const facts = { method: request.method, path: request.path, attempts, origin };
        const trace: Trace = withoutUndefined({ proxy: origin.proxy?.host });
        const sentAtMs = Date.now();
        const end = () => ({ sentAtMs, receivedAtMs: Date.now(), trace });
        try {
            const response = await this.http.exchange(request, REQUEST_TIMEOUT_MS, facts, observeInto(trace));
            const error = errorIn(() => readResponse(response, z.unknown(), facts, this.connection));
            return { ...this.contentOf(response), error, ...end() };
        } catch (error) {
            if (!(error instanceof PolytomicError)) throw error;
            return { status: undefined, headers: {}, json: undefined, error, ...end() };
        }
    }

    private contentOf({ status, headers, data }: HttpResponse) {
        const { secrets } = this.connection;
        const texts = Object.entries(headers).map(([name, value]): [string, string] => [
            name,
            withoutSecrets(String(value), secrets),
        ]);
        return {
            status,
            headers: Object.fromEntries(texts),
            json: parseJson(withoutSecrets(data, secrets)),
        };
    }
}

function errorIn(read: () => unknown): PolytomicError | undefined {
    try {
        read();
        return undefined;
    } catch (error) {
        if (error instanceof PolytomicError) return error;
        throw error;
    }
}

/** Writes into a trace what is seen of a request. */
function observeInto(trace: Trace): Observe {
    return (request) => {
        const startMs = performance.now();
        const elapsedMs = () => performance.now() - startMs;
        request.once("response", () => (trace.responseMs = elapsedMs()));
        request.once("socket", (socket) => {
            if (request.reusedSocket) return;
            const isSecure = socket instanceof TLSSocket;
            socket.once(isSecure ? "secureConnect" : "connect", () => {
                trace.connectMs = elapsedMs();
                if (isSecure) Object.assign(trace, certificateOf(socket.getPeerCertificate()));
            });
        });
    };
}

function certificateOf({ issuer, valid_to: validTo }: PeerCertificate): Pick<Trace, "certificate"> {
    const name = [propertyOf(issuer, "O"), propertyOf(issuer, "CN")].find((part) => typeof part === "string");
    return { certificate: { issuer: name ?? "unknown", validToMs: Date.parse(validTo) } };
}
