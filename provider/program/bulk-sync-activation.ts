import * as pulumi from "@pulumi/pulumi";
import { withoutUndefined } from "../model/objects.js";
import { addedInputs } from "./added-inputs.js";
import { assertLoadable, isOfType } from "./engine.js";
import { ACTIVATION_LOADER, ACTIVATION_TYPE } from "./loader.js";

/** The arguments of a `BulkSyncActivation`: a bulk sync, and whether it runs on its schedules. */
export interface BulkSyncActivationArgs {
    /** The id of the bulk sync, a UUID. A change replaces the resource; the former bulk sync stays as it is. */
    syncId: pulumi.Input<string>;
    /**
     * Whether the bulk sync runs on its schedules. `false` also asks Polytomic to cancel the run in progress. A change
     * updates.
     */
    active: pulumi.Input<boolean>;
    /**
     * What happens to the bulk sync when this resource is deleted: `"deactivate"`, or nothing. Default: nothing. A change
     * updates.
     */
    onDelete?: pulumi.Input<"deactivate">;
}

/**
 * Whether a bulk sync runs on its schedules. An inactive bulk sync can still be started by hand. So a stack can pause the
 * bulk syncs of an environment that is not in use.
 *
 * `pulumi refresh` shows if somebody has activated or deactivated the bulk sync, and the next `pulumi up` sets it again.
 * Deleting this resource leaves the bulk sync as it is, unless `onDelete` says otherwise. Declare one for each bulk sync:
 * two that differ undo each other's work.
 *
 * Fails if the bulk sync does not exist, or belongs to another organization than the API key.
 *
 * ```ts
 * new polytomic.BulkSyncActivation("orders", { syncId, active: pulumi.getStack() === "production" });
 * ```
 *
 * @see https://apidocs.polytomic.com/api-reference/bulk-sync/activate
 */
export class BulkSyncActivation extends pulumi.CustomResource {
    /** @internal Typed policies find the resource by it. */
    static readonly __pulumiType = ACTIVATION_TYPE;

    /** The id of the bulk sync. */
    declare readonly syncId: pulumi.Output<string>;
    /** Whether the bulk sync runs on its schedules. */
    declare readonly active: pulumi.Output<boolean>;
    /** What happens to the bulk sync when this resource is deleted; undefined for nothing. */
    declare readonly onDelete: pulumi.Output<"deactivate" | undefined>;

    /**
     * Declares whether a bulk sync is active.
     *
     * @param name The name of the resource in the stack.
     * @param args The bulk sync, and whether it is to be active.
     * @param opts Pulumi's resource options. `customTimeouts` limits each operation; default: 5 minutes.
     */
    constructor(name: string, args: BulkSyncActivationArgs, opts: pulumi.CustomResourceOptions = {}) {
        assertLoadable();
        const inputs = withoutUndefined({ ...args, ...addedInputs(args, opts) });
        super(ACTIVATION_TYPE, name, { __provider: ACTIVATION_LOADER, ...inputs }, opts);
    }

    /** Whether a value is a `BulkSyncActivation`, perhaps of another copy of this package. */
    static override isInstance(value: unknown): value is BulkSyncActivation {
        return isOfType(value, ACTIVATION_TYPE);
    }
}
