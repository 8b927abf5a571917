export { BulkSyncSchedule } from "./bulk-sync-schedule.js";
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
} from "./bulk-sync-schedule-args.js";
export { Provider, type ProviderArgs } from "./provider.js";
export type { Frequency, SelectiveMode, Weekday } from "./schedule/fields.js";
export type { Schedule } from "./schedule/schedule.js";
export { cron } from "./timing/cron.js";
export type {
    CronScheduleFields,
    CustomFields,
    DailyFields,
    HourlyFields,
    WeeklyFields,
} from "./timing/cron-fields.js";
export { daily } from "./timing/daily.js";
export { describeSchedule, type DescribableFields } from "./timing/description.js";
export { hourly } from "./timing/hourly.js";
export { nextRuns, type NextRunsOptions } from "./timing/next-runs.js";
export type { TimeZoneOptions, UtcOffset } from "./timing/wall-clock.js";
export { weekly } from "./timing/weekly.js";
export {
    BulkSyncSchedulesExclusive,
    type BulkSyncSchedulesExclusiveArgs,
} from "./bulk-sync-schedules-exclusive.js";
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
