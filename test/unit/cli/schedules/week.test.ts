import { expect } from "chai";
import { fullestHour, weekOf, weekText } from "../../../../provider/cli/schedules/week";
import { syncWith } from "../../support/found-syncs";

const now = new Date("2026-11-24T10:00:00Z");
const daily = { frequency: "daily", hour: "23", minute: "30" };
const monday = { frequency: "weekly", dayOfWeek: "monday", hour: "23", minute: "0" };

const runs = (week: ReturnType<typeof weekOf>) => week.flatMap(({ hours }) => hours.flat()).length;

describe("the week of an account's schedules", () => {
    it("begins today, and has each run of its seven days by hour", () => {
        const week = weekOf([syncWith("A", daily), syncWith("B", monday)], now, "UTC");
        const dates = [24, 25, 26, 27, 28, 29, 30].map((day) => `2026-11-${day}`);
        expect(week.map(({ date }) => date)).to.deep.equal(dates);
        expect(week.slice(0, 6).map(({ hours }) => hours[23])).to.deep.equal(
            dates.slice(0, 6).map(() => ["A"]),
        );
        expect(week[6]?.hours[23]).to.deep.equal(["A", "B"]);
        expect(runs(week)).to.equal(8);
    });

    it("has the whole first day, and none of the eighth, also in a time zone", () => {
        const early = { frequency: "daily", hour: "0", minute: "0" };
        for (const timeZone of ["UTC", "Europe/Berlin", "Pacific/Kiritimati", "Pacific/Pago_Pago"])
            for (const hour of [0, 5, 11, 14, 23]) {
                const at = new Date(Date.UTC(2026, 10, 24, hour, 59));
                expect(runs(weekOf([syncWith("A", early)], at, timeZone)), timeZone).to.equal(7);
            }
    });

    it("has local hours", () => {
        const sunday = { frequency: "weekly", dayOfWeek: "sunday", hour: "23", minute: "30" };
        const week = weekOf([syncWith("A", sunday)], now, "Europe/Berlin");
        expect(week.at(-1)).to.deep.include({ date: "2026-11-30" });
        expect(week.at(-1)?.hours[0]).to.deep.equal(["A"]);
        expect(runs(week)).to.equal(1);
    });

    it("has no runs of inactive bulk syncs, nor where the fields do not determine them", () => {
        const syncs = [syncWith("A", { frequency: "manual" }, { frequency: "continuous" })];
        expect(runs(weekOf([...syncs, { ...syncWith("B", daily), active: false }], now, "UTC"))).to.equal(0);
    });

    it("shows the fullest hour: of several, the next one", () => {
        const at = (syncs: Parameters<typeof weekOf>[0], time: string) =>
            fullestHour(weekOf(syncs, now, "UTC"), new Date(`2026-11-24T${time}Z`), "UTC");
        const syncs = [syncWith("A", daily), syncWith("B", daily)];
        expect(at(syncs, "10:00")).to.deep.equal({ date: "2026-11-24", hour: "23", names: ["A", "B"] });
        const early = { frequency: "daily", hour: "9", minute: "0" };
        expect(at([syncWith("A", early)], "10:00")).to.deep.include({ date: "2026-11-25" });
        expect(at([syncWith("A", early)], "09:30")).to.deep.include({ date: "2026-11-24" });
        expect(at([], "10:00")).to.deep.equal({ date: "2026-11-24", hour: "10", names: [] });
    });

    it("is a picture of numbers on the terminal", () => {
        const [heading, first] = weekText(weekOf([syncWith("A", daily)], now, "UTC")).split("\n");
        expect(heading).to.match(/^ {16}00 {2}01 .* 23$/);
        expect(first).to.match(/^Tue 2026-11-24( {2}· ?){23} {2}1$/);
    });
});
