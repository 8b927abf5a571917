import { expect } from "chai";
import fc from "fast-check";
import { check } from "../../../../provider/lifecycle/schedule/check";
import { diff } from "../../../../provider/lifecycle/schedule/diff";
import { inputsAsFound } from "../../../../provider/lifecycle/schedule/read";
import { FIELD_NAMES, fieldsOf, toRequest } from "../../../../provider/model/fields";
import { areEquivalent } from "../../../../provider/model/equivalence";
import { definition, meaning, spellingsOf, syncId, unknownValues } from "../../support/definitions";

const daily = { syncId, frequency: "daily" };
const weekly = { syncId, frequency: "weekly" };
const builder = { syncId, frequency: "builder" };
const custom = { syncId, frequency: "custom" };

const problemsOf = (inputs: Record<string, unknown>) => check({}, inputs).failures;

/** Inputs, and what of them changes. */
const accepted: readonly (readonly [Record<string, unknown>, Record<string, unknown>])[] = [
    [daily, {}],
    [{ ...daily, frequency: " Daily " }, { frequency: "daily" }],
    [{ ...daily, syncId: syncId.toUpperCase() }, {}],
    [{ ...daily, hour: 0, minute: 59 }, {}],
    [
        { ...daily, hour: "05", minute: " 7 " },
        { hour: "5", minute: "7" },
    ],
    [{ ...daily, hour: null, minute: undefined }, { hour: undefined }],
    [{ ...builder, dayOfMonth: "31", month: "January" }, { month: "january" }],
    [{ syncId, frequency: "continuous", selectiveMode: "none" }, {}],
    [{ syncId, frequency: "hourly", minute: "00" }, { minute: "0" }],
    [{ ...weekly, dayOfWeek: "7", hour: 23 }, {}],
    [{ ...daily, selectiveMode: "incrementalfields" }, { selectiveMode: "incrementalFields" }],
    [{ ...custom, minute: "*/15", month: "*", dayOfWeek: "MON-FRI" }, { dayOfWeek: "mon-fri" }],
    [{ ...daily, allowUndocumented: false }, {}],
    [{ ...daily, __provider: "code", __identity: "me", __timeouts: { create: "1m" } }, {}],
];

const shown = (value: unknown) => JSON.stringify(value);

describe("check", () => {
    describe("accepts", () => {
        for (const [inputs, changed] of accepted) {
            it(shown(inputs), () => {
                const { inputs: checked, failures } = check({}, inputs);
                expect(failures).to.deep.equal([]);
                const expected = Object.entries({ ...inputs, ...changed });
                expect(checked).to.deep.equal(
                    Object.fromEntries(expected.filter(([, value]) => value !== undefined)),
                );
            });
        }

        for (const name of ["syncId", ...FIELD_NAMES]) {
            it(`an unknown ${name} of every type, and leaves it as it is`, () => {
                for (const value of unknownValues) {
                    const inputs = { ...daily, [name]: value };
                    expect(check({ ...daily, hour: 3 }, inputs)).to.deep.equal({ inputs, failures: [] });
                }
            });
        }

        it("cron's notation while the frequency is unknown", () => {
            const inputs = { syncId, frequency: unknownValues[2], hour: "*/2" };
            expect(problemsOf(inputs)).to.deep.equal([]);
        });

        it("what a weekly or a custom schedule needs while it is unknown", () => {
            for (const value of unknownValues) {
                expect(problemsOf({ ...weekly, dayOfWeek: value })).to.deep.equal([]);
                expect(problemsOf({ ...custom, month: value })).to.deep.equal([]);
            }
        });

        it("what some frequency takes while the frequency is unknown", () => {
            const frequency = unknownValues[2];
            expect(problemsOf({ syncId, frequency })).to.deep.equal([]);
            expect(
                problemsOf({ syncId, frequency, minute: 7, dayOfWeek: "mon-fri", dayOfMonth: 1 }),
            ).to.deep.equal([]);
        });

        it("every schedule in every spelling", () => {
            fc.assert(
                fc.property(meaning.chain(spellingsOf), (fields) => {
                    expect(problemsOf({ syncId, ...fields })).to.deep.equal([]);
                }),
                { numRuns: 500 },
            );
        });
    });

    describe("with allowUndocumented", () => {
        const undocumented = [
            { frequency: "monthly", dayOfMonth: "L" },
            { frequency: "runafter" },
            { frequency: "weekly" },
            { frequency: "custom" },
            { frequency: "manual", hour: 3 },
            { frequency: "hourly", minute: 20, hour: 99 },
            { frequency: "daily", hour: "Noon", selectiveMode: "All" },
            { frequency: "daily", hour: 3.5 },
            { frequency: "daily", syncId: "sync-1" },
        ];
        for (const fields of undocumented) {
            it(`lets ${shown(fields)} through as it is, and nothing where it is not set`, () => {
                const inputs = { syncId, ...fields, allowUndocumented: true };
                expect(check({}, inputs)).to.deep.equal({ inputs, failures: [] });
                const problems = problemsOf({ syncId, ...fields, allowUndocumented: false });
                expect(problems).not.to.deep.equal([]);
                expect(problemsOf({ syncId, ...fields, allowUndocumented: unknownValues[2] })).to.deep.equal(
                    [],
                );
            });
        }

        it("still writes documented values in one spelling", () => {
            const inputs = { ...daily, hour: "05", dayOfWeek: "Mon", allowUndocumented: true };
            expect(check({}, inputs).inputs).to.deep.equal({ ...inputs, hour: "5", dayOfWeek: "mon" });
        });

        it("is no change when it is turned on or off", () => {
            const on = { ...daily, allowUndocumented: true };
            for (const [olds, news] of [
                [daily, on],
                [on, daily],
                [on, { ...daily, allowUndocumented: false }],
            ] as const)
                expect(diff(`${syncId}/1`, check({}, olds).inputs, check({}, news).inputs)).to.deep.equal({
                    changes: false,
                });
        });

        it("is not sent", () => {
            const { inputs } = check({}, { ...daily, allowUndocumented: true });
            expect(toRequest(fieldsOf(inputs))).to.deep.equal({ frequency: "daily" });
        });

        it("is kept by a refresh", () => {
            const inputs = { ...daily, allowUndocumented: true };
            expect(inputsAsFound(inputs, { frequency: "weekly" }, true)).to.deep.equal({
                ...inputs,
                frequency: "weekly",
            });
        });
    });

    describe("what a refresh finds", () => {
        const rows: readonly (readonly [object, object, object])[] = [
            [
                { hour: 5, minute: 0 },
                { hour: "9", minute: "00" },
                { hour: 9, minute: 0 },
            ],
            [{ hour: "5" }, { hour: "9" }, { hour: "9" }],
            [{ dayOfWeek: 1 }, { dayOfWeek: "tuesday" }, { dayOfWeek: 2 }],
            [{ dayOfWeek: "monday" }, { dayOfWeek: "Tuesday" }, { dayOfWeek: "Tuesday" }],
            [{ hour: 5 }, { hour: "8-17" }, { hour: "8-17" }],
        ];
        for (const [declared, found, shown] of rows)
            it(`reads ${JSON.stringify(declared)} => ${JSON.stringify(shown)} where Polytomic has ${JSON.stringify(found)}`, () => {
                const inputs = { syncId, frequency: "custom", ...declared };
                expect(inputsAsFound(inputs, { frequency: "custom", ...found }, true)).to.deep.equal({
                    ...inputs,
                    ...shown,
                });
            });
    });

    describe("keeps", () => {
        it("the old spelling of a value that means the same", () => {
            const olds = { ...builder, frequency: "Builder", dayOfWeek: "Mon", hour: "03", month: 1 };
            const news = { ...builder, dayOfWeek: 1, hour: 3, month: "January" };
            expect(check(olds, news).inputs).to.deep.equal(olds);
        });

        it("the new value where it means something else", () => {
            const news = { ...weekly, dayOfWeek: "tuesday" };
            expect(check({ ...weekly, dayOfWeek: "Mon" }, news).inputs).to.deep.equal(news);
        });

        it("no old value that is no longer declared", () => {
            expect(check({ ...daily, hour: 3 }, daily).inputs).to.deep.equal(daily);
        });

        it("the new identity: it follows the resource's name", () => {
            const { inputs } = check({ ...daily, __identity: "old" }, { ...daily, __identity: "new" });
            expect(inputs).to.deep.equal({ ...daily, __identity: "new" });
        });

        it("the new loader", () => {
            const { inputs } = check({ ...daily, __provider: "old" }, { ...daily, __provider: "new" });
            expect(inputs).to.deep.equal({ ...daily, __provider: "new" });
        });

        it("the old spelling of cron's notation", () => {
            const olds = { ...custom, minute: "*/15", dayOfWeek: "mon-fri" };
            const news = { ...custom, minute: "0,15,30,45", dayOfWeek: "1-5" };
            expect(check(olds, news).inputs).to.deep.equal(olds);
        });

        for (const nothing of ["", "null"])
            it(`no old "${nothing}", which no program may declare`, () => {
                const news = { ...custom, month: "1-12" };
                expect(check({ ...custom, month: nothing }, news).inputs).to.deep.equal(news);
            });

        it("the meaning of every field, whatever was there before", () => {
            fc.assert(
                fc.property(definition, meaning.chain(spellingsOf), (olds, news) => {
                    const { inputs } = check({ syncId, ...olds }, { syncId, ...news });
                    for (const field of FIELD_NAMES) {
                        const value = inputs[field] as string | number | undefined;
                        expect(areEquivalent(field, value, news[field])).to.be.true;
                    }
                }),
            );
        });
    });

    it("refuses, with what was declared for the engine to show", () => {
        const inputs = { syncId: null, frequency: "daily", hour: 24 };
        const { failures, ...rest } = check({}, inputs);
        expect(rest).to.deep.equal({ inputs });
        expect(failures.map((sentence) => sentence.slice(0, 18))).to.deep.equal([
            "syncId is missing.",
            "hour: 24 is not al",
        ]);
    });
});
