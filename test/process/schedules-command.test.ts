import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import type { Emulator } from "../../emulator/src";
import { ODD_NAME, openWatchedAccount, runCommand } from "../support/watched-account";

interface Json {
    readonly now: string;
    readonly timeZone: string;
    readonly fullestHour: unknown;
    readonly week: { readonly date: string; readonly runs: number[] }[];
    readonly syncs: {
        readonly name: string;
        readonly lastExecution?: object;
        readonly repeatedSchedules: string[];
        readonly schedules: object[];
    }[];
}

describe("the command `schedules`", () => {
    let emulator: Emulator;
    let folder: string;

    before(async () => {
        emulator = await openWatchedAccount();
        folder = mkdtempSync(join(tmpdir(), "pulumi-polytomic-schedules-"));
    });
    after(async () => {
        rmSync(folder, { recursive: true, force: true });
        await emulator.close();
    });

    const show = async (...args: string[]) => (await runCommand(emulator, ["schedules", ...args])).stdout;
    const berlin = ["--time-zone", "Europe/Berlin"];
    const columnsOf = (text: string) =>
        (text.split("\n\n")[0] ?? "").split("\n").map((line) => line.split(/ {2,}/));

    it("lists the next run first and equal ones by name, with everything in the time zone", async () => {
        const [headings, ...rows] = columnsOf(await show(...berlin));
        expect(headings).to.deep.equal([
            "bulk sync",
            "runs",
            "next run (Europe/Berlin)",
            "in Polytomic",
            "last run",
        ]);
        const custom = "every 20 minutes, between 09:00 and 18:59, Monday through Friday (default)";
        const continuous = "continuously, at most every five minutes (default)";
        const early = "Wed 2030-01-09 04:30";
        expect(rows).to.deep.equal([
            [
                ...["Billing", "every hour at minute 15 (default)", "Tue 2030-01-08 11:15", "same"],
                "failed Tue 2030-01-08 10:15, 40 s",
            ],
            [ODD_NAME, custom, "Tue 2030-01-08 11:20", "same", "-"],
            ["Tables", "every day at 23:30 (default)", "Tue 2030-01-08 23:30", "≠ Wed 2030-01-09 00:30", "-"],
            [
                ...["Orders to Snowflake", "every day at 04:30 (default)", early, "same"],
                "completed Tue 2030-01-08 04:30, 4 min",
            ],
            ["Region 2", "every day at 04:30 (default)", early, "same", "-"],
            ["Region 10", "every day at 04:30 (default)", early, "same", "-"],
            ["Region 10", "every day at 04:30", early],
            ["Orders to Snowflake", "every Monday at 04:00", "Mon 2030-01-14 04:00"],
            ["Archive", "every day at 04:30 (default)", "inactive", "-", "-"],
            ["Events", continuous, "-", "Tue 2030-01-08 11:05", "-"],
        ]);
    });

    it("says what needs attention", async () => {
        expect((await show(...berlin)).split("\n\n").at(-1)?.split("\n")).to.deep.equal([
            "10 schedules of 9 bulk syncs.",
            "Most runs at once: 6 in the hour from Mon 2030-01-14 04:00: Billing, Orders to Snowflake, Region 2, Region 10.",
            "Last run failed or had errors: Billing.",
            "Polytomic has another next run (≠): Tables.",
            "Equal schedules: Region 10.",
            "Inactive, so that no schedule runs: Archive.",
            "Without a schedule: Tickets.",
            "With several: Orders to Snowflake, Region 10.",
            "All times are in Europe/Berlin. Schedules keep to UTC: with daylight saving time, these times move.",
            "",
        ]);
    });

    it("has all of it as JSON", async () => {
        const { syncs, ...others } = JSON.parse(await show("--json", ...berlin)) as Json;
        expect(others.now).to.match(/^2030-01-08T11:00:\d\d\+01:00$/);
        expect(others.timeZone).to.equal("Europe/Berlin");
        expect(others.fullestHour).to.deep.equal({
            ...{ date: "2030-01-14", hour: 4, runs: 6 },
            bulkSyncs: ["Billing", "Orders to Snowflake", "Region 2", "Region 10"],
        });
        expect(others.week.map(({ date, runs }) => [date, runs[4], runs.length])).to.deep.equal([
            ...[8, 9, 10, 11, 12, 13].map((day) => [`2030-01-${String(day).padStart(2, "0")}`, 5, 24]),
            ["2030-01-14", 6, 24],
        ]);
        const byName = new Map(syncs.map((sync) => [sync.name, sync]));
        expect([...byName.keys()].slice(-4)).to.deep.equal(["Region 2", "Region 10", "Tables", "Tickets"]);
        const late = { nextExecutionTime: "2030-01-08T23:30:00.000Z", isOtherThanComputed: true };
        expect(byName.get("Tables")).to.deep.include({ active: true, ...late, repeatedSchedules: [] });
        expect(byName.get("Orders to Snowflake")).to.deep.include({ isOtherThanComputed: false });
        expect(byName.get("Billing")?.lastExecution).to.deep.include({
            status: "failed",
            statusMessage: "no rights",
        });
        expect(byName.get("Region 10")?.repeatedSchedules).to.have.length(1);
        expect(byName.get("Archive")).to.include({ active: false });
        expect(byName.get("Region 2")?.schedules[0]).to.deep.include({
            description: "every day at 04:30",
            nextRuns: [9, 10, 11].map((day) => `2030-01-${String(day).padStart(2, "0")}T04:30:00+01:00`),
        });
    });

    it("shows a week that begins today", async () => {
        const [, , week = ""] = (await show("--week", "Orders*")).split("\n\n");
        const rows = week.split("\n").map((line) => line.split(/ {2,}/));
        expect(rows.map(([day, ...hours]) => [day, hours[3]])).to.deep.equal([
            ["", "03"],
            ...["Tue 2030-01-08", "Wed 2030-01-09", "Thu 2030-01-10", "Fri 2030-01-11"].map((day) => [
                day,
                "1",
            ]),
            ...["Sat 2030-01-12", "Sun 2030-01-13"].map((day) => [day, "1"]),
            ["Mon 2030-01-14", "2"],
        ]);
    });

    it("does without the runs that Polytomic refuses to show, and says so", async () => {
        emulator.fault({ path: /\/status$/, kind: "status", status: 403, times: Infinity });
        const shown = await show("Orders*");
        emulator.clearFaults();
        expect(columnsOf(shown)[0]).to.deep.equal(["bulk sync", "runs", "next run (UTC)"]);
        expect(shown).to.contain("\nPolytomic does not show the runs of 1 bulk sync (403).\n");
    });

    it("is coloured where there are colours, and only there", async () => {
        const args = ["schedules", "Billing"];
        const red = "\u001b[31mfailed Tue 2030-01-08 09:15, 40 s\u001b[39m";
        expect((await runCommand(emulator, args, { FORCE_COLOR: "1" })).stdout).to.contain(red);
        expect((await runCommand(emulator, args)).stdout).not.to.contain("\u001b");
    });

    it("writes a page, and never over another file", async () => {
        const file = join(folder, "new/page.html");
        expect(await show("--html", file)).to.contain(`\nWrote ${file}.\n`);
        const page = readFileSync(file, "utf8");
        expect(page).to.contain("Orders to Snowflake").and.not.to.contain(ODD_NAME);
        writeFileSync(file, "mine");
        const failure = await show("--html", file).catch((error: unknown) =>
            String(Reflect.get(Object(error), "stderr")),
        );
        expect(failure).to.equal(
            `pulumi-polytomic: nothing is overwritten, and there is ${file} already. Write elsewhere.\n`,
        );
        expect(readFileSync(file, "utf8")).to.equal("mine");
        expect(existsSync(join(folder, "page.html"))).to.equal(false);
    });
});
