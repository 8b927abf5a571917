/** How a program declares an existing schedule. */

import { validateInputs } from "../model/validation/inputs.js";
import { FIELD_NAMES, fieldsOf, isNumberField, type FieldName, type Fields } from "../model/fields.js";
import { ruleOf } from "../model/frequencies.js";
import { areEquivalentDefinitions } from "../model/equivalence.js";
import { recordOf } from "../model/objects.js";
import type { Schedule } from "../model/schedule.js";
import { formatTime } from "../helpers/clock-time.js";
import { expressionOf } from "../helpers/cron-fields.js";
import { scheduleCron, type CronScheduleFields } from "../helpers/schedule-cron.js";
import { cron } from "../helpers/timing.js";

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
    const rule = ruleOf(found.frequency);
    // Polytomic fills in fields that have no effect with a frequency. The checks would reject them.
    const timing = select(found, (name) =>
        isNumberField(name) ? (rule?.takes.includes(name) ?? true) : name === "frequency",
    );
    const others = select(found, (name) => !isNumberField(name) && name !== "frequency");
    if (others.selectiveMode === "none") delete others.selectiveMode;
    if (validateInputs({ syncId, ...timing, ...others }).length > 0) {
        const written = { ...found, allowUndocumented: true };
        return { written, inputs: written };
    }
    const helped = helperFor(timing);
    if (helped) return { helper: helped.call, written: others, inputs: { ...helped.fields, ...others } };
    const written = { ...readable(timing), ...others };
    return { written, inputs: written };
}

function select(fields: Fields, isSelected: (name: FieldName) => boolean): Fields {
    return fieldsOf(recordOf(FIELD_NAMES.filter(isSelected), (name) => fields[name]));
}

// Numbers are written as numbers. Only time fields hold any: the digits of a text stay a text.
function readable(timing: Fields): Fields {
    const values = recordOf(FIELD_NAMES, (name) => {
        const value = timing[name];
        return isNumberField(name) && /^\d+$/.test(String(value)) ? Number(value) : value;
    });
    return fieldsOf(values);
}

/** A helper's call that means the same as the fields, if there is one. */
function helperFor(timing: Fields): { call: string; fields: CronScheduleFields } | undefined {
    const cronFields = scheduleCron(timing);
    if (cronFields === undefined) return undefined;
    const expression = expressionOf(cronFields);
    try {
        const fields = cron(expression);
        // `cron` prefers plainer frequencies, so a custom schedule may become a daily one.
        const isSame = areEquivalentDefinitions({ ...fields }, timing);
        return isSame ? { call: callOf(fields, expression), fields } : undefined;
    } catch {
        return undefined; // `cron` rejects some values that the checks accept.
    }
}

function callOf(fields: CronScheduleFields, expression: string): string {
    if (fields.frequency === "custom") return `cron("${expression}")`;
    if (fields.frequency === "hourly") return `hourly(${fields.minute})`;
    const time = formatTime(fields.hour, fields.minute);
    return fields.frequency === "daily" ? `daily("${time}")` : `weekly("${fields.dayOfWeek}", "${time}")`;
}
