/** How a program declares an existing schedule. */

import { formatTime } from "../helpers/clock-time.js";
import { cronJob, expressionOf, type CronScheduleFields } from "../helpers/cron-fields.js";
import { scheduleCron, simplify } from "../helpers/schedule-cron.js";
import { areEquivalentDefinitions } from "../model/equivalence.js";
import { FIELD_NAMES, fieldsOf, isNumberField, type FieldValue } from "../model/fields.js";
import { CRON_FIELDS, ruleOf } from "../model/frequencies.js";
import { recordOf } from "../model/objects.js";
import type { Schedule } from "../model/schedule.js";
import { validateInputs } from "../model/validation/inputs.js";

type Values = Readonly<Record<string, string | number | boolean>>;

/** The declaration of a schedule. */
export interface Definition {
    /** The call of a helper that returns the timing, such as `daily("03:30")`, if one can. */
    readonly helper?: string;
    /** The arguments that the program states besides, in their usual order. */
    readonly written: Values;
    /** The resulting inputs: the helper's fields and the written ones. */
    readonly inputs: Values;
}

/** The definition of a schedule in Polytomic. */
export function definitionOf(syncId: string, schedule: Schedule): Definition {
    const found = fieldsOf({ ...schedule });
    // Polytomic fills in fields that have no effect with a frequency. The checks would reject them.
    const times = ruleOf(found.frequency)?.takes ?? CRON_FIELDS;
    const timing = fieldsOf({
        frequency: found.frequency,
        ...recordOf(times, (name) => readNumeral(found[name])),
    });
    const names = FIELD_NAMES.filter((name) => name !== "frequency" && !isNumberField(name));
    const others = fieldsOf(recordOf(names, (name) => found[name]));
    if (others.selectiveMode === "none") delete others.selectiveMode;
    const declared = { ...timing, ...others };
    if (validateInputs({ syncId, ...declared }).length > 0) {
        const written = { ...found, allowUndocumented: true };
        return { written, inputs: written };
    }
    const cron = scheduleCron(timing);
    // The helper `cron` refuses a date that never occurs.
    const fields = cron && cronJob(cron).nextRun() !== null ? simplify(cron) : undefined;
    // `cron` prefers plainer frequencies, so a custom schedule may become a daily one.
    if (fields === undefined || !areEquivalentDefinitions({ ...fields }, timing))
        return { written: declared, inputs: declared };
    return { helper: callOf(fields), written: others, inputs: { ...fields, ...others } };
}

const readNumeral = (value: FieldValue | undefined) =>
    typeof value === "string" && /^\d+$/.test(value) ? Number(value) : value;

/** The call of a helper that returns the fields. */
function callOf(fields: CronScheduleFields): string {
    if (fields.frequency === "custom") return `cron("${expressionOf(fields)}")`;
    if (fields.frequency === "hourly") return `hourly(${fields.minute})`;
    const time = formatTime(fields.hour, fields.minute);
    return fields.frequency === "daily" ? `daily("${time}")` : `weekly("${fields.dayOfWeek}", "${time}")`;
}
