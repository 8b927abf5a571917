import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { failuresInTable } from "../support/fault-table";

describe("the table of failures in docs/reliability.md", () => {
    it("has a test for each row", () => {
        const texts = readdirSync(__dirname).map((name) => readFileSync(join(__dirname, name), "utf8"));
        for (const failure of failuresInTable()) expect(texts.join("\n")).to.contain(`"${failure}"`);
    });
});
