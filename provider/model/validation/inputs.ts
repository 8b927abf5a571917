import { FIELD_NAMES, FIELDS, isNumberField, wordsOf, type FieldName, type NumberField } from "../fields.js";
import {
    FREQUENCY_RULES,
    ruleOf,
    USABLE_FREQUENCIES,
    type Frequency,
    type FrequencyRule,
} from "../frequencies.js";
import { ADDED_INPUTS, INPUT_NAMES, type InputName, type Properties } from "../state.js";
import { isUnknown } from "../unknown-values.js";
import { formatValue, joinWords, suggest } from "../words.js";
import { propertyHint } from "./suggestions.js";
import {
    isAllowedTime,
    isText,
    mayTakeTime,
    notAllowed,
    SYNC_ID_TAKES,
    textProblem,
    timeProblem,
    uuidProblem,
    wordHint,
} from "./values.js";

const KNOWN_PROPERTIES: ReadonlySet<string> = new Set([...INPUT_NAMES, ...ADDED_INPUTS]);

/** What the inputs take that every schedule needs. */
const REQUIRED: Readonly<Partial<Record<InputName, string>>> = {
    syncId: SYNC_ID_TAKES,
    frequency: `one of ${USABLE_FREQUENCIES.join(", ")}`,
};

interface Problem {
    readonly text: string;
    /** Whether a request can have the value all the same, so that `allowUndocumented` lets it through. */
    readonly isOverrulable?: boolean;
}

/** Ends the problems with a value that Polytomic may take, though its documentation does not say so. */
const OVERRULE = " To let Polytomic decide, set allowUndocumented: true.";

/** Lists the problems of declared inputs. Unknown values have none; `allowUndocumented` leaves some out. */
export function validateInputs(declared: Properties): string[] {
    const { allowUndocumented } = declared;
    const isOverruled = allowUndocumented === true || isUnknown(allowUndocumented);
    const problems = [
        ...INPUT_NAMES.map((name) => inputProblem(name, declared)),
        needProblem(declared),
        ...Object.entries(declared).map(([name, value]) => propertyProblem(name, value)),
    ];
    return problems
        .filter((problem) => problem !== undefined)
        .filter(({ isOverrulable = false }) => !(isOverruled && isOverrulable))
        .map(({ text }) => text);
}

function inputProblem(name: InputName, declared: Properties): Problem | undefined {
    const value = declared[name];
    if (isUnknown(value)) return undefined;
    if (value === undefined)
        return REQUIRED[name] === undefined
            ? undefined
            : { text: `${name} is missing. It takes ${REQUIRED[name]}.` };
    const problem = valueProblem(name, value, declared);
    if (problem === undefined) return undefined;
    const isOverrulable = isSendable(name, value);
    const hint = isOverrulable && mayBeTaken(name, value, declared) ? OVERRULE : "";
    return { text: `${name}: ${problem}${hint}`, isOverrulable };
}

/** Whether Polytomic may take a value that its documentation does not have: not what is out of range or misspelt. */
function mayBeTaken(name: InputName, value: unknown, declared: Properties): boolean {
    if (name === "syncId" || name === "allowUndocumented") return false;
    if (!isNumberField(name)) return wordHint(value, allowedWords(name)) === "";
    const { frequency } = declared;
    if (!isUnknown(frequency) && ruleOf(frequency)?.takes.includes(name) !== true) return false;
    return mayTakeTime(name, value, ruleOf(frequency));
}

function valueProblem(name: InputName, value: unknown, declared: Properties): string | undefined {
    switch (name) {
        case "syncId":
            return uuidProblem(value);
        case "allowUndocumented":
            return typeof value === "boolean" ? undefined : notAllowed(value, "true or false");
        default:
            return isNumberField(name)
                ? timeFieldProblem(name, value, declared)
                : textProblem(value, allowedWords(name));
    }
}

const allowedWords = (name: Exclude<FieldName, NumberField>): readonly string[] =>
    name === "frequency" ? USABLE_FREQUENCIES : wordsOf(name);

function timeFieldProblem(field: NumberField, value: unknown, declared: Properties): string | undefined {
    const rule = ruleOf(declared["frequency"]);
    const hasNoEffect = rule !== undefined && !rule.takes.includes(field) && isSendable(field, value);
    return hasNoEffect ? noEffect(field, rule, declared) : timeProblem(field, value, rule);
}

/** Whether a request can have a value, so that Polytomic can judge it. */
function isSendable(name: InputName, value: unknown): boolean {
    if (name === "syncId") return isText(value) && !/^\.{1,2}$|\//.test(value);
    if (name === "frequency") return isText(value);
    return name !== "allowUndocumented" && (isText(value) || Number.isFinite(value));
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
        const isAllowed = (field: NumberField) =>
            isUnknown(declared[field]) || isAllowedTime(field, declared[field], rule);
        return fields.every((field) => rule.takes.includes(field) && isAllowed(field));
    });
}

function needProblem(declared: Properties): Problem | undefined {
    const needed = ruleOf(declared["frequency"])?.needsOneOf ?? [];
    const [first, ...others] = needed;
    if (first === undefined || needed.some((field) => declared[field] !== undefined)) return undefined;
    const frequency = formatValue(declared["frequency"]);
    const text =
        others.length === 0
            ? `${first} is missing. Frequency ${frequency} needs it: ${FIELDS[first].takes}.${OVERRULE}`
            : `frequency: ${frequency} needs at least one of ${joinWords(needed, "and")}, in cron's notation.`;
    return { text, isOverrulable: true };
}

function propertyProblem(name: string, value: unknown): Problem | undefined {
    if (KNOWN_PROPERTIES.has(name)) return undefined;
    const hint = propertyHint(name, value) || suggest(name, INPUT_NAMES);
    const takes = joinWords(INPUT_NAMES, "and");
    return { text: `unknown property ${formatValue(name)}.${hint} A schedule takes ${takes}.` };
}
