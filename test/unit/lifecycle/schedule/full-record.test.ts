import { expect } from "chai";
import type { ListedSchedule } from "../../../../provider/api/schemas";
import { mergeRecords } from "../../../../provider/api/records";

const schedule = { frequency: "daily", hour: "2", createdAt: "2026-01-05T03:00:00Z" };
const listed: ListedSchedule = { id: "a", fields: {}, presentFields: ["frequency", "hour"], schedule };
const deleted = { ...schedule, deletedAt: "2026-01-06T03:00:00Z" };

describe("the full record of a listed schedule, where responses carry no ids", () => {
    for (const [order, responses] of [
        ["before", [{ schedule: deleted }, { schedule }]],
        ["after", [{ schedule }, { schedule: deleted }]],
    ] as const) {
        it(`is the one without a date of deletion, listed ${order} it`, () => {
            expect(mergeRecords(listed, responses, {})).to.deep.equal(schedule);
        });
    }

    it("may have a date of deletion, which published examples show on live schedules", () => {
        expect(mergeRecords(listed, [{ schedule: deleted }], {})).to.deep.equal(deleted);
    });
});
