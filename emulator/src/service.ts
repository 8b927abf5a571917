import type { Caller } from "./accounts";
import { ServiceError, errorAnswer } from "./errors";
import type { Answer } from "./errors";
import type { ReceivedRequest } from "./http";
import type { Operation } from "./operations";
import type { Behaviour } from "./options";
import { parseIdempotencyKey, parseJson } from "./validation";
import type { World } from "./world";

/** What differs from the normal course of a request. */
export interface Disturbance {
    operation?: (operation: Operation) => Operation;
    behaviour?: Partial<Behaviour>;
    delayBeforeMs?: number;
    delayAfterMs?: number;
}

/** What the service makes of a request; whether the caller gets to see the answer is another matter. */
export async function serve(
    world: World,
    request: ReceivedRequest,
    operation: Operation,
    disturbance: Disturbance = {},
): Promise<Answer> {
    try {
        return await admit(world, request, operation, disturbance);
    } catch (error) {
        if (!(error instanceof ServiceError)) throw error;
        await world.pause(world.behaviour.latencyMs);
        return errorAnswer(error);
    }
}

async function admit(
    world: World,
    request: ReceivedRequest,
    operation: Operation,
    disturbance: Disturbance,
): Promise<Answer> {
    const waitSeconds = world.rateLimiter.retryAfterSeconds();
    if (waitSeconds !== undefined) return tooManyRequests(waitSeconds);
    const caller = world.accounts.authenticate(request.headers.authorization);
    if (!caller) throw new ServiceError(401, "unauthorized", "the API key is missing or not valid");

    const perform = () => run(world, request, caller, operation, disturbance);
    const key = idempotencyKeyOf(request);
    if (key === undefined || world.behaviour.idempotencyKeys === "ignored") return perform();
    const asked = `${request.url} ${request.body}`;
    return world.idempotency.once({ organizationId: caller.organizationId, key, asked }, perform);
}

async function run(
    world: World,
    request: ReceivedRequest,
    caller: Caller,
    operation: Operation,
    { operation: disturb, behaviour, delayBeforeMs = 0, delayAfterMs = 0 }: Disturbance,
): Promise<Answer> {
    await world.pause(delayBeforeMs);
    const answer = attempt(() =>
        (disturb?.(operation) ?? operation)({
            world,
            behaviour: { ...world.behaviour, ...behaviour },
            caller,
            params: request.params,
            query: request.query,
            body: parseJson(request.body),
        }),
    );
    await world.pause(world.behaviour.latencyMs + delayAfterMs);
    return answer;
}

function attempt(operation: () => Answer): Answer {
    try {
        return operation();
    } catch (error) {
        if (error instanceof ServiceError) return errorAnswer(error);
        throw error;
    }
}

/** Only POST knows idempotency keys. */
function idempotencyKeyOf({ method, headers }: ReceivedRequest): string | undefined {
    const key = headers["idempotency-key"];
    return method === "POST" && typeof key === "string" ? parseIdempotencyKey(key) : undefined;
}

function tooManyRequests(waitSeconds: number): Answer {
    const error = new ServiceError(429, "too_many_requests", "too many requests");
    return errorAnswer(error, { "retry-after": String(waitSeconds) });
}
