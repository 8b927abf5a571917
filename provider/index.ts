export { BulkSyncSchedule } from "./bulk-sync-schedule.js";
export type { BulkSyncScheduleArgs } from "./bulk-sync-schedule-args.js";
export { Provider, type ProviderArgs } from "./provider.js";
export type { Frequency, SelectiveMode, Weekday } from "./schedule/fields.js";
export type { Schedule } from "./schedule/schedule.js";
