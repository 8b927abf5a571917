import { FIELD_NAMES, fieldsOf, type FieldValue, type Fields } from "../model/fields.js";
import { sentence } from "./cron-words.js";
import { incompleteWords } from "./incomplete-words.js";
import { localTimes } from "./local-times.js";
import { frequencyOf, scheduleCron } from "./schedule-cron.js";
import { zoneOf } from "./time-zone.js";

/** A schedule's fields, as a program declares them or as Polytomic answers them. */
export interface DescribableFields {
    readonly frequency?: string | null | undefined;
    readonly hour?: FieldValue | null | undefined;
    readonly minute?: FieldValue | null | undefined;
    readonly dayOfWeek?: FieldValue | null | undefined;
    readonly dayOfMonth?: FieldValue | null | undefined;
    readonly month?: FieldValue | null | undefined;
}

const WITHOUT_A_TIME: ReadonlyMap<string, string> = new Map([
    ["manual", "only on demand"],
    ["continuous", "continuously, at most every five minutes"],
    ["builder", "as put together in Polytomic's web app"],
    ["runafter", "after other bulk syncs have run"],
    ["dbtcloud", "after a dbt Cloud job has run"],
    ["multi", "by several schedules, a frequency that Polytomic has deprecated"],
]);

/**
 * When a schedule runs, in words and in UTC: `every Monday at 09:00 UTC`. Fields of the helpers that were given a time
 * zone are also told in its local times.
 *
 * @param fields A schedule's fields, as declared (without outputs) or as answered, in any spelling. What can't be put
 *     into words is named as it is; nothing is refused.
 */
export function describeSchedule(fields: DescribableFields): string {
    const known = fieldsOf({ ...fields });
    const cron = scheduleCron(known);
    if (cron !== undefined) return `${sentence(cron)}${localTimes(cron, zoneOf(fields))}`;
    return WITHOUT_A_TIME.get(frequencyOf(known)) ?? incompleteWords(known) ?? named(known);
}

/** The fields as they are, where there are no words for them. */
function named(fields: Fields): string {
    const times = FIELD_NAMES.filter((name) => name !== "frequency" && name !== "selectiveMode")
        .filter((name) => fields[name] !== undefined)
        .map((name) => `${name} ${fields[name] ?? ""}`);
    const frequency = frequencyOf(fields) || "no frequency";
    return times.length === 0 ? frequency : `${frequency}: ${times.join(", ")} (UTC)`;
}
