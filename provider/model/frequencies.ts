/** What each frequency needs and takes: one table for the checks, their messages and the documentation. */

import { CRON_FIELDS } from "./cron-field.js";
import { findWord, FREQUENCIES, type Frequency, type NumberField } from "./fields.js";

export interface FrequencyRule {
    /** The time fields that have an effect. */
    readonly takes: readonly NumberField[];
    /** The time fields of which at least one must be there. */
    readonly needsOneOf?: readonly NumberField[];
    /** The values that a field is limited to, beyond its range. */
    readonly only?: Readonly<Partial<Record<NumberField, readonly number[]>>>;
    /** Whether the fields take cron's notation; an absent one then stands for `*`. */
    readonly speaksCron?: true;
    /** Why a schedule can't be made with it here, and what to do instead. */
    readonly refusal?: string;
}

const noFieldFor = (what: string) =>
    `needs ${what}, which Polytomic's endpoints for schedules have no field for. Set it up in the bulk sync itself, in ` +
    "Polytomic.";

/** `selectiveMode` goes with each of them. Of the web app's `builder` nothing is documented, so it takes every field. */
export const FREQUENCY_RULES: Readonly<Record<Frequency, FrequencyRule>> = {
    manual: { takes: [] },
    continuous: { takes: [] },
    hourly: { takes: ["minute"], only: { minute: [0, 15, 30, 45] } },
    // Needs no time: a published example of a create sends the frequency alone.
    daily: { takes: ["hour", "minute"] },
    weekly: { takes: ["dayOfWeek", "hour", "minute"], needsOneOf: ["dayOfWeek"] },
    custom: { takes: CRON_FIELDS, needsOneOf: CRON_FIELDS, speaksCron: true },
    builder: { takes: CRON_FIELDS },
    runafter: { takes: [], refusal: noFieldFor("the syncs to run after") },
    multi: {
        takes: [],
        refusal:
            "is deprecated in Polytomic since 2025-09-18: a bulk sync has several schedules instead. Declare each of them " +
            "as a BulkSyncSchedule of its own.",
    },
    dbtcloud: { takes: [], refusal: noFieldFor("the dbt Cloud job to run after") },
};

/** The frequencies with which a schedule can be made. */
export const USABLE_FREQUENCIES = FREQUENCIES.filter((name) => FREQUENCY_RULES[name].refusal === undefined);

/** The rule of a frequency, in any case; undefined for a word that is none. */
export function ruleOf(frequency: unknown): FrequencyRule | undefined {
    const name = typeof frequency === "string" ? findWord(FREQUENCIES, frequency.trim()) : undefined;
    return name && FREQUENCY_RULES[name];
}
