import type * as pulumi from "@pulumi/pulumi";
import { lookUp, lookUpOutput, type LookUp } from "./look-up.js";
import type {
    GetBulkSyncArgs,
    GetBulkSyncOutputArgs,
    GetBulkSyncResult,
    GetBulkSyncSchedulesArgs,
    GetBulkSyncSchedulesOutputArgs,
    GetBulkSyncSchedulesResult,
    GetBulkSyncsArgs,
    GetBulkSyncsOutputArgs,
    GetBulkSyncsResult,
    LookUpOptions,
} from "./types.js";

const BULK_SYNC: LookUp<GetBulkSyncResult> = {
    name: "getBulkSync",
    answer: async () => (await import("./results.js")).bulkSync,
};
const BULK_SYNCS: LookUp<GetBulkSyncsResult> = {
    name: "getBulkSyncs",
    answer: async () => (await import("./results.js")).bulkSyncs,
};
const BULK_SYNC_SCHEDULES: LookUp<GetBulkSyncSchedulesResult> = {
    name: "getBulkSyncSchedules",
    answer: async () => (await import("./results.js")).bulkSyncSchedules,
};

/**
 * Looks up a bulk sync by its id or by its exact name. Asks Polytomic while the program runs, in a preview too, which
 * then needs a key. However many bulk syncs a program looks up by name, the account's list is read once a run.
 *
 * Fails where there is none, and where several have the name.
 *
 * ```ts
 * const sync = await polytomic.getBulkSync({ name: "Salesforce to Snowflake" });
 * ```
 *
 * @see https://apidocs.polytomic.com/api-reference/bulk-sync/list
 */
export function getBulkSync(args: GetBulkSyncArgs, opts?: LookUpOptions): Promise<GetBulkSyncResult> {
    return lookUp(BULK_SYNC, args, opts);
}

/**
 * The same with arguments that may be outputs, and an output as result. Where an argument is not known yet in a preview,
 * or comes from a resource that is yet to be created, the result is unknown.
 *
 * ```ts
 * const syncId = polytomic.getBulkSyncOutput({ name: "Salesforce to Snowflake" }).id;
 * ```
 */
export function getBulkSyncOutput(
    args: GetBulkSyncOutputArgs,
    opts?: LookUpOptions,
): pulumi.Output<GetBulkSyncResult> {
    return lookUpOutput(BULK_SYNC, args, opts);
}

/**
 * Looks up all bulk syncs of the account, or only those that are active or inactive, whatever their number. Asks
 * Polytomic while the program runs, in a preview too, which then needs a key.
 *
 * @see https://apidocs.polytomic.com/api-reference/bulk-sync/list
 */
export function getBulkSyncs(args: GetBulkSyncsArgs = {}, opts?: LookUpOptions): Promise<GetBulkSyncsResult> {
    return lookUp(BULK_SYNCS, args, opts);
}

/** The same with arguments that may be outputs, and an output as result. */
export function getBulkSyncsOutput(
    args: GetBulkSyncsOutputArgs = {},
    opts?: LookUpOptions,
): pulumi.Output<GetBulkSyncsResult> {
    return lookUpOutput(BULK_SYNCS, args, opts);
}

/**
 * Looks up the schedules that a bulk sync has, whoever made them. Asks Polytomic while the program runs, in a preview
 * too, which then needs a key. Fails where there is no such bulk sync.
 *
 * @see https://apidocs.polytomic.com/api-reference/bulk-sync/schedules/list
 */
export function getBulkSyncSchedules(
    args: GetBulkSyncSchedulesArgs,
    opts?: LookUpOptions,
): Promise<GetBulkSyncSchedulesResult> {
    return lookUp(BULK_SYNC_SCHEDULES, args, opts);
}

/** The same with arguments that may be outputs, and an output as result. */
export function getBulkSyncSchedulesOutput(
    args: GetBulkSyncSchedulesOutputArgs,
    opts?: LookUpOptions,
): pulumi.Output<GetBulkSyncSchedulesResult> {
    return lookUpOutput(BULK_SYNC_SCHEDULES, args, opts);
}
