import { STATUS_CODES } from "node:http";
import { ServiceError, errorResponse } from "../errors";
import type { ServiceResponse } from "../errors";
import type { Operation } from "../operations/call";
import type { EmulatorState } from "../state";
import type { FaultRule } from "./faults";
import { JSON_TYPE, respond, respondWithJson } from "./http";
import type { ReceivedRequest } from "./http";
import { serve } from "./service";
import type { Disturbance } from "./service";

/** The version of the API that is emulated. Every response of the service carries it. */
export const API_VERSION = "2025-09-18";

interface Exchange {
    state: EmulatorState;
    request: ReceivedRequest;
    serve: (disturbance?: Disturbance) => Promise<ServiceResponse>;
}

type Reaction = (exchange: Exchange, rule: FaultRule) => void | Promise<void>;

const DEFAULT_DELAY_MS = 1000;

const reactions: Record<FaultRule["kind"], Reaction> = {
    "reset-before-write": reset,
    "reset-after-write": async (exchange) => {
        await exchange.serve();
        reset(exchange);
    },
    "delay-before-write": async (exchange, { delayMs = DEFAULT_DELAY_MS }) => {
        send(exchange, await exchange.serve({ delayBeforeMs: delayMs }));
    },
    "delay-after-write": async (exchange, { delayMs = DEFAULT_DELAY_MS }) => {
        send(exchange, await exchange.serve({ delayAfterMs: delayMs }));
    },
    "half-response": async (exchange) => {
        sendHalf(exchange, await exchange.serve());
    },
    html: async (exchange, { status = 502, write = false }) => {
        if (write) await exchange.serve();
        const text = `${status} ${STATUS_CODES[status] ?? ""}`;
        exchange.state.log.end(exchange.request.message, status);
        respond(exchange.request.response, {
            status,
            headers: { "content-type": "text/html; charset=utf-8" },
            body: `<html><head><title>${text}</title></head><body><h1>${text}</h1><hr>proxy</body></html>\n`,
        });
    },
    status: async (exchange, rule) => {
        send(exchange, await failWithStatus(exchange, rule));
    },
    "deleted-at": async (exchange) => {
        send(exchange, await exchange.serve({ behaviour: { deletedAtOnLive: true } }));
    },
};

/** Takes one request through whatever is to happen to it. */
export async function exchange(
    state: EmulatorState,
    request: ReceivedRequest,
    operation: Operation,
): Promise<void> {
    const going: Exchange = {
        state,
        request,
        serve: (disturbance) => serve(state, request, operation, disturbance),
    };
    const rule = state.faults.take(request.method, request.url);
    if (rule) await reactions[rule.kind](going, rule);
    else send(going, await going.serve());
}

/** A recorded error is the service's own; any other comes from something in front of the service. */
async function failWithStatus({ request, serve }: Exchange, rule: FaultRule): Promise<ServiceResponse> {
    const { status = 500, retryAfter, write = false } = rule;
    const headers: Record<string, string> = retryAfter === undefined ? {} : { "retry-after": retryAfter };
    const error = new ServiceError(status, errorKey(status), STATUS_CODES[status] ?? "error");
    const failure = errorResponse(error, headers);
    const isKeyedPost = request.method === "POST" && request.headers["idempotency-key"] !== undefined;

    if (rule.recorded ?? (status === 500 && isKeyedPost)) {
        const failing =
            (operation: Operation): Operation =>
            (call) => {
                if (write) operation(call);
                return failure;
            };
        return serve({ operation: failing });
    }
    if (write) await serve();
    return failure;
}

function errorKey(status: number): string {
    return (STATUS_CODES[status] ?? "error").toLowerCase().replaceAll(" ", "_");
}

function commonHeaders({ state }: Exchange): Record<string, string> {
    return { "x-polytomic-version": API_VERSION, date: new Date(state.clock.nowMs()).toUTCString() };
}

function send(exchange: Exchange, { status, body, headers }: ServiceResponse): void {
    const { message, response } = exchange.request;
    exchange.state.log.end(message, status);
    const parts = { status, headers: { ...headers, ...commonHeaders(exchange) } };
    if (body === undefined) respond(response, parts);
    else respondWithJson(response, parts, body);
}

function sendHalf(exchange: Exchange, { status, body: json, headers }: ServiceResponse): void {
    const { response } = exchange.request;
    const body = Buffer.from(json === undefined ? "" : JSON.stringify(json));
    response.writeHead(status, {
        ...headers,
        ...commonHeaders(exchange),
        "content-type": JSON_TYPE,
        "content-length": String(body.length),
    });
    response.write(body.subarray(0, Math.floor(body.length / 2)), () => response.destroy());
}

function reset({ request }: Exchange): void {
    request.message.socket.resetAndDestroy();
}
