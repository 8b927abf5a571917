import { expect } from "chai";
import { checkExclusive } from "../../../../provider/lifecycle/exclusive/check";
import { diffBulkSyncResource } from "../../../../provider/lifecycle/process/bulk-sync-resource";
import { EXCLUSIVE_LOADER } from "../../../../provider/program/loader";
import { syncId } from "../../support/definitions";

const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const declared = { __provider: EXCLUSIVE_LOADER, syncId, scheduleIds: ["a", "b"] };

describe("checking a declaration of a bulk sync's schedules", () => {
    const faultsOf = (news: object) => checkExclusive({}, { ...declared, ...news }).failures;

    it("takes what is right, and what is not known yet", () => {
        for (const news of [
            {},
            { scheduleIds: [] },
            { includeDefault: true },
            { scheduleIds: ["a", UNKNOWN] },
            { syncId: UNKNOWN, scheduleIds: UNKNOWN, includeDefault: UNKNOWN },
        ])
            expect(checkExclusive({}, { ...declared, ...news })).to.deep.equal({
                inputs: { ...declared, ...news },
                failures: [],
            });
    });

    it("leaves out what is null", () => {
        expect(checkExclusive({}, { ...declared, includeDefault: null }).inputs).to.deep.equal(declared);
    });

    it("keeps the old order of the same ids", () => {
        const reordered = { ...declared, scheduleIds: ["b", "a"] };
        expect(checkExclusive(declared, reordered).inputs).to.deep.equal(declared);
        const others = { ...declared, scheduleIds: ["b", "c"] };
        expect(checkExclusive(declared, others).inputs).to.deep.equal(others);
    });

    const IDS = "a list of the schedules' own ids, as in [nightly.scheduleId]";
    const refusals: [string, object, string[]][] = [
        [
            "no bulk sync",
            { syncId: undefined },
            [
                "syncId is missing. It takes the id of the bulk sync, a UUID such as 248df4b7-aa70-47b8-a036-33ac447e668d.",
            ],
        ],
        [
            "a bulk sync's name",
            { syncId: "Orders" },
            [
                'syncId: "Orders" is not allowed. It takes the id of the bulk sync, a UUID such as ' +
                    "248df4b7-aa70-47b8-a036-33ac447e668d. To look it up by name, write " +
                    'polytomic.getBulkSyncOutput({ name: "Orders" }).id.',
            ],
        ],
        [
            "no list of ids",
            { scheduleIds: undefined },
            [`scheduleIds is missing. It takes ${IDS}, or [] for none.`],
        ],
        [
            "a single id",
            { scheduleIds: "a" },
            [`scheduleIds: "a" is not allowed. It takes ${IDS}, or [] for none.`],
        ],
        [
            "a resource's id, and what is no id",
            { scheduleIds: ["a", `${syncId}/b`, 7] },
            [
                `scheduleIds[1]: "${syncId}/b" is not allowed. It takes ${IDS}, and not a resource's \`id\`.`,
                `scheduleIds[2]: 7 is not allowed. It takes ${IDS}, and not a resource's \`id\`.`,
            ],
        ],
        [
            "a text for a flag",
            { includeDefault: "yes" },
            ['includeDefault: "yes" is not allowed. It takes true or false.'],
        ],
        [
            "a misspelt property",
            { scheduleids: [] },
            [
                'unknown property "scheduleids". Did you mean "scheduleIds"? It takes syncId, scheduleIds, includeDefault.',
            ],
        ],
    ];
    for (const [what, news, faults] of refusals)
        it(`refuses ${what}`, () => {
            expect(faultsOf(news)).to.deep.equal(faults);
        });
});

describe("the difference to a declaration of a bulk sync's schedules", () => {
    const diffTo = (news: object, olds: object = {}) =>
        diffBulkSyncResource(syncId, { ...declared, ...olds }, { ...declared, ...news });

    it("is left to Pulumi, which compares the inputs", () => {
        for (const news of [
            {},
            { syncId: syncId.toUpperCase() },
            { scheduleIds: ["a"] },
            { scheduleIds: ["a", UNKNOWN] },
            { scheduleIds: UNKNOWN },
            { includeDefault: true },
            { syncId: UNKNOWN },
        ])
            expect(diffTo(news), JSON.stringify(news)).to.deep.equal({});
    });

    it("replaces where the bulk sync is another one", () => {
        expect(diffTo({ syncId: "another" })).to.deep.equal({ replaces: ["syncId"] });
    });

    it("repairs another loader", () => {
        expect(diffTo({}, { __provider: "old" })).to.deep.equal({ changes: true });
    });
});
