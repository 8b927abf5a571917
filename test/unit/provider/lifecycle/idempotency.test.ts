import { expect } from "chai";
import fc from "fast-check";
import { idempotencyKey } from "../../../../provider/lifecycle/idempotency";
import { syncId } from "../support/definitions";

describe("the idempotency key", () => {
    it("is the same in every run and every release", () => {
        expect(idempotencyKey("identity", syncId, 0)).to.equal(
            "pulumi-polytomic-5af60f86add35f825e2055819699516c1ae5cb76",
        );
        expect(idempotencyKey("identity", syncId, 1)).to.equal(
            "pulumi-polytomic-205894a5eafc5656ea38ce43ce68dfb33b45a1bd",
        );
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
