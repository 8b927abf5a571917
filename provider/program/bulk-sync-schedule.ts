import * as pulumi from "@pulumi/pulumi";
import { carryZone, zoneOf } from "../helpers/time-zone.js";
import { withoutUndefined } from "../model/objects.js";
import type { Schedule } from "../model/schedule.js";
import type { BulkSyncScheduleArgs } from "./bulk-sync-schedule-args.js";
import { deriveOutputs, type FieldOutputs } from "./derived-outputs.js";
import { addedInputs } from "./added-inputs.js";
import { assertLoadable, isOfType } from "./engine.js";
import { identityOf } from "./identity.js";
import { LOADER, SCHEDULE_TYPE } from "./loader.js";

/**
 * A schedule of a Polytomic bulk sync: when the sync runs by itself. A bulk sync can have several schedules. Creating one
 * replaces none, and affects future runs only. All times are in UTC.
 *
 * Its id is `<syncId>/<scheduleId>`. A change of `syncId` replaces the schedule; any other change updates it in place.
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
export class BulkSyncSchedule extends pulumi.CustomResource implements FieldOutputs {
    /** @internal Typed policies find the resource by it. */
    static readonly __pulumiType = SCHEDULE_TYPE;

    /** The schedule in Polytomic's last response. State holds it as one JSON text. */
    declare readonly schedule: pulumi.Output<Schedule>;
    /** The schedule's own id in Polytomic. It stays known in the preview of an update. */
    declare readonly scheduleId: pulumi.Output<string>;
    /** The bulk sync that the schedule belongs to: its id. */
    declare readonly syncId: pulumi.Output<string>;
    /** How often the schedule runs, as declared. */
    declare readonly frequency: pulumi.Output<string>;
    /** The hour, in UTC: as declared, or as in Polytomic's response if omitted. The same goes for the next fields. */
    declare readonly hour: pulumi.Output<number | string | undefined>;
    /** The minute. */
    declare readonly minute: pulumi.Output<number | string | undefined>;
    /** The day of the week, in UTC. */
    declare readonly dayOfWeek: pulumi.Output<number | string | undefined>;
    /** The day of the month, in UTC. */
    declare readonly dayOfMonth: pulumi.Output<number | string | undefined>;
    /** The month, in UTC. */
    declare readonly month: pulumi.Output<number | string | undefined>;
    /** Which fields of the source a run reads. */
    declare readonly selectiveMode: pulumi.Output<string | undefined>;
    /**
     * When the schedule runs, in words: `every Monday at 09:00 UTC`, with the local times of a helper's time zone. It
     * describes what is declared, after transforms, policies and `ignoreChanges`, and is known in a preview. For a
     * schedule that is only read, it describes Polytomic's response.
     */
    declare readonly description: pulumi.Output<string>;
    // What Polytomic adds. Editors show the docstrings of `Schedule`.
    declare readonly syncMode: pulumi.Output<string | undefined>;
    declare readonly schemas: pulumi.Output<readonly string[] | undefined>;
    declare readonly isDefault: pulumi.Output<boolean | undefined>;
    declare readonly createdAt: pulumi.Output<string | undefined>;
    declare readonly createdBy: pulumi.Output<string | undefined>;
    declare readonly updatedAt: pulumi.Output<string | undefined>;
    declare readonly updatedBy: pulumi.Output<string | undefined>;
    declare readonly deletedAt: pulumi.Output<string | undefined>;
    declare readonly deletedBy: pulumi.Output<string | undefined>;

    /**
     * Declares a schedule.
     *
     * @param name The resource's name in the stack.
     * @param args The schedule's definition. The preview refuses what Polytomic would refuse.
     * @param opts Pulumi's resource options. `customTimeouts` sets the time-out of each operation (default: 5 minutes).
     * `import` takes over the schedule with the id `<syncId>/<scheduleId>`, or `<syncId>/default`, instead of creating
     * one. It changes nothing, fails if `args` differ from the schedule, and can be removed afterwards.
     */
    constructor(name: string, args: BulkSyncScheduleArgs, opts?: pulumi.CustomResourceOptions);
    /** @internal */
    constructor(name: string, args: BulkSyncScheduleArgs | undefined, opts: pulumi.CustomResourceOptions);
    constructor(
        name: string,
        args: BulkSyncScheduleArgs | undefined,
        opts: pulumi.CustomResourceOptions = {},
    ) {
        assertLoadable();
        // Pulumi's own import can't run a dynamic provider. The create takes the schedule over instead.
        // A derived output is secret if `schedule` is, and only then.
        const additionalSecretOutputs = opts.additionalSecretOutputs && [
            ...opts.additionalSecretOutputs,
            "schedule",
        ];
        const others = withoutUndefined({ ...opts, import: undefined, additionalSecretOutputs });
        const inputs = args && inputsOf(name, args, opts);
        super(SCHEDULE_TYPE, name, { __provider: LOADER, schedule: undefined, ...inputs }, others);
        // Only the description shows it: it is no input.
        carryZone(this, zoneOf(args ?? {}));
    }

    /**
     * Reads an existing schedule without managing it. Fails if it does not exist.
     *
     * @param name The resource's name in the stack.
     * @param id The schedule's id: `<syncId>/<scheduleId>`.
     * @param opts Pulumi's resource options.
     */
    static get(
        name: string,
        id: pulumi.Input<pulumi.ID>,
        opts?: Omit<pulumi.CustomResourceOptions, "id">,
    ): BulkSyncSchedule {
        return new BulkSyncSchedule(name, undefined, { ...opts, id });
    }

    /** Whether a value is a `BulkSyncSchedule`, even of another copy of this package. */
    static override isInstance(value: unknown): value is BulkSyncSchedule {
        return isOfType(value, SCHEDULE_TYPE);
    }
}

deriveOutputs(BulkSyncSchedule.prototype);

function inputsOf(
    name: string,
    args: BulkSyncScheduleArgs,
    opts: pulumi.CustomResourceOptions,
): pulumi.Inputs {
    if (pulumi.Output.isInstance(args)) {
        throw new Error(
            `The arguments of the schedule "${name}" are one Output: give each input its own, as in \`hour: args.hour\`.`,
        );
    }
    return withoutUndefined({
        ...args,
        __identity: identityOf(SCHEDULE_TYPE, name, opts.parent),
        importId: opts.import || undefined,
        ...addedInputs(args, opts),
    });
}
