import { RunError } from "@pulumi/pulumi";
import { expect } from "chai";
import fc from "fast-check";
import { cron, daily, describeSchedule, hourly, nextRuns, weekly } from "../../../provider";
import { formatValue } from "../../../provider/model/words";

const BERLIN = "Europe/Berlin";
const inBerlin = { timeZone: BERLIN, utcOffset: "standard" };

const takesTime = 'It takes a text from "00:00" to "23:59", hours and minutes.';
const takesDay = "It takes a day from sunday to saturday, or a number from 0 (Sunday) to 7 (Sunday).";
const takesQuarter =
    'It takes the number 0, 15, 30 or 45. For another minute of each hour: cron("20 * * * *").';
const takesZone = 'It takes an IANA name such as "Europe/Berlin".';
const takesDate = 'It takes a Date, or a text such as "2026-11-25T04:30:00Z".';
const takesFive =
    "it takes five fields (minute, hour, dayOfMonth, month and dayOfWeek, without seconds, years and time zone), or " +
    "@hourly, @daily, @midnight, @weekly, @monthly, @yearly or @annually.";
const takesNumbers = (numbers: string) =>
    `It takes *, numbers from ${numbers}, ascending ranges such as 1-5, steps such as */2 or 1-5/2, and lists of these.`;
const noLetters = "Polytomic has no L, W or #: write days of the month from 1 to 28, or days of the week.";
const inNoSchedule = (timeZone: string) =>
    `no single schedule in UTC can express this in ${timeZone}, since its minutes would fall into different hours, or its ` +
    "runs into different days or months. Declare several schedules, or choose another time of day.";
type Side = readonly [words: string, offset: string];
const ambiguous = (timeZone: string, [standard, least]: Side, [daylight, greatest]: Side) =>
    `in ${timeZone}, this means ${standard} with ${least}, but ${daylight} with ${greatest}. Polytomic knows only UTC: ` +
    `choose which of them holds all year, with utcOffset: "standard" (${least}) or utcOffset: "daylight" (${greatest}).`;

/** A helper, the arguments of some calls of it, and what is said of each after the call: for JavaScript, any values. */
type Row = readonly [(...args: never[]) => unknown, readonly (readonly unknown[])[], string];

const ofCron: readonly Row[] = [
    [cron, [["0 3 * *"], [""], ["@reboot"], ["every day"], ["*/10 * * * * *"]], takesFive],
    ...[5, null, undefined].map((expression): Row => [
        cron,
        [[expression]],
        `expression ${written(expression)} is not allowed. It takes a text such as "30 3 * * 1-5".`,
    ]),
    [cron, [["@dayly"]], `${takesFive} Did you mean "@daily"?`],
    [cron, [["60 3 * * *"]], `minute "60" is not allowed. ${takesNumbers("0 to 59")}`],
    [
        cron,
        [["03:30 * * * *"]],
        `minute "03:30" is not allowed. ${takesNumbers("0 to 59")} Use hour and minute, in UTC, or spread ` +
            '{ syncId, ...polytomic.daily("03:30") }.',
    ],
    [cron, [["0 22-2 * * *"]], `hour "22-2" is not allowed. ${takesNumbers("0 to 23")}`],
    [cron, [["0 0 L * *"]], `dayOfMonth "L" is not allowed. ${takesNumbers("1 to 31")} ${noLetters}`],
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
            ["at 02:30 UTC, Monday through Friday", "UTC+01:00"],
            ["at 01:30 UTC, Monday through Friday", "UTC+02:00"],
        ),
    ],
    [
        cron,
        [["0 1 1 * *", { timeZone: BERLIN }]],
        ambiguous(
            BERLIN,
            ["at 00:00 UTC, on day 1 of the month", "UTC+01:00"],
            ["what no single schedule has", "UTC+02:00"],
        ),
    ],
    [
        daily,
        [["03:30", { timeZone: BERLIN }]],
        ambiguous(BERLIN, ["every day at 02:30 UTC", "UTC+01:00"], ["every day at 01:30 UTC", "UTC+02:00"]),
    ],
    [
        weekly,
        [["monday", "00:30", { timeZone: "Europe/London" }]],
        ambiguous(
            "Europe/London",
            ["every Monday at 00:30 UTC", "UTC+00:00"],
            ["every Sunday at 23:30 UTC", "UTC+01:00"],
        ),
    ],
    [
        hourly,
        [[0, { timeZone: "Australia/Lord_Howe" }]],
        ambiguous(
            "Australia/Lord_Howe",
            ["every hour at minute 30", "UTC+10:30"],
            ["every hour at minute 0", "UTC+11:00"],
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
    [
        daily,
        [["03:30", { timezone: BERLIN }]],
        'unknown option "timezone". It takes timeZone and utcOffset. Did you mean "timeZone"?',
    ],
    [
        daily,
        [["03:30", null]],
        "options null is not allowed. It takes an object with timeZone and utcOffset.",
    ],
    [
        weekly,
        [["monday", "03:30", BERLIN]],
        `options "${BERLIN}" is not allowed. It takes an object with timeZone and utcOffset.`,
    ],
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
    [weekly, [[[], "03:30"]], "dayOfWeek [] is not allowed. It takes a day, or a list of one or more days."],
    [
        weekly,
        [[["monday", "nday"], "03:30"]],
        `dayOfWeek "nday" is not allowed. ${takesDay} Did you mean "sunday"?`,
    ],
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

const takesCount = "It takes a whole number from 0 to 1000.";
const ofNextRuns: readonly (readonly [object | null | undefined, string])[] = [
    ...[1.5, -1, NaN, Infinity, 1001, 1e9, "3", null].map(
        (count) => [{ count }, `count ${formatValue(count)} is not allowed. ${takesCount}`] as const,
    ),
    [{ from: "tomorrow" }, `from "tomorrow" is not allowed. ${takesDate}`],
    [{ from: "2026-11-25T03:30:00" }, `from "2026-11-25T03:30:00" is not allowed. ${takesDate}`],
    [{ from: new Date(NaN) }, `from "Invalid Date" is not allowed. ${takesDate}`],
    [{ from: null }, `from null is not allowed. ${takesDate}`],
    [{ from: 1_790_000_000_000 }, `from 1790000000000 is not allowed. ${takesDate}`],
    [{ timeZone: "Mars/Base" }, `timeZone "Mars/Base" is not known. ${takesZone}`],
    [{ timeZone: null }, `timeZone null is not known. ${takesZone}`],
    [{ counts: 3 }, 'unknown option "counts". It takes count, from and timeZone. Did you mean "count"?'],
    [null, "options null is not allowed. It takes an object with count, from and timeZone."],
];

function written(value: unknown): string {
    return value === undefined ? "undefined" : JSON.stringify(value);
}

/** The call as messages name it: without options. */
const callOf = (helper: Row[0], args: readonly unknown[]) =>
    `${helper.name}(${args
        .slice(0, helper === weekly ? 2 : 1)
        .map(formatValue)
        .join(", ")})`;

/** Pulumi shows the message of this error without a stack. It names the line that makes the call: here, of this file. */
function expectRefusal(call: () => unknown, subject: string, sentence: string): void {
    const error = thrownBy(call);
    expect(error).to.be.instanceOf(RunError);
    const message = error.message.replace(/ in test\/unit\/helpers\/refusals\.test\.ts:\d+(?=: )/, " in …");
    expect(message).to.equal(`${subject} in …: ${sentence}`);
}

function thrownBy(call: () => unknown): Error {
    try {
        call();
    } catch (error) {
        if (error instanceof Error) return error;
    }
    throw new Error("no error was thrown");
}

describe("the helpers refuse", () => {
    for (const [helper, calls, sentence] of [...ofCron, ...ofZones, ...ofTimes]) {
        for (const args of calls) {
            it(`${helper.name}(${args.map(written).join(", ")})`, () => {
                const call = (): unknown => Reflect.apply(helper, undefined, args);
                expectRefusal(call, callOf(helper, args), sentence);
            });
        }
    }

    for (const [options, sentence] of ofNextRuns) {
        it(`nextRuns(…, ${formatValue(options)}): ${sentence}`, () => {
            expectRefusal(
                () => Reflect.apply(nextRuns, undefined, [daily("03:30"), options]),
                "nextRuns",
                sentence,
            );
        });
    }

    for (const fields of [null, undefined, "daily", 3]) {
        it(`nextRuns(${written(fields)})`, () => {
            const sentence = `fields ${written(fields)} is not allowed. It takes the fields of a schedule, as in nextRuns(daily("03:30")).`;
            expectRefusal(() => Reflect.apply(nextRuns, undefined, [fields]), "nextRuns", sentence);
        });
    }

    it("in the line of the call, in the file that makes it", () => {
        const line = Number(/refusals\.test\.ts:(\d+)/.exec(new Error().stack ?? "")?.[1]) + 1;
        expect(thrownBy(() => daily("24:00")).message).to.match(
            new RegExp(`^daily\\("24:00"\\) in test/unit/helpers/refusals\\.test\\.ts:${line}: time `),
        );
    });

    it("without a line where there is no stack", () => {
        const { stackTraceLimit } = Error;
        try {
            Error.stackTraceLimit = 0;
            expect(thrownBy(() => daily("24:00")).message).to.match(/^daily\("24:00"\): time /);
        } finally {
            Error.stackTraceLimit = stackTraceLimit;
        }
    });

    const anything = fc.oneof(
        fc.anything({ withBigInt: true, withDate: true, withNullPrototype: true, withSparseArray: true }),
        fc.constantFrom<unknown>(Symbol("x"), NaN, Infinity, 1e9, () => "03:30", null, undefined),
    );
    const right = fc.constantFrom<unknown>(
        "03:30",
        "monday",
        ["mon"],
        15,
        "30 3 * * *",
        inBerlin,
        {},
        { count: 2 },
        daily("03:30"),
    );

    it("in a sentence whatever else a program in JavaScript passes", () => {
        const helpers = fc.constantFrom<Row[0]>(cron, hourly, daily, weekly, nextRuns);
        const tally = { accepted: 0, refused: 0 };
        fc.assert(
            fc.property(
                helpers,
                fc.array(fc.oneof(anything, right, right), { maxLength: 4 }),
                (helper, args) => {
                    try {
                        Reflect.apply(helper, undefined, args);
                        tally.accepted++;
                    } catch (error) {
                        tally.refused++;
                        expect(error).to.be.instanceOf(RunError);
                        expect(String(error)).to.match(/^\w*Error: \w+(\(.*\))? in \S+:\d+: \S/s);
                    }
                },
            ),
            { numRuns: 2000 },
        );
        for (const count of Object.values(tally)) expect(count).to.be.greaterThan(100);
    });

    it("nothing that describeSchedule is given", () => {
        fc.assert(
            fc.property(anything, (fields) => {
                expect(Reflect.apply(describeSchedule, undefined, [fields])).to.be.a("string");
            }),
        );
    });
});
