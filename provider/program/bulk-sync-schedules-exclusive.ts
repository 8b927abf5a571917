import * as pulumi from "@pulumi/pulumi";
import { isRunByEngine } from "./engine.js";
import { assertResolvable, EXCLUSIVE_LOADER } from "./loader.js";

const TYPE = "pulumi-nodejs:dynamic/polytomic:BulkSyncSchedulesExclusive";

/** Which schedules a bulk sync has, and no others. */
export interface BulkSyncSchedulesExclusiveArgs {
    /** The bulk sync: its id, a UUID. A change replaces the declaration, and removes nothing. */
    syncId: pulumi.Input<string>;
    /** The `scheduleId` of each schedule that the bulk sync is to have. A change updates. */
    scheduleIds: pulumi.Input<pulumi.Input<string>[]>;
    /**
     * Whether the bulk sync's default schedule is removed too, unless `scheduleIds` has it. Default: false, it is left
     * alone. A change updates.
     */
    includeDefault?: pulumi.Input<boolean>;
}

/**
 * Declares that a bulk sync has exactly these schedules. Creating a schedule replaces none, so that one which nobody
 * declared goes on running: `pulumi refresh` shows it under `undeclared`, the next preview as a difference, and the
 * next `pulumi up` removes it.
 *
 * Nothing is removed before it has been shown so: not by this resource's own creation, which only prints a warning, and
 * not what has come or changed since. Deleting this resource removes nothing. One is enough for a bulk sync; two with
 * different schedules would remove each other's.
 *
 * ```ts
 * new polytomic.BulkSyncSchedulesExclusive("orders", {
 *     syncId,
 *     scheduleIds: [nightly.scheduleId, hourly.scheduleId],
 * });
 * ```
 */
export class BulkSyncSchedulesExclusive extends pulumi.CustomResource {
    /** The bulk sync: its id. */
    declare readonly syncId: pulumi.Output<string>;
    /** The schedules that are declared. */
    declare readonly scheduleIds: pulumi.Output<string[]>;
    /** As declared. */
    declare readonly includeDefault: pulumi.Output<boolean | undefined>;
    /** The schedules that the last refresh found besides, each in words, by its `scheduleId`. */
    declare readonly undeclared: pulumi.Output<Readonly<Record<string, string>>>;

    /**
     * Declares which schedules a bulk sync has.
     *
     * @param name The resource's name in the stack.
     * @param args The bulk sync and its schedules.
     * @param opts Pulumi's resource options. `customTimeouts` is honoured (5 minutes an operation by default).
     */
    constructor(name: string, args: BulkSyncSchedulesExclusiveArgs, opts: pulumi.CustomResourceOptions = {}) {
        // Mocks load no provider.
        if (isRunByEngine()) assertResolvable();
        const declared = Object.entries(args).filter(([, value]) => value !== undefined);
        const timeouts = opts.customTimeouts === undefined ? {} : { __timeouts: opts.customTimeouts };
        const inputs = { undeclared: undefined, ...Object.fromEntries(declared), ...timeouts };
        super(TYPE, name, { __provider: EXCLUSIVE_LOADER, ...inputs }, opts);
    }

    /** Whether a value is such a resource, even one of another copy of this package. */
    static override isInstance(value: unknown): value is BulkSyncSchedulesExclusive {
        return pulumi.CustomResource.isInstance(value) && Reflect.get(value, "__pulumiType") === TYPE;
    }
}
