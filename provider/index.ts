export { BulkSyncSchedule } from "./bulk-sync-schedule.js";
export type { BulkSyncScheduleArgs } from "./bulk-sync-schedule-args.js";
export {
    BulkSyncSchedulesExclusive,
    type BulkSyncSchedulesExclusiveArgs,
} from "./bulk-sync-schedules-exclusive.js";
export { Provider, type ProviderArgs } from "./provider.js";
export type { Frequency, SelectiveMode, Weekday } from "./schedule/fields.js";
export type { Schedule } from "./schedule/schedule.js";
export {
    getBulkSync,
    getBulkSyncOutput,
    getBulkSyncs,
    getBulkSyncsOutput,
    getBulkSyncSchedules,
    getBulkSyncSchedulesOutput,
} from "./look-ups/functions.js";
export type {
    BulkSyncScheduleFacts,
    GetBulkSyncArgs,
    GetBulkSyncOutputArgs,
    GetBulkSyncResult,
    GetBulkSyncsArgs,
    GetBulkSyncSchedulesArgs,
    GetBulkSyncSchedulesOutputArgs,
    GetBulkSyncSchedulesResult,
    GetBulkSyncsOutputArgs,
    GetBulkSyncsResult,
    LookUpOptions,
} from "./look-ups/types.js";
