import * as pulumi from "@pulumi/pulumi";
import { planAllYear, type InChangeMonths, type Plan } from "../helpers/all-year/plan.js";
import { describeAllYear } from "../helpers/all-year/words.js";
import { nextRuns, type NextRunsOptions } from "../helpers/next-runs.js";
import type { AnyWeekday } from "../helpers/timing.js";
import type { SelectiveMode } from "../model/fields.js";
import { withoutUndefined } from "../model/objects.js";
import { BulkSyncSchedule } from "./bulk-sync-schedule.js";
import { isOfType } from "./engine.js";
import { LOCAL_TIME_TYPE } from "./loader.js";

/** The arguments of a `LocalTimeSchedule`. All but `syncId` and `selectiveMode` are plain values: they decide which schedules there are. */
export interface LocalTimeScheduleArgs {
    /** The id of the bulk sync, a UUID. A change replaces the schedules. */
    syncId: pulumi.Input<string>;
    /** The time of day on the clocks of `timeZone`, `"00:00"` to `"23:59"`. A change updates the schedules. */
    time: string;
    /** An IANA name such as `Europe/Berlin`. A change updates the schedules; where clocks change in other months, it replaces some. */
    timeZone: string;
    /**
     * The day of the week on the clocks of `timeZone`, or a list of days: `"monday"`, `"mon"`, or a number from 0 (Sunday) to 7
     * (Sunday). Default: every day. A change updates the schedules.
     */
    dayOfWeek?: AnyWeekday | readonly AnyWeekday[];
    /**
     * With `dayOfWeek`, how to run in the months in which the clocks change. `dates`: exact in the year; in another year, on
     * other days of the week in these months. `weekdays`: always on the days of the week, but off by the difference for some
     * weeks of these months. Required where the clocks change.
     */
    inChangeMonths?: InChangeMonths;
    /**
     * The year for which the schedules are exact, from 2000 to 2099. Default: the current year in UTC, so that the first
     * `pulumi up` of a year updates the schedules of the months in which the clocks change.
     */
    year?: number;
    /** Which fields of the source a run reads, as in a `BulkSyncSchedule`. Default: Polytomic chooses it. */
    selectiveMode?: pulumi.Input<SelectiveMode>;
}

/**
 * Runs a bulk sync at a time of day on the clocks of a zone, all year: a component of up to six schedules in UTC, for the
 * months before, between and after the changes of the clocks. The names of the schedules (`<name>-winter`,
 * `<name>-march-before`, …) stay the same from year to year. Providers, `protect`, aliases and transforms reach them.
 *
 * The runs are exact for `year`. A deployment that stays as it is runs on in other years, off by the difference on a few
 * days: `description` lists those of the next year.
 *
 * ```ts
 * const orders = new polytomic.LocalTimeSchedule("orders", { syncId, time: "09:00", timeZone: "Europe/Berlin" });
 * ```
 */
export class LocalTimeSchedule extends pulumi.ComponentResource {
    /** @internal Typed policies find the resource by it. */
    static readonly __pulumiType = LOCAL_TIME_TYPE;

    /** The `scheduleId` of each schedule, for a `BulkSyncSchedulesExclusive`. */
    readonly scheduleIds: pulumi.Output<string[]>;
    /**
     * When the bulk sync runs, in words: `every day at 09:00 in Europe/Berlin; 6 schedules, exact for 2026; in 2027 off by an
     * hour on 28 March and 25 to 30 October`. What it says of the next year is true of a deployment that stays as it is.
     */
    readonly description: pulumi.Output<string>;
    readonly #plan: Plan;

    /**
     * Declares the schedules.
     *
     * @param name The component's name in the stack, with which the names of its schedules begin.
     * @param args The bulk sync, and when to run it.
     * @param opts Pulumi's resource options.
     */
    constructor(name: string, args: LocalTimeScheduleArgs, opts?: pulumi.ComponentResourceOptions) {
        super(LOCAL_TIME_TYPE, name, {}, opts);
        const { syncId, selectiveMode, ...request } = args;
        this.#plan = planAllYear(`LocalTimeSchedule ${JSON.stringify(name)}`, request);
        const { when, year, schedules } = this.#plan;
        const inputs = withoutUndefined({ syncId, selectiveMode });
        const declared = Object.entries(schedules).map(
            ([role, fields]) =>
                new BulkSyncSchedule(`${name}-${role}`, { ...inputs, ...fields }, { parent: this }),
        );
        this.scheduleIds = pulumi.all(declared.map(({ scheduleId }) => scheduleId));
        this.description = pulumi.output(describeAllYear(when, year, schedules));
        this.registerOutputs({ scheduleIds: this.scheduleIds, description: this.description });
    }

    /**
     * Computes the next runs, as the function `nextRuns` does, in the time zone of this schedule unless the options have one.
     *
     * @param options How many runs, from when, and in which time zone.
     */
    nextRuns(options: NextRunsOptions = {}): string[] {
        const { when, schedules } = this.#plan;
        return nextRuns(schedules, { timeZone: when.timeZone, ...options });
    }

    /** Whether a value is a `LocalTimeSchedule`, perhaps of another copy of this package. */
    static override isInstance(value: unknown): value is LocalTimeSchedule {
        return isOfType(value, LOCAL_TIME_TYPE);
    }
}
