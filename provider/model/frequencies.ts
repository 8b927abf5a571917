/** What each frequency needs and takes: one table for the checks, their messages and the argument types. */

import { keysOf } from "./objects.js";
import { findWord } from "./words.js";

/** The fields of a cron expression, in its order. */
export const CRON_FIELDS = ["minute", "hour", "dayOfMonth", "month", "dayOfWeek"] as const;

type CronField = (typeof CRON_FIELDS)[number];

/** What a frequency needs and takes. */
export interface FrequencyRule {
    /** The time fields that have an effect. */
    readonly takes: readonly CronField[];
    /** The time fields of which a schedule needs at least one. */
    readonly needsOneOf?: readonly CronField[];
    /** The only values that a field takes, if they are less than its range. */
    readonly only?: Readonly<Partial<Record<CronField, readonly number[]>>>;
    /** Whether the fields take cron's notation. An absent one then stands for `*`. */
    readonly takesCron?: true;
    /** Whether a schedule can't have this frequency, though Polytomic knows it. */
    readonly isRefused?: true;
}

// Fields of other kinds go with each of them. Nothing is documented of the web app's `builder`, so it takes every field.
const RULES = {
    manual: { takes: [] },
    continuous: { takes: [] },
    hourly: { takes: ["minute"], only: { minute: [0, 15, 30, 45] } },
    // Needs no time: a published example of a create sends the frequency alone.
    daily: { takes: ["hour", "minute"] },
    weekly: { takes: ["dayOfWeek", "hour", "minute"], needsOneOf: ["dayOfWeek"] },
    custom: { takes: CRON_FIELDS, needsOneOf: CRON_FIELDS, takesCron: true },
    builder: { takes: CRON_FIELDS },
    // These need what Polytomic's endpoints for schedules have no field for.
    runafter: { takes: [], isRefused: true },
    dbtcloud: { takes: [], isRefused: true },
    // Deprecated since 2025-09-18: a bulk sync has several schedules instead.
    multi: { takes: [], isRefused: true },
} as const satisfies Record<string, FrequencyRule>;

/** How often a schedule runs its bulk sync. */
export type Frequency = keyof typeof RULES;
/** The frequencies that Polytomic knows. */
export const FREQUENCIES = keysOf(RULES);
/** The time fields that a frequency takes. */
export type FieldTakenBy<F extends Frequency> = (typeof RULES)[F]["takes"][number];

/** The rule of each frequency. */
export const FREQUENCY_RULES: Readonly<Record<Frequency, FrequencyRule>> = RULES;

/** The frequencies that a schedule can have. */
export const USABLE_FREQUENCIES = FREQUENCIES.filter((name) => !FREQUENCY_RULES[name].isRefused);

/** The rule of a frequency, in any case; undefined for any other value. */
export function ruleOf(frequency: unknown): FrequencyRule | undefined {
    const name = findWord(FREQUENCIES, frequency);
    return name && FREQUENCY_RULES[name];
}
