import { expect } from "chai";
import fc from "fast-check";
import {
    hasFraction,
    joinWindows,
    mayBeOlder,
    sameInstant,
    windowAt,
} from "../../../provider/model/time-window";

const createdAt = "2026-03-01T09:30:00Z";
const createdAtMs = Date.parse(createdAt);
const instantAt = (ms: number) => new Date(ms).toISOString();
const withoutFraction = (ms: number) => instantAt(ms).replace(/\.\d+Z$/, "Z");

describe("a window", () => {
    it("of an instant, or of another one if it is unknown", () => {
        expect(windowAt(createdAt, 5)).to.deep.equal({ fromMs: createdAtMs, toMs: createdAtMs });
        for (const unknown of [undefined, "yesterday"])
            expect(windowAt(unknown, 5)).to.deep.equal({ fromMs: 5, toMs: 5 });
    });

    it("that contains two others", () => {
        const [early, late] = [
            { fromMs: 1, toMs: 4 },
            { fromMs: 3, toMs: 9 },
        ];
        expect(joinWindows(undefined, late)).to.deep.equal(late);
        expect(joinWindows(late, early)).to.deep.equal({ fromMs: 1, toMs: 9 });
    });
});

describe("two instants", () => {
    const rows: readonly (readonly [string | undefined, string | undefined, boolean])[] = [
        [createdAt, createdAt, true],
        [createdAt, undefined, true],
        [undefined, undefined, true],
        [createdAt, "2026-03-01T09:30:00.999Z", true],
        [createdAt, "2026-03-01T09:30:01Z", false],
        [createdAt, "2026-03-01T10:30:00+01:00", true],
        ["2026-03-01T09:30:00.25Z", "2026-03-01T09:30:00.250Z", true],
        ["2026-03-01T09:30:00.250Z", "2026-03-01T09:30:00.251Z", false],
        ["2026-03-01T09:30:00.000Z", "2026-03-01T09:30:00.250Z", true],
        ["yesterday", "yesterday", true],
        ["yesterday", createdAt, false],
    ];
    for (const [a, b, isSame] of rows) {
        it(`${a ?? "unknown"} and ${b ?? "unknown"} ${isSame ? "may be" : "are not"} the same`, () => {
            expect(sameInstant(a, b)).to.equal(isSame);
            expect(sameInstant(b, a)).to.equal(isSame);
        });
    }

    it("differ where only one has fractions of a second", () => {
        expect(
            [createdAt, "2026-03-01T09:30:00.000Z", "2026-03-01T09:30:00.010Z"].map(hasFraction),
        ).to.deep.equal([false, false, true]);
    });
});

describe("a response to a create", () => {
    const rows: readonly (readonly [string, string | undefined, number | undefined, boolean])[] = [
        ["without an instant of creation", undefined, createdAtMs, true],
        ["while the service's time is not known", createdAt, undefined, true],
        ["with an instant that can't be read", "null and void", createdAtMs, true],
        ["created a day before", createdAt, createdAtMs + 86_400_000, true],
        ["created in the second in which the request went out", createdAt, createdAtMs + 999, false],
        ["created in the second before that", createdAt, createdAtMs + 1_001, true],
        ["created a millisecond before", instantAt(createdAtMs + 5), createdAtMs + 6, true],
        ["created a millisecond after", instantAt(createdAtMs + 6), createdAtMs + 5, false],
    ];
    for (const [what, instant, sentAtMs, isSuspect] of rows) {
        it(`${isSuspect ? "may be" : "is not"} a replay: ${what}`, () => {
            expect(mayBeOlder(instant, sentAtMs)).to.equal(isSuspect);
        });
    }

    const sentAtMs = fc.integer({ min: createdAtMs, max: createdAtMs + 1e9 });
    const spelling = fc.constantFrom(instantAt, withoutFraction);

    it("is never called fresh when it was created more than two seconds before", () => {
        fc.assert(
            fc.property(sentAtMs, fc.integer({ min: 2_001, max: 1e9 }), spelling, (sent, ageMs, spell) => {
                expect(mayBeOlder(spell(sent - ageMs), sent)).to.be.true;
            }),
        );
    });

    it("is always called fresh when it was created after the request went out", () => {
        fc.assert(
            fc.property(sentAtMs, fc.integer({ min: 0, max: 60_000 }), spelling, (sent, laterMs, spell) => {
                expect(mayBeOlder(spell(sent + laterMs), sent)).to.be.false;
            }),
        );
    });
});
