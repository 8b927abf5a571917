import { RefusedInput, ServiceError, errorResponse } from "../errors";
import type { ServiceResponse } from "../errors";
import type { Operation } from "../operations/call";
import type { Behaviour } from "../options";
import type { EmulatorState } from "../state";
import type { Caller } from "../store/accounts";
import { parseIdempotencyKey, parseJson } from "../validation/requests";
import type { ReceivedRequest } from "./http";

/** What differs from the normal course of a request. */
export interface Disturbance {
    operation?: (operation: Operation) => Operation;
    behaviour?: Partial<Behaviour>;
    delayBeforeMs?: number;
    delayAfterMs?: number;
}

/** What the service makes of a request; whether the caller gets to see the response is another matter. */
export async function serve(
    state: EmulatorState,
    request: ReceivedRequest,
    operation: Operation,
    disturbance: Disturbance = {},
): Promise<ServiceResponse> {
    try {
        return await admit(state, request, operation, disturbance);
    } catch (error) {
        if (!(error instanceof ServiceError)) throw error;
        await state.pause(state.behaviour.latencyMs);
        return errorResponse(error);
    }
}

async function admit(
    state: EmulatorState,
    request: ReceivedRequest,
    operation: Operation,
    disturbance: Disturbance,
): Promise<ServiceResponse> {
    const waitSeconds = state.rateLimiter.retryAfterSeconds();
    if (waitSeconds !== undefined) return tooManyRequests(waitSeconds);
    const caller = state.accounts.authenticate(request.headers.authorization);
    if (!caller) throw new ServiceError(401, "unauthorized", "the API key is missing or not valid");

    const perform = () => run(state, request, caller, operation, disturbance);
    const key = idempotencyKeyOf(request);
    if (key === undefined || state.behaviour.idempotencyKeys === "ignored") return perform();
    const asked = `${request.url} ${request.body}`;
    return state.idempotency.once({ organizationId: caller.organizationId, key, asked }, perform);
}

async function run(
    state: EmulatorState,
    request: ReceivedRequest,
    caller: Caller,
    operation: Operation,
    { operation: disturb, behaviour, delayBeforeMs = 0, delayAfterMs = 0 }: Disturbance,
): Promise<ServiceResponse> {
    await state.pause(delayBeforeMs);
    const response = attempt(state.behaviour, () =>
        (disturb?.(operation) ?? operation)({
            state,
            behaviour: { ...state.behaviour, ...behaviour },
            caller,
            params: request.params,
            query: request.query,
            body: parseJson(request.body),
        }),
    );
    await state.pause(state.behaviour.latencyMs + delayAfterMs);
    return response;
}

function attempt({ refusals }: Behaviour, operation: () => ServiceResponse): ServiceResponse {
    try {
        return operation();
    } catch (error) {
        if (error instanceof RefusedInput) return errorResponse(error.withStatus(refusals));
        if (error instanceof ServiceError) return errorResponse(error);
        throw error;
    }
}

/** Only POST knows idempotency keys. */
function idempotencyKeyOf({ method, headers }: ReceivedRequest): string | undefined {
    const key = headers["idempotency-key"];
    return method === "POST" && typeof key === "string" ? parseIdempotencyKey(key) : undefined;
}

function tooManyRequests(waitSeconds: number): ServiceResponse {
    const error = new ServiceError(429, "too_many_requests", "too many requests");
    return errorResponse(error, { "retry-after": String(waitSeconds) });
}
