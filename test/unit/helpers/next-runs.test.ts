import { expect } from "chai";
import {
    cron,
    daily,
    hourly,
    nextRuns,
    weekly,
    type DescribableFields,
    type NextRunsOptions,
} from "../../../provider";

const from = "2026-11-24T12:00:00Z";

describe("the next runs", () => {
    const rows: readonly (readonly [DescribableFields, NextRunsOptions, readonly string[]])[] = [
        [daily("03:30"), { from }, ["2026-11-25T03:30:00Z", "2026-11-26T03:30:00Z", "2026-11-27T03:30:00Z"]],
        [hourly(15), { from, count: 2 }, ["2026-11-24T12:15:00Z", "2026-11-24T13:15:00Z"]],
        [weekly("monday", "09:00"), { from, count: 2 }, ["2026-11-30T09:00:00Z", "2026-12-07T09:00:00Z"]],
        [
            cron("0 9 * * mon-fri"),
            { from: "2026-11-27", count: 2 },
            ["2026-11-27T09:00:00Z", "2026-11-30T09:00:00Z"],
        ],
        [cron("0 0 29 2 *"), { from, count: 2 }, ["2028-02-29T00:00:00Z", "2032-02-29T00:00:00Z"]],
        // As in cron, either of the two kinds of days.
        [cron("0 0 1 * 1"), { from, count: 2 }, ["2026-11-30T00:00:00Z", "2026-12-01T00:00:00Z"]],
        [daily("03:30"), { from, count: 1, timeZone: "Europe/Berlin" }, ["2026-11-25T04:30:00+01:00"]],
        [daily("03:30"), { from, count: 1, timeZone: "America/St_Johns" }, ["2026-11-25T00:00:00-03:30"]],
        [daily("03:30"), { from, count: 1, timeZone: "Europe/London" }, ["2026-11-25T03:30:00+00:00"]],
        [daily("03:30"), { from, count: 1, timeZone: "Etc/UTC" }, ["2026-11-25T03:30:00Z"]],
        [daily("03:30"), { from, count: 0 }, []],
        [daily("03:30"), { from: "2026-11-24T22:00:00-05:00", count: 1 }, ["2026-11-25T03:30:00Z"]],
        [daily("03:30"), { from: new Date("2026-11-25T03:29:59.999Z"), count: 1 }, ["2026-11-25T03:30:00Z"]],
        // As the service returns it: padded, and with fields that have no effect on daily schedules.
        [
            {
                frequency: "daily",
                hour: "03",
                minute: "05",
                dayOfWeek: "wednesday",
                dayOfMonth: "15",
                month: "null",
            },
            { from, count: 1 },
            ["2026-11-25T03:05:00Z"],
        ],
        [
            { frequency: "Weekly", dayOfWeek: "Monday", hour: "9", minute: "0" },
            { from, count: 1 },
            ["2026-11-30T09:00:00Z"],
        ],
        // In a custom schedule, what is left out is `*`.
        [{ frequency: "custom", minute: 0, hour: "9" }, { from, count: 1 }, ["2026-11-25T09:00:00Z"]],
    ];
    for (const [fields, options, runs] of rows) {
        it(`are ${runs.join(", ") || "none"} for ${JSON.stringify([fields, options])}`, () => {
            expect(nextRuns(fields, options)).to.deep.equal(runs);
        });
    }

    it("follow daylight saving time in a zone, and not in UTC", () => {
        const fields = daily("03:30", { timeZone: "Europe/Berlin", utcOffset: "standard" });
        expect(nextRuns(fields, { from: "2027-03-27", count: 2, timeZone: "Europe/Berlin" })).to.deep.equal([
            "2027-03-27T03:30:00+01:00",
            "2027-03-28T04:30:00+02:00",
        ]);
        expect(nextRuns(fields, { from: "2027-03-27", count: 2 })).to.deep.equal([
            "2027-03-27T02:30:00Z",
            "2027-03-28T02:30:00Z",
        ]);
    });

    it("leave out a run at the very moment, so that the last run leads to the following ones", () => {
        const [first = ""] = nextRuns(daily("03:30"), { from, count: 1, timeZone: "Europe/Berlin" });
        expect(nextRuns(daily("03:30"), { from: first, count: 1 })).to.deep.equal(["2026-11-26T03:30:00Z"]);
    });

    it("are three from now on by default", () => {
        const runs = nextRuns(hourly(0)).map((run) => Date.parse(run));
        expect(runs).to.have.length(3);
        expect(runs[0]).to.be.within(Date.now() - 60_000, Date.now() + 3_600_000);
    });

    const undetermined: DescribableFields[] = [
        { frequency: "manual" },
        { frequency: "continuous" },
        { frequency: "builder", hour: 3, minute: 0 },
        { frequency: "runafter" },
        { frequency: "dbtcloud" },
        { frequency: "multi" },
        { frequency: "monthly", hour: 3, minute: 0 },
        { frequency: "daily" },
        { frequency: "daily", hour: 3 },
        { frequency: "weekly", hour: 3, minute: 0 },
        { frequency: "hourly" },
        { frequency: "custom" },
        { frequency: "daily", hour: 24, minute: 0 },
        { frequency: "custom", hour: "L" },
        { frequency: "custom", minute: 0, hour: 0, dayOfMonth: 30, month: 2 },
        {},
    ];
    for (const fields of undetermined) {
        it(`are none where the schedule does not determine them: ${JSON.stringify(fields)}`, () => {
            expect(nextRuns(fields, { from })).to.deep.equal([]);
        });
    }
});
