import { RunError } from "@pulumi/pulumi";
import { expect } from "chai";
import fc from "fast-check";
import { cron, daily, hourly, nextRuns, weekly, type TimeZoneOptions } from "../../../provider";

const BERLIN = "Europe/Berlin";
const inBerlin: TimeZoneOptions = { timeZone: BERLIN, utcOffset: "standard" };

/** What a program in JavaScript may pass. */
const untyped = (value: unknown) => value as never;

const rows: readonly (readonly [() => unknown, string])[] = [
    [
        () => cron("0 30 3 * * ?"),
        'cron("0 30 3 * * ?"): it takes five fields (minute, hour, dayOfMonth, month and dayOfWeek, without seconds, years and time zone), or @hourly, @daily, @midnight, @weekly, @monthly, @yearly or @annually.',
    ],
    [
        () => cron("0 0 0 1 1 ? 2027"),
        'cron("0 0 0 1 1 ? 2027"): it takes five fields (minute, hour, dayOfMonth, month and dayOfWeek, without seconds, years and time zone), or @hourly, @daily, @midnight, @weekly, @monthly, @yearly or @annually.',
    ],
    [
        () => cron("0 0 1 1 ? 2027"),
        'cron("0 0 1 1 ? 2027"): it takes five fields (minute, hour, dayOfMonth, month and dayOfWeek, without seconds, years and time zone), or @hourly, @daily, @midnight, @weekly, @monthly, @yearly or @annually.',
    ],
    [
        () => cron("0 3 * *"),
        'cron("0 3 * *"): it takes five fields (minute, hour, dayOfMonth, month and dayOfWeek, without seconds, years and time zone), or @hourly, @daily, @midnight, @weekly, @monthly, @yearly or @annually.',
    ],
    [
        () => cron(""),
        'cron(""): it takes five fields (minute, hour, dayOfMonth, month and dayOfWeek, without seconds, years and time zone), or @hourly, @daily, @midnight, @weekly, @monthly, @yearly or @annually.',
    ],
    [
        () => cron(untyped(5)),
        "cron(5): it takes five fields (minute, hour, dayOfMonth, month and dayOfWeek, without seconds, years and time zone), or @hourly, @daily, @midnight, @weekly, @monthly, @yearly or @annually.",
    ],
    [
        () => cron("@reboot"),
        'cron("@reboot"): it takes five fields (minute, hour, dayOfMonth, month and dayOfWeek, without seconds, years and time zone), or @hourly, @daily, @midnight, @weekly, @monthly, @yearly or @annually.',
    ],
    [
        () => cron("@dayly"),
        'cron("@dayly"): it takes five fields (minute, hour, dayOfMonth, month and dayOfWeek, without seconds, years and time zone), or @hourly, @daily, @midnight, @weekly, @monthly, @yearly or @annually. Did you mean "@daily"?',
    ],
    [
        () => cron("@every 5m"),
        'cron("@every 5m"): it takes five fields (minute, hour, dayOfMonth, month and dayOfWeek, without seconds, years and time zone), or @hourly, @daily, @midnight, @weekly, @monthly, @yearly or @annually.',
    ],
    [
        () => cron("CRON_TZ=Europe/Berlin 0 3 * * *"),
        'cron("CRON_TZ=Europe/Berlin 0 3 * * *"): it takes five fields (minute, hour, dayOfMonth, month and dayOfWeek, without seconds, years and time zone), or @hourly, @daily, @midnight, @weekly, @monthly, @yearly or @annually.',
    ],
    [
        () => cron("0 0 L * *"),
        'cron("0 0 L * *"): dayOfMonth "L" is not allowed. It takes *, numbers from 1 to 31, ascending ranges such as 1-5, steps such as */2 or 1-5/2, and lists of these.',
    ],
    [
        () => cron("0 0 LW * *"),
        'cron("0 0 LW * *"): dayOfMonth "LW" is not allowed. It takes *, numbers from 1 to 31, ascending ranges such as 1-5, steps such as */2 or 1-5/2, and lists of these.',
    ],
    [
        () => cron("0 0 15W * *"),
        'cron("0 0 15W * *"): dayOfMonth "15W" is not allowed. It takes *, numbers from 1 to 31, ascending ranges such as 1-5, steps such as */2 or 1-5/2, and lists of these.',
    ],
    [
        () => cron("0 0 * * 5L"),
        'cron("0 0 * * 5L"): dayOfWeek "5L" is not allowed. It takes *, numbers from 0 to 7 or names such as sunday, ascending ranges such as 1-5, steps such as */2 or 1-5/2, and lists of these.',
    ],
    [
        () => cron("0 0 * * mon#2"),
        'cron("0 0 * * mon#2"): dayOfWeek "mon#2" is not allowed. It takes *, numbers from 0 to 7 or names such as sunday, ascending ranges such as 1-5, steps such as */2 or 1-5/2, and lists of these.',
    ],
    [
        () => cron("0 0 ? * *"),
        'cron("0 0 ? * *"): dayOfMonth "?" is not allowed. It takes *, numbers from 1 to 31, ascending ranges such as 1-5, steps such as */2 or 1-5/2, and lists of these.',
    ],
    [
        () => cron("60 3 * * *"),
        'cron("60 3 * * *"): minute "60" is not allowed. It takes *, numbers from 0 to 59, ascending ranges such as 1-5, steps such as */2 or 1-5/2, and lists of these.',
    ],
    [
        () => cron("noon 3 * * *"),
        'cron("noon 3 * * *"): minute "noon" is not allowed. It takes *, numbers from 0 to 59, ascending ranges such as 1-5, steps such as */2 or 1-5/2, and lists of these.',
    ],
    [
        () => cron("0 24 * * *"),
        'cron("0 24 * * *"): hour "24" is not allowed. It takes *, numbers from 0 to 23, ascending ranges such as 1-5, steps such as */2 or 1-5/2, and lists of these.',
    ],
    [
        () => cron("0 0 0 * *"),
        'cron("0 0 0 * *"): dayOfMonth "0" is not allowed. It takes *, numbers from 1 to 31, ascending ranges such as 1-5, steps such as */2 or 1-5/2, and lists of these.',
    ],
    [
        () => cron("0 0 * 13 *"),
        'cron("0 0 * 13 *"): month "13" is not allowed. It takes *, numbers from 1 to 12 or names such as january, ascending ranges such as 1-5, steps such as */2 or 1-5/2, and lists of these.',
    ],
    [
        () => cron("0 0 * * 8"),
        'cron("0 0 * * 8"): dayOfWeek "8" is not allowed. It takes *, numbers from 0 to 7 or names such as sunday, ascending ranges such as 1-5, steps such as */2 or 1-5/2, and lists of these.',
    ],
    [
        () => cron("0 0 * * mom"),
        'cron("0 0 * * mom"): dayOfWeek "mom" is not allowed. It takes *, numbers from 0 to 7 or names such as sunday, ascending ranges such as 1-5, steps such as */2 or 1-5/2, and lists of these.',
    ],
    [
        () => cron("0 0 * jnu *"),
        'cron("0 0 * jnu *"): month "jnu" is not allowed. It takes *, numbers from 1 to 12 or names such as january, ascending ranges such as 1-5, steps such as */2 or 1-5/2, and lists of these.',
    ],
    [
        () => cron("5/15 * * * *"),
        'cron("5/15 * * * *"): minute "5/15" is not allowed. It takes *, numbers from 0 to 59, ascending ranges such as 1-5, steps such as */2 or 1-5/2, and lists of these.',
    ],
    [
        () => cron("0 22-2 * * *"),
        'cron("0 22-2 * * *"): hour "22-2" is not allowed. It takes *, numbers from 0 to 23, ascending ranges such as 1-5, steps such as */2 or 1-5/2, and lists of these.',
    ],
    [
        () => cron("0 0 * * fri-mon"),
        'cron("0 0 * * fri-mon"): dayOfWeek "fri-mon" is not allowed. It takes *, numbers from 0 to 7 or names such as sunday, ascending ranges such as 1-5, steps such as */2 or 1-5/2, and lists of these.',
    ],
    [
        () => cron("*/0 * * * *"),
        'cron("*/0 * * * *"): minute "*/0" is not allowed. It takes *, numbers from 0 to 59, ascending ranges such as 1-5, steps such as */2 or 1-5/2, and lists of these.',
    ],
    [() => cron("0 0 30 2 *"), 'cron("0 0 30 2 *"): its date never occurs, since the month has fewer days.'],
    [
        () => cron("15,45 9 * * *", { timeZone: "Asia/Kolkata" }),
        'cron("15,45 9 * * *"): no single schedule in UTC can express this in Asia/Kolkata, since its minutes would fall into different hours, or its runs into different days or months. Declare several schedules, or choose another time of day.',
    ],
    [
        () => cron("0 0-8 * * 1-5", inBerlin),
        'cron("0 0-8 * * 1-5"): no single schedule in UTC can express this in Europe/Berlin, since its minutes would fall into different hours, or its runs into different days or months. Declare several schedules, or choose another time of day.',
    ],
    [
        () => cron("0 0 1 * *", inBerlin),
        'cron("0 0 1 * *"): no single schedule in UTC can express this in Europe/Berlin, since its minutes would fall into different hours, or its runs into different days or months. Declare several schedules, or choose another time of day.',
    ],
    [
        () => cron("0 0 * 6 *", inBerlin),
        'cron("0 0 * 6 *"): no single schedule in UTC can express this in Europe/Berlin, since its minutes would fall into different hours, or its runs into different days or months. Declare several schedules, or choose another time of day.',
    ],
    [
        () => cron("0 0 15 6 1", inBerlin),
        'cron("0 0 15 6 1"): no single schedule in UTC can express this in Europe/Berlin, since its minutes would fall into different hours, or its runs into different days or months. Declare several schedules, or choose another time of day.',
    ],
    [
        () => cron("30 3 * * 1-5", { timeZone: BERLIN }),
        'cron("30 3 * * 1-5"): in Europe/Berlin, this means in standard time (UTC+01:00) at 02:30 UTC, Monday through Friday, but in daylight saving time (UTC+02:00) at 01:30 UTC, Monday through Friday. Polytomic knows only UTC: choose which of them holds all year, with utcOffset: "standard" or utcOffset: "daylight".',
    ],
    [
        () => cron("0 1 1 * *", { timeZone: BERLIN }),
        'cron("0 1 1 * *"): in Europe/Berlin, this means in standard time (UTC+01:00) at 00:00 UTC, on day 1 of the month, but in daylight saving time (UTC+02:00) what no single schedule has. Polytomic knows only UTC: choose which of them holds all year, with utcOffset: "standard" or utcOffset: "daylight".',
    ],
    [
        () => daily("03:30", { timeZone: BERLIN }),
        'daily("03:30"): in Europe/Berlin, this means in standard time (UTC+01:00) every day at 02:30 UTC, but in daylight saving time (UTC+02:00) every day at 01:30 UTC. Polytomic knows only UTC: choose which of them holds all year, with utcOffset: "standard" or utcOffset: "daylight".',
    ],
    [
        () => weekly("monday", "00:30", { timeZone: "Europe/London" }),
        'weekly("monday", "00:30"): in Europe/London, this means in standard time (UTC+00:00) every Monday at 00:30 UTC, but in daylight saving time (UTC+01:00) every Sunday at 23:30 UTC. Polytomic knows only UTC: choose which of them holds all year, with utcOffset: "standard" or utcOffset: "daylight".',
    ],
    [
        () => hourly(0, { timeZone: "Australia/Lord_Howe" }),
        'hourly(0): in Australia/Lord_Howe, this means in standard time (UTC+10:30) every hour at minute 30, but in daylight saving time (UTC+11:00) every hour at minute 0. Polytomic knows only UTC: choose which of them holds all year, with utcOffset: "standard" or utcOffset: "daylight".',
    ],
    [
        () => daily("03:30", { timeZone: "Europe/Berln" }),
        'daily("03:30"): timeZone "Europe/Berln" is not known. It takes an IANA name such as "Europe/Berlin". Did you mean "Europe/Berlin"?',
    ],
    [
        () => daily("03:30", { timeZone: "New York" }),
        'daily("03:30"): timeZone "New York" is not known. It takes an IANA name such as "Europe/Berlin". Did you mean "America/New_York"?',
    ],
    [
        () => daily("03:30", { timeZone: "+01:00" }),
        'daily("03:30"): timeZone "+01:00" is not known. It takes an IANA name such as "Europe/Berlin".',
    ],
    [
        () => daily("03:30", { timeZone: "CEST" }),
        'daily("03:30"): timeZone "CEST" is not known. It takes an IANA name such as "Europe/Berlin".',
    ],
    [
        () => daily("03:30", { timeZone: untyped(1) }),
        'daily("03:30"): timeZone 1 is not known. It takes an IANA name such as "Europe/Berlin".',
    ],
    [
        () => daily("03:30", untyped({ timezone: BERLIN })),
        'daily("03:30"): unknown option "timezone". It takes timeZone and utcOffset.',
    ],
    [
        () => daily("03:30", { utcOffset: "standard" }),
        'daily("03:30"): utcOffset goes with a timeZone, which is missing.',
    ],
    [
        () => daily("03:30", { timeZone: BERLIN, utcOffset: untyped("winter") }),
        'daily("03:30"): utcOffset "winter" is not allowed. It takes "standard" or "daylight".',
    ],
    [
        () => daily("24:00"),
        'daily("24:00"): time "24:00" is not allowed. It takes a text from "00:00" to "23:59", hours and minutes.',
    ],
    [
        () => daily("3pm"),
        'daily("3pm"): time "3pm" is not allowed. It takes a text from "00:00" to "23:59", hours and minutes.',
    ],
    [
        () => daily("12:30 a.m."),
        'daily("12:30 a.m."): time "12:30 a.m." is not allowed. It takes a text from "00:00" to "23:59", hours and minutes.',
    ],
    [
        () => daily("3:5"),
        'daily("3:5"): time "3:5" is not allowed. It takes a text from "00:00" to "23:59", hours and minutes.',
    ],
    [
        () => daily("0330"),
        'daily("0330"): time "0330" is not allowed. It takes a text from "00:00" to "23:59", hours and minutes.',
    ],
    [
        () => daily("3"),
        'daily("3"): time "3" is not allowed. It takes a text from "00:00" to "23:59", hours and minutes.',
    ],
    [
        () => daily("03:60"),
        'daily("03:60"): time "03:60" is not allowed. It takes a text from "00:00" to "23:59", hours and minutes.',
    ],
    [
        () => daily("03:30:00"),
        'daily("03:30:00"): time "03:30:00" is not allowed. It takes a text from "00:00" to "23:59", hours and minutes.',
    ],
    [
        () => daily(""),
        'daily(""): time "" is not allowed. It takes a text from "00:00" to "23:59", hours and minutes.',
    ],
    [
        () => daily(untyped(3)),
        'daily(3): time 3 is not allowed. It takes a text from "00:00" to "23:59", hours and minutes.',
    ],
    [
        () => daily(untyped(undefined)),
        'daily(undefined): time undefined is not allowed. It takes a text from "00:00" to "23:59", hours and minutes.',
    ],
    [
        () => weekly("mnday", "03:30"),
        'weekly("mnday", "03:30"): dayOfWeek "mnday" is not allowed. It takes a day from sunday to saturday, or a number from 0 (Sunday) to 7 (Sunday). Did you mean "monday"?',
    ],
    [
        () => weekly(8, "03:30"),
        'weekly(8, "03:30"): dayOfWeek 8 is not allowed. It takes a day from sunday to saturday, or a number from 0 (Sunday) to 7 (Sunday).',
    ],
    [
        () => weekly(1.5, "03:30"),
        'weekly(1.5, "03:30"): dayOfWeek 1.5 is not allowed. It takes a day from sunday to saturday, or a number from 0 (Sunday) to 7 (Sunday).',
    ],
    [
        () => weekly(untyped(null), "03:30"),
        'weekly(null, "03:30"): dayOfWeek null is not allowed. It takes a day from sunday to saturday, or a number from 0 (Sunday) to 7 (Sunday).',
    ],
    [
        () => weekly("monday", "noon"),
        'weekly("monday", "noon"): time "noon" is not allowed. It takes a text from "00:00" to "23:59", hours and minutes.',
    ],
    [
        () => hourly(20),
        'hourly(20): minute 20 is not allowed. It takes 0, 15, 30 or 45. For another minute of each hour: cron("20 * * * *").',
    ],
    [
        () => hourly(60),
        'hourly(60): minute 60 is not allowed. It takes 0, 15, 30 or 45. For another minute of each hour: cron("20 * * * *").',
    ],
    [
        () => hourly(untyped("15")),
        'hourly("15"): minute "15" is not allowed. It takes 0, 15, 30 or 45. For another minute of each hour: cron("20 * * * *").',
    ],
    [
        () => nextRuns(daily("03:30"), { count: 1.5 }),
        "nextRuns: count 1.5 is not allowed. It takes a whole number, 0 or more.",
    ],
    [
        () => nextRuns(daily("03:30"), { count: -1 }),
        "nextRuns: count -1 is not allowed. It takes a whole number, 0 or more.",
    ],
    [
        () => nextRuns(daily("03:30"), { from: "tomorrow" }),
        'nextRuns: from "tomorrow" is not allowed. It takes a Date, or a text such as "2026-11-25T04:30:00Z".',
    ],
    [
        () => nextRuns(daily("03:30"), { from: "2026-11-25T03:30:00" }),
        'nextRuns: from "2026-11-25T03:30:00" is not allowed. It takes a Date, or a text such as "2026-11-25T04:30:00Z".',
    ],
    [
        () => nextRuns(daily("03:30"), { from: new Date(NaN) }),
        'nextRuns: from "Invalid Date" is not allowed. It takes a Date, or a text such as "2026-11-25T04:30:00Z".',
    ],
    [
        () => nextRuns(daily("03:30"), { timeZone: "Mars/Base" }),
        'nextRuns: timeZone "Mars/Base" is not known. It takes an IANA name such as "Europe/Berlin".',
    ],
];

/** The source of a call, as compiled. */
const sourceOf = (call: () => unknown) =>
    call
        .toString()
        .replace(/^\(\)\s*=>\s*/, "")
        .replaceAll(/\(0,\s*\w+\.(\w+)\)/g, "$1");

describe("what can't be scheduled", () => {
    for (const [call, message] of rows) {
        it(`is refused: ${sourceOf(call)}`, () => {
            // Pulumi shows the message of this error without a stack.
            expect(call).to.throw(RunError).with.property("message", message);
        });
    }

    const letters = ["NaN", "H", "Infinity", "1e1", "0x1", "L"];
    const part = fc.oneof(
        fc.constantFrom("*", "1", "*/2", "1-5", ...letters),
        fc.stringMatching(/^[a-zA-Z0-9*,/?#-]+$/),
    );
    const fiveParts = fc.array(part, { minLength: 5, maxLength: 5 }).map((parts) => parts.join(" "));

    it("is refused in a sentence by cron, whatever the text", () => {
        const fieldsOrRefusal = (expression: string) => {
            try {
                return cron(expression);
            } catch (error) {
                expect(error, expression).to.be.instanceOf(RunError);
                return undefined;
            }
        };
        fc.assert(
            fc.property(fc.oneof(fc.string({ unit: "binary" }), fiveParts), (expression) => {
                const fields = fieldsOrRefusal(expression);
                if (fields !== undefined) expect(nextRuns(fields)).to.have.length(3);
            }),
            { numRuns: 1500, examples: letters.map((letter) => [`${letter} 9 * * *`]) },
        );
        for (const expression of ["NaN 9 * * *", "H 9 * * *", "0 H * * *", "0 9 H * *"])
            expect(fieldsOrRefusal(expression), expression).to.be.undefined;
    });
});
