/** What is wrong with declared inputs: a sentence or two for each problem. */

import { byKind, FIELD_NAMES, FIELDS, isNumberField, type FieldName, type NumberField } from "../fields.js";
import {
    FREQUENCIES,
    FREQUENCY_RULES,
    ruleOf,
    USABLE_FREQUENCIES,
    type Frequency,
    type FrequencyRule,
} from "../frequencies.js";
import { ADDED_INPUTS, INPUT_NAMES, type Properties } from "../state.js";
import { isUnknown } from "../unknown-values.js";
import { propertyHint } from "./suggestions.js";
import {
    isAllowedTime,
    isText,
    notAllowed,
    textProblem,
    timeProblem,
    uuidProblem,
    wordProblem,
} from "./values.js";
import { formatValue, joinWords, suggest } from "./words.js";

const KNOWN_PROPERTIES: ReadonlySet<string> = new Set([...INPUT_NAMES, ...ADDED_INPUTS]);

/** Ends the problems that only the documentation speaks of, which the user may overrule. */
const OVERRULE = " To let Polytomic decide, set allowUndocumented: true.";

/**
 * Lists the problems of declared inputs. A value that is unknown in a preview has none. With `allowUndocumented`, what
 * only Polytomic can judge is no problem.
 */
export function validateInputs(declared: Properties): string[] {
    const allowUndocumented = declared["allowUndocumented"];
    const isOverruled = allowUndocumented === true || isUnknown(allowUndocumented);
    const problems = [
        syncIdProblem(declared["syncId"]),
        frequencyProblem(declared["frequency"]),
        ...FIELD_NAMES.map((field) => (field === "frequency" ? undefined : fieldProblem(field, declared))),
        needProblem(declared),
        flagProblem("allowUndocumented", allowUndocumented),
        ...Object.keys(declared).map(propertyProblem),
    ];
    return problems
        .filter((problem) => problem !== undefined)
        .filter((problem) => !(isOverruled && problem.endsWith(OVERRULE)));
}

function syncIdProblem(value: unknown): string | undefined {
    if (isUnknown(value)) return undefined;
    if (value === undefined) return "syncId is missing. It takes the id of the bulk sync, a UUID.";
    const isPathSegment = typeof value === "string" && value.trim() !== "" && !/^\.{1,2}$|\//.test(value);
    return ofProperty("syncId", uuidProblem(value), isPathSegment);
}

const ofProperty = (name: string, problem: string | undefined, isOverrulable: boolean) =>
    problem && `${name}: ${problem}${isOverrulable ? OVERRULE : ""}`;

function frequencyProblem(value: unknown): string | undefined {
    if (isUnknown(value)) return undefined;
    if (value === undefined) return `frequency is missing. It takes one of ${USABLE_FREQUENCIES.join(", ")}.`;
    const refusal = ruleOf(value)?.refusal;
    const problem = refusal
        ? `${formatValue(value)} ${refusal}`
        : wordProblem(value, FREQUENCIES, USABLE_FREQUENCIES);
    return ofProperty("frequency", problem, isText(value));
}

function fieldProblem(field: FieldName, declared: Properties): string | undefined {
    const value = declared[field];
    if (value === undefined || isUnknown(value)) return undefined;
    const rule = ruleOf(declared["frequency"]);
    const isOverrulable = isText(value) || Number.isFinite(value);
    const problem = byKind(field, {
        word: (words) => wordProblem(value, words),
        time: (time) =>
            isOverrulable && rule && !rule.takes.includes(time)
                ? noEffect(time, rule, declared)
                : timeProblem(time, value, rule),
        text: () => textProblem(value),
    });
    return ofProperty(field, problem, isOverrulable);
}

function noEffect(field: FieldName, { takes }: FrequencyRule, declared: Properties): string {
    const [value, frequency] = [formatValue(declared[field]), formatValue(declared["frequency"])];
    const taken = takes.length === 0 ? "no time" : joinWords(takes, "and");
    const other = frequencyFor(declared);
    const remedy = other === undefined ? "" : `, or use frequency "${other}"`;
    return `${value} has no effect with frequency ${frequency}, which takes ${taken}. Remove ${field}${remedy}.`;
}

/** The simplest frequency that takes all the time fields as they are declared. */
function frequencyFor(declared: Properties): Frequency | undefined {
    const fields = FIELD_NAMES.filter(isNumberField).filter((field) => declared[field] !== undefined);
    return USABLE_FREQUENCIES.find((frequency) => {
        const rule = FREQUENCY_RULES[frequency];
        const takes = (value: unknown, field: NumberField) =>
            rule.takes.includes(field) && (isUnknown(value) || isAllowedTime(field, value, rule));
        return fields.every((field) => takes(declared[field], field));
    });
}

function needProblem(declared: Properties): string | undefined {
    const needed = ruleOf(declared["frequency"])?.needsOneOf ?? [];
    const [first, ...others] = needed;
    if (first === undefined || needed.some((field) => declared[field] !== undefined)) return undefined;
    const frequency = formatValue(declared["frequency"]);
    return others.length === 0
        ? `${first} is missing. Frequency ${frequency} needs it: ${FIELDS[first].takes}.${OVERRULE}`
        : `frequency: ${frequency} needs at least one of ${joinWords(needed, "and")}, in cron's notation.${OVERRULE}`;
}

function flagProblem(name: string, value: unknown): string | undefined {
    if (value === undefined || typeof value === "boolean" || isUnknown(value)) return undefined;
    return `${name}: ${notAllowed(value, "true or false")}`;
}

function propertyProblem(name: string): string | undefined {
    if (KNOWN_PROPERTIES.has(name)) return undefined;
    const known = propertyHint(name);
    const hint = known === undefined ? suggest(name, INPUT_NAMES) : ` ${known}`;
    return `unknown property ${formatValue(name)}.${hint} A schedule takes ${joinWords(INPUT_NAMES, "and")}.`;
}
