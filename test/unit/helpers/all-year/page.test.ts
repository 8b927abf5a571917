import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect } from "chai";
import { yearPicture, yearsTable } from "../../../../scripts/local-time-page";

const docs = resolve(__dirname, "../../../../docs");
const TABLE = /(?<=<!-- written by test\/unit\/helpers\/all-year\/page\.test\.ts -->\n\n)(?:\|.*\n|TABLE\n)+/;

describe("docs/local-time.md", () => {
    const page = join(docs, "local-time.md");
    const picture = join(docs, "local-time.svg");

    // The time zone data of this Node.js decide.
    if (process.env["UPDATE_SNAPSHOTS"]) {
        writeFileSync(page, readFileSync(page, "utf8").replace(TABLE, `${yearsTable()}\n`));
        writeFileSync(picture, yearPicture());
    }

    it("says how far off an unchanged deployment is in later years, for twenty large zones", () => {
        expect(TABLE.exec(readFileSync(page, "utf8"))?.[0]).to.equal(`${yearsTable()}\n`);
        expect(yearsTable().split("\n")).to.have.length(22);
    });

    it("has the picture of a year", () => {
        expect(readFileSync(picture, "utf8")).to.equal(yearPicture());
    });
});
