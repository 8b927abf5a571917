import { STATUS_CODES } from "node:http";
import { ServiceError, errorAnswer } from "./errors";
import type { Answer } from "./errors";
import type { FaultRule } from "./faults";
import { jsonType, respond, respondWithJson } from "./http";
import type { ReceivedRequest } from "./http";
import type { Operation } from "./operations";
import { serve } from "./service";
import type { Disturbance } from "./service";
import type { World } from "./world";

/** The version of the API that is emulated. Every answer of the service carries it. */
export const apiVersion = "2025-09-18";

interface Exchange {
    world: World;
    request: ReceivedRequest;
    serve: (disturbance?: Disturbance) => Promise<Answer>;
}

type Reaction = (exchange: Exchange, rule: FaultRule) => void | Promise<void>;

const defaultDelayMs = 1000;

const reactions: Record<FaultRule["kind"], Reaction> = {
    "reset-before-write": reset,
    "reset-after-write": async (exchange) => {
        await exchange.serve();
        reset(exchange);
    },
    "delay-before-write": async (exchange, { delayMs = defaultDelayMs }) => {
        send(exchange, await exchange.serve({ delayBeforeMs: delayMs }));
    },
    "delay-after-write": async (exchange, { delayMs = defaultDelayMs }) => {
        send(exchange, await exchange.serve({ delayAfterMs: delayMs }));
    },
    "half-answer": async (exchange) => {
        sendHalf(exchange, await exchange.serve());
    },
    html: async (exchange, { status = 502, write = false }) => {
        if (write) await exchange.serve();
        const text = `${status} ${STATUS_CODES[status] ?? ""}`;
        exchange.world.log.end(exchange.request.message, status);
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
export async function exchange(world: World, request: ReceivedRequest, operation: Operation): Promise<void> {
    const going: Exchange = {
        world,
        request,
        serve: (disturbance) => serve(world, request, operation, disturbance),
    };
    const rule = world.faults.take(request.method, request.url);
    if (rule) await reactions[rule.kind](going, rule);
    else send(going, await going.serve());
}

/** A recorded error is the service's own; any other comes from something in front of the service. */
async function failWithStatus({ request, serve }: Exchange, rule: FaultRule): Promise<Answer> {
    const { status = 500, retryAfter, write = false } = rule;
    const headers: Record<string, string> = retryAfter === undefined ? {} : { "retry-after": retryAfter };
    const error = new ServiceError(status, errorKey(status), STATUS_CODES[status] ?? "error");
    const failure = errorAnswer(error, headers);
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

function commonHeaders({ world }: Exchange): Record<string, string> {
    return { "x-polytomic-version": apiVersion, date: new Date(world.clock.nowMs()).toUTCString() };
}

function send(exchange: Exchange, { status, body, headers }: Answer): void {
    const { message, response } = exchange.request;
    exchange.world.log.end(message, status);
    const parts = { status, headers: { ...headers, ...commonHeaders(exchange) } };
    if (body === undefined) respond(response, parts);
    else respondWithJson(response, parts, body);
}

function sendHalf(exchange: Exchange, { status, body: json, headers }: Answer): void {
    const { response } = exchange.request;
    const body = Buffer.from(json === undefined ? "" : JSON.stringify(json));
    response.writeHead(status, {
        ...headers,
        ...commonHeaders(exchange),
        "content-type": jsonType,
        "content-length": String(body.length),
    });
    response.write(body.subarray(0, Math.floor(body.length / 2)), () => response.destroy());
}

function reset({ request }: Exchange): void {
    request.message.socket.resetAndDestroy();
}
