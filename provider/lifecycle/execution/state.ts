/** What Pulumi keeps of a `BulkSyncExecution`. The shape is a promise: later releases must read it. */

import type { Execution, ExecutionRequest } from "../../api/executions.js";
import { withoutUndefined } from "../../model/objects.js";
import { textOf, type Outputs, type Properties } from "../../model/state.js";
import { pickInputs } from "../../model/validation/plain-inputs.js";

/** What is to happen while another execution of the bulk sync runs. */
export const IF_RUNNING = ["wait", "join", "fail"] as const;
/** Which ends of an execution fail the resource. */
export const FAIL_ON = ["failed", "errors", "never"] as const;

/** The inputs that a program declares. */
export const EXECUTION_INPUTS = [
    ...["syncId", "triggers", "resyncMode", "schemas", "fetchMode", "test"],
    ...["waitForCompletion", "ifRunning", "failOn", "cancelOnDelete"],
];

/** What outputs hold of the execution. */
const FACTS = [
    ...["status", "statusMessage", "startedAt", "completedAt", "recordCount", "warningCount", "errorCount"],
] as const satisfies readonly (keyof Execution)[];

/** The declared inputs among properties, and those that the resource adds. */
export const executionInputs = (properties: Properties): Record<string, unknown> =>
    pickInputs(properties, EXECUTION_INPUTS);

/** What an execution is to do. */
export function requestOf({ resyncMode, schemas, fetchMode, test }: Properties): ExecutionRequest {
    return {
        resyncMode: typeof resyncMode === "string" ? resyncMode : undefined,
        schemas: Array.isArray(schemas) ? schemas.map(String) : undefined,
        fetchMode: typeof fetchMode === "string" ? fetchMode : undefined,
        test: typeof test === "boolean" ? test : undefined,
    };
}

/** The outputs to store. `isFailed` makes the next `pulumi up` start another execution. */
export function executionOutputs(inputs: Properties, execution: Execution, isFailed = false): Outputs {
    const facts = Object.fromEntries(FACTS.map((name) => [name, execution[name]]));
    const executionId = execution.id;
    return withoutUndefined({
        ...executionInputs(inputs),
        ...facts,
        executionId,
        __failed: isFailed ? "true" : undefined,
    });
}

/** The execution as a state has it. */
export function executionIn(state: Properties): Execution {
    const facts = Object.fromEntries(FACTS.map((name) => [name, state[name]]));
    return withoutUndefined({ ...facts, id: textOf(state, "executionId") });
}

/** The bulk sync and the execution that a state is about. */
export function idsOf(state: Properties): { syncId: string; executionId: string } {
    return { syncId: textOf(state, "syncId") ?? "", executionId: textOf(state, "executionId") ?? "" };
}
