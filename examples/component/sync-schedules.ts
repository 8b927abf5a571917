import * as pulumi from "@pulumi/pulumi";
import * as polytomic from "pulumi-polytomic";

export interface SyncSchedulesArgs {
    /** The bulk sync's id. */
    syncId: pulumi.Input<string>;
    /** When the bulk sync runs. Each key is part of a resource's name: changing a key replaces the schedule. */
    schedules: Record<string, polytomic.BulkSyncScheduleTiming>;
}

/** All schedules of a bulk sync. `pulumi refresh` shows any others, and the next `pulumi up` removes them. */
export class SyncSchedules extends pulumi.ComponentResource {
    /** The `scheduleId` of each schedule. */
    readonly scheduleIds: pulumi.Output<string[]>;

    constructor(name: string, args: SyncSchedulesArgs, opts?: pulumi.ComponentResourceOptions) {
        super("acme:polytomic:SyncSchedules", name, {}, opts);
        const { syncId } = args;
        const schedules = Object.entries(args.schedules).map(
            ([key, timing]) =>
                new polytomic.BulkSyncSchedule(`${name}-${key}`, { syncId, ...timing }, { parent: this }),
        );
        const scheduleIds = schedules.map(({ scheduleId }) => scheduleId);
        const exclusive = new polytomic.BulkSyncSchedulesExclusive(
            name,
            { syncId, scheduleIds },
            { parent: this },
        );
        this.scheduleIds = exclusive.scheduleIds;
        this.registerOutputs({ scheduleIds: this.scheduleIds });
    }
}
