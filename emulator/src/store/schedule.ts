export const FREQUENCIES = [
    "manual",
    "continuous",
    "hourly",
    "daily",
    "weekly",
    "custom",
    "builder",
    "runafter",
    "multi",
    "dbtcloud",
] as const;

export const SELECTIVE_MODES = ["none", "incrementalFields", "nonincrementalFields"] as const;

export const SYNC_MODES = ["normal", "refetch", "resync", "rebuild"] as const;

/** When a schedule fires, as the API takes it: every value is a string, hour and minute are UTC. */
export interface ScheduleFields {
    frequency: string;
    dayOfMonth?: string | undefined;
    dayOfWeek?: string | undefined;
    hour?: string | undefined;
    minute?: string | undefined;
    month?: string | undefined;
    selectiveMode?: string | undefined;
}

/** What the web app can set. The schedule endpoints take neither `schemas` nor `syncMode`. */
export interface WebAppFields extends ScheduleFields {
    schemas?: string[];
    syncMode?: string;
}

/** What decides about a schedule. What is left out of `schemas`, `syncMode` and `isDefault` is up to the service. */
export interface ScheduleDefinition extends WebAppFields {
    isDefault?: boolean;
}

/** A schedule as the emulator holds it. Times are UTC, ISO 8601, with milliseconds. */
export interface StoredSchedule extends ScheduleFields {
    id: string;
    syncId: string;
    schemas: string[];
    syncMode: string;
    isDefault: boolean;
    createdAt: string;
    createdBy: string;
    updatedAt: string;
    updatedBy: string;
    deletedAt?: string;
    deletedBy?: string;
}

/** The definition with the fields left out filled in as a service could do it. */
export function fillIn(fields: ScheduleFields): ScheduleFields {
    const times =
        fields.frequency === "custom"
            ? { dayOfMonth: "*", dayOfWeek: "*", hour: "*", minute: "*", month: "*" }
            : { dayOfMonth: "1", dayOfWeek: "sunday", hour: "0", minute: "0", month: "1" };
    return { ...times, selectiveMode: "none", ...fields };
}
