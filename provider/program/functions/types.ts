import type * as pulumi from "@pulumi/pulumi";
import type { Schedule } from "../../model/schedule.js";

type Inputs<T> = { readonly [Name in keyof T]: pulumi.Input<Exclude<T[Name], undefined>> };

/** The bulk sync to look up: its id, a UUID, or its exact name. */
export type GetBulkSyncArgs =
    | {
          /** The id of the bulk sync, a UUID. */
          readonly id: string;
          /** Not allowed with `id`. */
          readonly name?: undefined;
      }
    | {
          /** Not allowed with `name`. */
          readonly id?: undefined;
          /** The exact name of the bulk sync. Fails if several have it. */
          readonly name: string;
      };

/** The arguments of `getBulkSync` as inputs. Exactly one of the two is allowed. */
export interface GetBulkSyncOutputArgs {
    /** The id of the bulk sync, a UUID. */
    readonly id?: pulumi.Input<string>;
    /** The exact name of the bulk sync. Fails if several have it. */
    readonly name?: pulumi.Input<string>;
}

/** A bulk sync. What Polytomic does not return is absent. */
export interface GetBulkSyncResult {
    /** The id of the bulk sync, a UUID: the `syncId` of its schedules. */
    readonly id: string;
    /** The name of the bulk sync, as the web app shows it. */
    readonly name: string;
    /** Whether its schedules start it. */
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
    /** The id of the user who created it. */
    readonly createdBy?: string;
    /** When it was last changed (ISO 8601, UTC). */
    readonly updatedAt?: string;
    /** The id of the user who last changed it. */
    readonly updatedBy?: string;
}

/** Which bulk syncs to list. */
export interface GetBulkSyncsArgs {
    /** True for the active ones only, false for the inactive ones only. Default: all. */
    readonly active?: boolean;
}

/** The arguments of `getBulkSyncs` as inputs. */
export interface GetBulkSyncsOutputArgs extends Inputs<GetBulkSyncsArgs> {}

/** The bulk syncs of an account. */
export interface GetBulkSyncsResult {
    /** The bulk syncs, in Polytomic's order. */
    readonly syncs: GetBulkSyncResult[];
}

/** The bulk sync whose schedules to list. */
export interface GetBulkSyncSchedulesArgs {
    /** The id of the bulk sync, a UUID. */
    readonly syncId: string;
}

/** The arguments of `getBulkSyncSchedules` as inputs. */
export interface GetBulkSyncSchedulesOutputArgs extends Inputs<GetBulkSyncSchedulesArgs> {}

/** A schedule of a bulk sync, whoever created it. */
export interface BulkSyncScheduleFacts extends Schedule {
    /** The id that `BulkSyncSchedule.get` takes: `<syncId>/<scheduleId>`. */
    readonly id: string;
    /** The schedule's own id, a UUID. */
    readonly scheduleId: string;
    /** The id of the bulk sync, a UUID. */
    readonly syncId: string;
    /** Whether it is the default schedule of the bulk sync. */
    readonly isDefault: boolean;
}

/** The schedules of a bulk sync. */
export interface GetBulkSyncSchedulesResult {
    /** The schedules, the default one first. */
    readonly schedules: BulkSyncScheduleFacts[];
}

/** The account to read: that of `provider`, a `polytomic.Provider`, or that of the resources below `parent`. */
export type LookUpOptions = Pick<pulumi.InvokeOptions, "parent" | "provider">;
