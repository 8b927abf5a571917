import { RunError } from "@pulumi/pulumi";
import { expect } from "chai";
import { cron, daily, hourly, nextRuns, weekly, type TimeZoneOptions } from "../../../provider";

const BERLIN = "Europe/Berlin";
const inBerlin: TimeZoneOptions = { timeZone: BERLIN, utcOffset: "standard" };

/** What a program in JavaScript may pass. */
const untyped = (value: unknown) => value as never;

const rows: readonly (readonly [() => unknown, string])[] = [
    [
        () => cron("0 30 3 * * ?"),
        'cron("0 30 3 * * ?"): it has 6 fields. It takes five fields: minute, hour, day of the month, month, day of the week. Polytomic knows no seconds: "30 3 * * *" leaves them out.',
    ],
    [
        () => cron("0 0 0 1 1 ? 2027"),
        'cron("0 0 0 1 1 ? 2027"): it has 7 fields. It takes five fields: minute, hour, day of the month, month, day of the week. Polytomic knows no seconds and no years: "0 0 1 1 *" leaves them out.',
    ],
    [
        () => cron("0 0 1 1 ? 2027"),
        'cron("0 0 1 1 ? 2027"): it has 6 fields. It takes five fields: minute, hour, day of the month, month, day of the week. Polytomic knows no years: "0 0 1 1 *" leaves them out.',
    ],
    [
        () => cron("0 3 * *"),
        'cron("0 3 * *"): it has 4 fields. It takes five fields: minute, hour, day of the month, month, day of the week.',
    ],
    [
        () => cron(""),
        'cron(""): it has 0 fields. It takes five fields: minute, hour, day of the month, month, day of the week.',
    ],
    [
        () => cron(untyped(5)),
        "cron(5): it takes a text with five fields: minute, hour, day of the month, month, day of the week.",
    ],
    [
        () => cron("@reboot"),
        'cron("@reboot"): Polytomic has no start to run at. Use frequency "manual", and start runs through its API.',
    ],
    [
        () => cron("@dayly"),
        'cron("@dayly"): the nickname is not known. It takes @hourly, @daily, @midnight, @weekly, @monthly, @yearly, @annually. Did you mean "@daily"?',
    ],
    [
        () => cron("@every 5m"),
        'cron("@every 5m"): the nickname is not known. It takes @hourly, @daily, @midnight, @weekly, @monthly, @yearly, @annually.',
    ],
    [
        () => cron("CRON_TZ=Europe/Berlin 0 3 * * *"),
        'cron("CRON_TZ=Europe/Berlin 0 3 * * *"): a time zone goes into the options: cron("0 3 * * *", { timeZone: "Europe/Berlin" }).',
    ],
    [
        () => cron("0 0 L * *"),
        'cron("0 0 L * *"): day of the month "L" can\'t be expressed in Polytomic: it knows no last day of the month (L). Use 28, the last that every month has.',
    ],
    [
        () => cron("0 0 LW * *"),
        'cron("0 0 LW * *"): day of the month "LW" can\'t be expressed in Polytomic: it knows no nearest weekday (W). Use a fixed day, or days of the week.',
    ],
    [
        () => cron("0 0 15W * *"),
        'cron("0 0 15W * *"): day of the month "15W" can\'t be expressed in Polytomic: it knows no nearest weekday (W). Use a fixed day, or days of the week.',
    ],
    [
        () => cron("0 0 * * 5L"),
        'cron("0 0 * * 5L"): day of the week "5L" can\'t be expressed in Polytomic: it knows no last weekday of the month (L). Use every week, or a day of the month.',
    ],
    [
        () => cron("0 0 * * mon#2"),
        'cron("0 0 * * mon#2"): day of the week "mon#2" can\'t be expressed in Polytomic: it knows no nth weekday of the month (#). Use every week, or a day of the month.',
    ],
    [
        () => cron("0 0 ? * *"),
        'cron("0 0 ? * *"): day of the month "?" can\'t be expressed in Polytomic: "?" belongs to Quartz. Use "*".',
    ],
    [
        () => cron("60 3 * * *"),
        'cron("60 3 * * *"): minute "60" is not allowed. It takes * and 0 to 59, in ranges, steps and lists, such as 0-30, */15, 0,30.',
    ],
    [
        () => cron("noon 3 * * *"),
        'cron("noon 3 * * *"): minute "noon" is not allowed. It takes * and 0 to 59, in ranges, steps and lists, such as 0-30, */15, 0,30.',
    ],
    [
        () => cron("0 24 * * *"),
        'cron("0 24 * * *"): hour "24" is not allowed. It takes * and 0 to 23, in ranges, steps and lists, such as 8-17, */2, 9,17.',
    ],
    [
        () => cron("0 0 0 * *"),
        'cron("0 0 0 * *"): day of the month "0" is not allowed. It takes * and 1 to 31, in ranges, steps and lists, such as 1-7, */2, 1,15.',
    ],
    [
        () => cron("0 0 * 13 *"),
        'cron("0 0 * 13 *"): month "13" is not allowed. It takes * and 1 to 12 and names from jan to dec, in ranges, steps and lists, such as 1-6, */3, jan,jul.',
    ],
    [
        () => cron("0 0 * * 8"),
        'cron("0 0 * * 8"): day of the week "8" is not allowed. It takes * and 0 (Sunday) to 7 (Sunday) and names from sun to sat, in ranges, steps and lists, such as mon-fri, */2, 1,3,5.',
    ],
    [
        () => cron("0 0 * * mom"),
        'cron("0 0 * * mom"): day of the week "mom" is not allowed. It takes * and 0 (Sunday) to 7 (Sunday) and names from sun to sat, in ranges, steps and lists, such as mon-fri, */2, 1,3,5. Did you mean "mon"?',
    ],
    [
        () => cron("0 0 * jnu *"),
        'cron("0 0 * jnu *"): month "jnu" is not allowed. It takes * and 1 to 12 and names from jan to dec, in ranges, steps and lists, such as 1-6, */3, jan,jul.',
    ],
    [
        () => cron("5/15 * * * *"),
        'cron("5/15 * * * *"): minute "5/15" is not allowed. It takes * and 0 to 59, in ranges, steps and lists, such as 0-30, */15, 0,30. For "5/15", write "5-59/15".',
    ],
    [
        () => cron("0 22-2 * * *"),
        'cron("0 22-2 * * *"): hour "22-2" is not allowed. It takes * and 0 to 23, in ranges, steps and lists, such as 8-17, */2, 9,17. For "22-2", write "22-23,0-2".',
    ],
    [
        () => cron("0 0 * * fri-mon"),
        'cron("0 0 * * fri-mon"): day of the week "fri-mon" is not allowed. It takes * and 0 (Sunday) to 7 (Sunday) and names from sun to sat, in ranges, steps and lists, such as mon-fri, */2, 1,3,5. For "fri-mon", write "5-6,0-1".',
    ],
    [
        () => cron("*/0 * * * *"),
        'cron("*/0 * * * *"): minute "*/0" is not allowed. It takes * and 0 to 59, in ranges, steps and lists, such as 0-30, */15, 0,30.',
    ],
    [() => cron("0 0 30 2 *"), 'cron("0 0 30 2 *"): its date never comes, since the month has fewer days.'],
    [
        () => cron("15,45 9 * * *", { timeZone: "Asia/Kolkata" }),
        'cron("15,45 9 * * *"): in UTC, its minutes fall into different hours, since Asia/Kolkata is not whole hours away. No single schedule can say that: declare one for each minute.',
    ],
    [
        () => cron("0 0-8 * * 1-5", inBerlin),
        'cron("0 0-8 * * 1-5"): seen from Europe/Berlin, some of its hours are on the same day in UTC and some on another one. No single schedule can say that: declare one for the hours before UTC\'s midnight and one for those after it.',
    ],
    [
        () => cron("0 0 1 * *", inBerlin),
        'cron("0 0 1 * *"): in UTC, it runs on another day than in Europe/Berlin, which can be in another month. No schedule can say that: choose days from 2 to 27 of every month, or a time of day that is on the same date in UTC.',
    ],
    [
        () => cron("0 0 * 6 *", inBerlin),
        'cron("0 0 * 6 *"): in UTC, it runs on another day than in Europe/Berlin, which can be in another month. No schedule can say that: choose days from 2 to 27 of every month, or a time of day that is on the same date in UTC.',
    ],
    [
        () => cron("0 0 15 6 1", inBerlin),
        'cron("0 0 15 6 1"): in UTC, it runs on another day than in Europe/Berlin, which can be in another month. No schedule can say that: choose days from 2 to 27 of every month, or a time of day that is on the same date in UTC.',
    ],
    [
        () => cron("30 3 * * 1-5", { timeZone: BERLIN }),
        'cron("30 3 * * 1-5"): in Europe/Berlin, this means in standard time (UTC+01:00) at 02:30 UTC, Monday through Friday, but in daylight saving time (UTC+02:00) at 01:30 UTC, Monday through Friday. Polytomic knows only UTC: choose which of them holds all year, with utcOffset: "standard" or utcOffset: "daylight".',
    ],
    [
        () => cron("0 1 1 * *", { timeZone: BERLIN }),
        'cron("0 1 1 * *"): in Europe/Berlin, this means in standard time (UTC+01:00) at 00:00 UTC, on day 1 of the month, but in daylight saving time (UTC+02:00) what no single schedule can say. Polytomic knows only UTC: choose which of them holds all year, with utcOffset: "standard" or utcOffset: "daylight".',
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
        'daily("24:00"): "24:00" is no time of day. It takes a text from "00:00" to "23:59", hours and minutes. Midnight is "00:00".',
    ],
    [
        () => daily("3pm"),
        'daily("3pm"): "3pm" is no time of day. It takes a text from "00:00" to "23:59", hours and minutes. Did you mean "15:00"?',
    ],
    [
        () => daily("12:30 a.m."),
        'daily("12:30 a.m."): "12:30 a.m." is no time of day. It takes a text from "00:00" to "23:59", hours and minutes. Did you mean "00:30"?',
    ],
    [
        () => daily("3:5"),
        'daily("3:5"): "3:5" is no time of day. It takes a text from "00:00" to "23:59", hours and minutes. Did you mean "03:05"?',
    ],
    [
        () => daily("0330"),
        'daily("0330"): "0330" is no time of day. It takes a text from "00:00" to "23:59", hours and minutes. Did you mean "03:30"?',
    ],
    [
        () => daily("3"),
        'daily("3"): "3" is no time of day. It takes a text from "00:00" to "23:59", hours and minutes. Did you mean "03:00"?',
    ],
    [
        () => daily("03:60"),
        'daily("03:60"): "03:60" is no time of day. It takes a text from "00:00" to "23:59", hours and minutes.',
    ],
    [
        () => daily("03:30:00"),
        'daily("03:30:00"): "03:30:00" is no time of day. It takes a text from "00:00" to "23:59", hours and minutes. Polytomic knows no seconds.',
    ],
    [
        () => daily(""),
        'daily(""): "" is no time of day. It takes a text from "00:00" to "23:59", hours and minutes.',
    ],
    [
        () => daily(untyped(3)),
        'daily(3): 3 is no time of day. It takes a text from "00:00" to "23:59", hours and minutes.',
    ],
    [
        () => daily(untyped(undefined)),
        'daily(undefined): undefined is no time of day. It takes a text from "00:00" to "23:59", hours and minutes.',
    ],
    [
        () => weekly("mnday", "03:30"),
        'weekly("mnday", "03:30"): "mnday" is no day of the week. It takes a day from sunday to saturday, or a number from 0 (Sunday) to 7 (Sunday). Did you mean "monday"?',
    ],
    [
        () => weekly(8, "03:30"),
        'weekly(8, "03:30"): 8 is no day of the week. It takes a day from sunday to saturday, or a number from 0 (Sunday) to 7 (Sunday).',
    ],
    [
        () => weekly(1.5, "03:30"),
        'weekly(1.5, "03:30"): 1.5 is no day of the week. It takes a day from sunday to saturday, or a number from 0 (Sunday) to 7 (Sunday).',
    ],
    [
        () => weekly(untyped(null), "03:30"),
        'weekly(null, "03:30"): null is no day of the week. It takes a day from sunday to saturday, or a number from 0 (Sunday) to 7 (Sunday).',
    ],
    [
        () => weekly("monday", "noon"),
        'weekly("monday", "noon"): "noon" is no time of day. It takes a text from "00:00" to "23:59", hours and minutes.',
    ],
    [
        () => hourly(20),
        'hourly(20): minute 20 is not allowed. An hourly schedule takes 0, 15, 30 or 45. For another minute of each hour: cron("20 * * * *").',
    ],
    [() => hourly(60), "hourly(60): minute 60 is not allowed. An hourly schedule takes 0, 15, 30 or 45."],
    [
        () => hourly(untyped("15")),
        'hourly("15"): minute "15" is not allowed. An hourly schedule takes 0, 15, 30 or 45.',
    ],
    [
        () => nextRuns(daily("03:30"), { count: 1.5 }),
        "nextRuns: count 1.5 is not allowed. It takes a whole number.",
    ],
    [
        () => nextRuns(daily("03:30"), { count: -1 }),
        "nextRuns: count -1 is not allowed. It takes a whole number.",
    ],
    [
        () => nextRuns(daily("03:30"), { from: "tomorrow" }),
        'nextRuns: from "tomorrow" is no moment. It takes a Date, or a text such as "2026-11-25T04:30:00Z".',
    ],
    [
        () => nextRuns(daily("03:30"), { from: "2026-11-25T03:30:00" }),
        'nextRuns: from "2026-11-25T03:30:00" is no moment. It takes a Date, or a text such as "2026-11-25T04:30:00Z".',
    ],
    [
        () => nextRuns(daily("03:30"), { from: new Date(NaN) }),
        'nextRuns: from Invalid Date is no moment. It takes a Date, or a text such as "2026-11-25T04:30:00Z".',
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
});
