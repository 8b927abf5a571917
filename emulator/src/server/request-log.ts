import type { IncomingMessage, ServerResponse } from "node:http";
import type { Clock } from "../store/clock";

/** A request that reached the emulator. It never holds the caller's key. */
export interface LoggedRequest {
    method: string;
    /** Without the query. */
    path: string;
    /** The query, undecoded and without its question mark; empty where there is none. */
    query: string;
    /** 0 as long as there is no response, and where the connection ended without one. */
    status: number;
    idempotencyKey?: string;
    /** The `X-Polytomic-Version` that the caller sent. */
    version?: string;
    authorization: "bearer" | "basic" | "none";
    /** The parsed body; undefined where there is none. */
    body: unknown;
    /** When it arrived, by the emulator's clock. */
    atMs: number;
    /** How many requests were waiting for their response at that moment, this one included. */
    inFlight: number;
}

export class RequestLog {
    readonly requests: LoggedRequest[] = [];
    maxInFlight = 0;
    private readonly open = new Map<IncomingMessage, LoggedRequest>();

    constructor(
        private readonly clock: Clock,
        private readonly line: (line: string) => void = () => undefined,
    ) {}

    start(request: IncomingMessage, response: ServerResponse): void {
        const entry = this.describe(request);
        this.requests.push(entry);
        this.open.set(request, entry);
        this.maxInFlight = Math.max(this.maxInFlight, entry.inFlight);
        response.once("close", () => {
            this.end(request, 0);
        });
    }

    body(request: IncomingMessage, body: unknown): void {
        const entry = this.open.get(request);
        if (entry) entry.body = body;
    }

    end(request: IncomingMessage, status: number): void {
        const entry = this.open.get(request);
        if (!entry) return;
        this.open.delete(request);
        entry.status = status;
        const tookMs = this.clock.nowMs() - entry.atMs;
        this.line(`${entry.method} ${entry.path} ${status === 0 ? "no response" : status} ${tookMs} ms`);
    }

    clear(): void {
        this.requests.length = 0;
        this.maxInFlight = this.open.size;
    }

    private describe({ method = "", url = "", headers }: IncomingMessage): LoggedRequest {
        const [path = "", query = ""] = url.split("?", 2);
        const idempotencyKey = headers["idempotency-key"];
        const version = headers["x-polytomic-version"];
        return {
            method,
            path,
            query,
            status: 0,
            ...(typeof idempotencyKey === "string" && { idempotencyKey }),
            ...(typeof version === "string" && { version }),
            authorization: authorizationKind(headers.authorization),
            body: undefined,
            atMs: this.clock.nowMs(),
            inFlight: this.open.size + 1,
        };
    }
}

function authorizationKind(header = ""): LoggedRequest["authorization"] {
    if (/^bearer /i.test(header)) return "bearer";
    return /^basic /i.test(header) ? "basic" : "none";
}
