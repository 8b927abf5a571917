import { expect } from "chai";
import fc from "fast-check";
import { check } from "../../../provider/lifecycle/schedule/check";
import { diff } from "../../../provider/lifecycle/schedule/diff";
import { inputsAsFound } from "../../../provider/lifecycle/schedule/read";
import {
    canonical,
    FIELD_NAMES,
    fieldsOf,
    isNumberField,
    numberIn,
    isAbsent,
    RANGES,
    toRequest,
    type FieldName,
    type Fields,
    type FieldValue,
    type NumberField,
} from "../../../provider/model/fields";
import { areEquivalentDefinitions, areEquivalent } from "../../../provider/model/equivalence";
import { anyValue, definition, meaning, spellingsOf, syncId, type Meaning } from "../support/definitions";

const id = `${syncId}/6f4f2f4e-6d3c-4f6f-9d55-0d3a6a9a8f01`;
const field = fc.constantFrom(...FIELD_NAMES);
const frequency = fc.constantFrom(undefined, "custom", "Custom", "daily", "weekly", "someday");

describe("the same meaning", () => {
    const rows: readonly (readonly [FieldName, FieldValue | undefined, FieldValue | undefined, boolean])[] = [
        ["hour", 5, "05", true],
        ["hour", "5", " 5 ", true],
        ["hour", 5, 6, false],
        ["hour", 0, undefined, false],
        ["hour", undefined, "null", true],
        ["hour", "", undefined, true],
        ["dayOfWeek", "monday", 1, true],
        ["dayOfWeek", "Mon", "1", true],
        ["dayOfWeek", 0, 7, true],
        ["dayOfWeek", "sunday", "7", true],
        ["dayOfWeek", "monday", "tuesday", false],
        ["dayOfWeek", "MON-FRI", "mon-fri", true],
        ["dayOfWeek", 8, 1, false],
        ["dayOfWeek", "L", "l", false],
        ["month", "January", "1", true],
        ["month", "jan", 1, true],
        ["month", 12, 0, false],
        ["frequency", "Weekly", "weekly", true],
        ["frequency", "daily", "weekly", false],
        ["selectiveMode", "none", undefined, false],
        ["selectiveMode", "incrementalfields", "incrementalFields", true],
    ];
    for (const [name, a, b, isSame] of rows) {
        it(`${isSame ? "holds" : "does not hold"} for ${name} ${String(a)} and ${String(b)}`, () => {
            expect(areEquivalent(name, a, b)).to.equal(isSame);
        });
    }

    const cron: readonly (readonly [NumberField, FieldValue | undefined, FieldValue | undefined, boolean])[] =
        [
            ["dayOfWeek", "1-5", "mon-fri", true],
            ["dayOfWeek", "1,2,3,4,5", "Monday-Friday", true],
            ["dayOfWeek", "sat,sun", "6-7", true],
            ["dayOfWeek", "1-1", "monday", true],
            ["dayOfWeek", "*", undefined, true],
            ["dayOfWeek", "1-5", "1-6", false],
            ["minute", "*/15", "0,15,30,45", true],
            ["minute", "5-5", 5, true],
            ["minute", "0-59", "*", true],
            ["minute", "*/1", undefined, true],
            ["minute", "*", "null", true],
            ["minute", "*/15", "*/20", false],
            ["minute", "*", 0, false],
            ["hour", "8-10", "8,9,10", true],
            ["month", "1-12", undefined, true],
            ["month", "jan-mar", "1,2,3", true],
            // Beside the other day field, cron's implementations differ in whether these are as good as `*`.
            ["dayOfMonth", "1-31", "*", false],
            ["dayOfMonth", "*/1", "*", false],
            ["dayOfMonth", "*/2", "1-31/2", false],
            ["dayOfWeek", "0-6", undefined, false],
            ["dayOfWeek", "*/2", "*/2", true],
            ["dayOfMonth", "1-31", "1-15,16-31", true],
        ];
    for (const [name, a, b, isSame] of cron) {
        it(`${isSame ? "holds" : "does not hold"} in cron's notation for ${name} ${String(a)} and ${String(b)}`, () => {
            expect(areEquivalent(name, a, b, "custom")).to.equal(isSame);
            expect(areEquivalent(name, b, a, "Custom")).to.equal(isSame);
            expect(areEquivalent(name, a, b)).to.equal(isSame);
        });
    }

    it("does not read cron's notation where the frequency takes none", () => {
        expect(areEquivalent("hour", "*", undefined, "daily")).to.be.false;
        expect(areEquivalent("minute", "*/15", "0,15,30,45", "someday")).to.be.false;
        expect(areEquivalent("dayOfWeek", "MON-FRI", "mon-fri", "weekly")).to.be.true;
    });

    it("is an equivalence, under every frequency", () => {
        const value = fc.option(anyValue, { nil: undefined });
        fc.assert(
            fc.property(field, frequency, value, value, value, (name, under, a, b, c) => {
                const same = (x?: FieldValue, y?: FieldValue) => areEquivalent(name, x, y, under);
                expect(same(a, a)).to.be.true;
                expect(same(a, b)).to.equal(same(b, a));
                if (same(a, b) && same(b, c)) expect(same(a, c)).to.be.true;
            }),
            { numRuns: 1000 },
        );
    });

    it("is that of the canonical spelling", () => {
        fc.assert(
            fc.property(field, frequency, anyValue, (name, under, value) => {
                fc.pre(!isAbsent(String(value).trim()));
                expect(areEquivalent(name, value, canonical(name, value), under)).to.be.true;
            }),
            { numRuns: 1000 },
        );
    });

    it("of definitions needs the same meaning in every field", () => {
        fc.assert(
            fc.property(definition, definition, (a, b) => {
                expect(areEquivalentDefinitions(a, b)).to.equal(
                    FIELD_NAMES.every((name) => areEquivalent(name, a[name], b[name], a.frequency)),
                );
                expect(areEquivalentDefinitions(a, b)).to.equal(areEquivalentDefinitions(b, a));
                expect(areEquivalentDefinitions(a, a)).to.be.true;
            }),
        );
    });
});

/** A schedule, how it is spelt in state, and how in the program. */
const speltTwice = meaning.chain((meant) =>
    fc.tuple(fc.constant(meant), spellingsOf(meant), spellingsOf(meant)),
);

describe("two spellings of a schedule", () => {
    it("are no change, whichever of them is in state", () => {
        fc.assert(
            fc.property(speltTwice, ([, old, declared]) => {
                const state = check({}, { syncId, ...old });
                const news = check(state.inputs, { syncId, ...declared });
                expect([...state.failures, ...news.failures]).to.deep.equal([]);
                expect(diff(id, state.inputs, news.inputs)).to.deep.equal({ changes: false });
                expect(news.inputs).to.deep.equal(state.inputs);
                expect(diff(id, { syncId, ...old }, { syncId, ...declared })).to.deep.equal({
                    changes: false,
                });
            }),
            { numRuns: 500 },
        );
    });

    it("are no drift, whichever of them the service returns", () => {
        fc.assert(
            fc.property(speltTwice, ([, declared, returned]) => {
                const inputs = { syncId, ...declared };
                expect(inputsAsFound(inputs, texts(returned), true)).to.deep.equal(inputs);
                const filledIn = { selectiveMode: "none", month: "*", ...texts(returned) };
                expect(inputsAsFound(inputs, filledIn, true)).to.deep.equal(inputs);
            }),
            { numRuns: 500 },
        );
    });

    it("are one request but for what cron can write in several ways", () => {
        fc.assert(
            fc.property(speltTwice, ([, a, b]) => {
                expect(areEquivalentDefinitions(toRequest(a), toRequest(b))).to.be.true;
                if (toRequest(a)["frequency"] !== "custom") expect(toRequest(a)).to.deep.equal(toRequest(b));
            }),
            { numRuns: 500 },
        );
    });
});

describe("two schedules that mean different things", () => {
    const two = fc.tuple(meaning, meaning).filter(([a, b]) => keyOf(a) !== keyOf(b));
    // Nearly the same, where a wrong comparison would show first.
    const near = meaning.chain((meant) =>
        fc.tuple(
            fc.constant(meant),
            meaning.map((other) => ({ ...meant, numbers: other.numbers })),
        ),
    );
    const spelt = fc
        .oneof(two, near)
        .filter(([a, b]) => keyOf(a) !== keyOf(b) && isSpellable(a) && isSpellable(b))
        .chain(([a, b]) => fc.tuple(spellingsOf(a), spellingsOf(b)));

    it("are a change, however they are spelt", () => {
        fc.assert(
            fc.property(spelt, ([old, declared]) => {
                expect(diff(id, { syncId, ...old }, { syncId, ...declared })).to.deep.equal({});
                expect(areEquivalentDefinitions(old, declared)).to.be.false;
            }),
            { numRuns: 500 },
        );
    });

    it("are drift, where the declared field differs", () => {
        fc.assert(
            fc.property(spelt, ([declared, returned]) => {
                const found = inputsAsFound({ syncId, ...declared }, texts(returned), true);
                const changed = FIELD_NAMES.filter(
                    (name) =>
                        declared[name] !== undefined &&
                        !areEquivalent(name, declared[name], returned[name], declared.frequency),
                );
                for (const name of FIELD_NAMES) {
                    const text = texts(returned)[name];
                    const isNumber = typeof declared[name] === "number" && isNumberField(name);
                    // A number that the program declares differs from a number: `5 => 9`.
                    const shown = (isNumber ? numberIn(name, text) : undefined) ?? text;
                    expect(found[name]).to.equal(changed.includes(name) ? shown : declared[name]);
                }
            }),
            { numRuns: 500 },
        );
    });
});

/** As the service responds: texts only. */
function texts(fields: Fields): Partial<Record<FieldName, string>> {
    return Object.fromEntries(Object.entries(fieldsOf(fields)).map(([name, value]) => [name, String(value)]));
}

const isSpellable = ({ frequency, numbers }: Meaning) =>
    frequency === "custom" || Object.values(numbers).every((values) => values.length === 1);

/** One text for each meaning: a field of `custom` that has all its numbers is one that is left out, but for the days. */
function keyOf({ frequency, numbers, selectiveMode }: Meaning): string {
    const isAll = (name: NumberField, count: number) =>
        frequency === "custom" &&
        !name.startsWith("dayOf") &&
        count === RANGES[name][1] - RANGES[name][0] + 1;
    const limited = (Object.keys(RANGES) as NumberField[]).flatMap((name) => {
        const values = numbers[name] ?? [];
        const unique = new Set(values.map((value) => (name === "dayOfWeek" ? value % 7 : value)));
        return values.length === 0 || isAll(name, unique.size) ? [] : [`${name}: ${[...unique].join()}`];
    });
    return [frequency, selectiveMode ?? "", ...limited].join("; ");
}
