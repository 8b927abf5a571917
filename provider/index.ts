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
