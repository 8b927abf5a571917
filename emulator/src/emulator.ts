import type { BehaviourOptions } from "./options";
import type { FaultRule } from "./server/faults";
import type { LoggedRequest } from "./server/request-log";
import type { Snapshot } from "./state";
import type { ExecutionPlan } from "./store/executions";
import type { StoredSchedule, WebAppFields } from "./store/schedule";

export interface SyncReference {
    id: string;
    name: string;
    organizationId: string;
}

export interface NewSync {
    /** A UUID. Default: a new one. */
    id?: string;
    /** Default: the main organization. */
    organizationId?: string;
    name?: string;
    /** Default: true. */
    active?: boolean;
}

export interface UserReference {
    userId: string;
    apiKey: string;
}

export interface OrganizationReference extends UserReference {
    id: string;
    name: string;
    partnerKey: string;
}

/** A running emulator. Its keys and ids are made up anew at each start without a snapshot. */
export interface Emulator {
    /** Such as `http://127.0.0.1:41234`, without a slash at the end. */
    readonly url: string;
    /** Of the main organization's first user, for `Authorization: Bearer`. */
    readonly apiKey: string;
    readonly organizationId: string;
    /** For `Authorization: Basic`, with the organization's id as user name. */
    readonly partnerKey: string;
    /** The same, with the id of any organization. */
    readonly deploymentKey: string;
    readonly userId: string;
    /** The bulk syncs of the main organization, in the order of their addition. */
    readonly syncs: SyncReference[];
    /** What reached the emulator so far, oldest first. */
    readonly requests: readonly LoggedRequest[];
    /** How many requests waited for their response at once, at most. */
    readonly maxInFlight: number;
    clearRequests(): void;
    /** The schedules that are alive, straight from the store. */
    schedules(syncId: string): StoredSchedule[];
    addOrganization(name?: string): OrganizationReference;
    /** Default: of the main organization. */
    addUser(organizationId?: string): UserReference;
    /**
     * Default: an active one in the main organization. It counts as last changed before all that were added earlier, so
     * that the list of bulk syncs has them in the order of their addition.
     */
    addSync(sync?: NewSync): SyncReference;
    /** As somebody does in the web app. Deactivating asks to cancel the running execution. */
    editSync(syncId: string, changes: { name?: string; active?: boolean }): void;
    /**
     * As somebody's PUT on the bulk sync, with the same body. By default that of a second user of the organization.
     * Returns the schedules that the bulk sync has then.
     */
    replaceSync(syncId: string, definition: object, authorship?: { updatedBy?: string }): StoredSchedule[];
    removeSync(id: string): void;
    /** As somebody does in the web app. By default the sync's organization's first user, now. */
    addSchedule(
        syncId: string,
        input: WebAppFields,
        authorship?: { createdBy?: string; createdAt?: string },
    ): StoredSchedule;
    /** A field that is given as undefined is reset. */
    editSchedule(syncId: string, scheduleId: string, changes: Partial<WebAppFields>): StoredSchedule;
    removeSchedule(syncId: string, scheduleId: string): void;
    /** Decides how the next execution of the bulk sync that starts goes. Several plans queue up. */
    planExecution(syncId: string, plan: ExecutionPlan): void;
    fault(rule: FaultRule): void;
    clearFaults(): void;
    /** Changes the behaviour from the next request on. */
    set(options: BehaviourOptions): void;
    /** Puts the emulator's clock forward. */
    advanceClock(ms: number): void;
    /** All that it holds but log and faults, for `startEmulator({ snapshot })`. It can be written as JSON. */
    snapshot(): Snapshot;
    /** Also ends open connections. */
    close(): Promise<void>;
}
