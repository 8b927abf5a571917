import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import { withLock } from "../../../scripts/pulumi-cli/lock";

function startProcess(): { pid: number; kill: () => void } {
    const child = spawn(process.execPath, ["--eval", "setInterval(() => undefined, 1000)"]);
    return { pid: child.pid ?? 0, kill: () => child.kill("SIGKILL") };
}

describe("lock", () => {
    let folder: string;
    let file: string;
    let lines: string[];
    const say = (line: string) => lines.push(line);
    const work = () => Promise.resolve("done");

    beforeEach(() => {
        folder = mkdtempSync(path.join(tmpdir(), "lock-"));
        file = path.join(folder, "lock");
        lines = [];
    });

    afterEach(() => {
        rmSync(folder, { recursive: true });
    });

    it("names its holder while the work lasts, and is gone afterwards", async () => {
        const holder = await withLock(file, say, () => Promise.resolve(readFileSync(file, "utf8")));
        expect(holder).to.equal(String(process.pid));
        expect(existsSync(file)).to.be.false;
        expect(lines).to.be.empty;
    });

    it("is gone after work that fails", async () => {
        const failed = withLock(file, say, () => Promise.reject(new Error("broken"))).catch(String);
        expect(await failed).to.equal("Error: broken");
        expect(existsSync(file)).to.be.false;
    });

    it("makes a second run wait, and tells it for whom", async () => {
        const holder = startProcess();
        try {
            writeFileSync(file, String(holder.pid));
            let worked = false;
            const second = withLock(file, say, () => Promise.resolve((worked = true)));
            await sleep(700);
            expect(worked).to.be.false;
            expect(lines.join("\n")).to.contain(`Waiting for process ${holder.pid}`);
            rmSync(file);
            await second;
            expect(worked).to.be.true;
        } finally {
            holder.kill();
        }
    });

    it("makes a second run wait where the holder has not yet written its name", async () => {
        writeFileSync(file, "");
        const second = withLock(file, say, work);
        expect(lines).to.have.length(1);
        rmSync(file);
        expect(await second).to.equal("done");
    });

    it("passes to the waiting run when the holder is killed", async () => {
        const holder = startProcess();
        writeFileSync(file, String(holder.pid));
        const second = withLock(file, say, work);
        holder.kill();
        expect(await second).to.equal("done");
        expect(lines).to.have.length(1);
    });

    it("is taken from a holder that is dead", async () => {
        writeFileSync(file, String(spawnSync(process.execPath, ["--version"]).pid));
        expect(await withLock(file, say, work)).to.equal("done");
        expect(lines).to.be.empty;
    });

    it("is taken from a holder that has been silent for more than a minute", async () => {
        const holder = startProcess();
        try {
            writeFileSync(file, String(holder.pid));
            const longAgo = new Date(Date.now() - 61_000);
            utimesSync(file, longAgo, longAgo);
            expect(await withLock(file, say, work)).to.equal("done");
            expect(lines).to.be.empty;
        } finally {
            holder.kill();
        }
    });

    it("is taken where an earlier process had the id of this one", async () => {
        writeFileSync(file, String(process.pid));
        expect(await withLock(file, say, work)).to.equal("done");
    });

    it("is left to the one that took it over meanwhile", async () => {
        await withLock(file, say, () => {
            writeFileSync(file, "1");
            return Promise.resolve();
        });
        expect(readFileSync(file, "utf8")).to.equal("1");
    });
});
