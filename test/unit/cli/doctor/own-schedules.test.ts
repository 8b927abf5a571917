import { expect } from "chai";
import { OwnSchedules } from "../../../../provider/cli/doctor/own-schedules";
import { bulkSyncSchema, type BulkSync } from "../../../../provider/api/schemas";

const START = "2026-11-27T08:00:00.000Z";
const SENT = { frequency: "manual", hour: 4, minute: 7, dayOfMonth: 12, dayOfWeek: "wednesday" };
const SPELLED = { hour: "04", minute: "07", day_of_month: "12", day_of_week: "Wednesday" };

/** A schedule as the bulk sync lists it: by default the command's own. */
const listed = (id: string, changes: object = {}) => ({
    id,
    frequency: "manual",
    ...SPELLED,
    created_at: "2026-11-27T08:00:01.250Z",
    created_by: { id: "me", type: "user" },
    ...changes,
});
const WITHOUT_TIMES = { hour: null, minute: "null", day_of_month: "", day_of_week: null };

const bulkSync = (...schedules: object[]): BulkSync =>
    bulkSyncSchema.parse({ data: { id: "sync", additional_schedules: schedules } });

function own(before: BulkSync = bulkSync(listed("old")), fields: object = SENT): OwnSchedules {
    const owner = { userId: "me", organizationId: "us" };
    return new OwnSchedules(before, { fields, owner, sinceMs: Date.parse(START) });
}

/** The response to a create, without an id. */
const created = (createdAt?: string) => ({ schedule: createdAt === undefined ? {} : { createdAt } });

describe("the schedules that the doctor takes for its own", () => {
    it("are those with the ids in responses, unless the bulk sync listed them before", () => {
        const schedules = own();
        for (const id of ["a", "b", "a", "old"]) schedules.add({ id });
        expect(schedules.ids).to.deep.equal(["a", "b"]);
        schedules.claim(bulkSync(listed("old"), listed("c")));
        expect(schedules.ids).to.deep.equal(["a", "b"]);
        expect(schedules.doubtful).to.deep.equal([]);
    });

    it("are those that are new and have the times that were sent, in any spelling", () => {
        const schedules = own();
        schedules.add(created());
        schedules.claim(bulkSync(listed("old")));
        expect(schedules.ids).to.deep.equal([]);
        schedules.claim(bulkSync(listed("old"), listed("other", { hour: "5" }), listed("a")));
        expect(schedules.ids).to.deep.equal(["a"]);
        expect(schedules.unidentified).to.equal(0);
    });

    it("are those of the instant in the response, where the service drops the times or refused them", () => {
        const at = { created_at: "2026-11-27T08:00:02Z", ...WITHOUT_TIMES };
        for (const fields of [SENT, { frequency: "manual" }]) {
            const schedules = own(undefined, fields);
            schedules.add(created("2026-11-27T08:00:02.700Z"));
            const others = [listed("other", WITHOUT_TIMES), listed("daily", { ...at, frequency: "daily" })];
            schedules.claim(bulkSync(...others, listed("a", at)));
            expect(schedules.ids).to.deep.equal(["a"]);
        }
    });

    for (const [what, changes] of Object.entries({
        "of somebody else": { created_by: { id: "you" } },
        "that are older": { created_at: "2026-11-27T07:59:00Z" },
        "with another frequency": { frequency: "daily" },
        "without times, after a lost response": WITHOUT_TIMES,
        "of another instant than the response's": { created_at: "2026-11-27T08:00:05Z" },
    }))
        it(`are none ${what}`, () => {
            const schedules = own();
            schedules.add(created(what.includes("instant") ? "2026-11-27T08:00:01.250Z" : undefined));
            schedules.claim(bulkSync(listed("a", changes)));
            expect(schedules.ids).to.deep.equal([]);
            expect(schedules.unidentified).to.equal(1);
        });

    it("are none after a lost response where the service refused the times", () => {
        const schedules = own(undefined, { frequency: "manual" });
        schedules.add(created());
        schedules.claim(bulkSync(listed("a", WITHOUT_TIMES)));
        expect(schedules.ids).to.deep.equal([]);
    });

    it("are none where there are more than it can have made: all are named", () => {
        const schedules = own();
        schedules.add(created());
        schedules.claim(bulkSync(listed("a"), listed("b")));
        expect(schedules.doubtful).to.deep.equal(["a", "b"]);
        schedules.claim(bulkSync(listed("b")));
        expect(schedules.ids).to.deep.equal([]);
    });

    it("are none any more once all creates are settled", () => {
        const schedules = own();
        schedules.add(created());
        schedules.close();
        schedules.claim(bulkSync(listed("a")));
        expect(schedules.ids).to.deep.equal([]);
    });

    it("agree with a bulk sync that lists all of them that are there, and none that is removed", () => {
        const schedules = own();
        for (const id of ["a", "b"]) schedules.add({ id });
        const agrees = (...ids: string[]) =>
            schedules.agreesWith(bulkSync(...ids.map((id) => listed(id))), NaN);
        expect([agrees("old", "a", "b"), agrees("old", "a"), agrees()]).to.deep.equal([true, false, false]);
        schedules.remove("a");
        expect(schedules.alive).to.deep.equal(["b"]);
        expect([agrees("old", "a", "b"), agrees("b")]).to.deep.equal([false, true]);
    });

    it("agree by number with a bulk sync that lists schedules without ids", () => {
        const schedules = own();
        for (const id of ["a", "b"]) schedules.add({ id });
        const listing = bulkSync(listed("", {}), listed("", {}));
        expect([1, 2, 3].map((extra) => schedules.agreesWith(listing, extra))).to.deep.equal([
            false,
            true,
            false,
        ]);
    });

    it("do not count where it compares the others with those before", () => {
        const schedules = own(bulkSync(listed("old"), listed("older")));
        schedules.add({ id: "a" });
        expect(schedules.areOthersAsBefore(bulkSync(listed("older"), listed("a"), listed("old")))).to.equal(
            true,
        );
        expect(schedules.areOthersAsBefore(bulkSync(listed("old")))).to.equal(false);
        const moved = bulkSyncSchema.parse({
            data: { default_schedule: listed("old"), additional_schedules: [listed("older")] },
        });
        expect(schedules.areOthersAsBefore(moved)).to.equal(false);
    });
});
