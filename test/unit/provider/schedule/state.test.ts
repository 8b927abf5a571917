import { expect } from "chai";
import {
    bookkeepingOf,
    declaredFields,
    inputsOf,
    outputs,
    textOf,
} from "../../../../provider/schedule/state";
import { syncId } from "../support/definitions";

const inputs = {
    __provider: "code",
    __identity: "identity",
    __timeouts: { create: "1m" },
    importId: `${syncId}/default`,
    syncId,
    frequency: "daily",
    hour: 0,
};
const bookkeeping = {
    __organizationId: "organization",
    __takeover: "takeover",
    __unconfirmedSince: "2026-01-01T00:00:00.000Z",
};
const state = { ...inputs, ...bookkeeping, schedule: { frequency: "daily", hour: "0", minute: "17" } };

describe("state", () => {
    it("tells inputs from what the service answered", () => {
        expect(inputsOf(state)).to.deep.equal(inputs);
    });

    it("tells what is declared from what the service filled in", () => {
        expect(declaredFields(state)).to.deep.equal({ frequency: "daily", hour: 0 });
    });

    it("gives its bookkeeping back", () => {
        expect(bookkeepingOf(state)).to.deep.equal(bookkeeping);
    });

    it("has no bookkeeping where none was kept", () => {
        expect(bookkeepingOf({ ...inputs, __organizationId: "", __takeover: 1 })).to.deep.equal({});
    });

    it("holds inputs, answer and bookkeeping side by side", () => {
        expect(outputs(inputs, state.schedule, bookkeeping)).to.deep.equal(state);
    });

    it("holds no undefined value", () => {
        const kept = outputs({ ...inputs, minute: undefined }, {}, {});
        expect(Object.values(kept)).not.to.include(undefined);
        expect(kept).to.deep.equal({ ...inputs, schedule: {} });
    });

    it("drops what is neither an input nor its own", () => {
        expect(outputs({ ...inputs, colour: "blue", schedule: "old" }, {}, {})).to.deep.equal({
            ...inputs,
            schedule: {},
        });
    });

    it("reads as text only a text that is there", () => {
        const properties = { full: "x", empty: "", number: 1 };
        expect(["full", "empty", "number", "missing"].map((name) => textOf(properties, name))).to.deep.equal([
            "x",
            undefined,
            undefined,
            undefined,
        ]);
    });
});
