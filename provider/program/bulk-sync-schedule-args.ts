import type * as pulumi from "@pulumi/pulumi";
import type { FieldName, NumberField } from "../model/fields.js";
import type { FieldTakenBy, Frequency } from "../model/frequencies.js";
import type { ScheduleFields } from "../model/schedule.js";

type Inputs<T> = { [Name in keyof T]?: pulumi.Input<Exclude<T[Name], undefined>> };

interface Options {
    /**
     * Whether to accept what Polytomic does not document: other words, ranges and combinations. It is not sent, and a
     * change of it changes nothing. TypeScript accepts an undocumented frequency only as an output, as in
     * `frequency: pulumi.output("monthly")`. Default: false.
     */
    allowUndocumented?: boolean;
}

// One type for each field, so that all timings share its property and editors show its docstring.
type Together<Name extends keyof ScheduleFields> = (
    Name extends unknown ? (field: Inputs<Pick<ScheduleFields, Name>>) => void : never
) extends (fields: infer All) => void
    ? All
    : never;

/** The fields that go with a frequency besides it: the time fields that it takes, and all fields of other kinds. */
type FieldsOf<F extends Frequency, Needed extends FieldTakenBy<F> = never> = Inputs<Options> &
    Together<Exclude<FieldTakenBy<F> | Exclude<FieldName, NumberField | "frequency">, Needed>> &
    Required<Inputs<Pick<ScheduleFields, Needed>>>;

/** The timing of a bulk sync that runs on demand only. */
export interface ManualTiming extends FieldsOf<"manual"> {
    /** Run on demand only. A change updates the schedule. */
    frequency: "manual";
}

/** The timing of a bulk sync that runs all the time. */
export interface ContinuousTiming extends FieldsOf<"continuous"> {
    /** Run all the time, at most every five minutes. A change updates the schedule. */
    frequency: "continuous";
}

/** The timing of a bulk sync that runs every hour. */
export interface HourlyTiming extends FieldsOf<"hourly"> {
    /** Run every hour, at minute 0, 15, 30 or 45. A change updates the schedule. */
    frequency: "hourly";
}

/** The timing of a bulk sync that runs every day. */
export interface DailyTiming extends FieldsOf<"daily"> {
    /** Run every day at `hour` and `minute`, in UTC. A change updates the schedule. */
    frequency: "daily";
}

/** The timing of a bulk sync that runs every week. */
export interface WeeklyTiming extends FieldsOf<"weekly", "dayOfWeek"> {
    /** Run every week on `dayOfWeek` at `hour` and `minute`, in UTC. A change updates the schedule. */
    frequency: "weekly";
}

/** The timing of a bulk sync that runs as cron would. */
export interface CustomTiming extends FieldsOf<"custom"> {
    /**
     * Run as cron would, in UTC. Each field takes cron's notation, and stands for `*` if omitted. A change updates the
     * schedule.
     */
    frequency: "custom";
}

/** The timing of a bulk sync that runs as put together in Polytomic's web app. */
export interface BuilderTiming extends FieldsOf<"builder"> {
    /** Run as put together in Polytomic's web app. A change updates the schedule. */
    frequency: "builder";
}

/** A timing whose frequency is only known when the program runs. The preview checks what it goes with. */
export interface ComputedTiming
    extends Inputs<Options>, Together<Exclude<FieldName, "frequency" | "selectiveMode">> {
    /**
     * How often to run, as an output or a promise. `pulumi.output(…)` makes an output of a variable, such as a value of
     * the stack's configuration. A change updates the schedule.
     */
    frequency: Promise<string> | pulumi.OutputInstance<string>;
    /** Which fields of the source a run reads. A change updates the schedule. */
    selectiveMode?: pulumi.Input<string>;
}

/**
 * When a schedule runs, without the bulk sync. Take it in a function or component that declares schedules, as in
 * `{ syncId, ...timing }`. The literal `frequency` decides which other fields there are.
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
 * The arguments of a schedule: the bulk sync, and when to run it. `frequency` decides which other fields there are.
 *
 * @see https://apidocs.polytomic.com/api-reference/bulk-sync/schedules/create
 */
export type BulkSyncScheduleArgs = BulkSyncReference & BulkSyncScheduleTiming;
