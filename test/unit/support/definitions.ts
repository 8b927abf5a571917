import fc from "fast-check";
import {
    FIELDS,
    RANGES,
    WEEKDAYS,
    type Fields,
    type FieldName,
    type FieldValue,
    type NumberField,
} from "../../../provider/model/fields";
import { FREQUENCIES } from "../../../provider/model/frequencies";

const SELECTIVE_MODES = FIELDS.selectiveMode.words;

export const syncId = "248df4b7-aa70-47b8-a036-33ac447e668d";

export const MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/** What the engine sends for what it will know later: a bool, a number, a text, a list, an asset, an archive, an object. */
export const unknownValues = [
    "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
    "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
    "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
    "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
    "030794c1-ac77-496b-92df-f27374a8bd58",
    "e48ece36-62e2-4504-bad9-02848725956a",
    "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
];

const lower = (word: string) => word.toLowerCase();
const upper = (word: string) => word.toUpperCase();
const capital = (word: string) => word.slice(0, 1).toUpperCase() + word.slice(1);

const inAnyCase = (word: string) => fc.constantFrom(lower, upper, capital).map((spell) => spell(word));

const padded = (text: fc.Arbitrary<string>) =>
    fc.tuple(text, fc.constantFrom("", " ", "\t")).map(([word, space]) => `${space}${word}${space}`);

/** A word as people write it: in any case, with space around it. */
const asWritten = (word: string) => padded(inAnyCase(word));

const words = (...allowed: readonly string[]) => fc.constantFrom(...allowed).chain(asWritten);

const namesOf = (field: NumberField, number: number): string[] => {
    const names = { dayOfWeek: WEEKDAYS[number % 7], month: MONTHS[number - 1] } as const;
    const name = field === "dayOfWeek" || field === "month" ? names[field] : undefined;
    return name === undefined ? [] : [name, name.slice(0, 3)];
};

const numerals = (field: NumberField, number: number): string[] => {
    const equal = field === "dayOfWeek" && number % 7 === 0 ? [0, 7] : [number];
    return equal.flatMap((one) => [String(one), String(one).padStart(2, "0")]);
};

/** A number of a field in any spelling. */
export function spellingOf(field: NumberField, number: number): fc.Arbitrary<FieldValue> {
    const names = namesOf(field, number).map(asWritten);
    const texts = numerals(field, number).map((text) => padded(fc.constant(text)));
    return fc.oneof(fc.constant(number), ...texts, ...names);
}

export const numberOf = (field: NumberField): fc.Arbitrary<number> =>
    fc.integer({ min: RANGES[field][0], max: RANGES[field][1] });

const spelt = (field: NumberField) => numberOf(field).chain((number) => spellingOf(field, number));

/** What each field may hold, in every spelling of it. */
export const allowedValue = {
    frequency: words(...FREQUENCIES),
    hour: spelt("hour"),
    minute: spelt("minute"),
    dayOfWeek: spelt("dayOfWeek"),
    dayOfMonth: spelt("dayOfMonth"),
    month: spelt("month"),
    selectiveMode: words(...SELECTIVE_MODES),
} satisfies Record<FieldName, fc.Arbitrary<FieldValue>>;

/** Any fields in any spelling, whether or not the frequency takes them. */
export const definition: fc.Arbitrary<Fields> = fc.record(allowedValue, { requiredKeys: ["frequency"] });

/** A definition without `custom`, whose values go out as they are written. */
export const plainDefinition = definition.filter(
    ({ frequency }) => String(frequency).trim().toLowerCase() !== "custom",
);

const NUMBER_FIELDS = Object.keys(RANGES) as NumberField[];

/** What a schedule means: the numbers of each field. Only `custom` has more than one, and none there means all. */
export interface Meaning {
    readonly frequency: string;
    readonly numbers: Readonly<Partial<Record<NumberField, readonly number[]>>>;
    readonly selectiveMode?: string | undefined;
}

const single = (field: NumberField) => numberOf(field).map((number) => [number]);
const quarter = fc.constantFrom(0, 15, 30, 45).map((number) => [number]);

const cronNumbers = (field: NumberField) => {
    const [least, greatest] = RANGES[field];
    const values = Array.from({ length: greatest - least + 1 }, (_, index) => least + index);
    const steps = fc
        .integer({ min: 1, max: 20 })
        .map((step) => values.filter((_, index) => index % step === 0));
    const spans = fc.tuple(numberOf(field), numberOf(field)).map(([a, b]) => {
        return values.filter((value) => value >= Math.min(a, b) && value <= Math.max(a, b));
    });
    const some = fc.subarray(values, { minLength: 1, maxLength: 6 });
    return fc.oneof(single(field), steps, spans, some).map((numbers) => uniqueNumbers(field, numbers));
};

const uniqueNumbers = (field: NumberField, numbers: readonly number[]) =>
    [...new Set(numbers.map((number) => (field === "dayOfWeek" ? number % 7 : number)))].sort(
        (a, b) => a - b,
    );

const optional = <Shape extends object>(shape: { [Name in keyof Shape]: fc.Arbitrary<Shape[Name]> }) =>
    fc.record(shape, { requiredKeys: [] }) as fc.Arbitrary<Partial<Shape>>;

const all = (numbers: (field: NumberField) => fc.Arbitrary<number[]>) =>
    optional(Object.fromEntries(NUMBER_FIELDS.map((field) => [field, numbers(field)])));

const numbersOf: Readonly<Record<string, fc.Arbitrary<Meaning["numbers"]>>> = {
    manual: fc.constant({}),
    continuous: fc.constant({}),
    hourly: optional({ minute: quarter }),
    daily: optional({ hour: single("hour"), minute: single("minute") }),
    weekly: fc.record(
        { dayOfWeek: single("dayOfWeek"), hour: single("hour"), minute: single("minute") },
        { requiredKeys: ["dayOfWeek"] },
    ),
    custom: all(cronNumbers).filter((numbers) => Object.keys(numbers).length > 0),
    builder: all(single),
};

/** What a schedule that Polytomic documents can mean. */
export const meaning: fc.Arbitrary<Meaning> = fc.constantFrom(...Object.keys(numbersOf)).chain((frequency) =>
    fc.record({
        frequency: fc.constant(frequency),
        numbers: numbersOf[frequency] ?? fc.constant({}),
        selectiveMode: fc.option(fc.constantFrom(...SELECTIVE_MODES), { nil: undefined }),
    }),
);

/** A meaning in any spelling. */
export function spellingsOf({ frequency, numbers, selectiveMode }: Meaning): fc.Arbitrary<Fields> {
    const fields = NUMBER_FIELDS.flatMap((field) => {
        const values = numbers[field];
        if (values === undefined) return [];
        const [only = 0, ...others] = values;
        if (frequency === "custom") return [[field, cronSpelling(field, values)] as const];
        return others.length > 0 ? [] : [[field, spellingOf(field, only)] as const];
    });
    return fc.record({
        frequency: asWritten(frequency),
        ...Object.fromEntries(fields),
        ...(selectiveMode === undefined ? {} : { selectiveMode: asWritten(selectiveMode) }),
    });
}

/** The same numbers as a list, as ranges, with names, with repetitions, in any order. */
export function cronSpelling(field: NumberField, numbers: readonly number[]): fc.Arbitrary<FieldValue> {
    const runs = runsOf(numbers);
    const items = runs.map((run) => {
        const oneByOne = fc
            .tuple(...run.map((number) => cronNumber(field, number)))
            .map((list) => list.join(","));
        const [first = 0, last = first] = [run[0], run.at(-1)];
        const span = fc
            .tuple(cronNumber(field, first), cronNumber(field, last))
            .map((ends) => ends.join("-"));
        return run.length > 1 ? fc.oneof(oneByOne, span) : oneByOne;
    });
    const list = fc
        .tuple(...items)
        .chain((texts) => fc.shuffledSubarray(texts, { minLength: texts.length, maxLength: texts.length }))
        .map((texts) => texts.join(","));
    const text = padded(
        fc.oneof(
            list,
            list.map((once) => `${once},${once}`),
        ),
    );
    const [only] = numbers;
    return numbers.length === 1 && only !== undefined ? fc.oneof(text, spellingOf(field, only)) : text;
}

const cronNumber = (field: NumberField, number: number) => {
    const texts = [String(number), String(number).padStart(2, "0")];
    return fc.oneof(fc.constantFrom(...texts), ...namesOf(field, number).map(inAnyCase));
};

function runsOf(numbers: readonly number[]): number[][] {
    const runs: number[][] = [];
    for (const number of numbers) {
        const run = runs.at(-1);
        if (run?.at(-1) === number - 1) run.push(number);
        else runs.push([number]);
    }
    return runs;
}

/** What every object has without being given it: `constructor`, `toString`, `__proto__`, … */
export const inheritedNames = Object.getOwnPropertyNames(Object.prototype);

/** Values of a field, allowed and not, of which many mean the same. */
export const anyValue: fc.Arbitrary<FieldValue> = fc.oneof(
    ...Object.values(allowedValue),
    fc.constantFrom(
        "*",
        "*/15",
        "MON-FRI",
        "mon-fri",
        "1-5",
        "1,2,3,4,5",
        "0-59",
        "*/1",
        "1,15",
        "L",
        "",
        "null",
    ),
    fc.constantFrom(...inheritedNames),
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.string(),
);
