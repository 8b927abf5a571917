import { Cron } from "croner";
import { expect } from "chai";
import fc from "fast-check";
import { cron, daily, hourly, nextRuns, weekly, type UtcOffset } from "../../../provider";
import { WEEKDAYS } from "../../../provider/model/fields";
import { findZone, offsetsAfter } from "../../../provider/helpers/time-zone";
import { cronExpression } from "../support/cron-expressions";

const zoneOffsets = (timeZone: string) => findZone(timeZone)?.offsets ?? { standard: NaN, daylight: NaN };
const berlin = (utcOffset: UtcOffset) => ({ timeZone: "Europe/Berlin", utcOffset });
const KOLKATA = { timeZone: "Asia/Kolkata" };

describe("a local time", () => {
    const rows: readonly (readonly [string, object, object])[] = [
        ["daily, standard", daily("03:30", berlin("standard")), { frequency: "daily", hour: 2, minute: 30 }],
        ["daily, daylight", daily("03:30", berlin("daylight")), { frequency: "daily", hour: 1, minute: 30 }],
        ["daily, over midnight", daily("00:30", berlin("standard")), { hour: 23, minute: 30 }],
        ["daily, half an hour off", daily("03:30", KOLKATA), { hour: 22, minute: 0 }],
        [
            "daily, with a needless choice",
            daily("03:30", { ...KOLKATA, utcOffset: "daylight" }),
            { hour: 22 },
        ],
        ["weekly, same day", weekly("mon", "09:00", berlin("standard")), { dayOfWeek: "monday", hour: 8 }],
        ["weekly, day before", weekly("mon", "00:30", berlin("standard")), { dayOfWeek: "sunday", hour: 23 }],
        ["weekly, before Sunday", weekly("sun", "00:30", berlin("standard")), { dayOfWeek: "saturday" }],
        [
            "weekly, day after",
            weekly("sat", "22:00", { timeZone: "America/New_York", utcOffset: "standard" }),
            { dayOfWeek: "sunday", hour: 3 },
        ],
        ["hourly, whole hours off", hourly(15, { timeZone: "Europe/Berlin" }), { minute: 15 }],
        ["hourly, half an hour off", hourly(15, KOLKATA), { minute: 45 }],
        ["hourly, three quarters off", hourly(0, { timeZone: "Asia/Kathmandu" }), { minute: 15 }],
        [
            "cron, same days",
            cron("30 3 * * 1-5", berlin("standard")),
            { frequency: "custom", minute: "30", hour: "2", dayOfMonth: "*", month: "*", dayOfWeek: "1-5" },
        ],
        ["cron, days before", cron("30 0 * * 1-5", berlin("standard")), { hour: "23", dayOfWeek: "0-4" }],
        ["cron, days around the week's end", cron("30 0 * * 0,1", berlin("standard")), { dayOfWeek: "0,6" }],
        [
            "cron, date before",
            cron("0 0 15 6 *", berlin("standard")),
            { hour: "23", dayOfMonth: "14", month: "6" },
        ],
        ["cron, hours over midnight", cron("0 0-2,22 * * *", berlin("standard")), { hour: "0,1,21,23" }],
        ["cron, every hour", cron("5 * * * *", KOLKATA), { minute: "35", hour: "*" }],
        ["cron, steps", cron("*/20 * * * *", KOLKATA), { minute: "10,30,50", hour: "*" }],
        ["cron, steps that stay", cron("*/15 * * * *", KOLKATA), { minute: "*/15", hour: "*" }],
        [
            "cron, hours in steps",
            cron("0 */2 * * *", berlin("standard")),
            { hour: "1,3,5,7,9,11,13,15,17,19,21,23" },
        ],
        [
            "cron that turns daily",
            cron("30 3 * * *", berlin("daylight")),
            { frequency: "daily", hour: 1, minute: 30 },
        ],
        ["the zone's name in any case", daily("03:30", { timeZone: "asia/kolkata" }), { hour: 22 }],
        [
            "Ireland's smaller offset is that of winter",
            daily("03:30", { timeZone: "Europe/Dublin", utcOffset: "standard" }),
            { hour: 3 },
        ],
        [
            "Morocco's smaller offset is that of Ramadan",
            daily("03:30", { timeZone: "Africa/Casablanca", utcOffset: "standard" }),
            { hour: 3 },
        ],
    ];
    for (const [what, fields, expected] of rows) {
        it(`in UTC: ${what}`, () => {
            expect(fields).to.include(expected);
        });
    }

    const side = fc.constantFrom("standard", "daylight");
    const zone = fc.constantFrom(...Intl.supportedValuesOf("timeZone"), "UTC");
    const clock = fc
        .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
        .map((parts) => parts.map((part) => String(part).padStart(2, "0")).join(":"));

    const DAY_MS = 86_400_000;
    const today = Math.floor(Date.now() / DAY_MS);
    const days = Array.from({ length: 364 }, (_, day) => new Date((today + day) * DAY_MS));

    /** A day of the next twelve months on which the zone's offset is the chosen one, with the offset as it is written. */
    function dayOn(timeZone: string, utcOffset: UtcOffset): { from: Date; offset: string } {
        const minutes = zoneOffsets(timeZone)[utcOffset];
        // The offset by another way than the provider's: what the zone's calendar shows.
        const calendar = new Intl.DateTimeFormat("sv-SE", {
            timeZone,
            dateStyle: "short",
            timeStyle: "medium",
        });
        const offsetOn = (day: Date) =>
            (Date.parse(`${calendar.format(day).replace(" ", "T")}Z`) - day.getTime()) / 60_000;
        const from = days.find((day) => offsetOn(day) === minutes);
        if (from === undefined) throw new Error(`${timeZone} is never ${minutes} minutes from UTC`);
        return { from, offset: minutes === 0 ? "(Z|\\+00:00)" : written(minutes) };
    }

    function written(minutes: number): string {
        const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
        return `\\${minutes < 0 ? "-" : "+"}${String(hours).padStart(2, "0")}:${String(rest).padStart(2, "0")}`;
    }

    it("is the time of each daily run while the chosen offset holds", () => {
        fc.assert(
            fc.property(zone, side, clock, (timeZone, utcOffset, time) => {
                const { from, offset } = dayOn(timeZone, utcOffset);
                const [run = ""] = nextRuns(daily(time, { timeZone, utcOffset }), {
                    from,
                    timeZone,
                    count: 1,
                });
                fc.pre(new RegExp(`${offset}$`).test(run));
                expect(run.slice(11, 16)).to.equal(time);
            }),
            { numRuns: 200 },
        );
    });

    it("is the weekday and the time of each weekly run while the chosen offset holds", () => {
        fc.assert(
            fc.property(zone, side, clock, fc.constantFrom(...WEEKDAYS), (timeZone, utcOffset, time, day) => {
                const { from, offset } = dayOn(timeZone, utcOffset);
                const fields = weekly(day, time, { timeZone, utcOffset });
                const [run = ""] = nextRuns(fields, { from, timeZone, count: 1 });
                fc.pre(new RegExp(`${offset}$`).test(run));
                expect(run.slice(11, 16)).to.equal(time);
                expect(WEEKDAYS[new Date(`${run.slice(0, 19)}Z`).getUTCDay()]).to.equal(day);
            }),
            { numRuns: 200 },
        );
    });

    it("is the time of every run of a cron expression", () => {
        let shifted = 0;
        fc.assert(
            fc.property(zone, side, cronExpression, (timeZone, utcOffset, expression) => {
                const fields = orRefused(() => cron(expression, { timeZone, utcOffset }));
                fc.pre(fields !== undefined);
                const aheadMs = zoneOffsets(timeZone)[utcOffset] * 60_000;
                const from = new Date("2026-11-20T12:34:00Z");
                const onClock = new Cron(expression, { timezone: "UTC", mode: "5-part" });
                const expected = onClock
                    .nextRuns(6, new Date(from.getTime() + aheadMs))
                    .map((run) => run.getTime() - aheadMs);
                const runs = nextRuns(fields, { from, timeZone, count: 6 }).map((run) => Date.parse(run));
                expect(runs).to.deep.equal(expected);
                if (aheadMs !== 0) shifted++;
            }),
            { numRuns: 150 },
        );
        expect(shifted).to.be.greaterThan(50);
    });

    it("has the smallest and the greatest offset of the next twelve months, on whatever day the program runs", () => {
        const rows = [
            ["Europe/Berlin", 60, 120],
            ["Australia/Lord_Howe", 630, 660],
            ["Africa/Casablanca", 0, 60],
            ["Asia/Kolkata", 330, 330],
        ] as const;
        for (const [timeZone, standard, daylight] of rows) {
            expect(zoneOffsets(timeZone)).to.deep.equal({ standard, daylight });
            for (const day of days.filter((_, index) => index % 14 === 0))
                expect(offsetsAfter(day.getTime(), timeZone)).to.deep.equal({ standard, daylight });
        }
    });

    it("follows a change of the zone's law", () => {
        const after = (day: string, timeZone: string) =>
            Object.values(offsetsAfter(Date.parse(day), timeZone));
        // Brazil's last summer time ended on 2019-02-17; all of Kazakhstan is at UTC+05:00 since 2024-03-01.
        expect(after("2018-06-01", "America/Sao_Paulo")).to.deep.equal([-180, -120]);
        expect(after("2019-02-18", "America/Sao_Paulo")).to.deep.equal([-180, -180]);
        expect(after("2022-01-01", "Asia/Almaty")).to.deep.equal([360, 360]);
        expect(after("2023-06-01", "Asia/Almaty")).to.deep.equal([300, 360]);
        expect(after("2024-03-02", "Asia/Almaty")).to.deep.equal([300, 300]);
    });
});

describe("cron", () => {
    it("keeps every run of an expression", () => {
        fc.assert(
            fc.property(cronExpression, (expression) => {
                const fields = orRefused(() => cron(expression));
                fc.pre(fields !== undefined);
                const from = new Date("2026-11-20T12:34:00Z");
                const expected = new Cron(expression, { timezone: "UTC", mode: "5-part" }).nextRuns(6, from);
                const runs = nextRuns(fields, { from, count: 6 }).map((run) => new Date(run));
                expect(runs).to.deep.equal(expected);
            }),
            { numRuns: 150 },
        );
    });
});

/** Undefined where the date never comes, or no single schedule can say it in UTC; the refusals' own tests pin which. */
function orRefused<T>(call: () => T): T | undefined {
    try {
        return call();
    } catch (error) {
        expect(String(error)).to.match(/its date never occurs|no single schedule in UTC can express this/);
        return undefined;
    }
}
