/** Refuses at preview what Polytomic would refuse, in words to act on, without a call to the service. */

import { z } from "zod";
import {
    canonical,
    FIELD_NAMES,
    FREQUENCIES,
    sameMeaning,
    SELECTIVE_MODES,
    type FieldName,
    type NumberField,
} from "../schedule/fields.js";
import { ADDED_INPUTS, inputsOf, textOf, type Properties } from "../schedule/state.js";
import { isUnknown } from "../schedule/unknown-values.js";
import { importFaults, importIdToKeep } from "./import-option.js";
import { numberProblem, suggestion, uuidProblem, wordProblem, type Problem } from "./problems.js";

const INPUT_NAMES = ["syncId", ...FIELD_NAMES] as const;

/** The checked inputs, and a sentence for each fault. */
export interface Checked {
    readonly inputs: Record<string, unknown>;
    readonly faults: readonly string[];
}

/**
 * Checks declared inputs. Their spelling is made canonical, but where a value means the same as the old one, the old
 * spelling stays; the resource's identity stays what it was when it was created.
 */
export function check(olds: Properties, news: Properties): Checked {
    const known = Object.fromEntries(Object.entries(news).filter(([, value]) => value !== null));
    const parsed = schemaFor(known["frequency"]).safeParse(known);
    const faults = [...(parsed.error?.issues.flatMap(sentences) ?? []), ...importFaults(known)];
    if (faults.length > 0) return { inputs: { ...news }, faults };
    const inputs = { ...inputsOf(known), ...importIdToKeep(olds, known) };
    for (const field of FIELD_NAMES) {
        const value = inputs[field];
        if (isValue(value) && !isUnknown(value)) inputs[field] = spelling(field, olds[field], value);
    }
    const identity = textOf(olds, "__identity");
    return { inputs: identity === undefined ? inputs : { ...inputs, __identity: identity }, faults: [] };
}

const isValue = (value: unknown): value is string | number =>
    typeof value === "string" || typeof value === "number";

function spelling(field: FieldName, old: unknown, value: string | number): string | number {
    return isValue(old) && sameMeaning(field, old, value) ? old : canonical(field, value);
}

function schemaFor(frequency: unknown) {
    // A custom schedule's fields take cron's notation; while the frequency is unknown, it may be custom.
    const speaksCron = frequency === undefined || isUnknown(frequency) || isCustom(frequency);
    const number = (field: NumberField, takes: string) => optional(numberProblem(field, takes, speaksCron));
    return z.strictObject({
        syncId: required("the id of the bulk sync, a UUID", uuidProblem),
        frequency: required(`one of ${FREQUENCIES.join(", ")}`, wordProblem(FREQUENCIES)),
        hour: number("hour", "a whole number from 0 to 23, in UTC"),
        minute: number("minute", "a whole number from 0 to 59"),
        dayOfWeek: number(
            "dayOfWeek",
            "a day from sunday to saturday, or a number from 0 (Sunday) to 7 (Sunday)",
        ),
        dayOfMonth: number("dayOfMonth", "a whole number from 1 to 31"),
        month: number("month", "a whole number from 1 to 12, or the name of a month"),
        selectiveMode: optional(wordProblem(SELECTIVE_MODES)),
        ...Object.fromEntries(ADDED_INPUTS.map((name) => [name, anything])),
    });
}

const isCustom = (frequency: unknown) => isValue(frequency) && canonical("frequency", frequency) === "custom";

const anything = z.unknown().optional();

function optional(problem: Problem) {
    return anything.superRefine((value, context) => {
        const message = value === undefined || isUnknown(value) ? undefined : problem(value);
        if (message !== undefined) context.addIssue({ code: "custom", message });
    });
}

function required(takes: string, problem: Problem) {
    return z.unknown().superRefine((value, context) => {
        if (value === undefined)
            context.addIssue({ code: "custom", message: `is missing. It takes ${takes}.` });
        else if (!isUnknown(value)) {
            const message = problem(value);
            if (message !== undefined) context.addIssue({ code: "custom", message });
        }
    });
}

function sentences(issue: z.core.$ZodIssue): string[] {
    if (issue.code === "unrecognized_keys") {
        const takes = `A schedule takes ${INPUT_NAMES.join(", ")}.`;
        return issue.keys.map((key) => `unknown property "${key}".${suggestion(key, INPUT_NAMES)} ${takes}`);
    }
    return [`${issue.path.join(".")}${issue.message.startsWith("is ") ? " " : ": "}${issue.message}`];
}
