import * as pulumi from "@pulumi/pulumi";
import type { BulkSyncScheduleArgs } from "./bulk-sync-schedule-args.js";
import { deriveOutputs } from "./derived-outputs.js";
import { isRunByEngine } from "./engine.js";
import { identityOf } from "./identity.js";
import { assertResolvable, LOADER, SCHEDULE_TYPE } from "./loader.js";
import type { Schedule } from "../model/schedule.js";
import { carryZone, zoneOf } from "../helpers/time-zone.js";

/**
 * A schedule of a Polytomic bulk sync: when the sync runs by itself. A bulk sync can have several; creating one
 * replaces none, and affects future runs only. All times are UTC.
 *
 * Its id is `<syncId>/<scheduleId>`. A change of `syncId` replaces the schedule, every other change updates it in place.
 *
 * ```ts
 * const nightly = new polytomic.BulkSyncSchedule("nightly", {
 *     syncId: "248df4b7-aa70-47b8-a036-33ac447e668d",
 *     frequency: "daily",
 *     hour: 3,
 *     minute: 30,
 * });
 * ```
 *
 * @see https://apidocs.polytomic.com/api-reference/bulk-sync/schedules/create
 */
export class BulkSyncSchedule extends pulumi.CustomResource {
    /** The schedule as Polytomic answered it last. State holds it as one JSON text. */
    declare readonly schedule: pulumi.Output<Schedule>;
    /** The schedule's own id in Polytomic. Stays known in the preview of an update. */
    declare readonly scheduleId: pulumi.Output<string>;
    /** The bulk sync that the schedule belongs to. */
    declare readonly syncId: pulumi.Output<string>;
    /** As declared. */
    declare readonly frequency: pulumi.Output<string>;
    /** As declared; where it was left out, as Polytomic answered it (UTC). The same goes for the other inputs. */
    declare readonly hour: pulumi.Output<number | string | undefined>;
    declare readonly minute: pulumi.Output<number | string | undefined>;
    declare readonly dayOfWeek: pulumi.Output<number | string | undefined>;
    declare readonly dayOfMonth: pulumi.Output<number | string | undefined>;
    declare readonly month: pulumi.Output<number | string | undefined>;
    declare readonly selectiveMode: pulumi.Output<string | undefined>;
    /**
     * When the schedule runs, in words and in UTC: `every Monday at 09:00 UTC`; with a helper's time zone in its local
     * times, too. It tells what is declared, with what transforms, policies and `ignoreChanges` make of it, and is known in
     * a preview; of a schedule that is only read, what Polytomic answered.
     */
    declare readonly description: pulumi.Output<string>;
    /** What a run of this schedule does: `normal`, `refetch`, `resync` or `rebuild`. Set in the bulk sync itself. */
    declare readonly syncMode: pulumi.Output<string | undefined>;
    /** The schemas that a run of this schedule syncs. Set in the bulk sync itself. */
    declare readonly schemas: pulumi.Output<readonly string[] | undefined>;
    /** Whether this is the bulk sync's default schedule. */
    declare readonly isDefault: pulumi.Output<boolean | undefined>;
    /** When the schedule was created (ISO 8601, UTC). */
    declare readonly createdAt: pulumi.Output<string | undefined>;
    /** Who created the schedule: a user's id. */
    declare readonly createdBy: pulumi.Output<string | undefined>;
    /** When the schedule was last changed (ISO 8601, UTC). */
    declare readonly updatedAt: pulumi.Output<string | undefined>;
    /** Who last changed the schedule: a user's id. */
    declare readonly updatedBy: pulumi.Output<string | undefined>;
    /** What Polytomic answers as the time of deletion; its documentation shows one even on live schedules. */
    declare readonly deletedAt: pulumi.Output<string | undefined>;
    /** What Polytomic answers as the user who deleted the schedule. */
    declare readonly deletedBy: pulumi.Output<string | undefined>;

    /**
     * Declares a schedule.
     *
     * @param name The resource's name in the stack.
     * @param args The schedule's definition; what Polytomic would refuse is refused at preview.
     * @param opts Pulumi's resource options. `customTimeouts` is honoured (5 minutes an operation by default). `import`
     * takes over the schedule with the id `<syncId>/<scheduleId>`, or `<syncId>/default`, instead of making one: it fails
     * where `args` say something else than Polytomic holds, changes nothing there, and can be removed afterwards.
     */
    constructor(name: string, args: BulkSyncScheduleArgs, opts?: pulumi.CustomResourceOptions);
    /** @internal */
    constructor(name: string, args: BulkSyncScheduleArgs | undefined, opts: pulumi.CustomResourceOptions);
    constructor(
        name: string,
        args: BulkSyncScheduleArgs | undefined,
        opts: pulumi.CustomResourceOptions = {},
    ) {
        // Mocks load no provider.
        if (isRunByEngine()) assertResolvable();
        super(SCHEDULE_TYPE, name, properties(name, args, opts), withoutImport(opts));
        // Not an input: only the description tells it.
        carryZone(this, zoneOf(args ?? {}));
    }

    /**
     * Reads an existing schedule without managing it. Fails where there is none.
     *
     * @param name The resource's name in the stack.
     * @param id `<syncId>/<scheduleId>`
     * @param opts Pulumi's resource options.
     */
    static get(
        name: string,
        id: pulumi.Input<pulumi.ID>,
        opts?: Omit<pulumi.CustomResourceOptions, "id">,
    ): BulkSyncSchedule {
        return new BulkSyncSchedule(name, undefined, { ...opts, id });
    }

    /** Whether a value is such a resource, even one of another copy of this package. */
    static override isInstance(value: unknown): value is BulkSyncSchedule {
        return (
            pulumi.CustomResource.isInstance(value) && Reflect.get(value, "__pulumiType") === SCHEDULE_TYPE
        );
    }
}

deriveOutputs(BulkSyncSchedule.prototype);

function properties(
    name: string,
    args: BulkSyncScheduleArgs | undefined,
    opts: pulumi.CustomResourceOptions,
) {
    const own = { __provider: LOADER, schedule: undefined };
    if (args === undefined) return own;
    if (pulumi.Output.isInstance(args)) {
        throw new Error(
            `The arguments of the schedule "${name}" are one Output: give each input its own, as in \`hour: args.hour\`.`,
        );
    }
    const declared = Object.entries(args).filter(([, value]) => value !== undefined);
    return {
        ...own,
        ...Object.fromEntries(declared),
        __identity: identityOf(SCHEDULE_TYPE, name, opts.parent),
        ...(opts.import ? { importId: opts.import } : {}),
        ...(opts.customTimeouts === undefined ? {} : { __timeouts: opts.customTimeouts }),
    };
}

// The engine's own import can't run a dynamic provider: a create takes the schedule over instead.
function withoutImport(opts: pulumi.CustomResourceOptions): pulumi.CustomResourceOptions {
    const others = { ...opts };
    delete others.import;
    return others;
}
