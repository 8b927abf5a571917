import { expect } from "chai";
import { bulkSyncSchema } from "../../../../provider/api/schemas";
import type { Look, Raw } from "../../../../provider/cli/doctor/look";
import { JUDGES, type Evidence } from "../../../../provider/cli/doctor/responses";

const DATE = "2026-11-27T08:00:00Z";

/** A bulk sync with some schedules, and the list of its schedules. */
function look(nested: readonly Raw[], schedules: readonly Raw[], list: unknown = schedules): Look {
    const sync = { id: "sync", default_schedule: null, additional_schedules: nested };
    return { sync, bulkSync: bulkSyncSchema.parse({ data: sync }), nested, schedules, list };
}

const found = (name: keyof typeof JUDGES, evidence: Evidence) => JUDGES[name](evidence);
const serviceOf = (name: keyof typeof JUDGES, ...looks: Look[]) => found(name, { looks })?.service;

const FIELDS = ["hour", "minute", "dayOfWeek", "dayOfMonth", "month", "selectiveMode"];
const filled = Object.fromEntries(FIELDS.map((name) => [name, "1"]));

describe("what responses look like", () => {
    it("is not judged where there are none", () => {
        for (const name of Object.keys(JUDGES) as (keyof typeof JUDGES)[])
            expect(found(name, { looks: [] }), name).to.equal(undefined);
    });

    for (const [ids, nestedIds, status] of [
        [true, true, "ok"],
        [false, true, "ok"],
        [true, false, "warning"],
        [false, false, "failure"],
    ] as const)
        it(`is ${status} where ${ids ? "" : "no "}response and ${nestedIds ? "" : "no "}bulk sync has ids`, () => {
            const evidence = { looks: [look([{ id: nestedIds ? "a" : "null" }], [ids ? { id: "a" } : {}])] };
            expect(found("ids", evidence)?.service).to.deep.equal({ ids });
            expect(found("listed-ids", evidence)).to.deep.include({ status, service: { nestedIds } });
        });

    it("is one form of absent values, or none where there are several", () => {
        const schedule = { frequency: "daily", ...filled, hour: null };
        expect(serviceOf("absent-values", look([], [schedule]))).to.deep.equal({ absent: "null" });
        expect(serviceOf("absent-values", look([], [schedule, { ...schedule, hour: "" }]))).to.deep.equal({});
    });

    it("is the form of who deleted a schedule, where all else is filled in", () => {
        const schedule = { frequency: "daily", ...filled, deletedAt: DATE, deletedBy: "" };
        expect(serviceOf("absent-values", look([], [schedule]))).to.deep.equal({ absent: "empty" });
    });

    it("is a spelling only where it is known what was sent", () => {
        const created = { frequency: "manual", hour: "05", dayOfWeek: "monday" };
        const judge = (sent: Evidence["sent"]) => found("spelling", { looks: [], created, sent })?.service;
        expect(judge({ hour: 5, dayOfWeek: "monday" })).to.deep.equal({ spelling: "service" });
        expect(judge({ dayOfWeek: "monday" })).to.deep.equal({ spelling: "as-sent" });
        expect(judge({ minute: 5 })).to.equal(undefined);
        const finding = found("spelling", { looks: [look([], [{ hour: "05", dayOfWeek: "Monday" }])] });
        expect(finding).to.deep.include({ service: {}, facts: { forms: ["05", "Monday"] } });
    });

    it("is the precision of times", () => {
        const times = (...createdAt: unknown[]) =>
            serviceOf(
                "times",
                look(
                    [],
                    createdAt.map((time) => ({ createdAt: time })),
                ),
            );
        expect(times(DATE, "2026-11-27T08:00:00.120Z")).to.deep.equal({ createdAt: "milliseconds" });
        expect(times(DATE, null)).to.deep.equal({ createdAt: "seconds" });
        expect(times("null", undefined)).to.deep.equal({ createdAt: "missing" });
    });

    it("is a date in deletedAt of schedules that are alive, as far as their number shows it", () => {
        const judge = (alive: number, ...deletedAt: unknown[]) => {
            const nested = Array.from({ length: alive }, (_, index) => ({ id: String(index) }));
            return serviceOf(
                "deleted-at",
                look(
                    nested,
                    deletedAt.map((date) => ({ deletedAt: date })),
                ),
            );
        };
        expect(judge(1, DATE)).to.deep.equal({ deletedAtOnLive: true });
        expect(judge(1, null, DATE)).to.deep.equal({ deletedAtOnLive: false });
        expect(judge(1, DATE, DATE)).to.equal(undefined);
        expect(judge(2, DATE, null)).to.equal(undefined);
    });

    it("is an empty list, and a default schedule that is not there", () => {
        expect(serviceOf("empty-lists", look([], [], null))).to.deep.equal({ emptyLists: "null" });
        expect(serviceOf("empty-lists", look([], []))).to.deep.equal({ emptyLists: "array" });
        expect(serviceOf("missing-default", look([], []))).to.deep.equal({ missingDefault: "null" });
        const leftOut = { ...look([], []), sync: { id: "sync" } };
        expect(serviceOf("missing-default", leftOut)).to.deep.equal({ missingDefault: "left-out" });
    });
});
