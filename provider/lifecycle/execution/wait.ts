/** Waits until an execution has ended, and says now and then how far it is. */

import { LifecycleError } from "../../api/errors.js";
import type { Execution } from "../../api/executions.js";
import type { Call } from "../process/context.js";

const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 15_000;
const GROWTH = 1.5;
/** How often a waiting execution says how far it is, in milliseconds. */
const SAY_EVERY_MS = 15_000;

/** Waits for the end of an execution. Throws where the time is up before. */
export async function waitForEnd(call: Call, syncId: string, begun: Execution): Promise<Execution> {
    const { context, deadline } = call;
    const { executions } = context.account;
    let execution = begun;
    let saidAtMs = performance.now();
    for (let delayMs = FIRST_DELAY_MS; ; delayMs = Math.min(delayMs * GROWTH, LONGEST_DELAY_MS)) {
        if (await executions.hasEnded(syncId, execution, deadline)) return execution;
        if (performance.now() - saidAtMs >= SAY_EVERY_MS) {
            saidAtMs = performance.now();
            context.say(progressOf(syncId, execution));
        }
        // The last look is just before the time is up.
        const lastDelayMs = Math.max(FIRST_DELAY_MS, deadline.leftMs() - FIRST_DELAY_MS);
        if (!(await deadline.sleep(Math.min(delayMs, lastDelayMs))))
            throw new LifecycleError(isOverdue(syncId, execution));
        execution = await executions.get(syncId, begun.id ?? "", deadline);
    }
}

const progressOf = (syncId: string, { id, status, recordCount = 0 }: Execution) =>
    `Execution ${id} of bulk sync ${syncId}: ${status}, ${recordCount.toLocaleString("en")} records so far.`;

const isOverdue = (syncId: string, { id, status }: Execution) =>
    `execution ${id} of bulk sync ${syncId} has not ended in time: it is ${status}. The next \`pulumi up\` goes on waiting for ` +
    "it. To wait for longer, set `customTimeouts.create`.";
