import { expect } from "chai";
import fc from "fast-check";
import { findMatches } from "../../../../provider/lifecycle/creation/match";
import { FIELD_NAMES, type Fields } from "../../../../provider/model/fields";
import type { ListedSchedule } from "../../../../provider/api/schemas";
import { withoutUndefined } from "../../../../provider/model/objects";
import type { Schedule } from "../../../../provider/model/schedule";
import { definition } from "../../support/definitions";

const createdAt = "2026-03-01T09:30:00Z";
const createdAtMs = Date.parse(createdAt);
const instantAt = (ms: number) => new Date(ms).toISOString();
const withoutFraction = (ms: number) => instantAt(ms).replace(/\.\d+Z$/, "Z");

type Item = Partial<ListedSchedule> & Pick<Schedule, "createdAt" | "createdBy">;

function listed(id: string, { createdAt, createdBy, ...item }: Item = {}): ListedSchedule {
    const schedule = withoutUndefined({ createdAt, createdBy });
    return { id, fields: {}, presentFields: FIELD_NAMES, schedule, ...item };
}

const idsOf = (items: readonly ListedSchedule[]) => items.map(({ id }) => id);

describe("the listed schedules that may be the sought one", () => {
    const fields: Fields = { frequency: "daily", hour: 3 };

    it("are those with its fields, whatever their spelling", () => {
        const list = [
            listed("same", { fields: { frequency: "Daily", hour: "03" } }),
            listed("other hour", { fields: { frequency: "daily", hour: "4" } }),
            listed("no hour", { fields: { frequency: "daily" } }),
        ];
        expect(idsOf(findMatches(list, { fields }))).to.deep.equal(["same"]);
    });

    it("may hold what the service filled in", () => {
        const list = [listed("filled in", { fields: { frequency: "daily", hour: 3, minute: "17" } })];
        expect(idsOf(findMatches(list, { fields }))).to.deep.equal(["filled in"]);
    });

    it("are better without anything filled in, where one is", () => {
        const list = [
            listed("filled in", { fields: { ...fields, minute: "17" } }),
            listed("exact", { fields }),
        ];
        expect(idsOf(findMatches(list, { fields }))).to.deep.equal(["exact"]);
    });

    it("may have any value where the list has no such field", () => {
        const list = [listed("partial", { fields: { frequency: "daily" }, presentFields: ["frequency"] })];
        expect(idsOf(findMatches(list, { fields }))).to.deep.equal(["partial"]);
    });

    it("are more than one where nothing distinguishes them", () => {
        const list = [listed("a", { fields, createdAt }), listed("b", { fields, createdAt })];
        expect(idsOf(findMatches(list, { fields, createdAt }))).to.deep.equal(["a", "b"]);
    });

    it("are distinguished by the instant of creation", () => {
        const list = [
            listed("before", { fields, createdAt: instantAt(createdAtMs - 1000) }),
            listed("then", { fields, createdAt }),
            listed("after", { fields, createdAt: instantAt(createdAtMs + 1000) }),
        ];
        expect(idsOf(findMatches(list, { fields, createdAt }))).to.deep.equal(["then"]);
    });

    it("are distinguished by the exact text of the instant, where one has it", () => {
        const list = [
            listed("to the second", { fields, createdAt }),
            listed("to the millisecond", { fields, createdAt: "2026-03-01T09:30:00.250Z" }),
        ];
        expect(idsOf(findMatches(list, { fields, createdAt }))).to.deep.equal(["to the second"]);
    });

    it("are distinguished by who created them, where that is known", () => {
        const list = [
            listed("mine", { fields, createdBy: "me" }),
            listed("theirs", { fields, createdBy: "them" }),
            listed("nobody's", { fields }),
        ];
        expect(idsOf(findMatches(list, { fields, createdBy: "me" }))).to.deep.equal(["mine", "nobody's"]);
        expect(idsOf(findMatches(list, { fields }))).to.deep.equal(["mine", "theirs", "nobody's"]);
    });

    it("were created within the period in question, and two seconds for clocks on either side", () => {
        const window = { fromMs: createdAtMs, toMs: createdAtMs + 60_000 };
        const list = [
            listed("long before", { fields, createdAt: instantAt(window.fromMs - 2_001) }),
            listed("just before", { fields, createdAt: instantAt(window.fromMs - 2_000) }),
            listed("just after", { fields, createdAt: instantAt(window.toMs + 2_000) }),
            listed("long after", { fields, createdAt: instantAt(window.toMs + 2_001) }),
            listed("unknown", { fields }),
            listed("unreadable", { fields, createdAt: "yesterday" }),
        ];
        expect(idsOf(findMatches(list, { fields, window }))).to.deep.equal([
            "just before",
            "just after",
            "unknown",
            "unreadable",
        ]);
    });

    const instant = fc.integer({ min: 0, max: 4 }).map((s) => withoutFraction(createdAtMs + s * 1000));
    const item = fc
        .record({
            fields: definition,
            createdAt: fc.option(instant, { nil: undefined }),
            createdBy: fc.constantFrom(undefined, "me", "them"),
        })
        .map(({ fields, createdAt, createdBy }): Item => ({
            fields,
            ...(createdAt === undefined ? {} : { createdAt }),
            ...(createdBy === undefined ? {} : { createdBy }),
        }));
    const list = fc
        .array(item, { maxLength: 6 })
        .map((items) => items.map((each, index) => listed(String(index), each)));

    it("always hold the one that was made", () => {
        fc.assert(
            fc.property(list, definition, instant, (others, fields, createdAt) => {
                const made = listed("made", { fields, createdAt, createdBy: "me" });
                const sought = {
                    fields,
                    createdAt,
                    createdBy: "me",
                    window: { fromMs: Date.parse(createdAt), toMs: Infinity },
                };
                expect(findMatches([...others, made], sought)).to.include(made);
                expect(findMatches([...others, made], { ...sought, mayBeChanged: true })).to.include(made);
            }),
        );
    });

    it("are never somebody else's or of another instant", () => {
        fc.assert(
            fc.property(list, definition, instant, (items, fields, createdAt) => {
                const sought = { fields, createdAt, createdBy: "me" };
                const changed = findMatches(items, { ...sought, mayBeChanged: true });
                for (const found of [...findMatches(items, sought), ...changed]) {
                    expect(found.schedule.createdBy ?? "me").to.equal("me");
                    expect(found.schedule.createdAt ?? createdAt).to.equal(createdAt);
                }
            }),
        );
    });
});

describe("the listed schedules that may be the sought one, changed since", () => {
    const fields: Fields = { frequency: "daily", hour: 3 };
    const changed: Fields = { frequency: "weekly", hour: 4 };

    it("may have been changed since", () => {
        const list = [
            listed("changed", { fields: changed, createdAt }),
            listed("other", { fields, createdAt: instantAt(createdAtMs + 5_000) }),
        ];
        expect(idsOf(findMatches(list, { fields, createdAt, mayBeChanged: true }))).to.deep.equal([
            "changed",
        ]);
    });

    it("are better unchanged, where two were created at that instant", () => {
        const list = [
            listed("changed", { fields: changed, createdAt }),
            listed("unchanged", { fields, createdAt }),
        ];
        expect(idsOf(findMatches(list, { fields, createdAt, mayBeChanged: true }))).to.deep.equal([
            "unchanged",
        ]);
    });

    it("are better with the very text of the instant, where one has it", () => {
        const list = [
            listed("to the millisecond", { fields, createdAt: "2026-03-01T09:30:00.250Z" }),
            listed("to the second", { fields: changed, createdAt }),
        ];
        expect(idsOf(findMatches(list, { fields, createdAt, mayBeChanged: true }))).to.deep.equal([
            "to the second",
        ]);
    });

    it("have an instant of creation", () => {
        const sought = { fields, createdAt, mayBeChanged: true };
        expect(findMatches([listed("unknown", { fields })], sought)).to.deep.equal([]);
    });
});
