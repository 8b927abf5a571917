export { BulkSyncSchedule } from "./program/bulk-sync-schedule.js";
export type {
    BuilderTiming,
    BulkSyncScheduleArgs,
    BulkSyncScheduleTiming,
    ComputedTiming,
    ContinuousTiming,
    CustomTiming,
    DailyTiming,
    HourlyTiming,
    ManualTiming,
    WeeklyTiming,
} from "./program/bulk-sync-schedule-args.js";
export { Provider, type ProviderArgs } from "./program/provider.js";
export type { SelectiveMode, Weekday } from "./model/fields.js";
export type { Frequency } from "./model/frequencies.js";
export type { Schedule } from "./model/schedule.js";
export { cron, daily, hourly, weekly } from "./helpers/timing.js";
export type {
    CronScheduleFields,
    CustomFields,
    DailyFields,
    HourlyFields,
    WeeklyFields,
} from "./helpers/cron-fields.js";
export { describeSchedule, type DescribableFields } from "./helpers/description.js";
export { nextRuns, type NextRunsOptions } from "./helpers/next-runs.js";
export type { UtcOffset } from "./helpers/time-zone.js";
export type { TimeZoneOptions } from "./helpers/to-utc.js";
export {
    BulkSyncSchedulesExclusive,
    type BulkSyncSchedulesExclusiveArgs,
} from "./program/bulk-sync-schedules-exclusive.js";
export {
    getBulkSync,
    getBulkSyncOutput,
    getBulkSyncs,
    getBulkSyncsOutput,
    getBulkSyncSchedules,
    getBulkSyncSchedulesOutput,
} from "./program/functions/functions.js";
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
} from "./program/functions/types.js";
