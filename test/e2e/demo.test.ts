import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect } from "chai";
import { FAST_START_TYPESCRIPT } from "../support/fast-start";

const repository = resolve(__dirname, "../..");

interface Demo {
    readonly process: ChildProcess;
    /** What it has printed so far. */
    printed(): string;
    /** Resolves with the exit code. */
    readonly ended: Promise<number | null>;
}

describe("npm run demo", () => {
    let temporary: string;

    before(() => {
        temporary = mkdtempSync(join(tmpdir(), "pulumi-polytomic-demo-test-"));
    });

    after(() => {
        rmSync(temporary, { recursive: true });
    });

    function start(environment: Record<string, string> = {}): Demo {
        const child = spawn(process.execPath, ["--import", "tsx", "scripts/demo.ts"], {
            cwd: repository,
            env: {
                ...process.env,
                TMPDIR: temporary,
                POLYTOMIC_API_KEY: undefined,
                POLYTOMIC_SYNC_ID: undefined,
                ...FAST_START_TYPESCRIPT,
                ...environment,
            },
            stdio: ["ignore", "pipe", "pipe"],
            // As a shell starts it: signals can be sent to all of its processes, as Ctrl-C does.
            detached: true,
        });
        let text = "";
        for (const stream of [child.stdout, child.stderr]) {
            stream.on("data", (chunk: Buffer) => (text += chunk.toString()));
        }
        const ended = new Promise<number | null>((done) => child.on("close", done));
        return { process: child, printed: () => text, ended };
    }

    const leftBehind = () => readdirSync(temporary).filter((name) => name.startsWith("pulumi-polytomic-"));

    it("shows a schedule's whole life and leaves nothing behind", async () => {
        const demo = start();
        expect(await demo.ended, demo.printed()).to.equal(0);
        const steps = [
            /^\$ pulumi preview$[^$]* {4}\+ 2 to create/m,
            /^\$ pulumi up .*$[^$]* {4}\+ 2 created/m,
            /^\$ curl .*[^$]*"hour": "3"/m,
            /^\$ pulumi preview --diff$[^$]*~ hour: 3 => 5/m,
            /^\$ pulumi up .*$[^$]* {4}~ 1 updated/m,
            /^\$ curl .*[^$]*"hour": "5"/m,
            /^\$ pulumi up .*$[^$]* {4}2 unchanged/m,
            /^\$ pulumi destroy .*$[^$]* {4}- 2 deleted/m,
            /^\$ curl .*[^$]*"data": \[\]/m,
        ];
        let rest = demo.printed().replaceAll("$POLYTOMIC_API_KEY", "");
        for (const step of steps) {
            const match = step.exec(rest);
            expect(match, `${String(step)} in what follows:\n${rest}`).not.to.equal(null);
            rest = rest.slice((match?.index ?? 0) + 1);
        }
        expect(leftBehind()).to.deep.equal([]);
    });

    it("leaves nothing behind when Ctrl-C ends it", async () => {
        const demo = start();
        await printing(demo, "$ pulumi preview\n");
        process.kill(-(demo.process.pid ?? Number.NaN), "SIGINT");
        expect(await demo.ended).to.equal(1);
        expect(demo.printed()).to.contain("Interrupted.").and.not.to.contain("$ pulumi up");
        expect(leftBehind()).to.deep.equal([]);
    });

    it("does not touch the real service where nobody can be asked", async () => {
        const demo = start({
            POLYTOMIC_API_KEY: "secret-key-of-a-user",
            POLYTOMIC_SYNC_ID: "248df4b7-aa70-47b8-a036-33ac447e668d",
            POLYTOMIC_DEPLOYMENT_URL: "http://127.0.0.1:9",
        });
        expect(await demo.ended).to.equal(1);
        expect(demo.printed())
            .to.contain("standard input is no terminal")
            .and.not.to.contain("$ ")
            .and.not.to.contain("secret-key-of-a-user");
    });
});

function printing(demo: Demo, text: string): Promise<void> {
    return new Promise((done) => {
        demo.process.stdout?.on("data", () => {
            if (demo.printed().includes(text)) done();
        });
    });
}
