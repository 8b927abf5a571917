import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { expect } from "chai";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import emulatorPackage from "../../emulator/package.json";
import packageJson from "../../package.json";
import { installationFolder } from "./support/hooks";

const root = resolve(__dirname, "../..");

/** Runs a command to its end, and gives everything that it printed. */
function run(folder: string, command: string, ...args: string[]): string {
    const { status, stdout, stderr } = spawnSync(command, args, { cwd: folder, encoding: "utf8" });
    const printed = `${stdout}${stderr}`;
    if (status !== 0) throw new Error(`${command} ${args.join(" ")} failed:\n${printed}`);
    return printed;
}

function emptyProject(): string {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), "pulumi-polytomic-e2e-packages-")));
    writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "e2e", private: true }));
    return folder;
}

describe("the packed package", () => {
    let folder: string;

    before(() => {
        folder = emptyProject();
    });

    after(() => {
        rmSync(folder, { recursive: true, force: true });
    });

    it("has no workspaces", () => {
        const path = join(installationFolder(), "node_modules/pulumi-polytomic/package.json");
        const packed: unknown = JSON.parse(readFileSync(path, "utf8"));
        expect(packed).to.include({ name: "pulumi-polytomic" }).and.not.to.have.property("workspaces");
    });

    it("gives publint nothing to suggest", async () => {
        const tarball = readFileSync(
            join(installationFolder(), `pulumi-polytomic-${packageJson.version}.tgz`),
        );
        const { messages, pkg } = await publint({ pack: { tarball: new Uint8Array(tarball).buffer } });
        expect(messages.map((message) => formatMessage(message, pkg, { color: false }))).to.deep.equal([]);
    });

    it("is installed by Yarn classic without a warning about anything but the peer dependency", () => {
        const registry = execFileSync("npm", ["config", "get", "registry"], { encoding: "utf8" }).trim();
        run(folder, "npm", "install", "--prefix", "yarn", "--ignore-scripts", "yarn@1");
        const tarball = join(installationFolder(), `pulumi-polytomic-${packageJson.version}.tgz`);
        const options = ["--registry", registry, "--cache-folder", join(folder, "cache"), "--no-progress"];
        const yarn = join(folder, "yarn/node_modules/yarn/bin/yarn.js");
        const printed = run(folder, process.execPath, yarn, "add", ...options, tarball);
        const warnings = printed.split("\n").filter((line) => line.startsWith("warning"));
        expect(warnings.filter((line) => !line.includes("unmet peer dependency"))).to.deep.equal([]);
    });
});

describe("the emulator's packed package", () => {
    let folder: string;

    before(() => {
        folder = emptyProject();
    });

    after(() => {
        rmSync(folder, { recursive: true, force: true });
    });

    it("is installed without a warning on this Node.js", () => {
        // Packing the package before all tests has built the emulator, too.
        run(join(root, "emulator"), "npm", "pack", "--ignore-scripts", "--pack-destination", folder);
        const tarball = `./polytomic-emulator-${emulatorPackage.version}.tgz`;
        const printed = run(folder, "npm", "install", "--engine-strict", "--no-audit", "--no-fund", tarball);
        expect(printed).not.to.match(/warn|EBADENGINE/i);
    });

    it("starts, and answers", async () => {
        const bin = join(folder, "node_modules/.bin/polytomic-emulator");
        const emulator = spawn(bin, { stdio: ["ignore", "pipe", "ignore"] });
        try {
            const [line] = (await once(createInterface(emulator.stdout), "line")) as [string];
            const [, url = ""] = /^export POLYTOMIC_DEPLOYMENT_URL=(.*)$/.exec(line) ?? [];
            expect((await fetch(`${url}/api/me`)).status).to.equal(401);
        } finally {
            emulator.kill();
        }
    });
});
