import fc from "fast-check";
import {
    FREQUENCIES,
    SELECTIVE_MODES,
    WEEKDAYS,
    type Fields,
    type FieldName,
    type FieldValue,
} from "../../../../provider/schedule/fields";

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

/** A word as people write it: in any case, with space around it. */
const asWritten = (words: fc.Arbitrary<string>) =>
    fc
        .tuple(words, fc.constantFrom(lower, upper, capital), fc.constantFrom("", " ", "\t"))
        .map(([word, spell, space]) => `${space}${spell(word)}${space}`);

const lower = (word: string) => word.toLowerCase();
const upper = (word: string) => word.toUpperCase();
const capital = (word: string) => word.slice(0, 1).toUpperCase() + word.slice(1);

const words = (...allowed: readonly string[]) => asWritten(fc.constantFrom(...allowed));

const wholeNumber = (least: number, greatest: number): fc.Arbitrary<FieldValue> =>
    fc
        .tuple(fc.integer({ min: least, max: greatest }), fc.constantFrom("", "0", "00", " "))
        .chain(([number, padding]) => fc.constantFrom(number, String(number), `${padding}${number}`));

const orShort = (names: readonly string[]) => words(...names, ...names.map((name) => name.slice(0, 3)));

/** What each field may hold, in every spelling of it. */
export const allowedValue = {
    frequency: words(...FREQUENCIES),
    hour: wholeNumber(0, 23),
    minute: wholeNumber(0, 59),
    dayOfWeek: fc.oneof(wholeNumber(0, 7), orShort(WEEKDAYS)),
    dayOfMonth: wholeNumber(1, 31),
    month: fc.oneof(wholeNumber(1, 12), orShort(MONTHS)),
    selectiveMode: words(...SELECTIVE_MODES),
} satisfies Record<FieldName, fc.Arbitrary<FieldValue>>;

/** A definition that the service takes, in any spelling. */
export const definition: fc.Arbitrary<Fields> = fc.record(allowedValue, { requiredKeys: ["frequency"] });

/** A definition without `custom`, whose values go out as they are written. */
export const plainDefinition = definition.filter(
    ({ frequency }) => String(frequency).trim().toLowerCase() !== "custom",
);

/** Values of a field, allowed and not, of which many mean the same. */
export const anyValue: fc.Arbitrary<FieldValue> = fc.oneof(
    ...Object.values(allowedValue),
    fc.constantFrom("*", "*/15", "MON-FRI", "mon-fri", "1,15", "L", "", "null"),
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.string(),
);
