export { BulkSyncSchedule } from "./program/bulk-sync-schedule.js";
export type * from "./program/bulk-sync-schedule-args.js";
export * from "./program/bulk-sync-activation.js";
export * from "./program/bulk-sync-execution.js";
export * from "./program/bulk-sync-schedules-exclusive.js";
export { LocalTimeSchedule, type LocalTimeScheduleArgs } from "./program/local-time-schedule.js";
export { Provider, type ProviderArgs } from "./program/provider.js";
export * from "./program/functions/functions.js";
export type * from "./program/functions/types.js";
export type { SelectiveMode, Weekday } from "./model/fields.js";
export type { Frequency } from "./model/frequencies.js";
export type { Schedule } from "./model/schedule.js";
export { cron, daily, hourly, weekly } from "./helpers/timing.js";
export {
    dailyAllYear,
    weeklyAllYear,
    type AllYearOptions,
    type WeeklyAllYearOptions,
} from "./helpers/all-year/all-year.js";
export type { AllYearFields } from "./helpers/all-year/definitions.js";
export type { InChangeMonths } from "./helpers/all-year/plan.js";
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
