/** How a program declares a schedule that exists. */

import { validateInputs } from "../model/validation/inputs.js";
import { CRON_FIELDS } from "../model/cron-field.js";
import {
    canonical,
    FIELD_NAMES,
    fieldsOf,
    isNumberField,
    numberIn,
    type FieldName,
    type Fields,
} from "../model/fields.js";
import { ruleOf } from "../model/frequencies.js";
import { areEquivalentDefinitions } from "../model/equivalence.js";
import { recordOf } from "../model/objects.js";
import type { Schedule } from "../model/schedule.js";
import { formatTime } from "../helpers/clock-time.js";
import { cron, daily, hourly, weekly } from "../helpers/timing.js";

type Values = Readonly<Record<string, string | number | boolean>>;

export interface Definition {
    /** The call of a helper that says when, such as `daily("03:30")`, where one can. */
    readonly helper?: string;
    /** What the program writes besides, in the order of reading. */
    readonly written: Values;
    /** What the resource then registers: the helper's fields and the written ones. */
    readonly inputs: Values;
}

/** The definition of a schedule as the service answers it. */
export function definitionOf(syncId: string, schedule: Schedule): Definition {
    const answered = fieldsOf({ ...schedule });
    const rule = ruleOf(answered.frequency);
    // The service fills in time fields that have no effect with a frequency; a program that declares them would be refused.
    const timing = select(answered, (name) =>
        isNumberField(name) ? (rule?.takes.includes(name) ?? true) : name === "frequency",
    );
    const others = select(answered, (name) => !isNumberField(name) && name !== "frequency");
    if (others.selectiveMode === "none") delete others.selectiveMode;
    if (validateInputs({ syncId, ...timing, ...others }).length > 0) {
        const written = { ...answered, allowUndocumented: true };
        return { written, inputs: written };
    }
    const helped = helperFor(timing);
    const written = helped ? others : { ...readable(timing), ...others };
    return { ...(helped && { helper: helped.call }), written, inputs: { ...helped?.fields, ...written } };
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

interface Helped {
    readonly call: string;
    readonly fields: Values;
}

/** The helper's call whose result means the same, where there is one. */
function helperFor(timing: Fields): Helped | undefined {
    try {
        const helped = callFor(timing);
        return helped && areEquivalentDefinitions(helped.fields, timing) ? helped : undefined;
    } catch {
        return undefined; // A value that the helper would not take.
    }
}

function callFor(timing: Fields): Helped | undefined {
    const { dayOfWeek = "" } = timing;
    const [hour, minute] = [numberOf("hour", timing), numberOf("minute", timing)];
    const time = formatTime(hour, minute);
    const quotedTime = JSON.stringify(time);
    switch (canonical("frequency", timing.frequency ?? "")) {
        case "hourly":
            return { call: `hourly(${minute})`, fields: { ...hourly(minute) } };
        case "daily":
            return { call: `daily(${quotedTime})`, fields: { ...daily(time) } };
        case "weekly": {
            const fields = weekly(dayOfWeek, time);
            return {
                call: `weekly(${JSON.stringify(fields.dayOfWeek)}, ${quotedTime})`,
                fields: { ...fields },
            };
        }
        case "custom": {
            const expression = CRON_FIELDS.map((name) => String(timing[name] ?? "*").trim()).join(" ");
            return { call: `cron(${JSON.stringify(expression)})`, fields: { ...cron(expression) } };
        }
        default:
            return undefined;
    }
}

const numberOf = (field: "hour" | "minute", fields: Fields): number =>
    numberIn(field, fields[field] ?? "") ?? NaN;
