import { expect } from "chai";
import fc from "fast-check";
import { dailyAllYear, weeklyAllYear } from "../../../../provider";
import { deviationsOf } from "../../../../provider/helpers/all-year/accuracy";
import { planAllYear } from "../../../../provider/helpers/all-year/plan";
import { dayAfter, isShownBefore, simulate, skippedMinutes } from "./simulation";

/** With `ALL_ZONES=1`, every zone in every year, at two times of day; otherwise a sample. */
const { ALL_ZONES } = process.env;

const ZONES = Intl.supportedValuesOf("timeZone");
const YEARS = [2024, 2025, 2026, 2027, 2028, 2029, 2030];
/** Changes by half an hour and by two, at midnight, in Ramadan, in southern summers; offsets with minutes; offsets that move. */
const UNUSUAL = [
    "Australia/Lord_Howe",
    "Antarctica/Troll",
    "Africa/Cairo",
    "Asia/Beirut",
    "America/Havana",
    "Africa/Casablanca",
    "Asia/Gaza",
    "America/Santiago",
    "Pacific/Auckland",
    "Pacific/Chatham",
    "America/St_Johns",
    "America/Scoresbysund",
    "America/Nuuk",
    "Asia/Almaty",
    "Asia/Kolkata",
    "Atlantic/Azores",
];

const DAY_MS = 24 * 60 * 60_000;

const formatTime = (minutes: number) => new Date(minutes * 60_000).toISOString().slice(11, 16);

const times = fc.integer({ min: 0, max: 24 * 60 - 1 }).map(formatTime);
/** Hours in which clocks change, or UTC's midnight is near. */
const criticalTimes = fc.constantFrom("00:00", "00:30", "01:15", "02:00", "02:30", "03:00", "12:30", "23:45");

/** Throws unless each local day of the year in UTC has one run, at the time; or, where clocks skip it, as much later. */
function assertDaily(time: string, timeZone: string, year: number): void {
    const schedules = dailyAllYear(time, { timeZone, year });
    const runs = simulate(schedules, timeZone, year);
    let due = runs[0]?.day ?? "";
    for (const run of runs) {
        const what = `${run.day} ${run.time}, due on ${due}`;
        if (run.time === time && run.day === due) expect(isShownBefore(timeZone, run), what).to.be.false;
        // It may be after midnight, as where clocks skip the last hour of a day.
        else expect(skippedMinutes(timeZone, run, due, time), what).to.not.equal(undefined);
        due = dayAfter(due);
    }
    // No day is left out at the year's ends.
    const [first = NaN, last = NaN] = [0, -1].map((index) => runs.at(index)?.ms);
    expect(first).to.be.lessThan(Date.UTC(year, 0, 2, 1));
    expect(last).to.be.at.least(Date.UTC(year, 11, 30, 23));
    const changes = runs.filter(({ ms }, index) => index > 0 && ms - (runs[index - 1]?.ms ?? 0) !== DAY_MS);
    expect(Object.keys(schedules).length).to.be.at.most(changes.length === 0 ? 1 : 2 + 2 * changes.length);
}

describe("a local time all year", function () {
    this.timeout(ALL_ZONES ? 3_600_000 : 60_000);

    it("runs once on each local day, at that time, in any zone and year", () => {
        const cases = fc.tuple(times, fc.constantFrom(...ZONES), fc.constantFrom(...YEARS));
        fc.assert(
            fc.property(cases, ([time, timeZone, year]) => {
                assertDaily(time, timeZone, year);
            }),
            { numRuns: 40 },
        );
    });

    it("runs once on each local day in unusual zones, at critical times of day", () => {
        const cases = fc.tuple(criticalTimes, fc.constantFrom(...UNUSUAL), fc.constantFrom(...YEARS));
        fc.assert(
            fc.property(cases, ([time, timeZone, year]) => {
                assertDaily(time, timeZone, year);
            }),
            { numRuns: 60 },
        );
    });

    if (ALL_ZONES)
        for (const timeZone of ZONES)
            it(`runs once on each local day of ${YEARS.join(", ")} in ${timeZone}`, () => {
                for (const year of YEARS)
                    for (const time of [...fc.sample(times, 1), ...fc.sample(criticalTimes, 1)])
                        assertDaily(time, timeZone, year);
            });

    it("runs on exactly the days of the week, with dates in the months of change", () => {
        const days = fc.constantFrom<number[]>([1], [0], [1, 2, 3, 4, 5], [2, 4]);
        const cases = fc.tuple(
            days,
            fc.oneof(times, criticalTimes),
            fc.constantFrom(...UNUSUAL, ...ZONES),
            fc.constantFrom(...YEARS),
        );
        fc.assert(
            fc.property(cases, ([dayOfWeek, time, timeZone, year]) => {
                const options = { timeZone, year, inChangeMonths: "dates" } as const;
                const runs = simulate(weeklyAllYear(dayOfWeek, time, options), timeZone, year);
                const daily = simulate(dailyAllYear(time, { timeZone, year }), timeZone, year);
                const due = daily.filter(({ day }) => dayOfWeek.includes(new Date(day).getUTCDay()));
                expect(runs).to.deep.equal(due);
            }),
            { numRuns: 40 },
        );
    });

    it("is off in another year on exactly the days that it says", () => {
        const cases = fc.tuple(
            fc.oneof(times, criticalTimes),
            fc.constantFrom(...UNUSUAL, ...ZONES),
            fc.constantFrom(...YEARS),
            fc.integer({ min: 1, max: 3 }),
        );
        fc.assert(
            fc.property(cases, ([time, timeZone, year, later]) => {
                const { schedules, when } = planAllYear("", { time, timeZone, year });
                const { off, missing, extra } = deviationsOf(schedules, when, year + later);
                expect([missing, extra]).to.deep.equal([[], []]);
                const runs = simulate(schedules, timeZone, year + later).map(({ ms }) => ms);
                const right = simulate(
                    dailyAllYear(time, { timeZone, year: year + later }),
                    timeZone,
                    year + later,
                );
                const wrong = right.filter(({ ms }) => !runs.includes(ms)).map(({ day }) => day);
                expect([...off.keys()].map((ms) => new Date(ms).toISOString().slice(0, 10))).to.deep.equal(
                    wrong,
                );
            }),
            { numRuns: 30 },
        );
    });
});
