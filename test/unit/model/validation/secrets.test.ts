import { expect } from "chai";
import { validateInputs } from "../../../../provider/model/validation/inputs";
import { withoutSecrets } from "../../../../provider/model/validation/secrets";
import { syncId } from "../../support/definitions";

/** Wrong inputs, and what is said about them if they are all secret. */
const CASES: Record<string, { inputs: object; said: string[] }> = {
    "a number": {
        inputs: { syncId, frequency: "daily", hour: 25 },
        said: ["hour: [secret] is not allowed. It takes a whole number from 0 to 23, in UTC."],
    },
    "a number with another frequency": {
        inputs: { syncId, frequency: "hourly", hour: 3 },
        said: [
            "hour: [secret] has no effect with frequency [secret], which takes minute. Remove hour, or use frequency " +
                '"daily".',
        ],
    },
    "a mistyped word": {
        inputs: { syncId, frequency: "dayly" },
        said: [
            "frequency: [secret] is not allowed. It takes one of manual, continuous, hourly, daily, weekly, custom, builder.",
        ],
    },
    "an id": {
        inputs: { syncId: "orders", frequency: "daily" },
        said: [
            "syncId: [secret] is not allowed. It takes the id of the bulk sync, a UUID such as " +
                "248df4b7-aa70-47b8-a036-33ac447e668d. To look it up by name, write polytomic.getBulkSyncOutput({ name: [secret] }).id.",
        ],
    },
};

describe("what is said about a secret input", () => {
    for (const [what, { inputs, said }] of Object.entries(CASES))
        it(`shows neither its value nor what it means: ${what}`, () => {
            const secret = { ...inputs, __secretInputs: Object.keys(inputs) };
            const sentences = validateInputs({ ...inputs });
            expect(sentences.map((sentence) => withoutSecrets(sentence, secret))).to.deep.equal(said);
        });

    it("stays as it is for inputs that are not", () => {
        const [sentence = ""] = validateInputs({ syncId, frequency: "daily", hour: 25 });
        expect(withoutSecrets(sentence, { hour: 25, __secretInputs: ["minute"] })).to.equal(sentence);
        expect(withoutSecrets(sentence, { hour: 25 })).to.equal(sentence);
    });
});
