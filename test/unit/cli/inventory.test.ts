import { expect } from "chai";
import { compareNames, select } from "../../../provider/cli/inventory";

const syncs = [
    { id: "1a", name: "Salesforce to Snowflake" },
    { id: "2b", name: "Salesforce (EMEA)" },
    { id: "3c", name: "Orders" },
];

const chosen = (...wanted: string[]) => select(syncs, wanted).map(({ id }) => id);

describe("the selected bulk syncs", () => {
    it("are all without arguments", () => {
        expect(chosen()).to.deep.equal(["1a", "2b", "3c"]);
    });

    it("are found by id, by name and by pattern, each once and in any case", () => {
        expect(chosen("3C")).to.deep.equal(["3c"]);
        expect(chosen("orders", "3c")).to.deep.equal(["3c"]);
        expect(chosen("salesforce*")).to.deep.equal(["1a", "2b"]);
        expect(chosen("*to*", "Orders")).to.deep.equal(["1a", "3c"]);
    });

    it("are found by a name that looks like a pattern", () => {
        expect(chosen("Salesforce (EMEA)")).to.deep.equal(["2b"]);
        expect(() => chosen("O.ders")).to.throw();
    });

    it("are refused where an argument matches none", () => {
        expect(() => chosen("orders", "Billing*")).to.throw(
            'no bulk sync has the id or the name "Billing*". `pulumi-polytomic schedules` lists them.',
        );
    });
});

describe("names of bulk syncs", () => {
    it("are in the order in which people count", () => {
        const names = ["Sync 10", "sync 2", "Account", "Sync 1"];
        expect(names.sort(compareNames)).to.deep.equal(["Account", "Sync 1", "sync 2", "Sync 10"]);
    });
});
