export { startEmulator } from "./start";
export { API_VERSION } from "./exchange";
export { parseFaultText } from "./fault-text";
export type { Emulator, OrganizationReference, SyncReference, UserReference } from "./emulator";
export type { FaultRule } from "./faults";
export type { BehaviourOptions, EmulatorOptions, RateLimit } from "./options";
export type { LoggedRequest } from "./request-log";
export type { ScheduleFields, StoredSchedule, WebAppFields } from "./schedule";
