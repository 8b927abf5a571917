import { expect } from "chai";
import fc from "fast-check";
import { CRON_FIELDS, cronValues } from "../../../provider/model/cron-field";
import { RANGES, type NumberField } from "../../../provider/model/fields";
import { cronSpelling } from "../support/definitions";

const range = (from: number, to: number, step = 1) =>
    Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, index) => from + index * step);

const understood: readonly (readonly [NumberField, string, readonly number[]])[] = [
    ["minute", "*", range(0, 59)],
    ["minute", "0", [0]],
    ["minute", "05", [5]],
    ["minute", " 5 ", [5]],
    ["minute", "*/15", [0, 15, 30, 45]],
    ["minute", "10-20/5", [10, 15, 20]],
    ["minute", "1,1,0", [0, 1]],
    ["hour", "*", range(0, 23)],
    ["hour", "8-17", range(8, 17)],
    ["hour", "0-23/6,1", [0, 1, 6, 12, 18]],
    ["dayOfMonth", "*", range(1, 31)],
    ["dayOfMonth", "1,15", [1, 15]],
    ["dayOfMonth", "*/10", [1, 11, 21, 31]],
    ["month", "*", range(1, 12)],
    ["month", "jan", [1]],
    ["month", "JAN-march", [1, 2, 3]],
    ["month", "*/3", [1, 4, 7, 10]],
    ["dayOfWeek", "*", range(0, 6)],
    ["dayOfWeek", "mon-fri", range(1, 5)],
    ["dayOfWeek", "Monday-Friday", range(1, 5)],
    ["dayOfWeek", "fri-sun", [0, 5, 6]],
    ["dayOfWeek", "5-7", [0, 5, 6]],
    ["dayOfWeek", "sun-sat", range(0, 6)],
    ["dayOfWeek", "0,7", [0]],
    ["dayOfWeek", "sat,sun", [0, 6]],
];

const refused: readonly (readonly [NumberField, string])[] = [
    ...[
        "",
        " ",
        ",",
        "1,",
        ",1",
        "-",
        "-1",
        "1-",
        "/",
        "*/",
        "*/0",
        "*/x",
        "**",
        "3*",
        "1-2-3",
        "1/2/3",
        "5/15",
    ].map((text) => ["minute", text] as const),
    ...["60", "0-60", "005", "005-007", "1.5", "+1", "1e1", "0x1", "1 2", "1, 2", "mon", "*/100"].map(
        (text) => ["minute", text] as const,
    ),
    ["hour", "24"],
    ["hour", "20-8"],
    ["hour", "?"],
    ["hour", "@daily"],
    ["hour", "H"],
    ["dayOfMonth", "0"],
    ["dayOfMonth", "32"],
    ["dayOfMonth", "L"],
    ["dayOfMonth", "LW"],
    ["dayOfMonth", "L-3"],
    ["dayOfMonth", "15W"],
    ["dayOfMonth", "?"],
    ["month", "0"],
    ["month", "13"],
    ["month", "mon"],
    ["month", "janvier"],
    ["dayOfWeek", "8"],
    ["dayOfWeek", "jan"],
    ["dayOfWeek", "lundi"],
    ["dayOfWeek", "sat-mon"],
    ["dayOfWeek", "mon#2"],
    ["dayOfWeek", "friL"],
    ["dayOfWeek", "monfri"],
    ["dayOfWeek", "mon2"],
];

describe("cron's notation", () => {
    for (const [field, text, values] of understood) {
        it(`stands in ${field} for ${values.join(",")} with "${text}"`, () => {
            expect(cronValues(field, text)).to.deep.equal(values);
        });
    }

    for (const [field, text] of refused) {
        it(`does not know "${text}" in ${field}`, () => {
            expect(cronValues(field, text)).to.be.undefined;
        });
    }

    it("is the same in any spelling of the same numbers", () => {
        for (const field of CRON_FIELDS) {
            const [least, greatest] = RANGES[field];
            const last = field === "dayOfWeek" ? 6 : greatest;
            const numbers = fc.subarray(range(least, last), { minLength: 1 });
            const spelt = numbers.chain((values) =>
                fc.tuple(fc.constant(values), cronSpelling(field, values)),
            );
            fc.assert(
                fc.property(spelt, ([values, text]) => {
                    expect(cronValues(field, String(text))).to.deep.equal(values);
                }),
            );
        }
    });

    it("never throws, and stands for numbers of the field where it is understood", () => {
        const text = fc.oneof(fc.string(), fc.stringMatching(/^[\d*,/a-zLW#?-]{1,8}$/));
        fc.assert(
            fc.property(fc.constantFrom(...CRON_FIELDS), text, (field, written) => {
                const [least, greatest] = RANGES[field];
                for (const value of cronValues(field, written) ?? [])
                    expect(value).to.be.within(least, greatest);
            }),
            { numRuns: 2000 },
        );
    });

    it("are not taken for invalid if the library can't be loaded", () => {
        const path = require.resolve("croner");
        const loaded = require.cache[path];
        Object.defineProperty(require.cache, path, {
            configurable: true,
            get: () => {
                throw new Error("broken installation");
            },
        });
        try {
            expect(() => cronValues("minute", "0-58/29")).to.throw("broken installation");
        } finally {
            Object.defineProperty(require.cache, path, { value: loaded, writable: true, configurable: true });
        }
        expect(cronValues("minute", "0-58/29")).to.deep.equal([0, 29, 58]);
    });
});
