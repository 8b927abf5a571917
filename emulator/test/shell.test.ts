import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";
import { parseCommandLine } from "../src/command-options";
import { runRemote } from "../src/shell/remote";
import { parseSchedule, scheduleText } from "../src/shell/schedule-text";
import { firstSync, list, record, send, start } from "./support";

const command = join(__dirname, "../src/command.ts");
const UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";

/** Runs the command to its end. What it printed, errors included, with its exit code where it is not 0. */
async function run(url: string, ...args: string[]): Promise<string> {
    const env = { PATH: process.env["PATH"], POLYTOMIC_DEPLOYMENT_URL: url };
    try {
        const { stdout, stderr } = await promisify(execFile)(
            process.execPath,
            ["--import", "tsx", command, ...args],
            { env },
        );
        return stdout + stderr;
    } catch (error) {
        const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
        return `${stdout}${stderr}exit code ${code}`;
    }
}

/** What a command about a running emulator prints, or what is wrong with it. */
function remote(url: string, ...words: string[]): Promise<string> {
    return runRemote(words, url).catch((error: unknown) => (error instanceof Error ? error.message : "?"));
}

describe("the command, about an emulator that runs", () => {
    it("lists, adds, edits and removes schedules as somebody does in the web app", async () => {
        const emulator = await start({ syncs: 1 });
        const syncId = firstSync(emulator);
        const added = await run(
            emulator.url,
            "add",
            "Salesforce to Snowflake",
            "daily",
            "hour=3",
            "minute=30",
        );
        const id = emulator.schedules(syncId)[0]?.id ?? "";
        expect(added).to.equal(`  ${id}  daily hour=3 minute=30  default\n`);

        const edited = await remote(
            emulator.url,
            "edit",
            `${syncId}/${id}`,
            "hour=5",
            "minute=",
            "schemas=a,b",
        );
        expect(edited).to.equal(`  ${id}  daily hour=5 schemas=a,b  default\n`);
        expect(emulator.schedules(syncId)[0]).to.include({ hour: "5", minute: undefined });
        expect(emulator.schedules(syncId)[0]?.schemas).to.deep.equal(["a", "b"]);

        for (const name of [`${syncId}/default`, "Salesforce to Snowflake/default"])
            expect(await remote(emulator.url, "edit", name, "hour=6")).to.contain("daily hour=6 schemas");

        const inactive = await remote(emulator.url, "deactivate", syncId);
        expect(inactive).to.match(/^\S+ {2}Salesforce to Snowflake \(Main organization\) {2}inactive\n/);
        expect(await remote(emulator.url, "list")).to.equal(inactive);
        expect(await remote(emulator.url, "activate", syncId)).to.equal(inactive.replace("  inactive", ""));

        expect(await remote(emulator.url, "remove", id)).to.equal("");
        expect(emulator.schedules(syncId)).to.deep.equal([]);
        expect(emulator.requests, "the control endpoints are no part of the log").to.deep.equal([]);
        await send(emulator, "/api/me");
        expect(await remote(emulator.url, "requests")).to.equal("GET /api/me 200\n");
    });

    it("says what it does not find or understand, and changes nothing", async () => {
        const emulator = await start({ syncs: 1 });
        const syncId = firstSync(emulator);
        const { id } = emulator.addSchedule(syncId, { frequency: "daily", hour: "3" });
        const problems: [string[], string][] = [
            [["edit", "nightly", "hour=5"], 'no schedule has the id "nightly": see polytomic-emulator list'],
            [
                ["edit", "Orders/default"],
                'no schedule has the id "Orders/default": see polytomic-emulator list',
            ],
            [["edit", id, "hour"], '"hour" must be a field and its value, such as hour=5'],
            [["edit", id, "hour=99"], "hour: must be 0 to 23"],
            [["edit", id, "hours=5"], 'body: Unrecognized key: "hours"'],
            [["edit", id, "frequency="], "frequency: must be there"],
            [
                ["add", "Orders", "daily"],
                'no bulk sync has the id or the name "Orders": see polytomic-emulator list',
            ],
            [["add", syncId], '"" must be a frequency, as in "daily hour=3 minute=30"'],
        ];
        const printed = await Promise.all(problems.map(([args]) => remote(emulator.url, ...args)));
        expect(printed).to.deep.equal(problems.map(([, problem]) => problem));
        expect(emulator.schedules(syncId).map(({ hour }) => hour)).to.deep.equal(["3"]);
        expect(await remote("", "list")).to.contain("POLYTOMIC_DEPLOYMENT_URL is not set.");
        expect(await remote("http://127.0.0.1:9", "list")).to.contain(
            "no emulator listens at http://127.0.0.1:9.",
        );
    });
});

describe("the command, in the background", function () {
    this.timeout(60_000);

    it("prints its lines once it listens, holds what it was to start with, and ends with its process", async () => {
        const printed = await run(
            "",
            "--background",
            ...["--schedule", "daily hour=3", "--schedule", "weekly dayOfWeek=monday sync=2"],
            ...["--inactive", "2", "--second-organization"],
        );
        const lines = printed.trimEnd().split("\n");
        const variables = new Map(
            lines.map((line) => {
                const [, name = "", value = ""] = /^export (\w+)=(.*)$/.exec(line) ?? [];
                return [name, value];
            }),
        );
        expect([...variables.keys()]).to.deep.equal([
            ...["POLYTOMIC_DEPLOYMENT_URL", "POLYTOMIC_API_KEY", "POLYTOMIC_SYNC_ID", "POLYTOMIC_SYNC_ID_2"],
            ...["SECOND_POLYTOMIC_API_KEY", "SECOND_POLYTOMIC_SYNC_ID", "POLYTOMIC_EMULATOR_PID"],
        ]);
        const url = variables.get("POLYTOMIC_DEPLOYMENT_URL") ?? "";
        try {
            const ids = (await run(url, "list")).replaceAll(new RegExp(UUID, "g"), "<id>");
            expect(ids).to.equal(
                "<id>  Salesforce to Snowflake (Main organization)\n  <id>  daily hour=3  default\n" +
                    "<id>  HubSpot to PostgreSQL (Main organization)  inactive\n" +
                    "  <id>  weekly dayOfWeek=monday  default\n<id>  Marketo to BigQuery (Second organization)\n",
            );
            const headers = { authorization: `Bearer ${variables.get("SECOND_POLYTOMIC_API_KEY") ?? ""}` };
            const syncs: unknown = await (await fetch(`${url}/api/bulk/syncs`, { headers })).json();
            expect(list(record(syncs).data).map(({ id }) => id)).to.deep.equal([
                variables.get("SECOND_POLYTOMIC_SYNC_ID"),
            ]);
        } finally {
            process.kill(Number(variables.get("POLYTOMIC_EMULATOR_PID")));
        }
        await ended(url);
    });

    it("says why it can't start", async () => {
        const emulator = await start();
        const printed = await run("", "--background", "--port", new URL(emulator.url).port);
        expect(printed).to.match(/^polytomic-emulator: listen EADDRINUSE.*\nexit code 1$/);
    });

    it("refuses contents that there can't be", () => {
        for (const [args, problem] of [
            [["--schedule", "daily hour=99"], '--schedule "daily hour=99": hour: must be 0 to 23'],
            [["--schedule", "hour=3"], '--schedule "hour=3": "hour=3" must be a frequency'],
            [["--schedule", "daily sync=3"], "there is no bulk sync 3: the numbers are 1 to 2"],
            [["--inactive", "one"], "there is no bulk sync NaN"],
            [["--inactive", "2", "--syncs", "1"], "there is no bulk sync 2: the numbers are 1 to 1"],
        ] as const)
            expect(() => parseCommandLine([...args]), args.join(" ")).to.throw(problem);
    });
});

describe("a schedule in words", () => {
    it("is written as it is read", () => {
        for (const text of [
            "manual",
            "daily hour=0 minute=0",
            "weekly dayOfWeek=monday hour=6 selectiveMode=incrementalFields",
            "custom month=1-3 dayOfMonth=1 hour=8-17 minute=*/20 syncMode=resync schemas=a,b",
        ])
            expect(scheduleText(parseSchedule(text.split(" ")))).to.equal(text);
    });
});

async function ended(url: string): Promise<void> {
    for (;;) {
        try {
            await fetch(url);
        } catch {
            return;
        }
    }
}
