/** The plain shape of a schedule, from which arguments, outputs and responses derive. */

import type { FieldName, SelectiveMode, Weekday } from "./fields.js";
import type { Frequency } from "./frequencies.js";
import { parseJson } from "./objects.js";

/** A text of which an editor offers some values. */
type TextLike<Known extends string> = Known | (string & Record<never, never>);

/** What defines a schedule. Numbers may be given as texts. All times are in UTC. */
export interface ScheduleFields {
    /**
     * How often the schedule runs: `manual` (only on demand), `continuous` (at most every five minutes), `hourly`,
     * `daily`, `weekly`, `custom` (cron's notation in the other fields) or `builder`. A change updates the schedule.
     */
    frequency: Frequency;
    /** The hour, 0 to 23, in UTC. Default: Polytomic chooses it. A change updates the schedule. */
    hour?: number | string;
    /**
     * The minute, 0 to 59; hourly schedules take 0, 15, 30 or 45. Default: Polytomic chooses it. A change updates the
     * schedule.
     */
    minute?: number | string;
    /**
     * The day of the week, in UTC: `monday`, `mon`, or 1 for Monday (0 and 7 are Sunday). A change updates the schedule.
     */
    dayOfWeek?: number | TextLike<Weekday>;
    /** The day of the month, 1 to 31, in UTC. A change updates the schedule. */
    dayOfMonth?: number | string;
    /** The month, 1 to 12, or its English name, in UTC. A change updates the schedule. */
    month?: number | string;
    /**
     * Which fields of the source a run reads: `none` (no selection), `incrementalFields` or `nonincrementalFields`.
     * Default: Polytomic chooses it. A change updates the schedule.
     */
    selectiveMode?: SelectiveMode;
}

// Names a field that either the shape or the table lacks.
type Texts<Name extends FieldName> = { readonly [N in keyof Pick<ScheduleFields, Name>]?: string };

/** A schedule in a response: texts, in UTC. A field that Polytomic has no value for is missing. */
export interface Schedule extends Texts<keyof ScheduleFields> {
    /** The bulk sync that the schedule belongs to: its id. */
    readonly syncId?: string;
    /** What a run does: `normal`, `refetch`, `resync` or `rebuild`. It is set in the bulk sync itself. */
    readonly syncMode?: string;
    /** The schemas that a run syncs. They are set in the bulk sync itself. */
    readonly schemas?: readonly string[];
    /** Whether this is the bulk sync's default schedule. */
    readonly isDefault?: boolean;
    /** When the schedule was created (ISO 8601, UTC). */
    readonly createdAt?: string;
    /** Who created the schedule: a user's id. */
    readonly createdBy?: string;
    /** When the schedule was last changed (ISO 8601, UTC). */
    readonly updatedAt?: string;
    /** Who last changed the schedule: a user's id. */
    readonly updatedBy?: string;
    /** When the schedule was deleted (ISO 8601, UTC). Polytomic's documentation shows it for live schedules, too. */
    readonly deletedAt?: string;
    /** Who deleted the schedule: a user's id. */
    readonly deletedBy?: string;
}

/** The settings of an additional schedule that only the bulk sync itself can take, in words; undefined without any. */
export function describeBulkSyncSettings({
    schemas = [],
    syncMode,
    isDefault,
}: Schedule): string | undefined {
    const parts = [
        ...(schemas.length > 0 ? [`the schemas ${schemas.join(", ")}`] : []),
        ...(syncMode !== undefined && syncMode !== "" && syncMode !== "normal"
            ? [`the sync mode ${syncMode}`]
            : []),
    ];
    return isDefault === true || parts.length === 0 ? undefined : parts.join(" and ");
}

/** The one text that state holds. Pulumi handles each property by itself: objects would slow a refresh by a sixth. */
export function packSchedule(schedule: Schedule): string {
    // Sorted, since another order would be a change.
    return JSON.stringify(schedule, Object.keys(schedule).sort());
}

/** Reads a packed schedule. A program's test or another provider may have put an object there, which stays as it is. */
export function unpackSchedule(packed: unknown): Schedule | undefined {
    const schedule = typeof packed === "string" ? parseJson(packed) : packed;
    return typeof schedule === "object" && schedule !== null ? schedule : undefined;
}
