import { expect } from "chai";
import fc from "fast-check";
import { dailyAllYear, nextRuns, weeklyAllYear } from "../../../../provider";
import { deviationsOf } from "../../../../provider/helpers/all-year/accuracy";
import { planAllYear } from "../../../../provider/helpers/all-year/plan";
import { describeAllYear } from "../../../../provider/helpers/all-year/words";
import { simulate } from "./simulation";

const YEARS = [2024, 2025, 2026, 2027, 2028, 2029, 2030];
const BERLIN = { timeZone: "Europe/Berlin", year: 2026 };

/** A set as its expressions. */
const expressions = (set: ReturnType<typeof dailyAllYear>) =>
    Object.entries(set).map(([role, { frequency, ...fields }]) => {
        const {
            minute = "",
            hour = "",
            dayOfMonth = "*",
            month = "*",
            dayOfWeek = "*",
        } = fields as Record<string, unknown>;
        return `${role}: ${frequency} ${[minute, hour, dayOfMonth, month, dayOfWeek].join(" ")}`;
    });

describe("the schedules of a local time", () => {
    const ROWS: readonly (readonly [time: string, timeZone: string, year: number, ...expected: string[]])[] =
        [
            [
                ...(["09:00", "Europe/Berlin", 2026] as const),
                "winter: custom 0 8 * 1,2,11,12 *",
                "summer: custom 0 7 * 4-9 *",
                "march-before: custom 0 8 1-28 3 *",
                "march-after: custom 0 7 29-31 3 *",
                "october-before: custom 0 7 1-24 10 *",
                "october-after: custom 0 8 25-31 10 *",
            ],
            // In summer on the day before in UTC: 29 March has both runs, and 25 October none.
            [
                ...(["01:30", "Europe/Berlin", 2026] as const),
                "winter: custom 30 0 * 1,2,11,12 *",
                "summer: custom 30 23 * 4-9 *",
                "march-before: custom 30 0 1-29 3 *",
                "march-after: custom 30 23 29-31 3 *",
                "october-before: custom 30 23 1-24 10 *",
                "october-after: custom 30 0 26-31 10 *",
            ],
            // The clocks change on 1 November, before the run.
            [
                ...(["09:00", "America/New_York", 2026] as const),
                "winter: custom 0 14 * 1,2,12 *",
                "summer: custom 0 13 * 4-10 *",
                "march-before: custom 0 14 1-7 3 *",
                "march-after: custom 0 13 8-31 3 *",
                "november-after: custom 0 14 * 11 *",
            ],
            // By half an hour; and no whole month of Ramadan, but a 29 February that other years may have.
            [
                ...(["09:00", "Australia/Lord_Howe", 2026] as const),
                "winter: custom 30 22 * 5-9 *",
                "summer: custom 0 22 * 1-3,11,12 *",
                "april-before: custom 0 22 1-3 4 *",
                "april-after: custom 30 22 4-30 4 *",
                "october-before: custom 30 22 1,2 10 *",
                "october-after: custom 0 22 3-31 10 *",
            ],
            [
                ...(["09:00", "Africa/Casablanca", 2026] as const),
                "summer: custom 0 8 * 1,4-12 *",
                "february-before: custom 0 8 1-14 2 *",
                "february-after: custom 0 9 15-29 2 *",
                "march-before: custom 0 9 1-21 3 *",
                "march-after: custom 0 8 22-31 3 *",
            ],
            ["02:00", "Asia/Kolkata", 2026, "all-year: daily 30 20 * * *"],
        ];
    for (const [time, timeZone, year, ...expected] of ROWS)
        it(`are these for ${time} in ${timeZone}, ${year}`, () => {
            expect(expressions(dailyAllYear(time, { timeZone, year }))).to.deep.equal(expected);
        });

    it("have dates or days of the week in the months of change, as asked for", () => {
        expect(
            expressions(weeklyAllYear("mon", "09:00", { ...BERLIN, inChangeMonths: "dates" })),
        ).to.deep.equal([
            "winter: custom 0 8 * 1,2,11,12 1",
            "summer: custom 0 7 * 4-9 1",
            "march-before: custom 0 8 2,9,16,23 3 *",
            "march-after: custom 0 7 30 3 *",
            "october-before: custom 0 7 5,12,19 10 *",
            "october-after: custom 0 8 26 10 *",
        ]);
        expect(
            expressions(weeklyAllYear(["mon", 4], "09:00", { ...BERLIN, inChangeMonths: "weekdays" })),
        ).to.deep.equal(["winter: custom 0 8 * 1-3,11,12 1,4", "summer: custom 0 7 * 4-10 1,4"]);
        const kolkata = { timeZone: "Asia/Kolkata", year: 2026 };
        expect(expressions(weeklyAllYear("mon", "02:00", kolkata))).to.deep.equal([
            "all-year: weekly 30 20 * * sunday",
        ]);
    });

    it("are the same in every year but for the months of change", () => {
        for (const timeZone of ["Europe/Berlin", "America/New_York", "Europe/London"]) {
            const seasons = YEARS.map((year) => {
                const { winter, summer } = dailyAllYear("09:00", { timeZone, year });
                return { winter, summer };
            });
            for (const other of seasons) expect(other, timeZone).to.deep.equal(seasons[0]);
            const roles = new Set(
                YEARS.flatMap((year) => Object.keys(dailyAllYear("09:00", { timeZone, year }))),
            );
            expect(roles.size, timeZone).to.equal(6);
        }
    });

    it("are for the current year by default", () => {
        const year = new Date().getUTCFullYear();
        expect(dailyAllYear("09:00", { timeZone: BERLIN.timeZone })).to.deep.equal(
            dailyAllYear("09:00", { ...BERLIN, year }),
        );
    });

    it("have the next runs of one schedule", () => {
        const set = dailyAllYear("09:00", BERLIN);
        const options = { count: 3, from: "2026-03-27T12:00:00Z", timeZone: BERLIN.timeZone };
        const expected = [
            "2026-03-28T09:00:00+01:00",
            "2026-03-29T09:00:00+02:00",
            "2026-03-30T09:00:00+02:00",
        ];
        expect(nextRuns(set, options)).to.deep.equal(expected);
        expect(nextRuns(Object.values(set), options)).to.deep.equal(expected);
        expect(nextRuns([], options)).to.deep.equal([]);
        // What has lists, such as a response, is a schedule.
        const response = { frequency: "daily", hour: "3", minute: "30", schemas: ["orders"] };
        expect(nextRuns(response, { count: 1, from: "2026-03-27" })).to.deep.equal(["2026-03-27T03:30:00Z"]);
    });

    it("run on each day of the week that is due, off on exactly the days that they say, with days of the week", () => {
        const zones = fc.constantFrom(
            "Europe/Berlin",
            "America/New_York",
            "Australia/Lord_Howe",
            "Asia/Beirut",
        );
        const cases = fc.tuple(
            zones,
            fc.integer({ min: 3, max: 9 }),
            fc.constantFrom(...YEARS),
            fc.constantFrom([1], [5, 6]),
        );
        fc.assert(
            fc.property(cases, ([timeZone, hour, year, dayOfWeek]) => {
                const request = { timeZone, year, dayOfWeek, time: `0${hour}:15` };
                const { when, schedules } = planAllYear("", { ...request, inChangeMonths: "weekdays" });
                const { off, ...others } = deviationsOf(schedules, when, year);
                expect(others).to.deep.equal({ missing: [], extra: [] });
                const exact = planAllYear("", { ...request, inChangeMonths: "dates" }).schedules;
                const [runs, due] = [schedules, exact].map((set) => simulate(set, timeZone, year));
                expect(runs?.map(({ day }) => day)).to.deep.equal(due?.map(({ day }) => day));
                const wrong = runs?.filter(({ time }) => time !== request.time).map(({ day }) => day);
                expect([...off.keys()].map((ms) => new Date(ms).toISOString().slice(0, 10))).to.deep.equal(
                    wrong,
                );
            }),
            { numRuns: 20 },
        );
    });
});

describe("the description of a local time", () => {
    const ROWS: readonly (readonly [request: object, description: string])[] = [
        [
            {},
            "every day at 09:00 in Europe/Berlin; 6 schedules, exact for 2026; in 2027 off by an hour on 28 March and 25 to 30 " +
                "October",
        ],
        [
            { timeZone: "Australia/Lord_Howe" },
            "every day at 09:00 in Australia/Lord_Howe; 6 schedules, exact for 2026; in 2027 off by 30 minutes on 4 April and " +
                "3 October",
        ],
        [
            { timeZone: "Antarctica/Troll" },
            "every day at 09:00 in Antarctica/Troll; 6 schedules, exact for 2026; in 2027 off by 2 hours on 28 March and 25 to " +
                "30 October",
        ],
        [{ timeZone: "Asia/Tokyo" }, "every day at 09:00 in Asia/Tokyo; 1 schedule, exact for 2026 and 2027"],
        [
            { dayOfWeek: ["mon", "tue"], inChangeMonths: "dates" },
            "every Monday and Tuesday at 09:00 in Europe/Berlin; 6 schedules, exact for 2026; in 2027 off by an hour on 26 " +
                "October, and on other days in March and October",
        ],
        [
            { dayOfWeek: 1, inChangeMonths: "weekdays" },
            "every Monday at 09:00 in Europe/Berlin; 2 schedules, in 2026 off by an hour on 30 March and 26 October; in 2027 " +
                "off by an hour on 29 March",
        ],
        [
            { timeZone: "Africa/Casablanca", year: 2028 },
            "every day at 09:00 in Africa/Casablanca; 6 schedules, exact for 2028; in 2029 off by an hour on 14 to 22 January, " +
                "18 February to 4 March and 30 to 31 December",
        ],
    ];
    for (const [request, description] of ROWS)
        it(`is "${description}"`, () => {
            const plan = planAllYear("", { time: "09:00", ...BERLIN, ...request });
            expect(describeAllYear(plan.when, plan.year, plan.schedules)).to.equal(description);
        });
});

describe("a local time that no schedules keep", () => {
    const ROWS: readonly (readonly [request: object, problem: string])[] = [
        [
            { time: "9" },
            'time "9" is not allowed. It takes a text from "00:00" to "23:59", hours and minutes.',
        ],
        [
            { timeZone: "+01:00" },
            'timeZone "+01:00" is not known. It takes an IANA name such as "Europe/Berlin".',
        ],
        [
            { timeZone: undefined },
            'timeZone undefined is not known. It takes an IANA name such as "Europe/Berlin".',
        ],
        [{ year: 26 }, "year 26 is not allowed. It takes a whole number from 2000 to 2099."],
        [{ year: "2026" }, 'year "2026" is not allowed. It takes a whole number from 2000 to 2099.'],
        [
            { dayOfWeek: "mondy" },
            'dayOfWeek "mondy" is not allowed. It takes a day from sunday to saturday, or a number from 0 (Sunday) to 7 ' +
                '(Sunday). Did you mean "monday"?',
        ],
        [{ inChangeMonths: "days" }, 'inChangeMonths "days" is not allowed. It takes "dates" or "weekdays".'],
        [
            { utcOffset: "standard" },
            'unknown option "utcOffset". It takes time, timeZone, dayOfWeek, inChangeMonths and year.',
        ],
        [
            { dayOfWeek: "mon" },
            "a schedule can't have both dates and days of the week, so choose how it runs in the months in which the clocks " +
                'of Europe/Berlin change: inChangeMonths: "dates" (exact in 2026; in 2027, if not deployed again, on other ' +
                'days in March and October) or inChangeMonths: "weekdays" (always on these days; in 2026 off by an hour on ' +
                "30 March and 26 October).",
        ],
        [
            { dayOfWeek: "mon", time: "01:30", year: 2030, inChangeMonths: "weekdays" },
            "a schedule can't have both dates and days of the week, so choose how it runs in the months in which the clocks " +
                'of Europe/Berlin change: inChangeMonths: "dates" (exact in 2030; in 2031, if not deployed again, on other ' +
                'days in March, April and October) or inChangeMonths: "weekdays" (not at this time of day in 2030, since a ' +
                "run would be missing).",
        ],
    ];
    for (const [request, problem] of ROWS)
        it(`is refused: ${problem}`, () => {
            const given = { time: "09:00", ...BERLIN, ...request };
            let message: unknown;
            try {
                planAllYear("call", given);
            } catch (error) {
                message = Reflect.get(Object(error), "message");
            }
            expect(String(message).replace(/^call in \S+: /, "")).to.equal(problem);
        });

    it("is refused with the call that a program has made", () => {
        const call = () => weeklyAllYear(["mon"], "24:00", BERLIN);
        expect(call).to.throw(/^weeklyAllYear\(.*, "24:00"\) in .*: time "24:00" is not allowed/);
        expect(() => dailyAllYear("9", BERLIN)).to.throw(/^dailyAllYear\("9"\) in .*: time "9"/);
    });
});
