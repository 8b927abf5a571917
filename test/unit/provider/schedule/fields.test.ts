import { expect } from "chai";
import fc from "fast-check";
import {
    canonical,
    FIELD_NAMES,
    fieldsOf,
    isAbsent,
    numberIn,
    sameDefinition,
    sameMeaning,
    toRequest,
    WEEKDAYS,
    type FieldName,
    type FieldValue,
} from "../../../../provider/schedule/fields";
import { anyValue, definition, MONTHS, plainDefinition } from "../support/definitions";

const field = fc.constantFrom(...FIELD_NAMES);
const shown = (value: unknown) => JSON.stringify(value) as string | undefined;

describe("absence", () => {
    for (const value of [undefined, null, "", "null"]) {
        it(`is what ${shown(value) ?? "undefined"} stands for`, () => {
            expect(isAbsent(value)).to.be.true;
        });
    }
    for (const value of [0, "0", false, "none", " ", [], {}]) {
        it(`is not what ${shown(value) ?? ""} stands for`, () => {
            expect(isAbsent(value)).to.be.false;
        });
    }
});

describe("the number in a value", () => {
    const rows: readonly (readonly [FieldName, FieldValue, number | undefined])[] = [
        ["hour", 3, 3],
        ["hour", "3", 3],
        ["hour", "03", 3],
        ["hour", " 3 ", 3],
        ["hour", "monday", undefined],
        ["hour", "3.0", undefined],
        ["hour", "-3", undefined],
        ["hour", "0x3", undefined],
        ["hour", "*", undefined],
        ["hour", "", undefined],
        ["dayOfWeek", "sunday", 0],
        ["dayOfWeek", "Monday", 1],
        ["dayOfWeek", "SAT", 6],
        ["dayOfWeek", "7", 7],
        ["dayOfWeek", "mo", undefined],
        ["dayOfWeek", "mon-fri", undefined],
        ["month", "January", 1],
        ["month", "dec", 12],
        ["month", "may", 5],
        ["month", "smarch", undefined],
        ["dayOfMonth", "jan", undefined],
        ["frequency", "daily", undefined],
    ];
    for (const [name, value, number] of rows) {
        it(`of ${name} ${shown(value) ?? ""} is ${number ?? "none"}`, () => {
            expect(numberIn(name, value)).to.equal(number);
        });
    }
});

describe("the canonical spelling", () => {
    const rows: readonly (readonly [FieldName, FieldValue, FieldValue])[] = [
        ["frequency", "Daily", "daily"],
        ["frequency", " DBTCLOUD ", "dbtcloud"],
        ["frequency", "Fortnightly", "Fortnightly"],
        ["selectiveMode", "incrementalfields", "incrementalFields"],
        ["selectiveMode", "NONINCREMENTALFIELDS", "nonincrementalFields"],
        ["hour", "05", "5"],
        ["hour", 5, 5],
        ["hour", "000", "0"],
        ["dayOfWeek", " Monday ", "monday"],
        ["dayOfWeek", "MON-FRI", "mon-fri"],
        ["month", "January", "january"],
        ["minute", "*/15", "*/15"],
    ];
    for (const [name, value, spelling] of rows) {
        it(`of ${name} ${shown(value) ?? ""} is ${shown(spelling) ?? ""}`, () => {
            expect(canonical(name, value)).to.equal(spelling);
        });
    }

    it("is canonical itself", () => {
        fc.assert(
            fc.property(field, anyValue, (name, value) => {
                const once = canonical(name, value);
                expect(canonical(name, once)).to.equal(once);
            }),
        );
    });

    it("never changes what a value means", () => {
        fc.assert(
            fc.property(field, anyValue, (name, value) => {
                fc.pre(!isAbsent(String(value).trim().toLowerCase()));
                expect(sameMeaning(name, value, canonical(name, value))).to.be.true;
            }),
        );
    });

    it("keeps a number a number and a text a text", () => {
        fc.assert(
            fc.property(field, anyValue, (name, value) => {
                expect(typeof canonical(name, value)).to.equal(typeof value);
            }),
        );
    });
});

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
        ["dayOfWeek", "1-5", "mon-fri", false],
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
            expect(sameMeaning(name, a, b)).to.equal(isSame);
        });
    }

    it("is an equivalence", () => {
        const value = fc.option(anyValue, { nil: undefined });
        fc.assert(
            fc.property(field, value, value, value, (name, a, b, c) => {
                expect(sameMeaning(name, a, a)).to.be.true;
                expect(sameMeaning(name, a, b)).to.equal(sameMeaning(name, b, a));
                if (sameMeaning(name, a, b) && sameMeaning(name, b, c))
                    expect(sameMeaning(name, a, c)).to.be.true;
            }),
            { numRuns: 300 },
        );
    });

    it("of definitions needs the same meaning in every field", () => {
        fc.assert(
            fc.property(definition, definition, (a, b) => {
                expect(sameDefinition(a, b)).to.equal(
                    FIELD_NAMES.every((name) => sameMeaning(name, a[name], b[name])),
                );
                expect(sameDefinition(a, a)).to.be.true;
            }),
        );
    });
});

describe("the fields of a record", () => {
    it("are its values that are there, and nothing else", () => {
        expect(
            fieldsOf({
                frequency: "daily",
                hour: 0,
                minute: "null",
                month: null,
                dayOfWeek: "",
                dayOfMonth: ["1"],
                selectiveMode: true,
                syncId: "x",
            }),
        ).to.deep.equal({ frequency: "daily", hour: 0 });
    });
});

describe("a request", () => {
    it("speaks as the service's reference does", () => {
        expect(
            toRequest({
                frequency: "Weekly",
                hour: 3,
                minute: "05",
                dayOfWeek: 7,
                dayOfMonth: " 1 ",
                month: "Jan",
                selectiveMode: "NONE",
            }),
        ).to.deep.equal({
            frequency: "weekly",
            hour: "3",
            minute: "5",
            dayOfWeek: "sunday",
            dayOfMonth: "1",
            month: "1",
            selectiveMode: "none",
        });
    });

    it("leaves out what is not declared", () => {
        expect(toRequest({ frequency: "manual" })).to.deep.equal({ frequency: "manual" });
    });

    it("leaves cron's notation of a custom schedule as it is", () => {
        const fields = { minute: "*/15", hour: "9-17", dayOfMonth: "1,15", month: "jan", dayOfWeek: "1-5" };
        expect(toRequest({ frequency: "custom", ...fields })).to.deep.equal({
            frequency: "custom",
            ...fields,
        });
    });

    it("leaves a weekday's number of a custom schedule a number", () => {
        expect(toRequest({ frequency: "custom", dayOfWeek: 1 })).to.deep.equal({
            frequency: "custom",
            dayOfWeek: "1",
        });
    });

    it("holds only texts that mean what was declared", () => {
        fc.assert(
            fc.property(definition, (fields) => {
                const request = toRequest(fields);
                expect(Object.keys(request)).to.have.members(Object.keys(fields));
                for (const value of Object.values(request)) expect(value).to.be.a("string");
                expect(sameDefinition(request, fields)).to.be.true;
            }),
        );
    });

    it("holds plain numbers, lower-case weekdays and no names of months", () => {
        fc.assert(
            fc.property(plainDefinition, (fields) => {
                const { hour, minute, dayOfMonth, month, dayOfWeek } = toRequest(fields);
                for (const number of [hour, minute, dayOfMonth, month])
                    expect(number ?? "0").to.match(/^(0|[1-9]\d?)$/);
                expect(WEEKDAYS).to.include(dayOfWeek ?? "sunday");
            }),
        );
    });

    it("names each month by its number", () => {
        expect(MONTHS.map((month) => toRequest({ month })["month"])).to.deep.equal(
            MONTHS.map((_, index) => String(index + 1)),
        );
    });
});
