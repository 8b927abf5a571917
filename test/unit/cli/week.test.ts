import { expect } from "chai";
import { busiest, weekOf, weekText } from "../../../provider/cli/week";

const from = new Date("2026-11-24T10:00:00Z");
const daily = { frequency: "daily", hour: "23", minute: "30" };

const total = (week: readonly (readonly number[])[]) => week.flat().reduce((sum, count) => sum + count, 0);

describe("the week of an account's schedules", () => {
    it("counts each run of the next seven days, by weekday and hour", () => {
        const week = weekOf(
            [daily, { frequency: "weekly", dayOfWeek: "monday", hour: "23", minute: "0" }],
            from,
            "UTC",
        );
        expect(week.map((hours) => hours[23])).to.deep.equal([2, 1, 1, 1, 1, 1, 1]);
        expect(total(week)).to.equal(8);
    });

    it("can be in a time zone", () => {
        const week = weekOf(
            [{ frequency: "weekly", dayOfWeek: "sunday", hour: "23", minute: "30" }],
            from,
            "Europe/Berlin",
        );
        expect(week[0]?.[0]).to.equal(1);
        expect(total(week)).to.equal(1);
    });

    it("has no runs of schedules whose fields do not determine when they run", () => {
        expect(total(weekOf([{ frequency: "manual" }, { frequency: "continuous" }], from, "UTC"))).to.equal(
            0,
        );
    });

    it("says when most runs begin", () => {
        expect(busiest(weekOf([daily, daily], from, "UTC"))).to.equal("2 in the hour from Monday 23:00");
        expect(busiest(weekOf([], from, "UTC"))).to.equal(undefined);
    });

    it("is a picture of numbers on the terminal", () => {
        const [heading, monday] = weekText(weekOf([daily], from, "UTC")).split("\n");
        expect(heading).to.match(/^ {5}00 {2}01 .* 23$/);
        expect(monday).to.match(/^Mon( {2}· ?){23} {2}1$/);
    });
});
