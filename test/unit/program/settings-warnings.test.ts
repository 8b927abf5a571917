import { expect } from "chai";
import { misspellingsOf, SETTINGS } from "../../../provider/model/settings";
import { warningsIn } from "../../../provider/program/settings-warnings";

const KEYS = ["apiKey", "partnerKey", "deploymentApiKey"];
const configOf = (names: readonly string[]) =>
    Object.fromEntries(names.map((name) => [`polytomic:${name}`, "secret-value"]));

describe("the settings in a stack's configuration", () => {
    it("are as they should be with the right names, and with encrypted keys", () => {
        const keys = Object.keys(configOf(KEYS));
        expect(warningsIn(configOf(Object.keys(SETTINGS)), JSON.stringify(keys))).to.deep.equal([]);
        expect(warningsIn({ "aws:apikey": "k", apikey: "k" }, "[]")).to.deep.equal([]);
    });

    for (const name of ["apikey", "APIKEY", "ApiKey", "api-key", "api_key", "API_KEY", "POLYTOMIC_API_KEY"])
        it(`are not read under the name ${name}`, () => {
            const warnings = warningsIn(configOf([name]), "[]");
            expect(warnings).to.deep.equal([
                `polytomic:${name} of the stack is not read: did you mean polytomic:apiKey?`,
            ]);
        });

    it("have no misspelling that is a setting", () => {
        const misspellings = (Object.keys(SETTINGS) as (keyof typeof SETTINGS)[]).flatMap(misspellingsOf);
        expect(misspellings).not.to.include.members(Object.keys(SETTINGS));
        expect(new Set(misspellings).size).to.equal(misspellings.length);
    });

    for (const name of KEYS)
        it(`should be encrypted: ${name}`, () => {
            const [warning = ""] = warningsIn(configOf([name]), "[]");
            expect(warning).to.equal(
                `polytomic:${name} of the stack is not encrypted, in its configuration and in state. Make a new key, and ` +
                    `set it with \`pulumi config set --secret polytomic:${name}\`.`,
            );
        });

    it("may be encrypted or not where nobody says so", () => {
        expect(warningsIn(configOf(KEYS), undefined)).to.deep.equal([]);
        expect(warningsIn(configOf(["apiKey"]), "no JSON")).to.deep.equal([]);
    });
});
