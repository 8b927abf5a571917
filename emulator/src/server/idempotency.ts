import { ServiceError, errorResponse } from "../errors";
import type { ServiceResponse } from "../errors";
import type { Behaviour } from "../options";
import type { Clock } from "../store/clock";

/** A request with an idempotency key. Keys of different organizations have nothing to do with each other. */
export interface KeyedRequest {
    organizationId: string;
    key: string;
    /** What was asked for: path and body. */
    asked: string;
}

export interface Recorded {
    asked: string;
    atMs: number;
    /** Not there while the first request is still running. */
    response?: ServiceResponse;
}

/** The first response for a key is the response until the key expires, errors included. */
export class Idempotency {
    private readonly recorded: Map<string, Recorded[]>;

    constructor(
        private readonly clock: Clock,
        private readonly behaviour: Behaviour,
        recorded: Readonly<Record<string, Recorded[]>> = {},
    ) {
        this.recorded = new Map(Object.entries(recorded));
    }

    snapshot(): Record<string, Recorded[]> {
        return Object.fromEntries(this.recorded);
    }

    async once(request: KeyedRequest, perform: () => Promise<ServiceResponse>): Promise<ServiceResponse> {
        const known = this.find(request);
        if (known) return this.repeat(known, request);

        const record: Recorded = { asked: request.asked, atMs: this.clock.nowMs() };
        this.recorded.set(nameOf(request), [...this.alive(request), record]);
        record.response = await perform();
        return record.response;
    }

    private find(request: KeyedRequest): Recorded | undefined {
        const alive = this.alive(request);
        const same = alive.find(({ asked }) => asked === request.asked);
        return same ?? (this.behaviour.reusedKeyWithOtherBody === "created" ? undefined : alive[0]);
    }

    private alive(request: KeyedRequest): Recorded[] {
        const oldestMs = this.clock.nowMs() - this.behaviour.idempotencyKeyTtlMs;
        const records = this.recorded.get(nameOf(request)) ?? [];
        return records.filter(({ response, atMs }) => !response || atMs > oldestMs);
    }

    private repeat({ asked, response }: Recorded, request: KeyedRequest): ServiceResponse {
        const { reusedKeyWithOtherBody } = this.behaviour;
        if (asked !== request.asked && typeof reusedKeyWithOtherBody === "number") {
            return errorResponse(
                new ServiceError(
                    reusedKeyWithOtherBody,
                    "idempotency_key_reused",
                    "the key belongs to another request",
                ),
            );
        }
        const running = "a request with this idempotency key is still running";
        return response ?? errorResponse(new ServiceError(409, "idempotency_key_in_use", running));
    }
}

function nameOf({ organizationId, key }: KeyedRequest): string {
    return `${organizationId}:${key}`;
}
