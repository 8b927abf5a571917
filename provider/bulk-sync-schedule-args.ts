import type * as pulumi from "@pulumi/pulumi";
import type { Frequency, SelectiveMode } from "./schedule/fields.js";

/**
 * What defines a schedule. Values that are numbers may be given as numbers or as texts.
 *
 * @see https://apidocs.polytomic.com/api-reference/bulk-sync/schedules/create
 */
export interface BulkSyncScheduleArgs {
    /** The bulk sync to add the schedule to: its id, a UUID. A change replaces the schedule. */
    syncId: pulumi.Input<string>;
    /**
     * How often the sync runs: `manual` (only on demand), `continuous` (at most every five minutes), `hourly`, `daily`,
     * `weekly`, `custom` (cron values in the other fields), `builder`, `runafter`, `multi` or `dbtcloud`.
     * A change updates the schedule.
     */
    frequency: pulumi.Input<Frequency>;
    /** The hour, 0 to 23, in UTC. Left out: what Polytomic takes. A change updates the schedule. */
    hour?: pulumi.Input<number | string>;
    /** The minute, 0 to 59; hourly schedules take 0, 15, 30 or 45. A change updates the schedule. */
    minute?: pulumi.Input<number | string>;
    /** The day of the week, in UTC: `monday`, or 1 for Monday (0 and 7 are Sunday). A change updates the schedule. */
    dayOfWeek?: pulumi.Input<number | string>;
    /** The day of the month, 1 to 31. A change updates the schedule. */
    dayOfMonth?: pulumi.Input<number | string>;
    /** The month, 1 to 12, or its English name. A change updates the schedule. */
    month?: pulumi.Input<number | string>;
    /**
     * Which fields a run reads: `none` (no selection), `incrementalFields` or `nonincrementalFields`.
     * A change updates the schedule.
     */
    selectiveMode?: pulumi.Input<SelectiveMode>;
}
