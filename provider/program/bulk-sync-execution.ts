import * as pulumi from "@pulumi/pulumi";
import { withoutUndefined } from "../model/objects.js";
import { addedInputs } from "./added-inputs.js";
import { assertLoadable, isOfType } from "./engine.js";
import { identityOf } from "./identity.js";
import { EXECUTION_LOADER, EXECUTION_TYPE } from "./loader.js";

/** The arguments of a `BulkSyncExecution`: which bulk sync runs, when, and how. */
export interface BulkSyncExecutionArgs {
    /** The id of the bulk sync, a UUID. A change starts another execution. */
    syncId: pulumi.Input<string>;
    /** Any values. A change of one of them starts another execution: it replaces the resource. Default: none. */
    triggers?: pulumi.Input<pulumi.Input<unknown>[]>;
    /**
     * Whether to sync again what was synced before: `refetch`, `resync` or `rebuild`. Default: a normal run. A change counts
     * from the next execution on, as of the other arguments.
     */
    resyncMode?: pulumi.Input<"refetch" | "resync" | "rebuild">;
    /** The ids of the schemas to sync, each once. Default, and `[]`: all. */
    schemas?: pulumi.Input<pulumi.Input<string>[]>;
    /** For Salesforce: `none`, `incremental` or `full`. Default: Polytomic chooses it. */
    fetchMode?: pulumi.Input<"none" | "incremental" | "full">;
    /** Whether it is a test, which may write up to 5 records of each schema. Not with `resyncMode`. Default: false. */
    test?: pulumi.Input<boolean>;
    /** Whether `pulumi up` waits for the end of the execution. Default: true. */
    waitForCompletion?: pulumi.Input<boolean>;
    /**
     * What happens while another execution of the bulk sync runs: `wait` for its end, then start one; `join` takes that one;
     * `fail`. Default: `wait`.
     */
    ifRunning?: pulumi.Input<"wait" | "join" | "fail">;
    /**
     * Which ends fail the resource: `failed` (failed, canceled or interrupted), `errors` (also one that is completed with
     * errors) or `never`. After a failure, the next `pulumi up` starts another execution. Default: `failed`.
     */
    failOn?: pulumi.Input<"failed" | "errors" | "never">;
    /** Whether to cancel the execution if it still runs when this resource is deleted. Default: false. */
    cancelOnDelete?: pulumi.Input<boolean>;
}

/**
 * Runs a bulk sync once: when the resource is created, and again when `triggers` change. The preview shows it, and makes no
 * request. Creating a schedule starts nothing by itself.
 *
 * Each create starts exactly one execution, even after lost responses and crashes. `pulumi refresh` reads how it went and
 * starts nothing. Deleting the resource leaves the past alone.
 *
 * Fails if the execution does, see `failOn`, or if the bulk sync does not exist. `customTimeouts.create` limits how long
 * `pulumi up` waits; default: 60 minutes. An execution that takes longer goes on, and the next `pulumi up` waits for it.
 *
 * ```ts
 * new polytomic.BulkSyncExecution("first-run", { syncId, triggers: [nightly.scheduleId] });
 * ```
 *
 * @see https://apidocs.polytomic.com/api-reference/bulk-sync/start
 */
export class BulkSyncExecution extends pulumi.CustomResource {
    /** @internal Typed policies find the resource by it. */
    static readonly __pulumiType = EXECUTION_TYPE;

    /** The id of the bulk sync. */
    declare readonly syncId: pulumi.Output<string>;
    /** The execution's own id in Polytomic. */
    declare readonly executionId: pulumi.Output<string>;
    /** `completed`, `failed`, …, or how far it is if `waitForCompletion` is false. */
    declare readonly status: pulumi.Output<string | undefined>;
    /** Polytomic's words for the status. */
    declare readonly statusMessage: pulumi.Output<string | undefined>;
    /** When it started (ISO 8601, UTC). */
    declare readonly startedAt: pulumi.Output<string | undefined>;
    /** When it ended (ISO 8601, UTC). */
    declare readonly completedAt: pulumi.Output<string | undefined>;
    /** How many records it has synced. */
    declare readonly recordCount: pulumi.Output<number | undefined>;
    /** How many warnings there were. */
    declare readonly warningCount: pulumi.Output<number | undefined>;
    /** How many errors there were. */
    declare readonly errorCount: pulumi.Output<number | undefined>;

    /**
     * Declares an execution.
     *
     * @param name The name of the resource in the stack.
     * @param args The bulk sync, when it runs, and how.
     * @param opts Pulumi's resource options. `customTimeouts.create` limits the waiting; default: 60 minutes.
     */
    constructor(name: string, args: BulkSyncExecutionArgs, opts: pulumi.CustomResourceOptions = {}) {
        assertLoadable();
        const inputs = withoutUndefined({
            ...args,
            __identity: identityOf(EXECUTION_TYPE, name, opts.parent),
            ...addedInputs(args, opts),
        });
        super(EXECUTION_TYPE, name, { __provider: EXECUTION_LOADER, ...OUTPUTS, ...inputs }, opts);
    }

    /** Whether a value is a `BulkSyncExecution`, perhaps of another copy of this package. */
    static override isInstance(value: unknown): value is BulkSyncExecution {
        return isOfType(value, EXECUTION_TYPE);
    }
}

/** What Polytomic adds. The SDK makes an output of each property, even of one without a value. */
const OUTPUTS = {
    executionId: undefined,
    status: undefined,
    statusMessage: undefined,
    startedAt: undefined,
    completedAt: undefined,
    recordCount: undefined,
    warningCount: undefined,
    errorCount: undefined,
};
