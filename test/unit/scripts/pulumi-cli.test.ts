import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect } from "chai";
import { nothingWorked, pulumiEnvironment, type Pulumi } from "../../../scripts/pulumi-cli";
import { findPulumiOnPath } from "../../../scripts/pulumi-cli/on-path";
import { programs } from "../../../scripts/pulumi-cli/programs";
import { run, shortReason } from "../../../scripts/pulumi-cli/run";

describe("Pulumi CLI on PATH", () => {
    let root: string;
    let bin: string;

    beforeEach(() => {
        root = mkdtempSync(path.join(tmpdir(), "path-"));
        bin = path.join(root, "bin");
        mkdirSync(bin);
    });

    afterEach(() => {
        rmSync(root, { recursive: true });
    });

    function install(program: string, prints: string, folder = bin): string {
        const file = path.join(folder, program);
        writeFileSync(file, `#!/bin/sh\necho "${prints}"\n`, { mode: 0o755 });
        return file;
    }

    function installAll(version: string): string {
        install(programs.languageHost, "");
        install(programs.dynamicProvider, "");
        return install(programs.cli, version);
    }

    it("is found with its version", async () => {
        installAll("v3.230.1");
        expect(await findPulumiOnPath({ PATH: `/nowhere:${bin}` })).to.deep.equal({
            binFolder: bin,
            version: "3.230.1",
        });
    });

    it("may be a link to where its companions are", async () => {
        const cli = installAll("v3.230.1");
        const links = path.join(root, "links");
        mkdirSync(links);
        symlinkSync(cli, path.join(links, programs.cli));
        expect(await findPulumiOnPath({ PATH: links })).to.deep.equal({
            binFolder: links,
            version: "3.230.1",
        });
    });

    it("may have its companions elsewhere on PATH", async () => {
        const elsewhere = path.join(root, "elsewhere");
        mkdirSync(elsewhere);
        install(programs.cli, "v3.230.1");
        install(programs.languageHost, "", elsewhere);
        install(programs.dynamicProvider, "", elsewhere);
        expect(await findPulumiOnPath({ PATH: `${bin}:${elsewhere}` })).to.have.property(
            "version",
            "3.230.1",
        );
    });

    it("is refused without its language host", async () => {
        const cli = installAll("v3.230.1");
        rmSync(path.join(bin, programs.languageHost));
        const refusal = `${cli} comes without pulumi-language-nodejs`;
        expect(await findPulumiOnPath({ PATH: bin })).to.deep.equal({ cli, refusal });
    });

    it("is refused when it is too old", async () => {
        const cli = installAll("v3.215.0");
        const refusal = `${cli} is version 3.215.0, and 3.216.0 or later is needed`;
        expect(await findPulumiOnPath({ PATH: bin })).to.deep.equal({ cli, refusal });
    });

    it("is refused when it prints something else than a version", async () => {
        const cli = installAll("hello");
        const refusal = `${cli} does not tell its version`;
        expect(await findPulumiOnPath({ PATH: bin })).to.deep.equal({ cli, refusal });
    });

    it("is refused when it cannot be run", async () => {
        const cli = installAll("v3.230.1");
        writeFileSync(cli, "#!/bin/sh\nexit 1\n");
        expect(await findPulumiOnPath({ PATH: bin })).to.have.property(
            "refusal",
            `${cli} does not tell its version`,
        );
    });

    it("is not a file without permission to run", async () => {
        chmodSync(installAll("v3.230.1"), 0o644);
        expect(await findPulumiOnPath({ PATH: bin })).to.deep.equal({ refusal: "there is none" });
    });

    it("is not looked for where there is no PATH", async () => {
        expect(await findPulumiOnPath({})).to.deep.equal({ refusal: "there is none" });
    });
});

describe("environment of the Pulumi CLI", () => {
    const kept: Pulumi = { binFolder: "/cache/bin", version: "3.259.0", source: "kept" };

    it("has the kept copy first on PATH", () => {
        const environment = pulumiEnvironment(kept, { PATH: "/usr/bin", HOME: "/root" });
        expect(environment).to.deep.equal({
            PATH: `/cache/bin${path.delimiter}/usr/bin`,
            HOME: "/root",
            PULUMI_SKIP_UPDATE_CHECK: "1",
        });
    });

    it("leaves a PATH that has the CLI as it is", () => {
        const environment = pulumiEnvironment({ ...kept, source: "path" }, { PATH: "/home/bin:/cache/bin" });
        expect(environment.PATH).to.equal("/home/bin:/cache/bin");
    });
});

describe("message where no CLI can be had", () => {
    it("names each way, why it failed, and what to install", () => {
        const message = nothingWorked([
            { name: "`pulumi` on PATH", reason: "there is none" },
            { name: "a build with Go", reason: "Go is not on PATH" },
        ]);
        expect(message.split("\n")).to.deep.equal([
            "There is no usable Pulumi CLI, and none could be made:",
            "- `pulumi` on PATH: there is none",
            "- a build with Go: Go is not on PATH",
            "Install the Pulumi CLI (https://www.pulumi.com/docs/install/) or Go (https://go.dev/doc/install), and try again.",
        ]);
    });
});

describe("command", () => {
    const timeoutMs = 5_000;

    it("answers what it prints", async () => {
        expect(await run("/bin/sh", ["-c", "echo yes"], { timeoutMs })).to.equal("yes\n");
    });

    it("fails with the end of what it complained about", async () => {
        const failed = run("/bin/sh", ["-c", "printf 'a\\nb\\n\\n  c\\nd\\n' >&2; exit 3"], {
            timeoutMs,
        }).catch(String);
        expect(await failed).to.equal("Error: c / d");
    });

    it("fails with its exit code when it said nothing", async () => {
        expect(await run("/bin/sh", ["-c", "exit 3"], { timeoutMs }).catch(String)).to.match(/ended with 3$/);
    });

    it("fails when it is not there", async () => {
        expect(await run("/no/such/program", [], { timeoutMs }).catch(String)).to.contain("ENOENT");
    });

    it("is given up after its time", async () => {
        const failed = run("/bin/sh", ["-c", "exec sleep 3"], { timeoutMs: 200 }).catch(String);
        expect(await failed).to.equal("Error: not done after 0.2 s");
    });

    it("holds up nobody after its time, even where a child of its own goes on", () => {
        const module = JSON.stringify(require.resolve("../../../scripts/pulumi-cli/run"));
        const program = `require(${module}).run("/bin/sh", ["-c", "sleep 4 & wait"], { timeoutMs: 100 }).catch(() => {})`;
        const startMs = Date.now();
        const { status } = spawnSync(process.execPath, ["--import", "tsx", "--eval", program]);
        expect(status).to.equal(0);
        expect(Date.now() - startMs).to.be.below(3_500);
    });

    it("keeps a reason short", () => {
        expect(shortReason("x".repeat(1_000))).to.have.length(300);
    });
});
