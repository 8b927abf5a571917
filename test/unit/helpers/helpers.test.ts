import { isDeepStrictEqual } from "node:util";
import { expect } from "chai";
import {
    BulkSyncSchedule,
    cron,
    daily,
    describeSchedule,
    hourly,
    weekly,
    type BulkSyncScheduleArgs,
} from "../../../provider";
import { syncId } from "../support/definitions";

const shown = JSON.stringify;

describe("daily", () => {
    const rows = [
        ["03:30", 3, 30],
        ["3:30", 3, 30],
        ["00:00", 0, 0],
        ["23:59", 23, 59],
        [" 07:05 ", 7, 5],
    ] as const;
    for (const [time, hour, minute] of rows) {
        it(`takes ${shown(time)}`, () => {
            expect(daily(time)).to.deep.equal({ frequency: "daily", hour, minute });
        });
    }
});

describe("weekly", () => {
    const rows = [
        ["monday", "monday"],
        ["Monday", "monday"],
        [" TUE ", "tuesday"],
        [0, "sunday"],
        [3, "wednesday"],
        [7, "sunday"],
        ["5", "friday"],
    ] as const;
    for (const [day, dayOfWeek] of rows) {
        it(`takes ${shown(day)} as ${dayOfWeek}`, () => {
            expect(weekly(day, "03:30")).to.deep.equal({
                frequency: "weekly",
                dayOfWeek,
                hour: 3,
                minute: 30,
            });
        });
    }
});

describe("weekly, with several days", () => {
    const custom = (dayOfWeek: string) => ({
        frequency: "custom",
        minute: "30",
        hour: "3",
        dayOfMonth: "*",
        month: "*",
        dayOfWeek,
    });
    const rows: readonly (readonly [readonly (string | number)[], object])[] = [
        [["monday", "thursday"], custom("1,4")],
        [["fri", "Monday", "wed", "TUE", "thursday"], custom("1-5")],
        [[6, 7], custom("0,6")],
        [[0, "sunday", 7], { frequency: "weekly", dayOfWeek: "sunday", hour: 3, minute: 30 }],
        [["monday"], { frequency: "weekly", dayOfWeek: "monday", hour: 3, minute: 30 }],
        [[0, 1, 2, 3, 4, 5, 6], { frequency: "daily", hour: 3, minute: 30 }],
    ];
    for (const [days, fields] of rows) {
        it(`takes ${shown(days)}`, () => {
            expect(weekly(days, "03:30")).to.deep.equal(fields);
        });
    }

    it("moves all days where midnight lies between the local time and UTC", () => {
        const kolkata = { timeZone: "Asia/Kolkata" };
        expect(weekly(["sunday", "monday", "thursday"], "03:30", kolkata)).to.deep.include({
            hour: "22",
            minute: "0",
            dayOfWeek: "0,3,6",
        });
    });

    it("is described like the days of a cron expression", () => {
        expect(describeSchedule(weekly(["monday", "thursday"], "03:30"))).to.equal(
            "at 03:30 UTC, only on Monday and Thursday",
        );
    });
});

describe("hourly", () => {
    it("takes the minutes that Polytomic takes, and the full hour by default", () => {
        expect([0, 15, 30, 45].map((minute) => hourly(minute))).to.deep.equal(
            [0, 15, 30, 45].map((minute) => ({ frequency: "hourly", minute })),
        );
        expect(hourly()).to.deep.equal({ frequency: "hourly", minute: 0 });
    });
});

describe("cron", () => {
    const custom = (minute: string, hour: string, dayOfMonth: string, month: string, dayOfWeek: string) => ({
        frequency: "custom",
        minute,
        hour,
        dayOfMonth,
        month,
        dayOfWeek,
    });
    const rows: readonly (readonly [string, object])[] = [
        ["30 3 * * *", { frequency: "daily", hour: 3, minute: 30 }],
        ["05 03 * * *", { frequency: "daily", hour: 3, minute: 5 }],
        ["  0\t0 *  * * ", { frequency: "daily", hour: 0, minute: 0 }],
        ["30 3 1-31 1-12 0-6", { frequency: "daily", hour: 3, minute: 30 }],
        ["30 3 * * 1", { frequency: "weekly", dayOfWeek: "monday", hour: 3, minute: 30 }],
        ["30 3 * * SUN", { frequency: "weekly", dayOfWeek: "sunday", hour: 3, minute: 30 }],
        ["30 3 * * 7", { frequency: "weekly", dayOfWeek: "sunday", hour: 3, minute: 30 }],
        ["15 * * * *", { frequency: "hourly", minute: 15 }],
        ["0 0-23 * * *", { frequency: "hourly", minute: 0 }],
        ["5 * * * *", custom("5", "*", "*", "*", "*")],
        ["* * * * *", custom("*", "*", "*", "*", "*")],
        ["30 3 * * 1-5", custom("30", "3", "*", "*", "1-5")],
        ["30 3 * * mon-fri", custom("30", "3", "*", "*", "1-5")],
        ["0 0 * jan,JUL mon,WED,fri", custom("0", "0", "*", "1,7", "1,3,5")],
        ["*/20 8-17 * * 1-5", custom("*/20", "8-17", "*", "*", "1-5")],
        ["0 0 1,15 * 1", custom("0", "0", "1,15", "*", "1")],
        ["0 0 1-31 * 1", custom("0", "0", "1-31", "*", "1")],
        ["0 0 29 2 *", custom("0", "0", "29", "2", "*")],
        ["@hourly", { frequency: "hourly", minute: 0 }],
        ["@daily", { frequency: "daily", hour: 0, minute: 0 }],
        ["@midnight", { frequency: "daily", hour: 0, minute: 0 }],
        ["@Weekly", { frequency: "weekly", dayOfWeek: "sunday", hour: 0, minute: 0 }],
        ["@monthly", custom("0", "0", "1", "*", "*")],
        ["@yearly", custom("0", "0", "1", "1", "*")],
        ["@annually", custom("0", "0", "1", "1", "*")],
    ];
    for (const [expression, fields] of rows) {
        it(`takes ${shown(expression)}`, () => {
            expect(cron(expression)).to.deep.equal(fields);
        });
    }
});

describe("a helper's result", () => {
    it("can be spread into a schedule's arguments", () => {
        const args: BulkSyncScheduleArgs[] = [
            { syncId, ...hourly(15) },
            { syncId, ...daily("03:30") },
            { syncId, ...weekly("monday", "03:30") },
            { syncId, ...cron("30 3 * * 1-5") },
            { syncId, ...weekly(["monday", "thursday"], "03:30") },
        ];
        expect(args.map(({ frequency }) => frequency)).to.deep.equal([
            "hourly",
            "daily",
            "weekly",
            "custom",
            "custom",
        ]);
        expect(BulkSyncSchedule).to.be.a("function");
    });

    it("has its frequency in its type", () => {
        const frequencies: ["hourly", "daily", "weekly"] = [
            hourly().frequency,
            daily("03:30").frequency,
            weekly(1, "03:30").frequency,
        ];
        expect(frequencies).to.have.length(3);
    });

    it("has no key for the time zone", () => {
        const zoned = daily("03:30", { timeZone: "Asia/Kolkata" });
        expect(Object.keys(zoned)).to.deep.equal(["frequency", "hour", "minute"]);
        expect(JSON.parse(JSON.stringify(zoned))).to.deep.equal({ frequency: "daily", hour: 22, minute: 0 });
    });

    it("is plain without a time zone, and with UTC under any of its names", () => {
        for (const timeZone of ["UTC", "Etc/UTC", "utc"])
            expect(isDeepStrictEqual(daily("03:30", { timeZone }), daily("03:30")), timeZone).to.be.true;
    });
});
