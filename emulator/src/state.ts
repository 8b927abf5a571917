import { setTimeout as sleep } from "node:timers/promises";
import { DEFAULT_BEHAVIOUR } from "./options";
import type { Behaviour, BehaviourOptions } from "./options";
import { Faults } from "./server/faults";
import { Idempotency } from "./server/idempotency";
import type { Recorded } from "./server/idempotency";
import { RateLimiter } from "./server/rate-limiter";
import { RequestLog } from "./server/request-log";
import { Accounts } from "./store/accounts";
import type { AccountsSnapshot } from "./store/accounts";
import { Clock } from "./store/clock";
import { Executions } from "./store/executions";
import type { Started } from "./store/executions";
import { Store } from "./store/store";
import type { StoreSnapshot } from "./store/store";

/** What an emulator holds, for JSON: another one goes on from there. Its keys are valid for emulators alone. */
export interface Snapshot {
    nowMs: number;
    behaviour: Behaviour;
    accounts: AccountsSnapshot;
    store: StoreSnapshot;
    /** By bulk sync. */
    executions: Record<string, Started[]>;
    /** The responses for idempotency keys. */
    responses: Record<string, Recorded[]>;
}

/** Everything that one emulator holds. */
export class EmulatorState {
    readonly clock = new Clock();
    readonly accounts: Accounts;
    readonly faults = new Faults();
    readonly behaviour: Behaviour;
    readonly store: Store;
    readonly executions: Executions;
    readonly idempotency: Idempotency;
    readonly rateLimiter: RateLimiter;
    readonly log: RequestLog;
    private readonly ending = new AbortController();

    constructor(behaviour: BehaviourOptions, line?: (line: string) => void, snapshot?: Snapshot) {
        if (snapshot) this.clock.setTo(snapshot.nowMs);
        this.behaviour = { ...DEFAULT_BEHAVIOUR, ...snapshot?.behaviour, ...behaviour };
        this.accounts = new Accounts(snapshot?.accounts);
        this.store = new Store(this.clock, this.behaviour, snapshot?.store);
        this.executions = new Executions(this.clock, snapshot?.executions);
        this.idempotency = new Idempotency(this.clock, this.behaviour, snapshot?.responses);
        this.rateLimiter = new RateLimiter(this.clock, this.behaviour);
        this.log = new RequestLog(this.clock, line);
    }

    snapshot(): Snapshot {
        const { clock, behaviour, accounts, store, executions, idempotency } = this;
        return structuredClone({
            nowMs: clock.nowMs(),
            behaviour,
            accounts: accounts.snapshot(),
            store: store.snapshot(),
            executions: executions.snapshot(),
            responses: idempotency.snapshot(),
        });
    }

    async pause(ms: number): Promise<void> {
        if (ms > 0) await sleep(ms, undefined, { signal: this.ending.signal });
    }

    /** What is paused now ends with an error, so that nothing is written any more. */
    end(): void {
        this.ending.abort();
    }
}
