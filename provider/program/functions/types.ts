import type * as pulumi from "@pulumi/pulumi";
import type { Schedule } from "../../model/schedule.js";

/** Which bulk sync to look up: by its id, a UUID, or by its exact name, which only one may have. */
export type GetBulkSyncArgs =
    { readonly id: string; readonly name?: undefined } | { readonly id?: undefined; readonly name: string };

/** The same, with values that may only be known later. Exactly one of the two. */
export interface GetBulkSyncOutputArgs {
    /** The bulk sync's id, a UUID. */
    readonly id?: pulumi.Input<string>;
    /** The bulk sync's exact name. */
    readonly name?: pulumi.Input<string>;
}

/** A bulk sync. What Polytomic does not tell is not there. */
export interface GetBulkSyncResult {
    /** The bulk sync's id, a UUID: what a schedule takes as `syncId`. */
    readonly id: string;
    /** The bulk sync's name, as the web app shows it. */
    readonly name: string;
    /** Whether it runs at all: the schedules of an inactive bulk sync start nothing. */
    readonly active?: boolean;
    /** How it writes: `replicate` or `snapshot`. */
    readonly mode?: string;
    /** The organization that it belongs to. */
    readonly organizationId?: string;
    /** The connection that it reads from. */
    readonly sourceConnectionId?: string;
    /** The connection that it writes to. */
    readonly destinationConnectionId?: string;
    /** When it was created (ISO 8601, UTC). */
    readonly createdAt?: string;
    /** Who created it: a user's id. */
    readonly createdBy?: string;
    /** When it was last changed (ISO 8601, UTC). */
    readonly updatedAt?: string;
    /** Who last changed it: a user's id. */
    readonly updatedBy?: string;
}

/** Which bulk syncs to look up. */
export interface GetBulkSyncsArgs {
    /** Only those that are active, or only those that are not. Default: all. */
    readonly active?: boolean;
}

/** The same, with values that may only be known later. */
export interface GetBulkSyncsOutputArgs {
    /** Only those that are active, or only those that are not. Default: all. */
    readonly active?: pulumi.Input<boolean>;
}

/** The account's bulk syncs, in Polytomic's order. */
export interface GetBulkSyncsResult {
    readonly syncs: GetBulkSyncResult[];
}

/** Whose schedules to look up. */
export interface GetBulkSyncSchedulesArgs {
    /** The bulk sync's id, a UUID. */
    readonly syncId: string;
}

/** The same, with values that may only be known later. */
export interface GetBulkSyncSchedulesOutputArgs {
    /** The bulk sync's id, a UUID. */
    readonly syncId: pulumi.Input<string>;
}

/** A schedule that a bulk sync has, whoever made it. */
export interface BulkSyncScheduleFacts extends Schedule {
    /** What `BulkSyncSchedule.get` takes: `<syncId>/<scheduleId>`. */
    readonly id: string;
    /** The schedule's own id. */
    readonly scheduleId: string;
    readonly syncId: string;
    /** Whether it is the bulk sync's default schedule. */
    readonly isDefault: boolean;
}

/** The schedules of a bulk sync, the default one first. */
export interface GetBulkSyncSchedulesResult {
    readonly schedules: BulkSyncScheduleFacts[];
}

/** The account to look in: a `polytomic.Provider`'s, or the one that resources under `parent` use. */
export type LookUpOptions = Pick<pulumi.InvokeOptions, "parent" | "provider">;
