import { expect } from "chai";
import fc from "fast-check";
import { idempotencyKey } from "../../../../provider/lifecycle/creation/attempt";
import type { Fields } from "../../../../provider/model/fields";
import { syncId } from "../../support/definitions";

describe("the idempotency key", () => {
    it("is the same in every run and every release", () => {
        expect(idempotencyKey("identity", syncId, 0)).to.equal(
            "pulumi-polytomic-9e2458418303c13b0af7ea8f65adca3952a5354a",
        );
        expect(idempotencyKey("identity", syncId, 1)).to.equal(
            "pulumi-polytomic-0c0fb7fb665d07821a97cb9d5f18600b0acb3f4f",
        );
    });

    it("counts the values only after a refusal, by what they mean", () => {
        const key = (refused?: Fields) => idempotencyKey("identity", syncId, 0, refused);
        expect(key({ frequency: "daily", hour: "03" })).to.equal(key({ frequency: "Daily", hour: 3 }));
        expect(key({ frequency: "daily", hour: 4 })).not.to.equal(key({ frequency: "daily", hour: 3 }));
        expect(key({})).not.to.equal(key());
    });

    it("is the same however the sync's id is written", () => {
        expect(idempotencyKey("identity", syncId.toUpperCase(), 0)).to.equal(
            idempotencyKey("identity", syncId, 0),
        );
    });

    it("is one that the service takes, whatever the resource is called", () => {
        fc.assert(
            fc.property(fc.string(), fc.string(), fc.nat(), (identity, sync, turn) => {
                expect(idempotencyKey(identity, sync, turn)).to.match(/^[A-Za-z0-9_-]{8,255}$/);
            }),
        );
    });

    it("is another for another resource, another sync or another turn", () => {
        const made = fc.tuple(
            fc.constantFrom("a", "a,b", 'a"', "b"),
            fc.constantFrom("a", "b", ",b", '"'),
            fc.nat({ max: 3 }),
        );
        fc.assert(
            fc.property(made, made, (a, b) => {
                const isSame = JSON.stringify(a) === JSON.stringify(b);
                expect(idempotencyKey(...a) === idempotencyKey(...b)).to.equal(isSame);
            }),
        );
    });

    it("does not show what it is made of", () => {
        expect(idempotencyKey("nightly", syncId, 0))
            .not.to.contain("nightly")
            .and.not.to.contain(syncId);
    });
});
