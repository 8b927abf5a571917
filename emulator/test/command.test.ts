import { spawn } from "node:child_process";
import type { ChildProcessWithoutNullStreams } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect } from "chai";
import { parseCommandLine } from "../src/command-options";
import { list, record } from "./support";

const command = join(__dirname, "../src/command.ts");
const started: ChildProcessWithoutNullStreams[] = [];

function run(...args: string[]) {
    const child = spawn(process.execPath, ["--import", "tsx", command, ...args]);
    started.push(child);
    const output = { stdout: "", stderr: "" };
    child.stdout.on("data", (chunk: Buffer) => (output.stdout += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (output.stderr += chunk.toString()));
    return { child, output };
}

/** The variables that the command prints for the shell to export. */
async function exported(child: ChildProcessWithoutNullStreams, count: number): Promise<Map<string, string>> {
    const variables = new Map<string, string>();
    for await (const line of createInterface(child.stdout)) {
        const [, name = "", value = ""] = /^export (\w+)=(.*)$/.exec(line) ?? [];
        variables.set(name, value);
        if (variables.size === count) break;
    }
    return variables;
}

describe("the command", () => {
    afterEach(() => {
        for (const child of started.splice(0)) child.kill("SIGKILL");
    });

    it("prints what a shell needs, obeys its options and its control endpoints, and ends on SIGINT", async () => {
        const { child, output } = run("--ids", "--syncs", "2", "--fault", "POST status=503");
        const variables = await exported(child, 4);
        expect([...variables.keys()]).to.deep.equal([
            "POLYTOMIC_DEPLOYMENT_URL",
            "POLYTOMIC_API_KEY",
            "POLYTOMIC_SYNC_ID",
            "POLYTOMIC_SYNC_ID_2",
        ]);
        const url = variables.get("POLYTOMIC_DEPLOYMENT_URL") ?? "";
        const syncId = variables.get("POLYTOMIC_SYNC_ID") ?? "";
        const apiKey = variables.get("POLYTOMIC_API_KEY") ?? "";
        const post = (path: string, body: unknown) =>
            fetch(`${url}${path}`, {
                method: "POST",
                headers: { authorization: `Bearer ${apiKey}`, "content-type": "application/json" },
                body: JSON.stringify(body),
            });
        const create = () =>
            post(`/api/bulk/syncs/${syncId}/schedules`, { schedule: { frequency: "daily" } });
        const control = async (path: string) =>
            record(await (await fetch(`${url}/_emulator/${path}`)).json()).data;

        expect((await create()).status).to.equal(503);
        expect(await (await create()).json()).to.have.nested.property("data.id");
        expect(list(await control(`schedules/${syncId}`))).to.have.length(1);

        expect(
            (await post("/_emulator/faults", { kind: "status", status: 429, times: "always" })).status,
        ).to.equal(204);
        expect((await create()).status).to.equal(429);
        expect((await fetch(`${url}/_emulator/faults`, { method: "DELETE" })).status).to.equal(204);
        expect((await create()).status).to.equal(200);
        expect((await post("/_emulator/faults", { kind: "explode" })).status).to.equal(422);

        const statuses = list(await control("requests")).map(({ status }) => status);
        expect(statuses).to.deep.equal([503, 200, 429, 200]);

        child.kill("SIGINT");
        const [code] = (await once(child, "exit")) as [number];
        expect(code).to.equal(0);
        expect(output.stderr).to.match(/The key is made up/);
        expect(
            output.stderr.match(new RegExp(`POST /api/bulk/syncs/${syncId}/schedules 200 \\d+ ms`, "g")),
        ).to.have.length(2);
        expect(output.stderr).to.not.include(apiKey);
    });

    it("explains itself, and refuses what it does not understand", async () => {
        const help = run("--help");
        const wrong = run("--absent", "never");
        const codes = await Promise.all([once(help.child, "close"), once(wrong.child, "close")]);
        expect(codes.map(([code]) => code as unknown)).to.deep.equal([0, 2]);
        expect(help.output.stdout).to.match(/^Usage: polytomic-emulator/);
        expect(wrong.output.stderr).to.match(/^polytomic-emulator: --absent: Invalid option/);
        expect(wrong.output.stdout).to.equal("");
    });

    it("takes every behaviour as an option", () => {
        const words = `--host ::1 --port 4010 --syncs 3 --ids --absent null --spelling service --created-at seconds
            --deleted-at-on-live --deleted-schedules dated --fill-in --empty-lists null --no-nested-ids
            --idempotency-keys ignored
            --idempotency-key-ttl-ms 5 --reused-key-with-other-body 422 --refusals 422 --delete-response no-content
            --missing-default null --new-default never --schedule-updates reset --replaced-default same-id
            --omitted-schedules kept --read-lag-ms 6 --latency-ms 7
            --rate-limit 8/9`;
        const { options, faults } = parseCommandLine([
            ...words.split(/\s+/),
            "--fault",
            "html",
            "--fault",
            "GET status",
        ]);
        expect(options).to.deep.equal({
            host: "::1",
            port: 4010,
            syncs: 3,
            ids: true,
            absent: "null",
            spelling: "service",
            createdAt: "seconds",
            deletedAtOnLive: true,
            deletedSchedules: "dated",
            emptyLists: "null",
            nestedIds: false,
            fillIn: true,
            idempotencyKeys: "ignored",
            idempotencyKeyTtlMs: 5,
            reusedKeyWithOtherBody: 422,
            refusals: 422,
            deleteResponse: "no-content",
            missingDefault: "null",
            newDefault: "never",
            scheduleUpdates: "reset",
            replacedDefault: "same-id",
            omittedSchedules: "kept",
            readLagMs: 6,
            latencyMs: 7,
            rateLimit: { requests: 8, perMs: 9 },
        });
        expect(faults).to.deep.equal([{ kind: "html" }, { kind: "status", method: "GET" }]);
        expect(() => parseCommandLine(["--port", "x", "--rate-limit", "1"])).to.throw(
            "--port: must be a whole number\n--rate-limit: must be <requests>/<ms>",
        );
        expect(() => parseCommandLine(["--fault", "POST explode"])).to.throw(/^--fault "POST explode": /);
    });
});
