import { RunError } from "@pulumi/pulumi";
import { expect } from "chai";
import fc from "fast-check";
import { cron, daily, hourly, nextRuns, weekly } from "../../../provider";

const BERLIN = "Europe/Berlin";
const inBerlin = { timeZone: BERLIN, utcOffset: "standard" };

const takesTime = 'It takes a text from "00:00" to "23:59", hours and minutes.';
const takesDay = "It takes a day from sunday to saturday, or a number from 0 (Sunday) to 7 (Sunday).";
const takesQuarter = 'It takes 0, 15, 30 or 45. For another minute of each hour: cron("20 * * * *").';
const takesZone = 'It takes an IANA name such as "Europe/Berlin".';
const takesDate = 'It takes a Date, or a text such as "2026-11-25T04:30:00Z".';
const takesFive =
    "it takes five fields (minute, hour, dayOfMonth, month and dayOfWeek, without seconds, years and time zone), or " +
    "@hourly, @daily, @midnight, @weekly, @monthly, @yearly or @annually.";
const takesNumbers = (numbers: string) =>
    `It takes *, numbers from ${numbers}, ascending ranges such as 1-5, steps such as */2 or 1-5/2, and lists of these.`;
const inNoSchedule = (timeZone: string) =>
    `no single schedule in UTC can express this in ${timeZone}, since its minutes would fall into different hours, or its ` +
    "runs into different days or months. Declare several schedules, or choose another time of day.";
const ambiguous = (timeZone: string, standard: string, daylight: string) =>
    `in ${timeZone}, this means in standard time ${standard}, but in daylight saving time ${daylight}. Polytomic knows only ` +
    'UTC: choose which of them holds all year, with utcOffset: "standard" or utcOffset: "daylight".';

/** A helper, the arguments of some calls of it, and what is said of each after the call: for JavaScript, any values. */
type Row = readonly [(...args: never[]) => unknown, readonly (readonly unknown[])[], string];

const ofCron: readonly Row[] = [
    [
        cron,
        [["0 30 3 * * ?"], ["0 3 * *"], [""], [5], ["@reboot"], ["CRON_TZ=Europe/Berlin 0 3 * * *"]],
        takesFive,
    ],
    [cron, [["@dayly"]], `${takesFive} Did you mean "@daily"?`],
    [cron, [["60 3 * * *"]], `minute "60" is not allowed. ${takesNumbers("0 to 59")}`],
    [
        cron,
        [["03:30 * * * *"]],
        `minute "03:30" is not allowed. ${takesNumbers("0 to 59")} Use hour and minute, in UTC, or spread ` +
            '{ syncId, ...polytomic.daily("03:30") }.',
    ],
    [cron, [["0 22-2 * * *"]], `hour "22-2" is not allowed. ${takesNumbers("0 to 23")}`],
    [cron, [["0 0 L * *"]], `dayOfMonth "L" is not allowed. ${takesNumbers("1 to 31")}`],
    [
        cron,
        [["0 0 * jnu *"]],
        `month "jnu" is not allowed. ${takesNumbers("1 to 12 or names such as january")}`,
    ],
    [
        cron,
        [["0 0 * * 8"]],
        `dayOfWeek "8" is not allowed. ${takesNumbers("0 to 7 or names such as sunday")}`,
    ],
    [cron, [["0 0 30 2 *"]], "its date never occurs, since the month has fewer days."],
];

const ofZones: readonly Row[] = [
    [cron, [["15,45 9 * * *", { timeZone: "Asia/Kolkata" }]], inNoSchedule("Asia/Kolkata")],
    [
        cron,
        ["0 0-8 * * 1-5", "0 0 1 * *", "0 0 * 6 *", "0 0 15 6 1"].map((expression) => [expression, inBerlin]),
        inNoSchedule(BERLIN),
    ],
    [
        cron,
        [["30 3 * * 1-5", { timeZone: BERLIN }]],
        ambiguous(
            BERLIN,
            "(UTC+01:00) at 02:30 UTC, Monday through Friday",
            "(UTC+02:00) at 01:30 UTC, Monday through Friday",
        ),
    ],
    [
        cron,
        [["0 1 1 * *", { timeZone: BERLIN }]],
        ambiguous(
            BERLIN,
            "(UTC+01:00) at 00:00 UTC, on day 1 of the month",
            "(UTC+02:00) what no single schedule has",
        ),
    ],
    [
        daily,
        [["03:30", { timeZone: BERLIN }]],
        ambiguous(BERLIN, "(UTC+01:00) every day at 02:30 UTC", "(UTC+02:00) every day at 01:30 UTC"),
    ],
    [
        weekly,
        [["monday", "00:30", { timeZone: "Europe/London" }]],
        ambiguous(
            "Europe/London",
            "(UTC+00:00) every Monday at 00:30 UTC",
            "(UTC+01:00) every Sunday at 23:30 UTC",
        ),
    ],
    [
        hourly,
        [[0, { timeZone: "Australia/Lord_Howe" }]],
        ambiguous(
            "Australia/Lord_Howe",
            "(UTC+10:30) every hour at minute 30",
            "(UTC+11:00) every hour at minute 0",
        ),
    ],
    [
        daily,
        [["03:30", { timeZone: "Europe/Berln" }]],
        `timeZone "Europe/Berln" is not known. ${takesZone} Did you mean "Europe/Berlin"?`,
    ],
    [
        daily,
        [["03:30", { timeZone: "New York" }]],
        `timeZone "New York" is not known. ${takesZone} Did you mean "America/New_York"?`,
    ],
    [daily, [["03:30", { timeZone: "+01:00" }]], `timeZone "+01:00" is not known. ${takesZone}`],
    [daily, [["03:30", { timeZone: "CEST" }]], `timeZone "CEST" is not known. ${takesZone}`],
    [daily, [["03:30", { timeZone: 1 }]], `timeZone 1 is not known. ${takesZone}`],
    [daily, [["03:30", { timezone: BERLIN }]], 'unknown option "timezone". It takes timeZone and utcOffset.'],
    [daily, [["03:30", { utcOffset: "standard" }]], "utcOffset goes with a timeZone, which is missing."],
    [
        daily,
        [["03:30", { timeZone: BERLIN, utcOffset: "winter" }]],
        'utcOffset "winter" is not allowed. It takes "standard" or "daylight".',
    ],
];

const TIMES = ["24:00", "03:60", "3pm", "12:30 a.m.", "3:5", "0330", "3", "03:30:00", "", 3, undefined];
const ofTimes: readonly Row[] = [
    ...TIMES.map((time): Row => [daily, [[time]], `time ${written(time)} is not allowed. ${takesTime}`]),
    [weekly, [["monday", "noon"]], `time "noon" is not allowed. ${takesTime}`],
    [weekly, [["mnday", "03:30"]], `dayOfWeek "mnday" is not allowed. ${takesDay} Did you mean "monday"?`],
    ...[8, 1.5, null].map((day): Row => [
        weekly,
        [[day, "03:30"]],
        `dayOfWeek ${written(day)} is not allowed. ${takesDay}`,
    ]),
    ...[20, 60, "15"].map((minute): Row => [
        hourly,
        [[minute]],
        `minute ${written(minute)} is not allowed. ${takesQuarter}`,
    ]),
];

const ofNextRuns: readonly (readonly [object, string])[] = [
    [{ count: 1.5 }, "count 1.5 is not allowed. It takes a whole number, 0 or more."],
    [{ count: -1 }, "count -1 is not allowed. It takes a whole number, 0 or more."],
    [{ from: "tomorrow" }, `from "tomorrow" is not allowed. ${takesDate}`],
    [{ from: "2026-11-25T03:30:00" }, `from "2026-11-25T03:30:00" is not allowed. ${takesDate}`],
    [{ from: new Date(NaN) }, `from "Invalid Date" is not allowed. ${takesDate}`],
    [{ timeZone: "Mars/Base" }, `timeZone "Mars/Base" is not known. ${takesZone}`],
];

function written(value: unknown): string {
    return value === undefined ? "undefined" : JSON.stringify(value);
}

/** The call as messages name it: without options. */
const callOf = (helper: Row[0], args: readonly unknown[]) =>
    `${helper.name}(${args
        .filter((arg) => arg === null || typeof arg !== "object")
        .map(written)
        .join(", ")})`;

/** Pulumi shows the message of this error without a stack. */
function expectRefusal(call: () => unknown, message: string): void {
    expect(call).to.throw(RunError).with.property("message", message);
}

describe("the helpers refuse", () => {
    for (const [helper, calls, sentence] of [...ofCron, ...ofZones, ...ofTimes]) {
        for (const args of calls) {
            it(`${helper.name}(${args.map(written).join(", ")})`, () => {
                const call = (): unknown => Reflect.apply(helper, undefined, args);
                expectRefusal(call, `${callOf(helper, args)}: ${sentence}`);
            });
        }
    }

    for (const [options, sentence] of ofNextRuns) {
        it(`nextRuns(…, ${written(options)})`, () => {
            expectRefusal(() => nextRuns(daily("03:30"), options), `nextRuns: ${sentence}`);
        });
    }

    const letters = ["NaN", "H", "Infinity", "1e1", "0x1", "L"];
    const part = fc.oneof(
        fc.constantFrom("*", "1", "*/2", "1-5", ...letters),
        fc.stringMatching(/^[a-zA-Z0-9*,/?#-]+$/),
    );
    const fiveParts = fc.array(part, { minLength: 5, maxLength: 5 }).map((parts) => parts.join(" "));

    it("in a sentence whatever else cron does not take", () => {
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
            { numRuns: 300, examples: letters.map((letter) => [`${letter} 9 * * *`]) },
        );
    });
});
