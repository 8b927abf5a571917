import { expect } from "chai";
import fc from "fast-check";
import { cron, daily, describeSchedule, hourly, weekly, type DescribableFields } from "../../../provider";
import { describeByClock } from "../../../provider/helpers/description";
import { FIELD_NAMES, toRequest } from "../../../provider/model/fields";
import { cronExpression } from "../support/cron-expressions";
import { anyValue, definition, inheritedNames } from "../support/definitions";

const custom = (fields: DescribableFields): DescribableFields => ({ frequency: "custom", ...fields });
const berlin = { timeZone: "Europe/Berlin", utcOffset: "standard" } as const;
const summer = { timeZone: "Europe/Berlin", utcOffset: "daylight" } as const;
const kolkata = { timeZone: "Asia/Kolkata" };

const rows: readonly (readonly [DescribableFields, string])[] = [
    [{ frequency: "manual" }, "only on demand"],
    [{ frequency: "continuous" }, "continuously, at most every five minutes"],
    [{ frequency: "builder", hour: 3 }, "as put together in Polytomic's web app"],
    [{ frequency: "runafter" }, "after other bulk syncs have run"],
    [{ frequency: "dbtcloud" }, "after a dbt Cloud job has run"],
    [{ frequency: "multi" }, "by several schedules, a frequency that Polytomic has deprecated"],
    [{ frequency: "hourly", minute: 15 }, "every hour at minute 15"],
    [{ frequency: "hourly" }, "every hour, at a minute that Polytomic chooses"],
    [{ frequency: "daily", hour: 3, minute: 30 }, "every day at 03:30 UTC"],
    [{ frequency: "daily", hour: "03", minute: " 5 " }, "every day at 03:05 UTC"],
    [
        { frequency: "daily", hour: 3 },
        "every day, in the hour from 03:00 UTC, at a minute that Polytomic chooses",
    ],
    [{ frequency: "daily", minute: 30 }, "every day, at minute 30 of an hour that Polytomic chooses"],
    [{ frequency: "daily" }, "every day, at a time that Polytomic chooses"],
    [{ frequency: "weekly", dayOfWeek: "monday", hour: 9, minute: 0 }, "every Monday at 09:00 UTC"],
    [{ frequency: "Weekly", dayOfWeek: 7, hour: 9, minute: "00" }, "every Sunday at 09:00 UTC"],
    [
        { frequency: "weekly", dayOfWeek: "Mon", hour: 9 },
        "every Monday, in the hour from 09:00 UTC, at a minute that Polytomic chooses",
    ],
    [{ frequency: "weekly", dayOfWeek: "monday" }, "every Monday, at a time that Polytomic chooses"],
    [{ frequency: "weekly", hour: 9, minute: 0 }, "every week on a day that Polytomic chooses, at 09:00 UTC"],
    [{ frequency: "weekly" }, "every week on a day that Polytomic chooses, at a time that Polytomic chooses"],
    [
        {
            frequency: "daily",
            hour: "14",
            minute: "30",
            dayOfMonth: "15",
            dayOfWeek: "wednesday",
            month: "null",
        },
        "every day at 14:30 UTC",
    ],
    [
        {
            frequency: "hourly",
            minute: "45",
            hour: "0",
            dayOfMonth: "1",
            month: "January",
            dayOfWeek: "Sunday",
        },
        "every hour at minute 45",
    ],
    [{ frequency: "daily", hour: 25, minute: 30 }, "daily: hour 25, minute 30 (UTC)"],
    [{ frequency: "daily", hour: "8-17", minute: 30 }, "daily: hour 8-17, minute 30 (UTC)"],
    [
        { frequency: "weekly", dayOfWeek: "someday", hour: 9, minute: 0 },
        "weekly: hour 9, minute 0, dayOfWeek someday (UTC)",
    ],
    [{ frequency: "monthly", dayOfMonth: "1", hour: "3" }, "monthly: hour 3, dayOfMonth 1 (UTC)"],
    [{ frequency: null, hour: null }, "no frequency"],
    [custom({}), "custom"],
    [custom({ minute: "L", hour: "3" }), "custom: hour 3, minute L (UTC)"],
    [custom({ minute: 30, hour: 3 }), "every day at 03:30 UTC"],
    [custom({ minute: 30, hour: 3, dayOfWeek: "1" }), "every Monday at 03:30 UTC"],
    [custom({ minute: 30, hour: 3, dayOfWeek: "1-5" }), "at 03:30 UTC, Monday through Friday"],
    [
        custom({ minute: 30, hour: 3, dayOfWeek: "mon,WED,fri" }),
        "at 03:30 UTC, only on Monday, Wednesday, and Friday",
    ],
    [
        custom({ minute: 30, hour: 3, dayOfWeek: "*/2" }),
        "at 03:30 UTC, only on Sunday, Tuesday, Thursday, and Saturday",
    ],
    [custom({ minute: 30, hour: 3, dayOfWeek: "6,7" }), "at 03:30 UTC, only on Sunday and Saturday"],
    [custom({ minute: "5", hour: "*" }), "every hour at minute 5"],
    [custom({ minute: "0,25,50" }), "every hour at minutes 0, 25 and 50"],
    [custom({ minute: "*/20" }), "every 20 minutes"],
    [custom({ minute: "*/7" }), "at 0, 7, 14, 21, 28, 35, 42, 49, and 56 minutes past the hour"],
    [
        custom({ hour: "8-17", dayOfWeek: "1-5" }),
        "every minute, between 08:00 and 17:59 UTC, Monday through Friday",
    ],
    [
        custom({ minute: "*/20", hour: "8-17", dayOfWeek: "1-5" }),
        "every 20 minutes, between 08:00 and 17:59 UTC, Monday through Friday",
    ],
    [custom({ minute: 0, hour: "8-17" }), "every hour, between 08:00 and 17:00 UTC"],
    [custom({ minute: 0, hour: "9,12,17" }), "at 09:00, 12:00 and 17:00 UTC"],
    [custom({ minute: "0,30", hour: "9,17" }), "at 09:00, 09:30, 17:00 and 17:30 UTC"],
    [
        custom({ minute: "*", hour: "1,3" }),
        "every minute, from 01:00 through 01:59 and 03:00 through 03:59 UTC",
    ],
    [
        custom({ minute: 0, hour: "0-5,20-23" }),
        "every hour, from 00:00 through 05:00 and 20:00 through 23:00 UTC",
    ],
    [custom({ minute: 0, hour: "*/2" }), "on the hour, every 2 hours (UTC)"],
    [custom({ minute: 0, hour: "*/7" }), "at 00:00, 07:00, 14:00 and 21:00 UTC"],
    [
        custom({ minute: 0, hour: "*/2", dayOfWeek: "sun" }),
        "on the hour, every 2 hours, only on Sunday (UTC)",
    ],
    [custom({ minute: "*/20", dayOfWeek: "sun" }), "every 20 minutes, only on Sunday (UTC)"],
    [custom({ minute: 0, hour: 0, dayOfMonth: 1 }), "at 00:00 UTC, on day 1 of the month"],
    [
        custom({ minute: 0, hour: 0, dayOfMonth: "1,15", month: "jan-mar" }),
        "at 00:00 UTC, on day 1 and 15 of the month, January through March",
    ],
    [custom({ minute: 0, hour: 6, month: "*/3" }), "at 06:00 UTC, only in January, April, July, and October"],
    [
        custom({ minute: 0, hour: 0, dayOfMonth: "1,15", dayOfWeek: "1" }),
        "at 00:00 UTC, on day 1 and 15 of the month and/or on Monday",
    ],
    [
        custom({ minute: 0, hour: 0, dayOfMonth: "1-7", dayOfWeek: "1-5", month: 6 }),
        "at 00:00 UTC, between day 1 and 7 of the month and/or Monday through Friday, only in June",
    ],
    [custom({ minute: "*", hour: "*", dayOfMonth: "*", month: "*", dayOfWeek: "*" }), "every minute"],
    [
        daily("03:30", berlin),
        "every day at 02:30 UTC (03:30 in Europe/Berlin at UTC+01:00, 04:30 at UTC+02:00)",
    ],
    [
        daily("03:30", summer),
        "every day at 01:30 UTC (02:30 in Europe/Berlin at UTC+01:00, 03:30 at UTC+02:00)",
    ],
    [
        daily("03:30", { timeZone: "Europe/London", utcOffset: "standard" }),
        "every day at 03:30 UTC (03:30 in Europe/London at UTC+00:00, 04:30 at UTC+01:00)",
    ],
    [daily("03:30", kolkata), "every day at 22:00 UTC (03:30 in Asia/Kolkata)"],
    [daily("03:30", { timeZone: "Africa/Abidjan" }), "every day at 03:30 UTC"],
    [
        weekly("monday", "09:00", berlin),
        "every Monday at 08:00 UTC (09:00 in Europe/Berlin at UTC+01:00, 10:00 at UTC+02:00)",
    ],
    [
        weekly("monday", "00:30", berlin),
        "every Sunday at 23:30 UTC (Monday 00:30 in Europe/Berlin at UTC+01:00, Monday 01:30 at UTC+02:00)",
    ],
    [
        weekly("monday", "01:30", summer),
        "every Sunday at 23:30 UTC (Monday 00:30 in Europe/Berlin at UTC+01:00, Monday 01:30 at UTC+02:00)",
    ],
    [
        weekly("saturday", "22:00", { timeZone: "America/New_York", utcOffset: "standard" }),
        "every Sunday at 03:00 UTC (Saturday 22:00 in America/New_York at UTC-05:00, Saturday 23:00 at UTC-04:00)",
    ],
    [weekly("monday", "05:00", kolkata), "every Sunday at 23:30 UTC (Monday 05:00 in Asia/Kolkata)"],
    [hourly(15, { timeZone: "Europe/Berlin" }), "every hour at minute 15"],
    [hourly(15, kolkata), "every hour at minute 45 (minute 15 in Asia/Kolkata)"],
    [
        hourly(0, { timeZone: "Australia/Lord_Howe", utcOffset: "daylight" }),
        "every hour at minute 0 (minute 30 in Australia/Lord_Howe at UTC+10:30, minute 0 at UTC+11:00)",
    ],
    [
        cron("30 3 * * 1-5", berlin),
        "at 02:30 UTC, Monday through Friday (03:30 in Europe/Berlin at UTC+01:00, 04:30 at UTC+02:00)",
    ],
    [
        cron("30 0 * * 1-5", berlin),
        "at 23:30 UTC, Sunday through Thursday (00:30, Monday through Friday in Europe/Berlin at UTC+01:00; 01:30, Monday through Friday at UTC+02:00)",
    ],
    [
        cron("0 9,17 * * mon-fri", summer),
        "at 07:00 and 15:00 UTC, Monday through Friday (08:00 and 16:00 in Europe/Berlin at UTC+01:00, 09:00 and 17:00 at UTC+02:00)",
    ],
    [
        cron("*/20 8-17 * * 1-5", berlin),
        "every 20 minutes, between 07:00 and 16:59 UTC, Monday through Friday (every 20 minutes, between 08:00 and 17:59 in Europe/Berlin at UTC+01:00; every 20 minutes, between 09:00 and 18:59 at UTC+02:00)",
    ],
    [
        cron("0 0 15 * *", berlin),
        "at 23:00 UTC, on day 14 of the month (00:00, on day 15 of the month in Europe/Berlin at UTC+01:00; 01:00, on day 15 of the month at UTC+02:00)",
    ],
    [cron("*/20 * * * *", kolkata), "every hour at minutes 10, 30 and 50 (every 20 minutes in Asia/Kolkata)"],
    [
        cron("0 * * * 1", { timeZone: "Europe/London", utcOffset: "standard" }),
        "every hour at minute 0, only on Monday (UTC) (every hour at minute 0 in Europe/London at UTC+00:00, 01:00 later at UTC+01:00)",
    ],
];

describe("a schedule in words", () => {
    for (const [fields, words] of rows) {
        it(`is "${words}" for ${JSON.stringify(fields)}`, () => {
            expect(describeSchedule(fields)).to.equal(words);
        });
    }

    it("keeps its time zone when its fields are spread", () => {
        const args = { syncId: "x", ...daily("03:30", kolkata), selectiveMode: "none" };
        expect(describeSchedule({ ...args })).to.equal("every day at 22:00 UTC (03:30 in Asia/Kolkata)");
    });

    it("is the same in every spelling", () => {
        fc.assert(
            fc.property(definition, (fields) => {
                expect(describeSchedule(toRequest(fields))).to.equal(
                    describeSchedule({ ...fields, frequency: String(fields.frequency) }),
                );
            }),
        );
    });

    it("exists for any response", () => {
        const response: fc.Arbitrary<Record<string, unknown>> = fc.record(
            Object.fromEntries(FIELD_NAMES.map((name) => [name, fc.option(anyValue)])),
            { requiredKeys: [] },
        );
        const examples = FIELD_NAMES.flatMap((field) =>
            inheritedNames.map((name): [Record<string, unknown>] => [{ frequency: "custom", [field]: name }]),
        );
        fc.assert(
            fc.property(response, (fields) => {
                const words = describeSchedule(fields);
                expect(words)
                    .to.be.a("string")
                    .that.does.not.match(/undefined|NaN|null\b|function|^$/);
            }),
            { numRuns: 300 + examples.length, examples },
        );
    });

    it("names UTC with each time of day, and no other time zone", () => {
        fc.assert(
            fc.property(cronExpression, (expression) => {
                const [minute, hour, dayOfMonth, month, dayOfWeek] = expression.split(" ");
                const words = describeSchedule(custom({ minute, hour, dayOfMonth, month, dayOfWeek }));
                if (/\d\d:\d\d/.test(words)) expect(words).to.contain(" UTC");
                expect(words).not.to.match(/[A-Z]\w+\/[A-Z]/);
            }),
            { numRuns: 200 },
        );
    });
});

describe("a schedule in words by a clock ahead of UTC", () => {
    for (const [fields, offset, words] of [
        [daily("03:30"), 60, "every day at 04:30"],
        [daily("03:30"), -300, "every day at 22:30"],
        [weekly("monday", "23:30"), 60, "every Tuesday at 00:30"],
        [hourly(15), 330, "every hour at minute 45"],
        [cron("*/20 8-17 * * 1-5"), 60, "every 20 minutes, between 09:00 and 18:59, Monday through Friday"],
        [custom({ hour: "23", minute: "30", dayOfMonth: "31" }), 60, "at 23:30 UTC, on day 31 of the month"],
        [cron("0 */6 * * 1"), 480, "at 00:00, 06:00, 12:00 and 18:00 UTC, only on Monday"],
        [{ frequency: "daily" }, 60, "every day, at a time that Polytomic chooses"],
        [{ frequency: "manual" }, 60, "only on demand"],
    ] as const)
        it(`is "${words}" for ${JSON.stringify(fields)} and ${offset} minutes`, () => {
            expect(describeByClock(fields, offset)).to.equal(words);
        });

    it("is as in UTC without the name where the clock shows UTC", () => {
        fc.assert(
            fc.property(cronExpression, (expression) => {
                const fields = cron(expression);
                expect(describeByClock(fields, 0)).to.equal(
                    describeSchedule(fields).replace(/ \(?UTC\)?/, ""),
                );
            }),
            { numRuns: 100 },
        );
    });
});
