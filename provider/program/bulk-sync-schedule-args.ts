import type * as pulumi from "@pulumi/pulumi";
import type { SelectiveMode, Weekday } from "../model/fields.js";

/** A text of which some values are offered by the editor. */
type TextLike<Known extends string> = Known | (string & Record<never, never>);

/** What a timing may hold besides its frequency. Values that are numbers may be given as numbers or as texts. */
interface TimingFields {
    /** The hour, 0 to 23, in UTC. Left out: what Polytomic takes. A change updates the schedule. */
    hour?: pulumi.Input<number | string>;
    /** The minute, 0 to 59; hourly schedules take 0, 15, 30 or 45. A change updates the schedule. */
    minute?: pulumi.Input<number | string>;
    /**
     * The day of the week, in UTC: `monday`, `mon`, or 1 for Monday (0 and 7 are Sunday). A change updates the schedule.
     */
    dayOfWeek?: pulumi.Input<number | TextLike<Weekday>>;
    /** The day of the month, 1 to 31. A change updates the schedule. */
    dayOfMonth?: pulumi.Input<number | string>;
    /** The month, 1 to 12, or its English name. A change updates the schedule. */
    month?: pulumi.Input<number | string>;
    /**
     * Which fields of the source a run reads: `none` (no selection), `incrementalFields` or `nonincrementalFields`.
     * A change updates the schedule.
     */
    selectiveMode?: pulumi.Input<SelectiveMode>;
    /**
     * Lets through what Polytomic does not document: other words, other ranges, other combinations. Default: false. It
     * is not sent, and to set it or not is no change. TypeScript does not look into a frequency that is an output:
     * `frequency: pulumi.output("monthly")`.
     */
    allowUndocumented?: pulumi.Input<boolean>;
}

type Timing<Names extends keyof TimingFields = never> = Pick<
    TimingFields,
    Names | "selectiveMode" | "allowUndocumented"
>;

/** The sync runs on demand only. */
export interface ManualTiming extends Timing {
    frequency: "manual";
}

/** The sync runs all the time, at most every five minutes. */
export interface ContinuousTiming extends Timing {
    frequency: "continuous";
}

/** The sync runs every hour, at minute 0, 15, 30 or 45. */
export interface HourlyTiming extends Timing<"minute"> {
    frequency: "hourly";
}

/** The sync runs every day. */
export interface DailyTiming extends Timing<"hour" | "minute"> {
    frequency: "daily";
}

/** The sync runs every week, on a day. */
export interface WeeklyTiming extends Timing<"hour" | "minute">, Required<Pick<TimingFields, "dayOfWeek">> {
    frequency: "weekly";
}

/** The sync runs as cron would: each field takes cron's notation, and stands for `*` where it is left out. */
export interface CustomTiming extends TimingFields {
    frequency: "custom";
}

/** The sync runs as put together in Polytomic's web app. */
export interface BuilderTiming extends TimingFields {
    frequency: "builder";
}

/**
 * A frequency that only the program's run will tell: an output or a promise. `pulumi.output(…)` makes one of a variable,
 * such as a value of the stack's configuration. What it may go with is checked at preview.
 */
export interface ComputedTiming extends Omit<TimingFields, "selectiveMode"> {
    frequency: Promise<string> | pulumi.OutputInstance<string>;
    selectiveMode?: pulumi.Input<string>;
}

/**
 * When a schedule runs, without the bulk sync that it runs: what to take in a function or a component that declares
 * schedules, as in `{ syncId, ...timing }`. The literal of `frequency` decides which fields there are.
 */
export type BulkSyncScheduleTiming =
    | ManualTiming
    | ContinuousTiming
    | HourlyTiming
    | DailyTiming
    | WeeklyTiming
    | CustomTiming
    | BuilderTiming
    | ComputedTiming;

interface BulkSyncReference {
    /** The bulk sync to add the schedule to: its id, a UUID. A change replaces the schedule. */
    syncId: pulumi.Input<string>;
}

/**
 * What defines a schedule: a bulk sync, and when to run it.
 *
 * `frequency` says how often: `manual` (only on demand), `continuous` (at most every five minutes), `hourly`, `daily`,
 * `weekly`, `custom` (cron's notation in the other fields) or `builder`. The other fields depend on it. A change of it
 * updates the schedule.
 *
 * @see https://apidocs.polytomic.com/api-reference/bulk-sync/schedules/create
 */
export type BulkSyncScheduleArgs = BulkSyncReference & BulkSyncScheduleTiming;
