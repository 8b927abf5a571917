import { STATUS_CODES } from "node:http";
import type { FastifyReply, FastifyRequest } from "fastify";
import { ServiceError, errorAnswer } from "./errors";
import type { Answer } from "./errors";
import type { FaultRule } from "./faults";
import type { Operation } from "./operations";
import { serve } from "./service";
import type { Disturbance } from "./service";
import type { World } from "./world";

/** The version of the API that is emulated. Every answer of the service carries it. */
export const apiVersion = "2025-09-18";

interface Exchange {
    world: World;
    request: FastifyRequest;
    reply: FastifyReply;
    serve: (disturbance?: Disturbance) => Promise<Answer>;
}

type Reaction = (exchange: Exchange, rule: FaultRule) => Promise<void>;

const defaultDelayMs = 1000;

const reactions: Record<FaultRule["kind"], Reaction> = {
    "reset-before-write": reset,
    "reset-after-write": async (exchange) => {
        await exchange.serve();
        await reset(exchange);
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
        void exchange.reply
            .code(status)
            .type("text/html; charset=utf-8")
            .send(`<html><head><title>${text}</title></head><body><h1>${text}</h1><hr>proxy</body></html>\n`);
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
    world: World,
    request: FastifyRequest,
    reply: FastifyReply,
    operation: Operation,
): Promise<FastifyReply> {
    const going: Exchange = {
        world,
        request,
        reply,
        serve: (disturbance) => serve(world, request, operation, disturbance),
    };
    const rule = world.faults.take(request.method, request.url);
    if (rule) await reactions[rule.kind](going, rule);
    else send(going, await going.serve());
    return reply;
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

function headersOf({ world }: Exchange, answer: Answer): Record<string, string> {
    return {
        ...answer.headers,
        "x-polytomic-version": apiVersion,
        date: new Date(world.clock.nowMs()).toUTCString(),
    };
}

function send(exchange: Exchange, answer: Answer): void {
    const reply = exchange.reply.code(answer.status).headers(headersOf(exchange, answer));
    if (answer.body === undefined) void reply.send();
    else void reply.type("application/json; charset=utf-8").send(JSON.stringify(answer.body));
}

function sendHalf(exchange: Exchange, answer: Answer): void {
    const { raw } = exchange.reply.hijack();
    const body = Buffer.from(answer.body === undefined ? "" : JSON.stringify(answer.body));
    raw.writeHead(answer.status, {
        ...headersOf(exchange, answer),
        "content-type": "application/json; charset=utf-8",
        "content-length": String(body.length),
    });
    raw.write(body.subarray(0, Math.floor(body.length / 2)), () => raw.destroy());
}

function reset({ request, reply }: Exchange): Promise<void> {
    reply.hijack();
    request.raw.socket.resetAndDestroy();
    return Promise.resolve();
}
