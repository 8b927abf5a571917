import * as pulumi from "@pulumi/pulumi";
import { withoutUndefined } from "../model/objects.js";
import { addedInputs } from "./added-inputs.js";
import { assertLoadable, isOfType } from "./engine.js";
import { EXCLUSIVE_LOADER, EXCLUSIVE_TYPE } from "./loader.js";

/** The arguments of a `BulkSyncSchedulesExclusive`: a bulk sync, and the only schedules that it is to have. */
export interface BulkSyncSchedulesExclusiveArgs {
    /** The id of the bulk sync, a UUID. A change replaces the resource, and removes no schedule. */
    syncId: pulumi.Input<string>;
    /** The `scheduleId` of each schedule that the bulk sync is to have; `[]` for none. A change updates. */
    scheduleIds: pulumi.Input<pulumi.Input<string>[]>;
    /** Whether to remove the default schedule too, if it is not in `scheduleIds`. Default: false. A change updates. */
    includeDefault?: pulumi.Input<boolean>;
}

/**
 * Declares that a bulk sync has only these schedules, and removes the others, such as those that somebody made in the web
 * app. `pulumi refresh` shows them under `undeclared`, the next preview shows a line for each, and the next `pulumi up`
 * removes them.
 *
 * Nothing is removed before it has been shown: creating this resource only prints a warning, and schedules that were added
 * or changed since the refresh stay. Deleting this resource removes nothing. Declare one for each bulk sync: two with
 * different lists remove each other's schedules.
 *
 * Fails if the bulk sync does not exist, or belongs to another organization than the API key.
 *
 * ```ts
 * new polytomic.BulkSyncSchedulesExclusive("orders", {
 *     syncId,
 *     scheduleIds: [nightly.scheduleId, hourly.scheduleId],
 * });
 * ```
 */
export class BulkSyncSchedulesExclusive extends pulumi.CustomResource {
    /** @internal Typed policies find the resource by it. */
    static readonly __pulumiType = EXCLUSIVE_TYPE;

    /** The id of the bulk sync. */
    declare readonly syncId: pulumi.Output<string>;
    /** The `scheduleId` of each declared schedule. */
    declare readonly scheduleIds: pulumi.Output<string[]>;
    /** Whether the default schedule is removed too; undefined if not declared. */
    declare readonly includeDefault: pulumi.Output<boolean | undefined>;
    /** The other schedules that the last refresh found: a description of each, by its `scheduleId`. */
    declare readonly undeclared: pulumi.Output<Readonly<Record<string, string>>>;

    /**
     * Declares the only schedules of a bulk sync.
     *
     * @param name The name of the resource in the stack.
     * @param args The bulk sync and its schedules.
     * @param opts Pulumi's resource options. `customTimeouts` limits each operation; default: 5 minutes.
     */
    constructor(name: string, args: BulkSyncSchedulesExclusiveArgs, opts: pulumi.CustomResourceOptions = {}) {
        assertLoadable();
        const inputs = withoutUndefined({ ...args, ...addedInputs(args, opts) });
        super(EXCLUSIVE_TYPE, name, { __provider: EXCLUSIVE_LOADER, undeclared: undefined, ...inputs }, opts);
    }

    /** Whether a value is a `BulkSyncSchedulesExclusive`, perhaps of another copy of this package. */
    static override isInstance(value: unknown): value is BulkSyncSchedulesExclusive {
        return isOfType(value, EXCLUSIVE_TYPE);
    }
}
