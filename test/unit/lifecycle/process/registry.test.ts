import { expect } from "chai";
import { ResourceRegistry } from "../../../../provider/lifecycle/process/registry";
import { syncId } from "../../support/definitions";

const id = `${syncId}/schedule`;
const mine = { __identity: "mine" };
const other = { __identity: "other" };
const window = { fromMs: Date.parse("2026-03-01T09:30:00Z"), toMs: Date.parse("2026-03-01T09:31:00Z") };
const open = {
    __unconfirmedSince: new Date(window.fromMs).toISOString(),
    __unconfirmedUntil: new Date(window.toMs).toISOString(),
};

describe("the registry of resources", () => {
    let registry: ResourceRegistry;

    beforeEach(() => {
        registry = new ResourceRegistry();
    });

    describe("gives a schedule to one resource only", () => {
        it("the first one whose diff names it", () => {
            expect(registry.recordDiff(id, mine, mine)).to.be.true;
            expect(registry.recordDiff(id, mine, mine)).to.be.true;
            expect(registry.recordDiff(id, other, other)).to.be.false;
            expect(registry.isOthers("schedule", "mine")).to.be.false;
            expect(registry.isOthers("schedule", "other")).to.be.true;
        });

        it("under the name that the resource has now", () => {
            registry.recordDiff(id, { __identity: "former" }, mine);
            expect(registry.recordDiff(id, { __identity: "former" }, { __identity: "former" })).to.be.false;
        });

        it("by its diff rather than by state, which may have a former name", () => {
            registry.recordState(id, { __identity: "former" });
            expect(registry.isOthers("schedule", "former")).to.be.false;
            expect(registry.recordDiff(id, { __identity: "former" }, mine)).to.be.true;
            expect(registry.isOthers("schedule", "former")).to.be.true;
        });

        it("the one that created it, where another's diff comes later", () => {
            registry.claim("schedule", "mine", "takeover");
            expect(registry.recordDiff(id, other, other)).to.be.false;
        });

        it("even where state has no identity", () => {
            registry.recordDiff(id, {}, {});
            expect(registry.isOthers("schedule", "mine")).to.be.true;
        });

        it("the one that the program names, where a refresh has compared state without identity before", () => {
            expect(registry.recordDiff(id, {}, {})).to.be.true;
            expect(registry.recordDiff(id, {}, mine)).to.be.true;
            expect(registry.recordDiff(id, {}, other)).to.be.false;
            registry.claim("replaced", undefined);
            expect(registry.recordDiff(`${syncId}/replaced`, {}, mine)).to.be.true;
        });

        it("where state has the schedule's own id alone", () => {
            registry.recordDiff("schedule", { ...mine, syncId }, mine);
            expect(registry.isOthers("schedule", "other")).to.be.true;
        });

        it("and ignores an invalid id, and a schedule that a program only reads", () => {
            expect(registry.recordDiff("nonsense", mine, mine)).to.be.true;
            registry.recordState(id, {});
            expect(registry.isTaken("nonsense", "other")).to.be.false;
            expect(registry.isTaken("schedule", "mine")).to.be.false;
        });
    });

    describe("lets a create take no schedule", () => {
        it("that another resource has", () => {
            registry.recordDiff(id, mine, mine);
            expect(registry.isTaken("schedule", "other")).to.be.true;
            expect(registry.isTaken("schedule", "mine")).to.be.false;
            expect(registry.isTaken("unknown", "other")).to.be.false;
        });

        it("that is being deleted or is deleted, unless the deletion fails", async () => {
            const fail = () => Promise.reject(new Error("no"));
            const failing = registry.trackDeletion("schedule", fail).catch(() => undefined);
            expect(registry.isTaken("schedule", "mine")).to.be.true;
            await failing;
            expect(registry.isTaken("schedule", "mine")).to.be.false;
            await registry.trackDeletion("schedule", () => Promise.resolve());
            expect(registry.isTaken("schedule", "mine")).to.be.true;
            expect(registry.has("schedule")).to.be.false;
        });
    });

    it("knows a resource's own schedule, which its replacement goes on with, by its diff alone", () => {
        registry.recordState(id, mine);
        expect(registry.isOwn("schedule", "mine")).to.be.false;
        registry.recordDiff(id, mine, mine);
        expect(registry.isOwn("schedule", "mine")).to.be.true;
        expect(registry.isOwn("schedule", "other")).to.be.false;
    });

    describe("lets no record delete a schedule", () => {
        it("that a later record has taken over", () => {
            registry.claim("schedule", "mine", "takeover");
            expect(registry.isSuperseded("schedule", undefined)).to.be.true;
            expect(registry.isSuperseded("schedule", "takeover")).to.be.false;
        });

        it("that two resources have in state, since one of them keeps it", () => {
            registry.recordDiff(id, mine, mine);
            expect(registry.isSuperseded("schedule", undefined)).to.be.false;
            registry.recordDiff(id, other, other);
            expect(registry.isSuperseded("schedule", undefined)).to.be.true;
        });

        it("but its own and one that it knows nothing of", () => {
            registry.recordDiff(id, { ...mine, __takeover: "takeover" }, mine);
            expect(registry.isSuperseded("schedule", "takeover")).to.be.false;
            expect(registry.isSuperseded("unknown", undefined)).to.be.false;
        });
    });

    describe("keeps a create open", () => {
        const unconfirmed = `${syncId}/unconfirmed`;

        it("with its period and the identity of its keys, under the name that the resource has now", () => {
            registry.recordDiff(unconfirmed, { __identity: "former", ...open }, mine);
            expect(registry.openCreateOf("mine", syncId)).to.deep.equal({
                syncId,
                keyIdentity: "former",
                window,
            });
            expect(registry.openCreateOf("former", syncId)).to.equal(undefined);
            expect(registry.openCreateOf("mine", "another sync")).to.equal(undefined);
            expect(registry.isTaken("unconfirmed", "other")).to.be.false;
        });

        it("only where state has its period and its identity", () => {
            for (const state of [mine, open, { ...mine, __unconfirmedSince: open.__unconfirmedSince }])
                registry.recordState(unconfirmed, state);
            expect(registry.openCreateOf("mine", syncId)).to.equal(undefined);
        });

        it("until it is settled", () => {
            registry.recordDiff(unconfirmed, { __identity: "former", ...open }, mine);
            registry.settle(syncId, "mine");
            expect(registry.openCreateOf("mine", syncId)).to.equal(undefined);
            expect(registry.isSettled(syncId, "former")).to.be.true;
            registry.keepOpen("mine", { syncId, keyIdentity: "former", window });
            expect(registry.isSettled(syncId, "former")).to.be.false;
        });

        it("and counts those that may have created a schedule of an instant, but for one", () => {
            for (const name of ["mine", "other", "third"])
                registry.keepOpen(name, { syncId, keyIdentity: name, window });
            const count = (instant: string, sync = syncId) => registry.countOpen(sync, instant, "mine");
            expect(count("2026-03-01T09:30:30Z")).to.equal(2);
            expect(count("2026-03-01T09:32:00Z")).to.equal(0);
            expect(count("2026-03-01T09:30:30Z", "another sync")).to.equal(0);
        });
    });
});
