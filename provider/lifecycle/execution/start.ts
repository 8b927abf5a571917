/** Starts exactly one execution, however often the create is repeated and whichever responses are lost. */

import { createHash } from "node:crypto";
import { isOutcomeOpen, LifecycleError, retryAfterMsOf, statusOf } from "../../api/errors.js";
import type { Execution } from "../../api/executions.js";
import { delayMs } from "../../api/transport/retry.js";
import { textOf, type Properties } from "../../model/state.js";
import { CLOCK_TOLERANCE_MS, mayBeOlder } from "../../model/time-window.js";
import { LAG_MS, type Call } from "../process/context.js";
import { requestOf } from "./state.js";
import { waitForEnd } from "./wait.js";

/** How many more requests may follow a lost response. */
const MOST_RETRIES = 6;
/** How many keys may have an error as their stored response. */
const MOST_KEYS = 25;

/** The execution that a create has, and how it came by it. */
export interface Started {
    readonly execution: Execution;
    /** Started by this create, by an earlier one of the same resource, or by somebody else. */
    readonly origin: "this create" | "earlier create" | "somebody else";
}

/** Starts an execution, or finds that of an earlier request. */
export const startOnce = (call: Call, inputs: Properties): Promise<Started> => new Start(call, inputs).run();

/**
 * A bulk sync runs one execution at a time, and responds with 409 to the start of another. Polytomic repeats its first
 * response to a key, a 409 or a 500 too. So every run goes through the same keys in the same order.
 */
class Start {
    private readonly syncId: string;
    private readonly startedMs = performance.now();
    private spentKeys = 0;
    private lostResponses = 0;

    constructor(
        private readonly call: Call,
        private readonly inputs: Properties,
    ) {
        this.syncId = textOf(inputs, "syncId") ?? "";
    }

    async run(): Promise<Started> {
        const { executions } = this.call.context.account;
        for (;;) {
            const request = requestOf(this.inputs);
            try {
                const execution = await executions.start(
                    this.syncId,
                    request,
                    this.key(),
                    this.call.deadline,
                );
                // Without a time, nothing shows that it is a repeated response.
                const isOlder = execution.createdAt !== undefined && this.isOlder(execution);
                return { execution, origin: isOlder ? "earlier create" : "this create" };
            } catch (error) {
                const started = await this.settle(error);
                if (started) return started;
            }
        }
    }

    /** Decides after a request that failed: undefined to send another one. Throws where that can't help. */
    private async settle(error: unknown): Promise<Started | undefined> {
        const status = statusOf(error);
        if (status === 500) return this.settleRecorded(error);
        if (isOutcomeOpen(error)) {
            // Only the same key shows whether the request has started an execution.
            if (!(await this.wait(error))) throw error;
            return undefined;
        }
        if (status !== 409) throw error;
        // It may be the request whose response was lost that still runs.
        if (this.lostResponses > 0 && (await this.wait(error))) return undefined;
        return this.settleBusy(error);
    }

    // If the 500 has started an execution, it is the one that runs: any other would have led to a 409.
    private async settleRecorded(error: unknown): Promise<Started | undefined> {
        await this.call.deadline.sleep(LAG_MS);
        const running = await this.findRunning();
        const isOlder = running && this.isOlder(running);
        if (running && !isOlder) return { execution: running, origin: "this create" };
        this.spendKey(error);
        return undefined;
    }

    private async settleBusy(error: unknown): Promise<Started | undefined> {
        const other = await this.findRunning();
        const { ifRunning = "wait" } = this.inputs;
        // It has ended since, or this is the repeated response of an earlier request.
        if (other === undefined) this.spendKey(error);
        else if (ifRunning === "join") return { execution: other, origin: "somebody else" };
        else if (ifRunning === "fail") throw new LifecycleError(isBusy(this.syncId, other));
        else await waitForEnd(this.call, this.syncId, other);
        return undefined;
    }

    /** Whether an execution began before this create, by Polytomic's clock, which only a response shows. */
    private isOlder({ createdAt }: Execution): boolean {
        const startedAtMs = this.call.context.account.serviceTimeMs() - (performance.now() - this.startedMs);
        return mayBeOlder(createdAt, startedAtMs - CLOCK_TOLERANCE_MS);
    }

    private async findRunning(): Promise<Execution | undefined> {
        const { context, deadline } = this.call;
        return (await context.account.executions.status(this.syncId, deadline)).currentExecution;
    }

    private async wait(error: unknown): Promise<boolean> {
        if (++this.lostResponses > MOST_RETRIES) return false;
        return this.call.deadline.sleep(delayMs(this.lostResponses, retryAfterMsOf(error)));
    }

    private spendKey(error: unknown): void {
        if (++this.spentKeys > MOST_KEYS) throw error;
    }

    /** Other triggers, and an execution before this one, make another key: then another execution is wanted. */
    private key(): string {
        const identity = textOf(this.inputs, "__identity") ?? "";
        const previous = this.call.context.registry.executions.get(identity);
        const parts = [
            identity,
            this.syncId.toLowerCase(),
            this.inputs["triggers"],
            previous,
            this.spentKeys,
        ];
        const digest = createHash("sha256").update(JSON.stringify(parts)).digest("hex");
        return `pulumi-polytomic-${digest.slice(0, 40)}`;
    }
}

const isBusy = (syncId: string, { id = "(without id)" }: Execution) =>
    `could not start an execution of bulk sync ${syncId}: execution ${id} is running. Run the command again when it has ended, ` +
    'or set ifRunning to "wait" or "join".';
