import { parseJson } from "./json.js";

/** A schedule as Polytomic answers it: texts, in UTC. A field that the service has no value for is not there. */
export interface Schedule {
    readonly frequency?: string;
    readonly hour?: string;
    readonly minute?: string;
    readonly dayOfWeek?: string;
    readonly dayOfMonth?: string;
    readonly month?: string;
    readonly selectiveMode?: string;
    readonly syncId?: string;
    readonly syncMode?: string;
    readonly schemas?: readonly string[];
    readonly isDefault?: boolean;
    readonly createdAt?: string;
    readonly createdBy?: string;
    readonly updatedAt?: string;
    readonly updatedBy?: string;
    readonly deletedAt?: string;
    readonly deletedBy?: string;
}

/**
 * A schedule as state holds it: one text. Of an object, Pulumi converts, compares and logs each property by itself, for
 * each operation: a refresh of many schedules would take a sixth longer.
 */
export function packSchedule(schedule: Schedule): string {
    // In one order: another one would be a change.
    return JSON.stringify(schedule, Object.keys(schedule).sort());
}

/** The schedule that was packed; or an object as it is, which a program's test or another provider has put there. */
export function unpackSchedule(packed: unknown): Schedule | undefined {
    const schedule = typeof packed === "string" ? parseJson(packed) : packed;
    return typeof schedule === "object" && schedule !== null ? schedule : undefined;
}
