import { expect } from "chai";
import { Memory } from "../../../../provider/lifecycle/memory";
import { syncId } from "../support/definitions";

const id = `${syncId}/schedule`;
const state = { __identity: "mine", __takeover: "takeover" };
const since = "2026-03-01T09:30:00.000Z";

describe("the memory of a provider process", () => {
    it("knows a schedule that a diff has shown", () => {
        const memory = new Memory();
        memory.observe(id, state, { changes: false });
        expect(memory.live.get("schedule")).to.deep.equal({ identity: "mine", takeover: "takeover" });
    });

    it("tells another resource's schedule from the own one and from an unknown one", () => {
        const memory = new Memory();
        memory.observe(id, state, { changes: false });
        expect(memory.isOthers("schedule", "other")).to.be.true;
        expect(memory.isOthers("schedule", "mine")).to.be.false;
        expect(memory.isOthers("unknown", "mine")).to.be.false;
    });

    it("takes a schedule of which state has no identity as another's", () => {
        const memory = new Memory();
        memory.observe(id, {}, {});
        expect(memory.isOthers("schedule", "mine")).to.be.true;
    });

    it("does not count on a schedule that is about to be replaced", () => {
        const memory = new Memory();
        memory.observe(id, state, { replaces: ["syncId"] });
        expect(memory.live.size).to.equal(0);
    });

    it("knows since when, and on which bulk sync, a create has been open", () => {
        const memory = new Memory();
        memory.observe(
            `${syncId}/unconfirmed`,
            { ...state, __unconfirmedSince: since },
            { changes: true, replaces: ["syncId"] },
        );
        expect([...memory.unconfirmed]).to.deep.equal([["mine", { syncId, since, fields: {} }]]);
        expect(memory.live.size).to.equal(0);
    });

    it("learns nothing from an open create that does not say since when, or whose", () => {
        const memory = new Memory();
        memory.observe(`${syncId}/unconfirmed`, state, {});
        memory.observe(`${syncId}/unconfirmed`, { __unconfirmedSince: since }, {});
        expect(memory.unconfirmed.size).to.equal(0);
    });

    it("knows a schedule whose id state has alone", () => {
        const memory = new Memory();
        memory.observe("schedule", { ...state, syncId }, { changes: false });
        expect(memory.isOthers("schedule", "other")).to.be.true;
    });

    it("learns nothing from an id that is none", () => {
        const memory = new Memory();
        memory.observe("nonsense", state, {});
        expect(memory.live.size).to.equal(0);
    });
});
