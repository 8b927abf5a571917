import { expect } from "chai";
import fc from "fast-check";
import { check } from "../../../../provider/lifecycle/check";
import { diff } from "../../../../provider/lifecycle/diff";
import { FIELD_NAMES, sameMeaning } from "../../../../provider/schedule/fields";
import { definition, syncId } from "../support/definitions";

const daily = { syncId, frequency: "daily" };
const weekly = { syncId, frequency: "weekly" };
const custom = { syncId, frequency: "custom" };

const faultsOf = (inputs: Record<string, unknown>) => check({}, inputs).faults;

const frequency =
    "It takes one of manual, continuous, hourly, daily, weekly, custom, builder, runafter, multi, dbtcloud.";
const uuid = "It takes the id of the bulk sync, a UUID such as 248df4b7-aa70-47b8-a036-33ac447e668d.";
const hour = "It takes a whole number from 0 to 23, in UTC.";
const minute = "It takes a whole number from 0 to 59.";
const dayOfMonth = "It takes a whole number from 1 to 31.";
const month = "It takes a whole number from 1 to 12, or the name of a month.";
const dayOfWeek = "It takes a day from sunday to saturday, or a number from 0 (Sunday) to 7 (Sunday).";
const selectiveMode = "It takes one of none, incrementalFields, nonincrementalFields.";
const inCron = (takes: string) =>
    takes.replace(/\.$/, ", or cron's notation for this one field, such as */15, 8-17 or 1,3.");
const cron = 'Cron\'s notation goes with frequency "custom".';
const properties =
    "A schedule takes syncId, frequency, hour, minute, dayOfWeek, dayOfMonth, month, selectiveMode.";

const missing: readonly (readonly [Record<string, unknown>, ...string[]])[] = [
    [
        {},
        "syncId is missing. It takes the id of the bulk sync, a UUID.",
        `frequency is missing. ${frequency}`,
    ],
    [{ frequency: "daily" }, "syncId is missing. It takes the id of the bulk sync, a UUID."],
    [{ syncId }, `frequency is missing. ${frequency}`],
    [{ syncId: null, frequency: "daily" }, "syncId is missing. It takes the id of the bulk sync, a UUID."],
    [{ syncId, frequency: null }, `frequency is missing. ${frequency}`],
    [
        { syncId: undefined, frequency: "daily" },
        "syncId is missing. It takes the id of the bulk sync, a UUID.",
    ],
    [
        { sync_id: syncId, frequency: "daily" },
        "syncId is missing. It takes the id of the bulk sync, a UUID.",
        `unknown property "sync_id". Did you mean "syncId"? ${properties}`,
    ],
    [
        { frequency: "dayly", hour: 99, bogus: 1 },
        "syncId is missing. It takes the id of the bulk sync, a UUID.",
        `frequency: "dayly" is not allowed. ${frequency} Did you mean "daily"?`,
        `hour: 99 is not allowed. ${hour}`,
        `unknown property "bogus". ${properties}`,
    ],
];

/** A base, the property that is wrong in it, its value, and what the user reads of it. */
const wrong: readonly (readonly [Record<string, unknown>, string, unknown, string])[] = [
    [daily, "syncId", "", `"" is not allowed. ${uuid}`],
    [daily, "syncId", "nightly", `"nightly" is not allowed. ${uuid}`],
    [daily, "syncId", syncId.slice(1), `"${syncId.slice(1)}" is not allowed. ${uuid}`],
    [daily, "syncId", ` ${syncId}`, `" ${syncId}" is not allowed. ${uuid}`],
    [daily, "syncId", `${syncId}\n`, `"${syncId}\\n" is not allowed. ${uuid}`],
    [daily, "syncId", `${syncId}/7`, `"${syncId}/7" is not allowed. ${uuid}`],
    [daily, "syncId", syncId.replaceAll("-", ""), `"${syncId.replaceAll("-", "")}" is not allowed. ${uuid}`],
    [daily, "syncId", `g${syncId.slice(1)}`, `"g${syncId.slice(1)}" is not allowed. ${uuid}`],
    [daily, "syncId", 42, `42 is not allowed. ${uuid}`],
    [daily, "syncId", true, `true is not allowed. ${uuid}`],
    [daily, "syncId", {}, `an object or a list is not allowed. ${uuid}`],
    [daily, "syncId", [syncId], `an object or a list is not allowed. ${uuid}`],

    [daily, "frequency", "", `"" is not allowed. ${frequency}`],
    [daily, "frequency", "dayly", `"dayly" is not allowed. ${frequency} Did you mean "daily"?`],
    [daily, "frequency", "Hourli", `"Hourli" is not allowed. ${frequency} Did you mean "hourly"?`],
    [daily, "frequency", "week", `"week" is not allowed. ${frequency} Did you mean "weekly"?`],
    [daily, "frequency", "run after", `"run after" is not allowed. ${frequency} Did you mean "runafter"?`],
    [daily, "frequency", "monthly", `"monthly" is not allowed. ${frequency}`],
    [daily, "frequency", "null", `"null" is not allowed. ${frequency}`],
    [daily, "frequency", 5, `5 is not allowed. ${frequency}`],
    [daily, "frequency", true, `true is not allowed. ${frequency}`],
    [daily, "frequency", ["daily"], `an object or a list is not allowed. ${frequency}`],

    [daily, "hour", 24, `24 is not allowed. ${hour}`],
    [daily, "hour", -1, `-1 is not allowed. ${hour}`],
    [daily, "hour", "24", `"24" is not allowed. ${hour}`],
    [daily, "hour", "-1", `"-1" is not allowed. ${hour}`],
    [daily, "hour", "+3", `"+3" is not allowed. ${hour}`],
    [daily, "hour", 1.5, `1.5 is not allowed. ${hour}`],
    [daily, "hour", "1.5", `"1.5" is not allowed. ${hour}`],
    [daily, "hour", "1e1", `"1e1" is not allowed. ${hour}`],
    [daily, "hour", "0x10", `"0x10" is not allowed. ${hour}`],
    [daily, "hour", 1e21, `1e+21 is not allowed. ${hour}`],
    [daily, "hour", "3am", `"3am" is not allowed. ${hour}`],
    [daily, "hour", "03:30", `"03:30" is not allowed. ${hour}`],
    [daily, "hour", "monday", `"monday" is not allowed. ${hour}`],
    [daily, "hour", "", `"" is not allowed. ${hour}`],
    [daily, "hour", " ", `" " is not allowed. ${hour}`],
    [daily, "hour", "null", `"null" is not allowed. ${hour}`],
    [daily, "hour", true, `true is not allowed. ${hour}`],
    [daily, "hour", [3], `an object or a list is not allowed. ${hour}`],
    [daily, "hour", "*", `"*" is not allowed. ${hour} ${cron}`],
    [daily, "hour", "*/2", `"*/2" is not allowed. ${hour} ${cron}`],
    [daily, "hour", "9-17", `"9-17" is not allowed. ${hour} ${cron}`],
    [custom, "hour", 24, `24 is not allowed. ${inCron(hour)}`],
    [custom, "hour", "null", `"null" is not allowed. ${inCron(hour)}`],
    [custom, "hour", "NULL", `"NULL" is not allowed. ${inCron(hour)}`],
    [custom, "hour", "0 3 * * *", `"0 3 * * *" is not allowed. ${inCron(hour)}`],
    [custom, "minute", "*/0", `"*/0" is not allowed. ${inCron(minute)}`],
    [custom, "hour", "20-26", `"20-26" is not allowed. ${inCron(hour)}`],
    [custom, "hour", "mon", `"mon" is not allowed. ${inCron(hour)}`],
    [daily, "hour", NaN, `NaN is not allowed. ${hour}`],
    [daily, "frequency", "x".repeat(99), `"${"x".repeat(60)}…" is not allowed. ${frequency}`],

    [daily, "minute", 60, `60 is not allowed. ${minute}`],
    [daily, "minute", "60", `"60" is not allowed. ${minute}`],
    [daily, "minute", -5, `-5 is not allowed. ${minute}`],
    [daily, "minute", 0.5, `0.5 is not allowed. ${minute}`],
    [daily, "minute", "15m", `"15m" is not allowed. ${minute}`],
    [daily, "minute", "0,30", `"0,30" is not allowed. ${minute} ${cron}`],

    [daily, "dayOfMonth", 0, `0 is not allowed. ${dayOfMonth}`],
    [daily, "dayOfMonth", 32, `32 is not allowed. ${dayOfMonth}`],
    [daily, "dayOfMonth", "32", `"32" is not allowed. ${dayOfMonth}`],
    [daily, "dayOfMonth", "1st", `"1st" is not allowed. ${dayOfMonth}`],
    [daily, "dayOfMonth", "1,15", `"1,15" is not allowed. ${dayOfMonth} ${cron}`],

    [weekly, "dayOfWeek", "mondey", `"mondey" is not allowed. ${dayOfWeek} Did you mean "monday"?`],
    [weekly, "dayOfWeek", "Wendesday", `"Wendesday" is not allowed. ${dayOfWeek} Did you mean "wednesday"?`],
    [weekly, "dayOfWeek", "lundi", `"lundi" is not allowed. ${dayOfWeek}`],
    [weekly, "dayOfWeek", "mo", `"mo" is not allowed. ${dayOfWeek}`],
    [weekly, "dayOfWeek", 8, `8 is not allowed. ${dayOfWeek}`],
    [weekly, "dayOfWeek", -1, `-1 is not allowed. ${dayOfWeek}`],
    [weekly, "dayOfWeek", 1.5, `1.5 is not allowed. ${dayOfWeek}`],
    [weekly, "dayOfWeek", ["monday"], `an object or a list is not allowed. ${dayOfWeek}`],
    [weekly, "dayOfWeek", "mon-fri", `"mon-fri" is not allowed. ${dayOfWeek} ${cron}`],
    [weekly, "dayOfWeek", "monday,friday", `"monday,friday" is not allowed. ${dayOfWeek} ${cron}`],

    [daily, "month", 0, `0 is not allowed. ${month}`],
    [daily, "month", 13, `13 is not allowed. ${month}`],
    [daily, "month", "13", `"13" is not allowed. ${month}`],
    [daily, "month", "Janary", `"Janary" is not allowed. ${month} Did you mean "january"?`],
    [daily, "month", "1/3", `"1/3" is not allowed. ${month} ${cron}`],

    [daily, "selectiveMode", "", `"" is not allowed. ${selectiveMode}`],
    [daily, "selectiveMode", "all", `"all" is not allowed. ${selectiveMode}`],
    [
        daily,
        "selectiveMode",
        "incremental_fields",
        `"incremental_fields" is not allowed. ${selectiveMode} Did you mean "incrementalFields"?`,
    ],
    [daily, "selectiveMode", false, `false is not allowed. ${selectiveMode}`],
    [daily, "selectiveMode", 1, `1 is not allowed. ${selectiveMode}`],
];

const unknownProperties: readonly (readonly [string, string])[] = [
    ["hours", ' Did you mean "hour"?'],
    ["Hour", ' Did you mean "hour"?'],
    ["day_of_week", ' Did you mean "dayOfWeek"?'],
    ["dayofweek", ' Did you mean "dayOfWeek"?'],
    ["schemas", ""],
    ["syncMode", ""],
    ["timezone", ""],
    ["schedule", ""],
    ["", ""],
    ["__other", ""],
];

const accepted: readonly (readonly [Record<string, unknown>, Record<string, unknown>])[] = [
    [daily, {}],
    [{ ...daily, frequency: " Daily " }, { frequency: "daily" }],
    [{ ...daily, syncId: syncId.toUpperCase() }, { syncId: syncId.toUpperCase() }],
    [{ ...daily, hour: 0, minute: 0 }, {}],
    [{ ...daily, hour: 23, minute: 59 }, {}],
    [
        { ...daily, hour: "05", minute: " 7 " },
        { hour: "5", minute: "7" },
    ],
    [{ ...daily, hour: null, minute: undefined }, { hour: undefined }],
    [{ ...daily, dayOfMonth: 1, month: 12 }, {}],
    [{ ...daily, dayOfMonth: "31", month: "1" }, {}],
    [{ ...daily, month: "January" }, { month: "january" }],
    [{ ...daily, month: "SEP" }, { month: "sep" }],
    [{ ...weekly, dayOfWeek: "Monday" }, { dayOfWeek: "monday" }],
    [{ ...weekly, dayOfWeek: "Fri" }, { dayOfWeek: "fri" }],
    [{ ...weekly, dayOfWeek: 0 }, {}],
    [{ ...weekly, dayOfWeek: 7 }, {}],
    [{ ...weekly, dayOfWeek: "7" }, {}],
    [{ ...daily, selectiveMode: "incrementalfields" }, { selectiveMode: "incrementalFields" }],
    [{ ...custom, minute: "*/15", hour: "9-17", dayOfWeek: "MON-FRI" }, { dayOfWeek: "mon-fri" }],
    [{ ...custom, dayOfMonth: "1,15", month: "*", dayOfWeek: "1-5/2" }, {}],
    [{ ...custom, frequency: "CUSTOM", hour: "*" }, { frequency: "custom" }],
    [{ ...daily, __provider: "code", __identity: "me", __timeouts: { create: "1m" } }, {}],
];

/** What the engine sends for what it will know later: a bool, a number, a text, a list, an asset, an archive, an object. */
const unknownValues = [
    "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
    "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
    "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
    "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
    "030794c1-ac77-496b-92df-f27374a8bd58",
    "e48ece36-62e2-4504-bad9-02848725956a",
    "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
];

const shown = (value: unknown) => JSON.stringify(value);

describe("check", () => {
    describe("refuses", () => {
        for (const [inputs, ...faults] of missing) {
            it(`${shown(inputs)} with ${faults.length === 1 ? "a sentence" : `${faults.length} sentences`}`, () => {
                expect(faultsOf(inputs)).to.deep.equal(faults);
            });
        }

        for (const [base, name, value, message] of wrong) {
            it(`${name} ${shown(value)} of a ${String(base["frequency"])} schedule`, () => {
                expect(faultsOf({ ...base, [name]: value })).to.deep.equal([`${name}: ${message}`]);
            });
        }

        for (const [name, hint] of unknownProperties) {
            it(`the property ${shown(name)}`, () => {
                expect(faultsOf({ ...daily, [name]: 1 })).to.deep.equal([
                    `unknown property "${name}".${hint} ${properties}`,
                ]);
            });
        }

        it("a long value without repeating all of it", () => {
            const [fault = ""] = faultsOf({ ...daily, frequency: "x".repeat(10_000) });
            expect(fault.length).to.be.lessThan(300);
        });

        it("bad values beside an unknown one", () => {
            expect(faultsOf({ syncId: unknownValues[2], frequency: "daily", hour: 24 })).to.deep.equal([
                `hour: 24 is not allowed. ${hour}`,
            ]);
        });

        it("inputs with what was declared, for the engine to show", () => {
            expect(check({}, { ...daily, hour: 24 }).inputs).to.deep.equal({ ...daily, hour: 24 });
        });
    });

    describe("accepts", () => {
        for (const [inputs, changed] of accepted) {
            it(shown(inputs), () => {
                const { inputs: checked, faults } = check({}, inputs);
                expect(faults).to.deep.equal([]);
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
                    expect(check({ ...daily, hour: 3 }, inputs)).to.deep.equal({ inputs, faults: [] });
                }
            });
        }

        it("cron's notation while the frequency is unknown", () => {
            const inputs = { syncId, frequency: unknownValues[2], hour: "*/2" };
            expect(faultsOf(inputs)).to.deep.equal([]);
        });

        it("every definition in every spelling", () => {
            fc.assert(
                fc.property(definition, (fields) => {
                    expect(faultsOf({ syncId, ...fields })).to.deep.equal([]);
                }),
            );
        });
    });

    describe("keeps", () => {
        it("the old spelling of a value that means the same", () => {
            const olds = { ...weekly, frequency: "Weekly", dayOfWeek: "Mon", hour: "03", month: 1 };
            const news = { ...weekly, dayOfWeek: 1, hour: 3, month: "January" };
            expect(check(olds, news).inputs).to.deep.equal(olds);
        });

        it("the new value where it means something else", () => {
            const news = { ...weekly, dayOfWeek: "tuesday" };
            expect(check({ ...weekly, dayOfWeek: "Mon" }, news).inputs).to.deep.equal(news);
        });

        it("no old value that is no longer declared", () => {
            expect(check({ ...daily, hour: 3 }, daily).inputs).to.deep.equal(daily);
        });

        it("the identity with which the resource was created", () => {
            const { inputs } = check({ ...daily, __identity: "old" }, { ...daily, __identity: "new" });
            expect(inputs).to.deep.equal({ ...daily, __identity: "old" });
        });

        it("the new identity where there was none", () => {
            const news = { ...daily, __identity: "new" };
            expect(check(daily, news).inputs).to.deep.equal(news);
        });

        it("the new loader", () => {
            const { inputs } = check({ ...daily, __provider: "old" }, { ...daily, __provider: "new" });
            expect(inputs).to.deep.equal({ ...daily, __provider: "new" });
        });

        it("the meaning of every field, whatever was there before", () => {
            fc.assert(
                fc.property(definition, definition, (olds, news) => {
                    const { inputs } = check({ syncId, ...olds }, { syncId, ...news });
                    for (const field of FIELD_NAMES) {
                        const value = inputs[field] as string | number | undefined;
                        expect(sameMeaning(field, value, news[field])).to.be.true;
                    }
                }),
            );
        });
    });

    const name = fc.oneof(fc.constantFrom("syncId", "__identity", ...FIELD_NAMES), fc.string());
    const anything = fc.dictionary(name, fc.anything());

    it("never throws, whatever it gets", () => {
        fc.assert(
            fc.property(anything, anything, (olds, news) => {
                for (const fault of check(olds, news).faults) expect(fault).to.be.a("string").and.not.empty;
            }),
            { numRuns: 200 },
        );
    });

    it("accepts nothing that differs from itself", () => {
        const valid = definition.map((fields): Record<string, unknown> => ({ syncId, ...fields }));
        const nearlyValid = fc.tuple(valid, anything).map(([fields, other]) => ({ ...other, ...fields }));
        fc.assert(
            fc.property(fc.oneof(valid, nearlyValid, anything), (inputs) => {
                const checked = check({}, inputs);
                if (checked.faults.length > 0) return;
                expect(diff(`${syncId}/1`, checked.inputs, checked.inputs)).to.deep.equal({ changes: false });
                expect(check({}, checked.inputs)).to.deep.equal(checked);
            }),
            { numRuns: 200 },
        );
    });
});
