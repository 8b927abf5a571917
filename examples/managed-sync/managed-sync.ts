import * as pulumi from "@pulumi/pulumi";
import * as polytomic from "pulumi-polytomic";

export interface ManagedSyncArgs {
    /** The bulk sync's id. */
    syncId: pulumi.Input<string>;
    /** When the bulk sync runs. Each key is part of a resource's name: changing a key replaces the schedule. */
    schedules: Record<string, polytomic.BulkSyncScheduleTiming>;
    /** Whether the bulk sync is paused: its schedules stay, and do not run. Default: false. */
    paused?: pulumi.Input<boolean>;
}

/** All that decides when a bulk sync runs: its schedules and no others, and whether they run at all. */
export class ManagedSync extends pulumi.ComponentResource {
    /** The `scheduleId` of each schedule. */
    readonly scheduleIds: pulumi.Output<string[]>;

    constructor(name: string, args: ManagedSyncArgs, opts?: pulumi.ComponentResourceOptions) {
        super("acme:polytomic:ManagedSync", name, {}, opts);
        const { syncId, schedules, paused = false } = args;
        const inside = { parent: this };

        const declared = Object.entries(schedules).map(
            ([key, timing]) =>
                new polytomic.BulkSyncSchedule(`${name}-${key}`, { syncId, ...timing }, inside),
        );

        // Removes schedules that somebody has added elsewhere, once `pulumi refresh` has shown them.
        const exclusive = new polytomic.BulkSyncSchedulesExclusive(
            name,
            { syncId, scheduleIds: declared.map(({ scheduleId }) => scheduleId) },
            inside,
        );

        new polytomic.BulkSyncActivation(
            name,
            { syncId, active: pulumi.output(paused).apply((isPaused) => !isPaused) },
            // A new bulk sync starts to run once it has all its schedules.
            { ...inside, dependsOn: declared },
        );

        this.scheduleIds = exclusive.scheduleIds;
        this.registerOutputs({ scheduleIds: this.scheduleIds });
    }
}
