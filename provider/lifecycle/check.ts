/** Refuses at preview what Polytomic would refuse, in words to act on, without a call to the service. */

import { closest, distance } from "fastest-levenshtein";
import { z } from "zod";
import {
    canonical,
    FIELD_NAMES,
    FREQUENCIES,
    numberIn,
    RANGES,
    sameMeaning,
    SELECTIVE_MODES,
    type FieldName,
} from "../schedule/fields.js";
import { HIDDEN_INPUTS, inputsOf, textOf, type Properties } from "../schedule/state.js";
import { isUnknown } from "../schedule/unknown-values.js";

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
    if (!parsed.success) return { inputs: { ...news }, faults: parsed.error.issues.flatMap(sentences) };
    const inputs = inputsOf(known);
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

type Problem = (value: unknown) => string | undefined;

function schemaFor(frequency: unknown) {
    // A custom schedule's fields take cron's notation; while the frequency is unknown, it may be custom.
    const speaksCron =
        frequency === undefined || isUnknown(frequency) || canonicalText(frequency) === "custom";
    const number = (field: keyof typeof RANGES, takes: string) =>
        optional(numberProblem(field, takes, speaksCron));
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
        ...Object.fromEntries(HIDDEN_INPUTS.map((name) => [name, anything])),
    });
}

const canonicalText = (value: unknown) => (typeof value === "string" ? value.trim().toLowerCase() : value);

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

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const uuidProblem: Problem = (value) =>
    typeof value === "string" && UUID.test(value)
        ? undefined
        : notAllowed(value, "the id of the bulk sync, a UUID such as 248df4b7-aa70-47b8-a036-33ac447e668d");

const wordProblem =
    (words: readonly string[]): Problem =>
    (value) => {
        const isWord =
            typeof value === "string" && words.some((word) => word.toLowerCase() === canonicalText(value));
        return isWord ? undefined : notAllowed(value, `one of ${words.join(", ")}`, suggestion(value, words));
    };

const CRON_FIELD = /^[\d*,/a-z-]*[\d*a-z]$/i;

const numberProblem =
    (field: keyof typeof RANGES, takes: string, speaksCron: boolean): Problem =>
    (value) => {
        if (isInRange(field, value)) return undefined;
        const isCron =
            typeof value === "string" && Number.isNaN(Number(value)) && CRON_FIELD.test(value.trim());
        if (isCron && speaksCron) return undefined;
        const cronHint =
            isCron && /[*,/-]/.test(value) ? ' Cron\'s notation goes with frequency "custom".' : "";
        return notAllowed(value, takes, cronHint || dayOrMonthSuggestion(field, value));
    };

function isInRange(field: keyof typeof RANGES, value: unknown): boolean {
    const number = isValue(value) ? numberIn(field, value) : undefined;
    const [least, greatest] = RANGES[field];
    return number !== undefined && Number.isInteger(number) && number >= least && number <= greatest;
}

const DAYS_AND_MONTHS = {
    dayOfWeek: ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"],
    month: ["january", "february", "march", "april", "may", "june", "july"].concat([
        "august",
        "september",
        "october",
        "november",
        "december",
    ]),
} as const;

const dayOrMonthSuggestion = (field: keyof typeof RANGES, value: unknown) =>
    field === "dayOfWeek" || field === "month" ? suggestion(value, DAYS_AND_MONTHS[field]) : "";

const LONGEST_VALUE = 60;

function notAllowed(value: unknown, takes: string, hint = ""): string {
    const text =
        typeof value === "object" ? "an object or a list" : (JSON.stringify(value) as string | undefined);
    const shown =
        text === undefined || text.length <= LONGEST_VALUE ? text : `${text.slice(0, LONGEST_VALUE)}…`;
    return `${shown ?? "this value"} is not allowed. It takes ${takes}.${hint}`;
}

/** The nearest allowed word, where one is near enough to be what was meant. */
function suggestion(value: unknown, words: readonly string[]): string {
    if (typeof value !== "string" || value === "") return "";
    const word = closest(value.toLowerCase(), words);
    const isNear =
        distance(value.toLowerCase(), word.toLowerCase()) <= Math.max(2, Math.floor(word.length / 3));
    return isNear ? ` Did you mean "${word}"?` : "";
}

function sentences(issue: z.core.$ZodIssue): string[] {
    if (issue.code === "unrecognized_keys") {
        const takes = `A schedule takes ${INPUT_NAMES.join(", ")}.`;
        return issue.keys.map((key) => `unknown property "${key}".${suggestion(key, INPUT_NAMES)} ${takes}`);
    }
    return [`${issue.path.join(".")}${issue.message.startsWith("is ") ? " " : ": "}${issue.message}`];
}
