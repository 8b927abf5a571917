import { expect } from "chai";
import fc from "fast-check";
import { check } from "../../../../provider/lifecycle/schedule/check";
import { diff } from "../../../../provider/lifecycle/schedule/diff";
import { FIELD_NAMES } from "../../../../provider/model/fields";
import { areEquivalentDefinitions } from "../../../../provider/model/equivalence";
import { definition, syncId } from "../../support/definitions";

const id = `${syncId}/6f4f2f4e-6d3c-4f6f-9d55-0d3a6a9a8f01`;
const otherSyncId = "9c1f7d0e-3f53-4c1c-8e0e-5a5e8f0f9c11";
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const inputs = { __provider: "code", syncId, frequency: "weekly", hour: 3, dayOfWeek: "monday" };
const state = {
    ...inputs,
    __organizationId: "organization",
    schedule: '{"dayOfWeek":"Monday","frequency":"weekly","hour":"03","minute":"17"}',
};

const unchanged = { changes: false };
/** Leaves it to the engine to find and show what changed. */
const updated = {};
const replaced = { replaces: ["syncId"] };

const rows: readonly (readonly [string, Record<string, unknown>, object])[] = [
    ["the same inputs", {}, unchanged],
    ["another spelling of a number", { hour: "03" }, unchanged],
    ["another spelling of a weekday", { dayOfWeek: 1 }, unchanged],
    ["another spelling of the frequency", { frequency: "Weekly" }, unchanged],
    ["the sync's id in capitals", { syncId: syncId.toUpperCase() }, unchanged],
    ["another identity, as after a move to another parent", { __identity: "other" }, unchanged],
    ["another hour", { hour: 4 }, updated],
    ["another weekday", { dayOfWeek: "tuesday" }, updated],
    ["another frequency", { frequency: "daily" }, updated],
    ["an hour no longer declared", { hour: undefined }, updated],
    ["a minute newly declared, even as the service had filled it in", { minute: 17 }, updated],
    ["an unknown hour", { hour: unknown }, updated],
    ["an unknown sync", { syncId: unknown }, updated],
    ["another sync", { syncId: otherSyncId }, replaced],
    ["another sync and another hour", { syncId: otherSyncId, hour: 4 }, replaced],
    ["another loader", { __provider: "new code" }, { changes: true }],
    [
        "another loader and another sync",
        { __provider: "new code", syncId: otherSyncId },
        { changes: true, ...replaced },
    ],
    ["another loader and an unknown sync", { __provider: "new code", syncId: unknown }, { changes: true }],
];

describe("diff", () => {
    for (const [what, change, difference] of rows) {
        it(`returns ${JSON.stringify(difference)} for ${what}`, () => {
            expect(diff(id, state, { ...inputs, ...change })).to.deep.equal(difference);
        });
    }

    it("accepts an id of the bulk sync in capitals in state", () => {
        expect(diff(id, { ...state, syncId: syncId.toUpperCase() }, inputs)).to.deep.equal(unchanged);
    });

    it("repairs a state without a loader", () => {
        expect(diff(id, { ...state, __provider: undefined }, inputs)).to.deep.equal({ changes: true });
    });

    it("repairs the state of a hand-written resource, which may have its bulk sync in the id alone, or nowhere", () => {
        const olds = { ...inputs, __provider: "old code", syncId: undefined };
        expect(diff(id, olds, inputs)).to.deep.equal({ changes: true });
        expect(diff("6f4f2f4e", olds, inputs)).to.deep.equal({ changes: true });
        expect(diff(id, olds, { ...inputs, syncId: otherSyncId })).to.deep.equal({
            changes: true,
            ...replaced,
        });
    });

    it("replaces a schedule whose id no create has found out", () => {
        expect(diff(`${syncId}/unconfirmed`, state, inputs)).to.deep.equal({ changes: true, ...replaced });
    });

    it("treats any other id as a schedule's", () => {
        expect(diff("nonsense", state, inputs)).to.deep.equal(unchanged);
    });

    it("sees no change between two spellings of a definition, and a change between two definitions", () => {
        fc.assert(
            fc.property(definition, definition, (olds, news) => {
                const difference = diff(id, { syncId, ...olds }, { syncId, ...news });
                expect(difference).to.deep.equal(areEquivalentDefinitions(olds, news) ? unchanged : updated);
            }),
        );
    });

    it("sees the change of any single field", () => {
        fc.assert(
            fc.property(definition, fc.constantFrom(...FIELD_NAMES), (olds, field) => {
                fc.pre(olds[field] !== undefined);
                const news = { ...olds, [field]: undefined };
                expect(diff(id, { syncId, ...olds }, { syncId, ...news })).to.deep.equal(updated);
            }),
        );
    });

    it("sees a change only where the engine does, once check has brought the old spelling back", () => {
        fc.assert(
            fc.property(definition, definition, (olds, news) => {
                const before = check({}, { syncId, ...olds }).inputs;
                const after = check(before, { syncId, ...news }).inputs;
                const isSame = JSON.stringify(before) === JSON.stringify(after);
                expect(diff(id, before, after)).to.deep.equal(isSame ? unchanged : updated);
            }),
        );
    });
});
