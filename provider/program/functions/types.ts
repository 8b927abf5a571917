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

/** The bulk sync whose status to look up. */
export interface GetBulkSyncStatusArgs {
    /** The id of the bulk sync, a UUID. */
    readonly syncId: string;
}

/** The arguments of `getBulkSyncStatus` as inputs. */
export interface GetBulkSyncStatusOutputArgs extends Inputs<GetBulkSyncStatusArgs> {}

/** An execution: one run of a bulk sync. What Polytomic does not return is absent. */
export interface BulkSyncExecutionFacts {
    /** The id of the execution, a UUID. */
    readonly executionId: string;
    /** What started it, in Polytomic's words, such as `scheduled`. */
    readonly type?: string;
    /**
     * `created`, `scheduled`, `running`, `exporting`, `processing` or `canceling`; at the end `completed`, `failed`,
     * `canceled`, `errors` or `interrupted`.
     */
    readonly status?: string;
    /** Polytomic's words for the status. */
    readonly statusMessage?: string;
    /** When it was created (ISO 8601, UTC). */
    readonly createdAt?: string;
    /** When it started (ISO 8601, UTC). */
    readonly startedAt?: string;
    /** When it ended (ISO 8601, UTC); absent while it runs. */
    readonly completedAt?: string;
    /** When it last changed (ISO 8601, UTC). */
    readonly updatedAt?: string;
    /** How many records it has synced. */
    readonly recordCount?: number;
    /** How many warnings there were. */
    readonly warningCount?: number;
    /** How many errors there were. An execution can be completed with errors. */
    readonly errorCount?: number;
    /** Whether it writes a few records only, to test the bulk sync. */
    readonly isTest?: boolean;
    /** Whether it syncs all records anew. */
    readonly isResync?: boolean;
    /** Whether it syncs some of the schemas only. */
    readonly isPartial?: boolean;
}

/** What a bulk sync does, has done last, and does next. */
export interface GetBulkSyncStatusResult {
    /** Whether its schedules start it. */
    readonly active?: boolean;
    /** The execution that runs; absent if none does. */
    readonly currentExecution?: BulkSyncExecutionFacts;
    /** The last execution that has ended. */
    readonly lastExecution?: BulkSyncExecutionFacts;
    /** When it runs next by itself (ISO 8601, UTC), as Polytomic computes it. */
    readonly nextExecutionTime?: string;
}

/** The bulk sync whose executions to list. */
export interface GetBulkSyncExecutionsArgs {
    /** The id of the bulk sync, a UUID. */
    readonly syncId: string;
    /** How many to list at most, 1 to 1000. Default: 10. */
    readonly limit?: number;
}

/** The arguments of `getBulkSyncExecutions` as inputs. */
export interface GetBulkSyncExecutionsOutputArgs extends Inputs<GetBulkSyncExecutionsArgs> {}

/** The executions of a bulk sync. */
export interface GetBulkSyncExecutionsResult {
    /** The executions, the newest first. */
    readonly executions: BulkSyncExecutionFacts[];
}

/**
 * The account to read: that of `provider`, a `polytomic.Provider`, or that of the resources below `parent`. Default: that of
 * the environment or of the stack's configuration. An inline program of the Automation API does not see the `envVars` of the
 * workspace, which resources use.
 */
export type LookUpOptions = Pick<pulumi.InvokeOptions, "parent" | "provider">;
