import { setTimeout as sleep } from "node:timers/promises";
import { DEFAULT_BEHAVIOUR } from "./options";
import type { Behaviour, BehaviourOptions } from "./options";
import { Faults } from "./server/faults";
import { Idempotency } from "./server/idempotency";
import { RateLimiter } from "./server/rate-limiter";
import { RequestLog } from "./server/request-log";
import { Accounts } from "./store/accounts";
import { Clock } from "./store/clock";
import { Executions } from "./store/executions";
import { Store } from "./store/store";

/** Everything that one emulator holds. */
export class EmulatorState {
    readonly clock = new Clock();
    readonly accounts = new Accounts();
    readonly faults = new Faults();
    readonly behaviour: Behaviour;
    readonly store: Store;
    readonly executions = new Executions(this.clock);
    readonly idempotency: Idempotency;
    readonly rateLimiter: RateLimiter;
    readonly log: RequestLog;
    private readonly ending = new AbortController();

    constructor(behaviour: BehaviourOptions, line?: (line: string) => void) {
        this.behaviour = { ...DEFAULT_BEHAVIOUR, ...behaviour };
        this.store = new Store(this.clock, this.behaviour);
        this.idempotency = new Idempotency(this.clock, this.behaviour);
        this.rateLimiter = new RateLimiter(this.clock, this.behaviour);
        this.log = new RequestLog(this.clock, line);
    }

    async pause(ms: number): Promise<void> {
        if (ms > 0) await sleep(ms, undefined, { signal: this.ending.signal });
    }

    /** What is paused now ends with an error, so that nothing is written any more. */
    end(): void {
        this.ending.abort();
    }
}
