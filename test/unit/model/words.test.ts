import { expect } from "chai";
import { formatValue, joinWords, suggest } from "../../../provider/model/words";

describe("a value in a message", () => {
    const rows: readonly (readonly [unknown, string])[] = [
        ["daily", '"daily"'],
        ["", '""'],
        ['a "b"\n', '"a \\"b\\"\\n"'],
        ["x".repeat(81), `"${"x".repeat(80)}…"`],
        [1.5, "1.5"],
        [1e21, "1e+21"],
        [NaN, "NaN"],
        [true, "true"],
        [null, "null"],
        [undefined, "undefined"],
        [{ id: 1 }, "an object"],
        [[1, "monday", null], '[1, "monday", null]'],
        [[], "[]"],
        [[{ id: 1 }], "a list"],
        [Array.from({ length: 100 }, () => 1), `[${"1, ".repeat(26)}1…]`],
        [() => "secret", "a function"],
    ];
    for (const [value, text] of rows) {
        it(`is written as ${text}`, () => {
            expect(formatValue(value)).to.equal(text);
        });
    }
});

describe("a list in a message", () => {
    it("has commas, and the conjunction before its last item", () => {
        expect(joinWords(["a"], "and")).to.equal("a");
        expect(joinWords([0, 15, 30], "or")).to.equal("0, 15 or 30");
        expect(joinWords(["a", "b", "c"], "and")).to.equal("a, b and c");
    });
});

describe("a suggestion", () => {
    const words = ["monday", "wednesday", "incrementalFields"];
    const rows: readonly (readonly [unknown, string | undefined])[] = [
        ["mondey", "monday"],
        ["Wendesday", "wednesday"],
        ["wed", "wednesday"],
        ["incremental_fields", "incrementalFields"],
        ["we", undefined],
        ["lundi", undefined],
        ["", undefined],
        [1, undefined],
    ];
    for (const [value, word] of rows) {
        it(`for ${formatValue(value)} is ${word ?? "not made"}`, () => {
            expect(suggest(value, words)).to.equal(word === undefined ? "" : ` Did you mean "${word}"?`);
        });
    }

    it("is not made without words", () => {
        expect(suggest("monday", [])).to.equal("");
    });
});
