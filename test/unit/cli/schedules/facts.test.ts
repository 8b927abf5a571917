import { expect } from "chai";
import type { Schedule } from "../../../../provider/model/schedule";
import { hasFailed, hasOtherRun, repeatedSchedules } from "../../../../provider/cli/schedules/facts";
import { syncWith } from "../../support/found-syncs";

const now = new Date("2026-11-24T10:00:30Z");
const daily = { frequency: "daily", hour: "12", minute: "0" };
const hourly = { frequency: "hourly", minute: "15" };

const differs = (nextExecutionTime: string | undefined, schedules: readonly Schedule[], active = true) =>
    hasOtherRun(
        {
            ...syncWith("A", ...schedules),
            active,
            runs: nextExecutionTime === undefined ? {} : { nextExecutionTime },
        },
        now,
    );

describe("Polytomic's next run", () => {
    for (const [title, time, schedules, expected] of [
        ["is the computed one", "12:00:00", [daily], false],
        ["may be seconds away from it", "12:00:59", [daily], false],
        ["differs if it is more than a minute later", "12:01:01", [daily], true],
        ["differs if it is more than a minute earlier", "11:58:59", [daily], true],
        ["is the earliest of all schedules", "10:15:00", [daily, hourly], false],
        ["differs if it is that of another schedule", "12:00:00", [daily, hourly], true],
        ["may be one that starts now", "10:00:30", [{ frequency: "custom", minute: "0" }], false],
        ["may be one that has just started", "10:00:00", [{ frequency: "custom", minute: "0" }], false],
        ["may be the one after it", "11:00:00", [{ frequency: "custom", minute: "0" }], false],
        ["differs if it is over", "09:15:00", [daily], true],
        ["differs if no schedule runs by itself", "12:00:00", [{ frequency: "manual" }], true],
        [
            "ignores what has no effect",
            "10:15:00",
            [{ ...hourly, hour: "0", dayOfMonth: "1", month: "1" }],
            false,
        ],
        [
            "may be that of a schedule whose runs are not known",
            "10:05:00",
            [daily, { frequency: "continuous" }],
            false,
        ],
        ["may be any where Polytomic chooses the minute", "10:41:00", [{ frequency: "hourly" }], false],
        ["is never later than a known one", "12:05:00", [daily, { frequency: "continuous" }], true],
    ] as const)
        it(title, () => {
            expect(differs(`2026-11-24T${time}Z`, schedules)).to.equal(expected);
        });

    it("is not compared for an inactive bulk sync, nor where Polytomic names none", () => {
        expect(differs("2026-11-24T17:00:00Z", [daily], false)).to.equal(false);
        expect(differs(undefined, [daily])).to.equal(false);
        expect(differs("soon", [daily])).to.equal(false);
    });

    it("is the same although Polytomic's clock is a second ahead, where a run starts", () => {
        const sync = { ...syncWith("A", daily), runs: { nextExecutionTime: "2026-11-25T12:00:00Z" } };
        expect(hasOtherRun(sync, new Date("2026-11-24T11:59:59.500Z"))).to.equal(false);
    });
});

describe("a schedule that repeats an earlier one", () => {
    const repeated = (...schedules: readonly Schedule[]) =>
        repeatedSchedules(syncWith("A", ...schedules)).map(({ scheduleId }) => scheduleId.split("/")[1]);

    it("has the same meaning, whatever its spelling and the values without effect", () => {
        const spelled = { ...daily, minute: "00", dayOfWeek: "sunday" };
        expect(repeated(daily, hourly, spelled, daily)).to.deep.equal(["2", "3"]);
    });

    it("has the same selective mode, and the same of what only the bulk sync can set", () => {
        const others = [
            { hour: "13" },
            { selectiveMode: "incrementalFields" },
            { schemas: ["a"] },
            { syncMode: "resync" },
        ];
        expect(repeated(daily, ...others.map((other) => ({ ...daily, ...other })))).to.deep.equal([]);
        expect(repeated({ ...daily, schemas: ["a"] }, { ...daily, schemas: ["a"] })).to.deep.equal(["1"]);
    });
});

describe("an execution that failed", () => {
    it("says so, was interrupted, or met errors", () => {
        for (const status of ["failed", "interrupted", "errors"])
            expect(hasFailed({ status })).to.equal(true);
        expect(hasFailed({ status: "completed", errorCount: 1 })).to.equal(true);
        for (const status of ["completed", "canceled"])
            expect(hasFailed({ status, errorCount: 0 })).to.equal(false);
        expect(hasFailed({})).to.equal(false);
    });
});
