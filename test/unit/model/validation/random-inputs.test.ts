import { expect } from "chai";
import fc from "fast-check";
import { parseScheduleBody } from "../../../../emulator/src/validation/requests";
import { check } from "../../../../provider/lifecycle/schedule/check";
import { diff } from "../../../../provider/lifecycle/schedule/diff";
import { FIELD_NAMES, fieldsOf, toRequest } from "../../../../provider/model/fields";
import { anyValue, definition, meaning, spellingsOf, syncId, unknownValues } from "../../support/definitions";

type Inputs = Record<string, unknown>;

const id = `${syncId}/6f4f2f4e-6d3c-4f6f-9d55-0d3a6a9a8f01`;
const RUNS = 2_000;
const INPUT_NAMES = ["syncId", ...FIELD_NAMES, "allowUndocumented"];

const unknown = fc.constantFrom(...unknownValues);
const documented = meaning.chain(spellingsOf).map((fields): Inputs => ({ syncId, ...fields }));
const inAnyCombination = definition.map((fields): Inputs => ({ syncId, ...fields }));

const name = fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(...INPUT_NAMES, "__identity") },
    { weight: 1, arbitrary: fc.string() },
);
const value = fc.oneof(
    { weight: 4, arbitrary: anyValue },
    { weight: 2, arbitrary: unknown },
    { weight: 1, arbitrary: fc.anything() },
    { weight: 1, arbitrary: fc.constantFrom(null, undefined, true, false) },
    { weight: 1, arbitrary: fc.stringMatching(/^[\d*,/LW#?a-z-]{1,6}$/) },
);
const wild = fc.dictionary(name, value);

/** Well-formed inputs, some of which are changed, left out or not known yet, and inputs of any form. */
const inputs: fc.Arbitrary<Inputs> = fc.oneof(
    { weight: 2, arbitrary: documented },
    { weight: 1, arbitrary: inAnyCombination },
    {
        weight: 4,
        arbitrary: fc.tuple(documented, wild).map(([fields, changes]) => ({ ...fields, ...changes })),
    },
    { weight: 1, arbitrary: wild },
);

const isUnknown = (input: unknown) => unknownValues.some((unknownValue) => unknownValue === input);

/** Only the deployment shows whether a schedule moves to a bulk sync that is still unknown. */
const unlessUnknownSync = ({ syncId: sync }: Inputs) => (isUnknown(sync) ? {} : { changes: false });

const tally = { accepted: 0, judged: 0, refused: 0 };

/** Accepted inputs that the service would get as they are. */
function isComplete(checked: Inputs): boolean {
    const isOpen = INPUT_NAMES.some((input) => isUnknown(checked[input]));
    return checked["allowUndocumented"] !== true && !isOpen;
}

function judge(declared: Inputs): void {
    const { inputs: checked, failures } = check({}, declared);
    if (failures.length > 0) {
        tally.refused++;
        for (const problem of failures)
            expect(problem).to.match(
                /^(unknown property "|(syncId|frequency|hour|minute|dayOfWeek|dayOfMonth|month|selectiveMode|allowUndocumented)(:| is missing))/,
            );
        return;
    }
    tally.accepted++;
    expect(diff(id, checked, checked)).to.deep.equal(unlessUnknownSync(checked));
    expect(check({}, checked)).to.deep.equal({ inputs: checked, failures: [] });
    if (!isComplete(checked)) return;
    tally.judged++;
    const schedule = toRequest(fieldsOf(checked));
    expect(parseScheduleBody({ schedule }).schedule).to.deep.equal(schedule);
}

describe("random inputs", () => {
    it("are each refused with a reason that names a property, or accepted by the emulator as well", () => {
        fc.assert(fc.property(inputs, judge), { numRuns: RUNS });
        for (const count of Object.values(tally)) expect(count).to.be.greaterThan(RUNS / 10);
    });

    it("are each compared with others without a crash, after which the check of a check changes nothing", () => {
        fc.assert(
            fc.property(inputs, inputs, (olds, news) => {
                const difference = diff(id, olds, news);
                expect(Object.keys(difference)).to.satisfy((keys: string[]) =>
                    keys.every((key) => ["changes", "replaces"].includes(key)),
                );
                const checked = check(olds, news);
                if (checked.failures.length > 0) return;
                expect(check(olds, checked.inputs)).to.deep.equal(checked);
                expect(diff(id, checked.inputs, news)).to.deep.equal(unlessUnknownSync(news));
            }),
            { numRuns: RUNS },
        );
    });
});
