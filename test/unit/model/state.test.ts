import { expect } from "chai";
import fc from "fast-check";
import {
    storedSchedule,
    bookkeepingOf,
    inputsOf,
    unconfirmedDuring,
    unconfirmedWindowOf,
    outputs,
    textOf,
} from "../../../provider/model/state";
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
const bookkeeping = { __organizationId: "organization", __takeover: "takeover" };
const response = { frequency: "daily", hour: "0", minute: "17" };
const state = { ...inputs, ...bookkeeping, schedule: '{"frequency":"daily","hour":"0","minute":"17"}' };

describe("state", () => {
    it("has the inputs apart from the service's response", () => {
        expect(inputsOf(state)).to.deep.equal(inputs);
    });

    it("returns its bookkeeping", () => {
        expect(bookkeepingOf(state)).to.deep.equal(bookkeeping);
    });

    it("returns the period of an open create, if it is valid", () => {
        const window = { fromMs: 1_000, toMs: 2_000 };
        expect(unconfirmedWindowOf({ ...state, ...unconfirmedDuring(window) })).to.deep.equal(window);
        const half = { __unconfirmedSince: unconfirmedDuring(window).__unconfirmedSince };
        const reversed = unconfirmedDuring({ fromMs: 2_000, toMs: 1_000 });
        for (const other of [{}, half, { ...reversed }])
            expect(unconfirmedWindowOf(other)).to.equal(undefined);
    });

    it("has no bookkeeping where none was kept", () => {
        expect(bookkeepingOf({ ...inputs, __organizationId: "", __takeover: 1 })).to.deep.equal({});
    });

    it("holds inputs, response and bookkeeping side by side", () => {
        expect(outputs(inputs, response, bookkeeping)).to.deep.equal(state);
    });

    it("returns any response of the service as it was", () => {
        const texts = fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.boolean(), fc.array(fc.string())));
        fc.assert(
            fc.property(texts, (schedule) => {
                expect(storedSchedule(outputs(inputs, schedule, {}))).to.deep.equal({ ...schedule });
            }),
        );
    });

    it("does not depend on the order of the response's fields", () => {
        const reversed = Object.fromEntries(Object.entries(response).reverse());
        expect(outputs(inputs, reversed, bookkeeping)).to.deep.equal(state);
    });

    it("has a response that another provider, or an earlier release, stored as an object", () => {
        expect(storedSchedule({ ...inputs, schedule: response })).to.deep.equal(response);
    });

    it("has an empty response where none can be read", () => {
        for (const schedule of [undefined, null, "", "daily", "1", 1, "null"])
            expect(storedSchedule({ ...inputs, schedule }), String(schedule)).to.deep.equal({});
    });

    it("holds no undefined value", () => {
        const kept = outputs({ ...inputs, minute: undefined }, {}, { __organizationId: undefined });
        expect(Object.values(kept)).not.to.include(undefined);
        expect(kept).to.deep.equal({ ...inputs, schedule: "{}" });
    });

    it("drops what is neither an input nor its own", () => {
        expect(outputs({ ...inputs, colour: "blue", schedule: "old" }, {}, {})).to.deep.equal({
            ...inputs,
            schedule: "{}",
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
