/** What is wrong with declared inputs: a sentence or two for each fault. */

import {
    FIELD_NAMES,
    FREQUENCIES,
    isAbsent,
    isNumberField,
    SELECTIVE_MODES,
    type FieldName,
    type Frequency,
} from "../fields.js";
import { FREQUENCY_RULES, ruleOf, USABLE_FREQUENCIES, type FrequencyRule } from "../frequencies.js";
import { ADDED_INPUTS, INPUT_NAMES, type Properties } from "../state.js";
import { isUnknown } from "../unknown-values.js";
import { propertyHint } from "./suggestions.js";
import { isAllowedTime, notAllowed, numberProblem, TAKES, uuidProblem, wordProblem } from "./values.js";
import { formatValue, joinWords, suggest } from "./words.js";

interface Fault {
    readonly reason: string;
    /** Whether only our knowledge of the service speaks against it, so that the user may overrule it. */
    readonly isOverrulable: boolean;
}

const certain = (reason: string): Fault => ({ reason, isOverrulable: false });
const overrulable = (reason: string): Fault => ({ reason, isOverrulable: true });

const HOW_TO_OVERRULE = " To let Polytomic decide, set allowUndocumented: true.";

/**
 * Every fault of declared inputs, in words to act on. What is unknown in a preview is no fault, and nor is what only the
 * service can judge where `allowUndocumented` is set.
 */
export function validateInputs(declared: Properties): string[] {
    const faults = [
        ...syncIdFaults(declared["syncId"]),
        ...frequencyFaults(declared["frequency"]),
        ...FIELD_NAMES.flatMap((field) => (field === "frequency" ? [] : fieldFaults(field, declared))),
        ...needFaults(declared),
        ...hatchFaults(declared["allowUndocumented"]),
        ...Object.keys(declared).flatMap(propertyFaults),
    ];
    const hatch = declared["allowUndocumented"];
    const isOverruled = hatch === true || isUnknown(hatch);
    return faults.flatMap(({ reason, isOverrulable }) => {
        if (!isOverrulable) return [reason];
        return isOverruled ? [] : [reason + HOW_TO_OVERRULE];
    });
}

function syncIdFaults(value: unknown): Fault[] {
    if (isUnknown(value)) return [];
    if (value === undefined) return [certain("syncId is missing. It takes the id of the bulk sync, a UUID.")];
    const problem = uuidProblem(value);
    if (problem === undefined) return [];
    return [{ reason: `syncId: ${problem}`, isOverrulable: isPathSegment(value) }];
}

const isPathSegment = (value: unknown) =>
    typeof value === "string" && value.trim() !== "" && !/^\.{1,2}$|\//.test(value);

function frequencyFaults(value: unknown): Fault[] {
    if (isUnknown(value)) return [];
    const takes = `one of ${USABLE_FREQUENCIES.join(", ")}`;
    if (value === undefined) return [certain(`frequency is missing. It takes ${takes}.`)];
    if (!isText(value)) return [certain(`frequency: ${notAllowed(value, takes)}`)];
    const problem = wordProblem(value, FREQUENCIES, USABLE_FREQUENCIES);
    if (problem !== undefined) return [overrulable(`frequency: ${problem}`)];
    const refusal = ruleOf(value)?.refusal;
    return refusal === undefined ? [] : [overrulable(`frequency: ${formatValue(value)} ${refusal}`)];
}

const isText = (value: unknown): value is string =>
    typeof value === "string" && value.trim() !== "" && !isAbsent(value);

function fieldFaults(field: FieldName, declared: Properties): Fault[] {
    const value = declared[field];
    if (value === undefined || isUnknown(value)) return [];
    const rule = ruleOf(declared["frequency"]);
    const isOverrulable = isText(value) || Number.isFinite(value);
    if (isOverrulable && isIgnored(field, rule)) return [overrulable(noEffect(field, rule, declared))];
    const problem = isNumberField(field)
        ? numberProblem(field, value, rule)
        : wordProblem(value, SELECTIVE_MODES);
    return problem === undefined ? [] : [{ reason: `${field}: ${problem}`, isOverrulable }];
}

const isIgnored = (field: FieldName, rule: FrequencyRule | undefined): rule is FrequencyRule =>
    rule !== undefined && isNumberField(field) && !rule.takes.includes(field);

function noEffect(field: FieldName, { takes }: FrequencyRule, declared: Properties): string {
    const taken = takes.length === 0 ? "no time" : joinWords(takes, "and");
    const other = frequencyFor(declared);
    const remedy = other === undefined ? `Remove ${field}.` : `Remove ${field}, or use frequency "${other}".`;
    return (
        `${field}: ${formatValue(declared[field])} has no effect with frequency ${formatValue(declared["frequency"])}, which takes ` +
        `${taken}. ${remedy}`
    );
}

/** The simplest frequency that takes all the time fields as they are declared. */
function frequencyFor(declared: Properties): Frequency | undefined {
    const fields = FIELD_NAMES.filter(isNumberField).filter((field) => declared[field] !== undefined);
    return USABLE_FREQUENCIES.find((frequency) => {
        const rule = FREQUENCY_RULES[frequency];
        return fields.every(
            (field) =>
                rule.takes.includes(field) &&
                (isUnknown(declared[field]) || isAllowedTime(field, declared[field], rule)),
        );
    });
}

function needFaults(declared: Properties): Fault[] {
    const needed = ruleOf(declared["frequency"])?.needsOneOf ?? [];
    const [first, ...others] = needed;
    if (first === undefined || needed.some((field) => declared[field] !== undefined)) return [];
    const frequency = formatValue(declared["frequency"]);
    const reason =
        others.length === 0
            ? `${first} is missing. Frequency ${frequency} needs it: ${TAKES[first]}.`
            : `frequency: ${frequency} needs at least one of ${joinWords(needed, "and")}, in cron's notation.`;
    return [overrulable(reason)];
}

function hatchFaults(value: unknown): Fault[] {
    if (value === undefined || typeof value === "boolean" || isUnknown(value)) return [];
    return [certain(`allowUndocumented: ${notAllowed(value, "true or false")}`)];
}

const KNOWN_PROPERTIES: ReadonlySet<string> = new Set([...INPUT_NAMES, ...ADDED_INPUTS]);

function propertyFaults(name: string): Fault[] {
    if (KNOWN_PROPERTIES.has(name)) return [];
    const known = propertyHint(name);
    const hint = known === undefined ? suggest(name, INPUT_NAMES) : ` ${known}`;
    return [
        certain(
            `unknown property ${formatValue(name)}.${hint} A schedule takes ${joinWords(INPUT_NAMES, "and")}.`,
        ),
    ];
}
