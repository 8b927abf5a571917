import { expect } from "chai";
import fc from "fast-check";
import {
    canonical,
    FIELD_NAMES,
    fieldsOf,
    isAbsent,
    numberIn,
    toRequest,
    WEEKDAYS,
    type FieldName,
    type FieldValue,
    type NumberField,
} from "../../../provider/model/fields";
import { areEquivalentDefinitions, areEquivalent } from "../../../provider/model/equivalence";
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
    const rows: readonly (readonly [NumberField, FieldValue, number | undefined])[] = [
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
    ];
    for (const [name, value, number] of rows) {
        it(`of ${name} ${shown(value) ?? ""} is ${number ?? "missing"}`, () => {
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
        ["dayOfMonth", "L", "L"],
        ["dayOfWeek", " Someday ", " Someday "],
        ["frequency", " Fortnightly", " Fortnightly"],
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
                expect(areEquivalent(name, value, canonical(name, value))).to.be.true;
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

describe("the fields of a record", () => {
    it("are its schedule fields that have a value", () => {
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
    it("has the values of the service's reference", () => {
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

    it("cuts the names of a custom schedule to the three letters that cron knows", () => {
        expect(
            toRequest({ frequency: "Custom", month: "January", dayOfWeek: "Monday-friday,SUN" }),
        ).to.deep.equal({ frequency: "custom", month: "jan", dayOfWeek: "mon-fri,sun" });
    });

    it("has undocumented values as they are", () => {
        const fields = { frequency: "Monthly", hour: "24", dayOfWeek: "9", dayOfMonth: "L", month: "Smarch" };
        expect(toRequest({ ...fields, minute: -1 })).to.deep.equal({ ...fields, minute: "-1" });
        expect(toRequest({ frequency: "custom", dayOfMonth: "15W" })).to.deep.equal({
            frequency: "custom",
            dayOfMonth: "15W",
        });
    });

    it("holds only texts that mean what was declared", () => {
        fc.assert(
            fc.property(definition, (fields) => {
                const request = toRequest(fields);
                expect(Object.keys(request)).to.have.members(Object.keys(fields));
                for (const value of Object.values(request)) expect(value).to.be.a("string");
                expect(areEquivalentDefinitions(request, fields)).to.be.true;
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
