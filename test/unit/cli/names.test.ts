import { Script } from "node:vm";
import { expect } from "chai";
import fc from "fast-check";
import { slug, uniqueNames, variableName } from "../../../provider/cli/names";

describe("a resource's name", () => {
    it("consists of the words of the bulk sync's name", () => {
        expect(slug("Salesforce → Snowflake (EMEA)")).to.equal("salesforce-snowflake-emea");
        expect(slug("Müller & Söhne, Zürich")).to.equal("muller-sohne-zurich");
        expect(slug("2024_orders.v2")).to.equal("2024-orders-v2");
    });

    it("is there even for a name without letters", () => {
        expect(slug("売上")).to.equal("sync");
        expect(slug("")).to.equal("sync");
    });

    it("is cut after a word", () => {
        expect(slug("one two three four five six seven eight nine ten")).to.equal(
            "one-two-three-four-five-six-seven-eight",
        );
        expect(slug("x".repeat(60))).to.equal("x".repeat(40));
    });

    it("is never given twice, nor one that the stack has", () => {
        const unique = ["orders-daily", "orders-daily", "a"].map(uniqueNames("-", ["orders-daily"]));
        expect(unique).to.deep.equal(["orders-daily-2", "orders-daily-3", "a"]);
    });
});

describe("a variable's name", () => {
    it("is the same in camel case", () => {
        expect(variableName("Salesforce to Snowflake")).to.equal("salesforceToSnowflake");
        expect(variableName("2024 orders")).to.equal("sync2024Orders");
    });

    it("has a suffix after a single word, which may be reserved or a package's name", () => {
        for (const word of ["orders", "new", "default", "await", "polytomic"])
            expect(variableName(word)).to.equal(`${word}Sync`);
    });

    it("can always be declared", () => {
        fc.assert(
            fc.property(fc.string({ unit: "grapheme" }), (text) => {
                new Script(`"use strict"; const ${variableName(text)} = 1;`);
            }),
        );
    });
});
