import { expect } from "chai";
import fc from "fast-check";
import { dailyAllYear, weeklyAllYear, type AllYearFields } from "../../../../provider";
import { recognizeAllYear } from "../../../../provider/helpers/all-year/recognition";

const YEARS = [2026, 2025, 2027];
const zones = fc.constantFrom(
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Pacific/Auckland",
    "Africa/Casablanca",
    "America/St_Johns",
);
const times = fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom("00", "15", "50"))
    .map(([hour, minute]) => `${String(hour).padStart(2, "0")}:${minute}`);

const recognize = (sets: readonly AllYearFields[], zone = "Europe/Berlin") =>
    recognizeAllYear(
        sets.flatMap((set) => Object.values(set)),
        YEARS,
        [zone],
    );

describe("schedules that keep a local time", function () {
    this.timeout(60_000);

    it("are recognized, with their zone if it is preferred", () => {
        fc.assert(
            fc.property(zones, times, fc.constantFrom(...YEARS), (timeZone, time, year) => {
                const set = dailyAllYear(time, { timeZone, year });
                const [plan, ...others] = recognize([set], timeZone);
                expect(others).to.deep.equal([]);
                expect(plan?.when.timeZone).to.equal(timeZone);
                expect(plan?.schedules).to.deep.equal(set);
                expect([...(plan?.members.keys() ?? [])]).to.deep.equal(Object.keys(set));
            }),
            { numRuns: 25 },
        );
    });

    it("are recognized among others, several sets of a bulk sync too", () => {
        const timeZone = "Europe/Berlin";
        const options = { timeZone, year: 2026 };
        const sets = [
            weeklyAllYear("mon", "08:00", { ...options, inChangeMonths: "dates" }),
            weeklyAllYear(["mon", "tue", "wed", "thu", "fri"], "12:30", {
                ...options,
                inChangeMonths: "weekdays",
            }),
            dailyAllYear("23:45", options),
        ];
        const other = { frequency: "custom", minute: "0", hour: "5", month: "1-3" };
        const schedules = [
            other,
            ...sets.flatMap((set) => Object.values(set)),
            { frequency: "daily" },
        ].reverse();
        const plans = recognizeAllYear(schedules, YEARS, [timeZone]);
        expect(
            plans.map(({ when, inChangeMonths }) => [when.time / 60, inChangeMonths]),
        ).to.have.deep.members([
            [8, "dates"],
            [12.5, "weekdays"],
            [23.75, undefined],
        ]);
        const found = plans.flatMap(({ members }) => [...members.values()]).sort((a, b) => a - b);
        expect(found).to.deep.equal(sets.flatMap((set) => Object.keys(set)).map((_, index) => index + 1));
    });

    it("name other zones with the same changes", () => {
        const [plan] = recognize(
            [dailyAllYear("09:00", { timeZone: "Europe/Berlin", year: 2026 })],
            "Europe/London",
        );
        expect(plan?.when).to.include({ timeZone: "Europe/London", time: 8 * 60 });
        expect(plan?.otherZones).to.include.members(["Europe/Berlin", "Europe/Athens"]);
    });

    it("are none if one of them is missing or differs", () => {
        const set = Object.values(dailyAllYear("09:00", { timeZone: "Europe/Berlin", year: 2026 }));
        for (const index of [0, 2, 5]) {
            const rest = set.filter((_, other) => other !== index);
            const changed = { ...set[index], minute: "1" };
            for (const schedules of [rest, [...rest, changed]])
                expect(recognizeAllYear(schedules, YEARS, [])).to.deep.equal([]);
        }
    });
});
