import type * as pulumi from "@pulumi/pulumi";
import { invoke, invokeOutput } from "./invoke.js";
import type {
    GetBulkSyncArgs,
    GetBulkSyncExecutionsArgs,
    GetBulkSyncExecutionsOutputArgs,
    GetBulkSyncExecutionsResult,
    GetBulkSyncOutputArgs,
    GetBulkSyncResult,
    GetBulkSyncSchedulesArgs,
    GetBulkSyncSchedulesOutputArgs,
    GetBulkSyncSchedulesResult,
    GetBulkSyncsArgs,
    GetBulkSyncsOutputArgs,
    GetBulkSyncsResult,
    GetBulkSyncStatusArgs,
    GetBulkSyncStatusOutputArgs,
    GetBulkSyncStatusResult,
    LookUpOptions,
} from "./types.js";

/**
 * Looks up a bulk sync by its id or its exact name. Calls Polytomic while the program runs, so that a preview needs a key
 * too. A run lists the account's bulk syncs once, for any number of lookups by name.
 *
 * Fails if there is no such bulk sync, or more than one of this name.
 *
 * ```ts
 * const sync = await polytomic.getBulkSync({ name: "Salesforce to Snowflake" });
 * ```
 *
 * @see https://apidocs.polytomic.com/api-reference/bulk-sync/list
 */
export function getBulkSync(args: GetBulkSyncArgs, opts?: LookUpOptions): Promise<GetBulkSyncResult> {
    return invoke("getBulkSync", args, opts);
}

/**
 * The form of `getBulkSync` that takes outputs and returns an output. In a preview, the result is unknown if an argument
 * is, or if it comes from a resource that does not exist yet.
 *
 * ```ts
 * const syncId = polytomic.getBulkSyncOutput({ name: "Salesforce to Snowflake" }).id;
 * ```
 */
export function getBulkSyncOutput(
    args: GetBulkSyncOutputArgs,
    opts?: LookUpOptions,
): pulumi.Output<GetBulkSyncResult> {
    return invokeOutput("getBulkSync", args, opts);
}

/**
 * Lists the bulk syncs of the account: all, or only the active or the inactive ones. Calls Polytomic while the program
 * runs, so that a preview needs a key too.
 *
 * @see https://apidocs.polytomic.com/api-reference/bulk-sync/list
 */
export function getBulkSyncs(args: GetBulkSyncsArgs = {}, opts?: LookUpOptions): Promise<GetBulkSyncsResult> {
    return invoke("getBulkSyncs", args, opts);
}

/** The form of `getBulkSyncs` that takes outputs and returns an output. */
export function getBulkSyncsOutput(
    args: GetBulkSyncsOutputArgs = {},
    opts?: LookUpOptions,
): pulumi.Output<GetBulkSyncsResult> {
    return invokeOutput("getBulkSyncs", args, opts);
}

/**
 * Lists the schedules of a bulk sync, whoever created them. Calls Polytomic while the program runs, so that a preview
 * needs a key too. Fails if there is no such bulk sync.
 *
 * @see https://apidocs.polytomic.com/api-reference/bulk-sync/schedules/list
 */
export function getBulkSyncSchedules(
    args: GetBulkSyncSchedulesArgs,
    opts?: LookUpOptions,
): Promise<GetBulkSyncSchedulesResult> {
    return invoke("getBulkSyncSchedules", args, opts);
}

/** The form of `getBulkSyncSchedules` that takes outputs and returns an output. */
export function getBulkSyncSchedulesOutput(
    args: GetBulkSyncSchedulesOutputArgs,
    opts?: LookUpOptions,
): pulumi.Output<GetBulkSyncSchedulesResult> {
    return invokeOutput("getBulkSyncSchedules", args, opts);
}

/**
 * Looks up what a bulk sync does, has done last, and does next, and whether it is active. Calls Polytomic while the program
 * runs, so that a preview needs a key too. Fails if there is no such bulk sync.
 *
 * @see https://apidocs.polytomic.com/api-reference/bulk-sync/get-status
 */
export function getBulkSyncStatus(
    args: GetBulkSyncStatusArgs,
    opts?: LookUpOptions,
): Promise<GetBulkSyncStatusResult> {
    return invoke("getBulkSyncStatus", args, opts);
}

/** The form of `getBulkSyncStatus` that takes outputs and returns an output. */
export function getBulkSyncStatusOutput(
    args: GetBulkSyncStatusOutputArgs,
    opts?: LookUpOptions,
): pulumi.Output<GetBulkSyncStatusResult> {
    return invokeOutput("getBulkSyncStatus", args, opts);
}

/**
 * Lists the last executions of a bulk sync, whoever started them. Calls Polytomic while the program runs, so that a preview
 * needs a key too. Fails if there is no such bulk sync.
 *
 * @see https://apidocs.polytomic.com/api-reference/bulk-sync/executions/list
 */
export function getBulkSyncExecutions(
    args: GetBulkSyncExecutionsArgs,
    opts?: LookUpOptions,
): Promise<GetBulkSyncExecutionsResult> {
    return invoke("getBulkSyncExecutions", args, opts);
}

/** The form of `getBulkSyncExecutions` that takes outputs and returns an output. */
export function getBulkSyncExecutionsOutput(
    args: GetBulkSyncExecutionsOutputArgs,
    opts?: LookUpOptions,
): pulumi.Output<GetBulkSyncExecutionsResult> {
    return invokeOutput("getBulkSyncExecutions", args, opts);
}
