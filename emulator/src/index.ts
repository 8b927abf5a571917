export { startEmulator } from "./start";
export { API_VERSION } from "./server/exchange";
export { parseFaultText } from "./server/fault-text";
export type { Emulator, OrganizationReference, SyncReference, UserReference } from "./emulator";
export type { FaultRule } from "./server/faults";
export type { BehaviourOptions, EmulatorOptions, RateLimit } from "./options";
export type { LoggedRequest } from "./server/request-log";
export type { ScheduleFields, StoredSchedule, WebAppFields } from "./store/schedule";
