import { expect } from "chai";
import fc from "fast-check";
import { satisfies } from "semver";
import { isInRange } from "../../../../provider/cli/doctor/installation";

const number = fc.nat({ max: 4 });
const version = fc.tuple(number, number, number).map((parts) => parts.join("."));

describe("a version", () => {
    it("is in a range of package.json as semver says", () => {
        // Below 1, a caret stands for less.
        const least = fc
            .tuple(fc.integer({ min: 1, max: 4 }), number, number)
            .map((parts) => parts.join("."));
        fc.assert(
            fc.property(version, fc.constantFrom("^", ">="), least, (actual, operator, from) => {
                const range = operator + from;
                expect(isInRange(actual, range), `${actual} in ${range}`).to.equal(satisfies(actual, range));
            }),
        );
    });

    it("is in a range that leaves parts out, or has none", () => {
        expect(isInRange("22.1.0", ">=20")).to.equal(true);
        expect(isInRange("19.9.0", ">=20")).to.equal(false);
        expect(isInRange("1.0.0", "*")).to.equal(true);
    });
});
