import { expect } from "chai";
import { formatDuration, formatMoment, momentOf } from "../../../../provider/cli/schedules/times";

describe("times on the command line", () => {
    it("are local, with the weekday", () => {
        const moment = new Date("2026-11-24T23:30:00Z");
        expect(formatMoment("UTC", moment)).to.equal("Tue 2026-11-24 23:30");
        expect(formatMoment("Europe/Berlin", moment)).to.equal("Wed 2026-11-25 00:30");
    });

    it("are durations in at most two units", () => {
        const [second, minute, hour] = [1_000, 60_000, 3_600_000];
        for (const [ms, text] of [
            [0, "0 s"],
            [59.4 * second, "59 s"],
            [59.6 * second, "1 min"],
            [59 * minute, "59 min"],
            [59.6 * minute, "1 h 00 min"],
            [26 * hour + 5 * minute, "26 h 05 min"],
        ] as const)
            expect(formatDuration(ms)).to.equal(text);
    });

    it("are absent where a response has none", () => {
        for (const text of [undefined, "", "soon"]) expect(momentOf(text)).to.equal(undefined);
        expect(momentOf("2026-11-24T10:00:00Z")).to.deep.equal(new Date("2026-11-24T10:00:00Z"));
    });
});
