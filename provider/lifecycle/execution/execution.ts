/** Runs a bulk sync: the resource `BulkSyncExecution`. */

import { explain, failTo, InterruptedError, LifecycleError } from "../../api/errors.js";
import { executionPath, type Execution } from "../../api/executions.js";
import { undefinedOn404 } from "../../api/records.js";
import { textOf, type Outputs, type Properties } from "../../model/state.js";
import type { Call } from "../process/context.js";
import { PartialFailure } from "../process/partial-failure.js";
import { startOnce, type Started } from "./start.js";
import { executionIn, executionInputs, executionOutputs, idsOf } from "./state.js";
import { waitForEnd } from "./wait.js";

/** Starts an execution, and waits for its end unless the inputs say otherwise. */
export async function createExecution(
    call: Call,
    inputs: Properties,
): Promise<{ id: string; outs: Outputs }> {
    const syncId = textOf(inputs, "syncId") ?? "";
    const action = `start an execution of bulk sync ${syncId}`;
    const { execution, origin } = await startOnce(call, inputs).catch(failTo(action));
    const executionId = requireId(action, execution);
    if (origin !== "this create") call.context.warn(isOthers(syncId, execution, origin));
    const id = `${syncId}/${executionId}`;
    return { id, outs: await follow(call, inputs, id, execution) };
}

/** Goes on waiting for an execution that an interrupted or overdue create has left. Other inputs count from the next one on. */
export async function updateExecution(
    call: Call,
    id: string,
    olds: Properties,
    news: Properties,
): Promise<{ outs: Outputs }> {
    const { syncId, executionId } = idsOf(olds);
    if (textOf(olds, "completedAt") !== undefined) return { outs: executionOutputs(news, executionIn(olds)) };
    const { context, deadline } = call;
    const reading = context.account.executions.get(syncId, executionId, deadline);
    const execution = await reading.catch(failTo(`read execution ${executionId} of bulk sync ${syncId}`));
    return { outs: await follow(call, news, id, execution) };
}

/** Reads how it went. What Polytomic does not show any more stays as it is in state. */
export async function readExecution(
    { context, deadline }: Call,
    id: string,
    state: Properties,
): Promise<{ id: string; props: Outputs; inputs: Record<string, unknown> }> {
    const { syncId, executionId } = idsOf(state);
    const reading = undefinedOn404(context.account.executions.get(syncId, executionId, deadline));
    const execution = await reading.catch(failTo(`read execution ${executionId} of bulk sync ${syncId}`));
    const isFailed = textOf(state, "__failed") !== undefined;
    const outs = execution && executionOutputs(state, execution, isFailed);
    return { id, props: outs ?? { ...state }, inputs: executionInputs(state) };
}

/** Asks Polytomic to cancel the execution of a resource that is deleted, if it still runs. */
export async function cancelExecution({ context, deadline }: Call, state: Properties): Promise<void> {
    const { syncId, executionId } = idsOf(state);
    const { executions } = context.account;
    const cancel = async () => {
        const execution = await executions.get(syncId, executionId, deadline);
        if (!(await executions.hasEnded(syncId, execution, deadline)))
            await executions.cancel(syncId, executionId, deadline);
        return execution;
    };
    const failed = failTo(`cancel execution ${executionId} of bulk sync ${syncId}`);
    const found = await undefinedOn404(cancel()).catch(failed);
    // A key of another organization gets 404, too.
    if (found === undefined)
        context.warn(
            `did not cancel execution ${executionId} of bulk sync ${syncId}: Polytomic does not find it with this API key. ` +
                "If it still runs, cancel it in Polytomic.",
        );
}

/** Waits where that is wanted, and judges the end. Every failure keeps the execution in state. */
async function follow(call: Call, inputs: Properties, id: string, begun: Execution): Promise<Outputs> {
    if (inputs["waitForCompletion"] === false) return executionOutputs(inputs, begun);
    const syncId = textOf(inputs, "syncId") ?? "";
    let execution = begun;
    try {
        execution = await waitForEnd(call, syncId, begun);
    } catch (error) {
        const action = `wait for execution ${begun.id} of bulk sync ${syncId}`;
        const reason =
            error instanceof InterruptedError
                ? `could not ${action}: interrupted. The execution goes on, and the next \`pulumi up\` waits for it.`
                : explain(action, error).message;
        throw new PartialFailure(id, executionOutputs(inputs, execution), reason);
    }
    const address = call.context.account.addressOf(executionPath(syncId, begun.id ?? ""));
    if (isFailure(execution, inputs["failOn"]))
        throw new PartialFailure(
            id,
            executionOutputs(inputs, execution, true),
            failed(syncId, execution, address),
        );
    return executionOutputs(inputs, execution);
}

function isFailure({ status, errorCount = 0 }: Execution, failOn: unknown = "failed"): boolean {
    if (failOn === "never") return false;
    const hasFailed = ["failed", "canceled", "interrupted"].includes(status ?? "");
    return hasFailed || (failOn === "errors" && (errorCount > 0 || status === "errors"));
}

function requireId(action: string, { id }: Execution): string {
    if (id !== undefined) return id;
    throw new LifecycleError(
        `could not ${action}: Polytomic responded without the execution's id. Please report it.`,
    );
}

const isOthers = (syncId: string, { id, createdAt }: Execution, origin: Started["origin"]) =>
    origin === "somebody else"
        ? `execution ${id} of bulk sync ${syncId} was running already, and counts as this resource's.`
        : `execution ${id} of bulk sync ${syncId} was started at ${createdAt} by an earlier run of this resource, with the same ` +
          "triggers, so that no other one was started. Change `triggers` to start another.";

function failed(syncId: string, execution: Execution, address: string): string {
    const { id, status, statusMessage, recordCount = 0, warningCount = 0, errorCount = 0 } = execution;
    const words = statusMessage === undefined ? "" : ` (${statusMessage})`;
    return (
        `execution ${id} of bulk sync ${syncId} ended as ${status}${words}, with ${recordCount} records, ${warningCount} ` +
        `warnings and ${errorCount} errors. Look at it in Polytomic, or at ${address}. The next \`pulumi up\` starts another.`
    );
}
