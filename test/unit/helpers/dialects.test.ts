import { RunError } from "@pulumi/pulumi";
import { Cron } from "croner";
import { expect } from "chai";
import fc from "fast-check";
import { cron, nextRuns } from "../../../provider";
import { cronExpression } from "../support/cron-expressions";

/** What is said of an expression, after the call and its line; undefined if the helper takes it. */
function problemOf(expression: string): string | undefined {
    try {
        cron(expression);
        return undefined;
    } catch (error) {
        expect(error, expression).to.be.instanceOf(RunError);
        const message = error instanceof Error ? error.message : "";
        const call = `cron(${JSON.stringify(expression)}) in test/unit/helpers/dialects.test.ts:`;
        expect(message.slice(0, call.length)).to.equal(call);
        return message.slice(call.length).replace(/^\d+: /, "");
    }
}

const writeFive = "Write minute, hour, dayOfMonth, month and dayOfWeek.";
const noLetters = "Polytomic has no L, W or #: write days of the month from 1 to 28, or days of the week.";
const noSeconds = `Polytomic has no seconds and no years. ${writeFive}`;
const hash = "in Jenkins, H is a number that Jenkins chooses. Write one of your choice";
const fromStart = "an interval counts from its start there, but by the clock here";
const isAws = "this is AWS EventBridge's notation.";
const isQuartz = "this is Quartz's notation.";
const isSystemd = "this is systemd's notation.";
const six = "it takes five fields, and this has six.";

const rows: readonly (readonly [string, string])[] = [
    // AWS EventBridge
    ["0 8 1 * ? *", `${isAws} Write "0 8 1 * *" (at 08:00, on day 1 of the month).`],
    ["cron(0 8 1 * ? *)", `${isAws} Write "0 8 1 * *" (at 08:00, on day 1 of the month).`],
    ["0 9 ? * 2-6 *", `${isAws} Write "0 9 * * 1-5" (at 09:00, Monday through Friday).`],
    [
        "0/15 9 ? * MON-FRI *",
        `${isAws} Write "*/15 9 * * MON-FRI" (at 09:00, 09:15, 09:30 and 09:45, Monday through Friday).`,
    ],
    ["0 9 ? * 1 *", `${isAws} Write "0 9 * * 0" (every Sunday at 09:00).`],
    ["0 9 ? * MON#1 *", `${isAws} ${noLetters}`],
    ["0 9 LW * ? *", `${isAws} ${noLetters}`],
    ["0 9 1 * ? 2027", `${isAws} ${noSeconds}`],
    ["0 9 ? * 0 *", `${isAws} ${writeFive}`],
    ["cron(0 9 * * *)", `${isAws} ${writeFive}`],
    ["rate(5 minutes)", `${fromStart}. Write for example "*/5 * * * *" (every 5 minutes).`],
    ["rate(1 minute)", `${fromStart}. Write for example "* * * * *" (every minute).`],
    ["rate(1 hour)", `${fromStart}. Write for example "0 * * * *" (every hour at minute 0).`],
    ["rate(12 hours)", `${fromStart}. Write for example "0 */12 * * *" (at 00:00 and 12:00).`],
    ["rate(1 day)", `${fromStart}. Write for example "0 0 * * *" (every day at 00:00).`],
    ["rate(7 minutes)", `${fromStart}, where it must divide the hour or the day. ${writeFive}`],
    ["rate(90 minutes)", `${fromStart}, where it must divide the hour or the day. ${writeFive}`],
    ["rate(0 hours)", `${fromStart}, where it must divide the hour or the day. ${writeFive}`],
    ["rate(soon)", `${fromStart}, where it must divide the hour or the day. ${writeFive}`],
    // Go's cron
    ["@every 1h", `${fromStart}. Write for example "0 * * * *" (every hour at minute 0).`],
    ["@every 1h30m", `${fromStart}, where it must divide the hour or the day. ${writeFive}`],
    ["TZ=UTC 0 9 * * *", 'the time zone is an option: cron("0 9 * * *", { timeZone: "UTC" }).'],
    [
        "CRON_TZ=Europe/Berlin 0 9 * * *",
        'the time zone is an option: cron("0 9 * * *", { timeZone: "Europe/Berlin" }).',
    ],
    // Quartz
    ["0 0 9 * * ?", `${isQuartz} Write "0 9 * * *" (every day at 09:00).`],
    [
        "0 30 3 ? * 2,4,6 *",
        `${isQuartz} Write "30 3 * * 1,3,5" (at 03:30, only on Monday, Wednesday, and Friday).`,
    ],
    [
        "0 0 1/5 1 * ?",
        `${isQuartz} Write "0 1-23/5 1 * *" (at 01:00, 06:00, 11:00, 16:00 and 21:00, on day 1 of the month).`,
    ],
    ["0 0 9 L * ?", `${isQuartz} ${noLetters}`],
    ["0 0 9 ? * 6#3", `${isQuartz} ${noLetters}`],
    ["30 0 9 * * ?", `${isQuartz} ${noSeconds}`],
    ["0 0 9 * * ? 2027", `${isQuartz} ${noSeconds}`],
    ["0 0 9 ? * FRI-MON", `${isQuartz} ${writeFive}`],
    // Six fields of Spring, node-cron and Azure Functions, which begin with seconds, or of others, which end with a year
    [
        "0 30 3 * * 1-5",
        `${six} If the first is seconds, write "30 3 * * 1-5" (at 03:30, Monday through Friday).`,
    ],
    [
        "0 8 1 * * *",
        `${six} If the first is seconds, write "8 1 * * *" (every day at 01:08). If the last is the year, write ` +
            '"0 8 1 * *" (at 08:00, on day 1 of the month).',
    ],
    [
        "30 3 * * 1-5 *",
        `${six} If the last is the year, write "30 3 * * 1-5" (at 03:30, Monday through Friday).`,
    ],
    // Five fields
    ["0 9 ? * MON-FRI", 'write * for ?: "0 9 * * MON-FRI" (at 09:00, Monday through Friday).'],
    [
        "0 9 ? * 2-6",
        "write * for ?, and names for days: 1 is Sunday in AWS EventBridge and Quartz, but Monday here.",
    ],
    // Jenkins
    ["H 9 * * *", `${hash}, as in "0 9 * * *" (every day at 09:00).`],
    ["H/15 * * * *", `${hash}, as in "*/15 * * * *" (every 15 minutes).`],
    [
        "H(0-29)/10 H(8-9) * * 1-5",
        `${hash}, as in "0-29/10 8 * * 1-5" (at 08:00, 08:10 and 08:20, Monday through Friday).`,
    ],
    ["H 9 H * 99", `${hash}.`],
    // systemd
    ["Mon..Fri 09:00", `${isSystemd} Write "0 9 * * Mon-Fri" (at 09:00, Monday through Friday).`],
    ["*-*-* 09:00:00", `${isSystemd} Write "0 9 * * *" (every day at 09:00).`],
    ["Mon,Wed *-*-* 9:05", `${isSystemd} Write "5 9 * * Mon,Wed" (at 09:05, only on Monday and Wednesday).`],
    ["*-*-01 09:00", `${isSystemd} Write "0 9 1 * *" (at 09:00, on day 1 of the month).`],
    ["*-*-* *:0/15:00", `${isSystemd} Write "*/15 * * * *" (every 15 minutes).`],
    ["Fri *-*-13 09:00", `${isSystemd} ${writeFive}`],
    ["2027-01-01 09:00", `${isSystemd} ${writeFive}`],
    ["*-*-* 09:00:30", `${isSystemd} ${writeFive}`],
    ["Mon..Fri 09:00 Europe/Berlin", `${isSystemd} ${writeFive}`],
    ["Sat..Mon 09:00", `${isSystemd} ${writeFive}`],
    // a time
    ["09:00", 'a time of day goes with daily("09:00").'],
];

describe("cron, given another scheduler's notation", () => {
    for (const [expression, sentence] of rows) {
        it(`says what to write instead of ${expression}`, () => {
            expect(problemOf(expression)).to.equal(sentence);
        });
    }

    const from = new Date("2026-11-20T12:34:00Z");
    const runsOf = (expression: string) =>
        nextRuns(cron(expression), { from, count: 6 }).map((run) => Date.parse(run));
    const day = fc.constantFrom("*", "1", "15", "1,15", "1-5", "1/7", "3/4", "L", "15W");
    const weekday = fc.constantFrom(
        "1",
        "7",
        "2-6",
        "1,4",
        "MON-FRI",
        "SUN",
        "sat",
        "2/2",
        "1/3",
        "2-6/2",
        "6L",
        "3#2",
        "*",
    );
    const minute = fc.constantFrom("0", "30", "*/20", "0/15", "5/20", "1,2", "7-9", "*");
    const hour = fc.constantFrom("0", "9", "*/6", "0/8", "3/5", "8-17", "*");
    const month = fc.constantFrom("*", "1", "JAN,JUL", "2/3");
    const days = fc.oneof(
        day.map((date) => [date, "?"] as const),
        weekday.map((name) => ["?", name] as const),
    );
    const seconds = fc.constantFrom("0", "00", "30");
    const fields = fc.tuple(minute, hour, days, month, seconds);

    /** The runs as the dialect means them, by a library's own reading of it. */
    const meant = (expression: string) =>
        new Cron(expression.replaceAll("?", "*"), {
            timezone: "UTC",
            mode: "6-part",
            alternativeWeekdays: true,
            sloppyRanges: true,
        })
            .nextRuns(6, from)
            .map((run) => run.getTime());

    it("proposes only what has the same runs, of EventBridge's and Quartz's expressions", () => {
        const tally = { proposed: 0, none: 0 };
        fc.assert(
            fc.property(fields, fc.boolean(), ([m, h, [dom, dow], mon, s], isAmazon) => {
                const own = [m, h, dom, mon, dow].join(" ");
                const problem = problemOf(isAmazon ? `${own} *` : `${s} ${own}`) ?? "";
                expect(problem).to.match(isAmazon ? /^this is AWS EventBridge's/ : /^this is Quartz's/);
                const [, proposed] = /Write "(.*?)"/.exec(problem) ?? [];
                if (proposed === undefined) {
                    tally.none++;
                    expect(/[LW#]/.test(`${dom} ${dow.replace("WED", "")}`) || (!isAmazon && s === "30")).to
                        .be.true;
                    return;
                }
                tally.proposed++;
                expect(runsOf(proposed)).to.deep.equal(meant(`0 ${own}`));
            }),
            { numRuns: 300 },
        );
        for (const count of Object.values(tally)) expect(count).to.be.greaterThan(50);
    });

    it("proposes the reading of six fields that it names", () => {
        fc.assert(
            fc.property(cronExpression, fc.boolean(), (expression, isFirst) => {
                const problem = problemOf(isFirst ? `0 ${expression}` : `${expression} *`) ?? "";
                const name = isFirst ? "If the first is seconds" : "If the last is the year";
                const [, proposed] = new RegExp(`${name}, write "(.*?)"`).exec(problem) ?? [];
                if (proposed === undefined) return;
                try {
                    cron(expression);
                } catch {
                    return;
                }
                expect(runsOf(proposed)).to.deep.equal(runsOf(expression));
            }),
            { numRuns: 100 },
        );
    });

    const letters = [
        "NaN",
        "H",
        "Infinity",
        "1e1",
        "0x1",
        "L",
        "W",
        "?",
        "#",
        "H/5",
        "H(1-5)",
        "a",
        "-",
        "/",
        ",",
        "*/0",
        "5/",
        "é",
    ];
    const part = fc.oneof(
        fc.constantFrom("*", "1", "*/2", "1-5", "MON", ...letters),
        fc.stringMatching(/^[a-zA-Z0-9*,/?#.:()@=-]+$/),
    );
    const nearCron = fc.array(part, { minLength: 1, maxLength: 8 }).map((parts) => parts.join(" "));
    const fiveParts = fc.array(part, { minLength: 5, maxLength: 5 }).map((parts) => parts.join(" "));
    const wrapped = nearCron.chain((text) =>
        fc.constantFrom(`cron(${text})`, `rate(${text})`, `@every ${text}`, `TZ=${text}`),
    );
    const oneLetter = fc
        .tuple(
            cronExpression,
            fc.nat(4),
            fc.oneof(fc.constantFrom(...letters), fc.stringMatching(/^[a-zA-Z]$/)),
        )
        .map(([expression, index, letter]) => expression.split(" ").with(index, letter).join(" "));

    it("returns fields that run, or a sentence, for any text", () => {
        const text = fc.oneof(
            fc.string({ unit: "binary" }),
            fc.string(),
            nearCron,
            fiveParts,
            wrapped,
            oneLetter,
            cronExpression,
        );
        const tally = { fields: 0, sentences: 0 };
        fc.assert(
            fc.property(text, (expression) => {
                const problem = problemOf(expression);
                if (problem === undefined) {
                    tally.fields++;
                    expect(nextRuns(cron(expression), { count: 1 })).to.have.length(1);
                } else {
                    tally.sentences++;
                    expect(problem).to.match(/^\S.*\S\.$|\?$/s);
                    for (const [, proposed = ""] of problem.matchAll(/[Ww]rite (?:for example )?"(.*?)"/g))
                        expect(problemOf(proposed) ?? "its date never occurs").to.contain(
                            "its date never occurs",
                        );
                }
            }),
            { numRuns: 500, examples: letters.map((letter) => [`${letter} 9 * * *`]) },
        );
        expect(tally.fields).to.be.greaterThan(20);
        expect(tally.sentences).to.be.greaterThan(200);
    });
});
