import { expect } from "chai";
import { dailyAllYear } from "../../../../provider";
import { overviewOf } from "../../../../provider/cli/schedules/overview";
import type { Schedule } from "../../../../provider/model/schedule";
import { syncWith } from "../../support/found-syncs";

const now = new Date("2026-11-24T10:00:00Z");
const daily = { frequency: "daily", hour: "3", minute: "30" };

const overview = (...syncs: Parameters<typeof overviewOf>[0]) => overviewOf(syncs, now, "UTC");
const lastRun = (runs: object) => overview({ ...syncWith("A", daily), runs }).rows[0]?.[4];
const notes = (...syncs: Parameters<typeof overviewOf>[0]) =>
    overview(...syncs).notes.map(({ text }) => text);

describe("the overview of an account's schedules", () => {
    it("has no columns about runs where Polytomic shows none, and says why", () => {
        const syncs = ["A", "B"].map((name) => ({
            ...syncWith(name, daily),
            refusal: name === "A" ? 403 : 404,
        }));
        const { headings, rows } = overview(...syncs);
        expect(headings).to.deep.equal(["bulk sync", "runs", "next run (UTC)"]);
        expect(rows.map(({ length }) => length)).to.deep.equal([3, 3]);
        expect(notes(...syncs)).to.include("Polytomic does not show the runs of 2 bulk syncs (403, 404).");
    });

    it("shows schedules that together keep a local time in one row, and their runs as those of one", () => {
        const timeZone = "Europe/Berlin";
        const fields = Object.values(dailyAllYear("09:00", { timeZone, year: 2026 }));
        const set = fields.filter((schedule) => schedule.frequency === "custom");
        const { rows, notes: lines, week } = overviewOf([syncWith("A", ...set, daily)], now, timeZone);
        expect(rows.map((cells) => cells.map(({ text }) => text))).to.deep.equal([
            ["A", "every day at 04:30", "Wed 2026-11-25 04:30"],
            ["A", "every day at 09:00 in Europe/Berlin (6 schedules for 2026)", "Wed 2026-11-25 09:00"],
        ]);
        expect(lines.map(({ text }) => text)).to.include("7 schedules of 1 bulk sync.");
        const hours = week.map(({ hours }) => hours.flatMap((names, hour) => names.map(() => hour)));
        expect(hours).to.deep.equal(week.map(() => [4, 9]));
        const alone = overviewOf([syncWith("A", ...set)], now, timeZone).notes.map(({ text }) => text);
        expect(alone.join()).not.to.contain("With several");
    });

    it("shows Polytomic's next run where it is not that of the row, though no other than expected", () => {
        const inPolytomic = (nextExecutionTime: string, ...schedules: readonly Schedule[]) =>
            overview({ ...syncWith("A", ...schedules), runs: { nextExecutionTime } }).rows[0]?.[3];
        expect(inPolytomic("2026-11-25T03:30:20Z", daily)).to.deep.equal({ text: "same" });
        const continuous = { frequency: "continuous" };
        expect(inPolytomic("2026-11-24T10:05:00Z", daily, continuous)).to.deep.equal({
            text: "Tue 2026-11-24 10:05",
        });
        expect(inPolytomic("", { frequency: "manual" })).to.deep.equal({ text: "-" });
    });

    for (const [title, runs, text, tone] of [
        ["nothing has run", {}, "-", undefined],
        [
            "one runs and another has failed",
            {
                currentExecution: { status: "running", startedAt: "2026-11-24T09:59:00Z" },
                lastExecution: {
                    status: "failed",
                    createdAt: "2026-11-23T23:00:00Z",
                    completedAt: "2026-11-24T01:05:00Z",
                },
            },
            "running Tue 2026-11-24 09:59; failed Mon 2026-11-23 23:00, 2 h 05 min",
            "failure",
        ],
        [
            "there were errors",
            { lastExecution: { status: "completed", errorCount: 1, completedAt: "2026-11-24T01:05:00Z" } },
            "completed with 1 error",
            "failure",
        ],
        ["Polytomic says little", { lastExecution: { startedAt: "never" } }, "run", undefined],
        ["a status has line breaks", { lastExecution: { status: "a\n\u001b[31mb" } }, "a [31mb", undefined],
    ] as const)
        it(`shows the last run where ${title}`, () => {
            expect(lastRun(runs)).to.deep.equal({ text, tone });
        });

    it("lets no name move the cursor of a terminal", () => {
        const { rows, notes: sentences } = overview(syncWith("A\r\n\u001b[2JB", daily, daily));
        expect(rows[0]?.[0]).to.deep.equal({ text: "A [2JB" });
        expect(sentences.map(({ text }) => text).join("")).not.to.match(/\p{Cc}/u);
    });

    it("names a few of those that run in the fullest hour", () => {
        const named = (count: number) =>
            notes(...Array.from({ length: count }, (_, index) => syncWith(`S${index + 1}`, daily)))[1];
        const hour = "in the hour from Wed 2026-11-25 03:00";
        expect(named(1)).to.equal(`Most runs at once: 1 ${hour}: S1.`);
        expect(named(4)).to.equal(`Most runs at once: 4 ${hour}: S1, S2, S3, S4.`);
        expect(named(6)).to.equal(`Most runs at once: 6 ${hour}: S1, S2, S3 and 3 more.`);
        expect(notes()).to.deep.equal(["0 schedules of 0 bulk syncs.", "All times are in UTC."]);
    });
});
