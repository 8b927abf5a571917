import {
    existsSync,
    mkdirSync,
    mkdtempSync,
    readdirSync,
    readFileSync,
    rmSync,
    utimesSync,
    writeFileSync,
} from "node:fs";
import { homedir, tmpdir } from "node:os";
import path from "node:path";
import { expect } from "chai";
import { keptFolder, pulumiEnvironment, searchPulumi } from "../../../scripts/pulumi-cli";
import {
    installCli,
    LANGUAGE_HOST_VERSION,
    PULUMI_VERSION,
    type Way,
} from "../../../scripts/pulumi-cli/install";

describe("the search for the Pulumi CLI", () => {
    const PATH = process.env["PATH"];
    let root: string;
    let folder: string;
    let installed: string[];

    const install = (to: string) => {
        installed.push(to);
        return Promise.resolve();
    };

    beforeEach(() => {
        root = mkdtempSync(path.join(tmpdir(), "path-"));
        folder = path.join(root, "kept");
        installed = [];
        process.env["PATH"] = root;
    });

    afterEach(() => {
        process.env["PATH"] = PATH;
        rmSync(root, { recursive: true });
    });

    function writeCli(line: string): void {
        writeFileSync(path.join(root, "pulumi"), `#!/bin/sh\n${line}\n`, { mode: 0o755 });
    }

    it("takes the CLI on PATH", async () => {
        writeCli("echo v3.230.1");
        expect(await searchPulumi(undefined, () => folder, install)).to.deep.equal({
            command: "pulumi",
            version: "3.230.1",
        });
        expect(installed).to.be.empty;
    });

    for (const [what, line] of [
        ["too old a CLI", "echo v3.215.9"],
        ["a program that prints no version", "echo hello"],
        ["a program that fails", "exit 1"],
    ] as const) {
        it(`does not take ${what}, but installs one`, async () => {
            writeCli(line);
            const kept = { command: path.join(folder, "bin/pulumi"), version: PULUMI_VERSION };
            expect(await searchPulumi(undefined, () => folder, install)).to.deep.equal(kept);
            expect(installed).to.deep.equal([folder]);
        });
    }

    it("takes the release that PULUMI_CLI_VERSION asks for: from PATH, or its own copy", async () => {
        writeCli("echo v3.230.1");
        const folderOf = (version: string) => `${folder}-${version}`;
        const onPath = { command: "pulumi", version: "3.230.1" };
        expect(await searchPulumi("3.230.1", folderOf, install)).to.deep.equal(onPath);
        const kept = { command: path.join(`${folder}-3.276.0`, "bin/pulumi"), version: "3.276.0" };
        expect(await searchPulumi("3.276.0", folderOf, install)).to.deep.equal(kept);
        expect(installed).to.deep.equal([`${folder}-3.276.0`]);
    });

    it("takes the kept copy where there is none on PATH", async () => {
        mkdirSync(folder);
        const kept = { command: path.join(folder, "bin/pulumi"), version: PULUMI_VERSION };
        expect(await searchPulumi(undefined, () => folder, install)).to.deep.equal(kept);
        expect(installed).to.be.empty;
    });

    it("keeps the copy in the user's cache folder", () => {
        const kept = `pulumi-polytomic/pulumi-v${PULUMI_VERSION}`;
        expect(keptFolder(PULUMI_VERSION, { XDG_CACHE_HOME: "/var/cache/ada" })).to.equal(
            `/var/cache/ada/${kept}`,
        );
        for (const environment of [{}, { XDG_CACHE_HOME: "" }, { XDG_CACHE_HOME: "cache" }])
            expect(keptFolder(PULUMI_VERSION, environment)).to.equal(`${homedir()}/.cache/${kept}`);
    });

    it("puts the kept copy first on PATH, and leaves a PATH that has the CLI as it is", () => {
        const environment = { PATH: "/usr/bin", HOME: "/root" };
        const skip = { PULUMI_SKIP_UPDATE_CHECK: "1" };
        expect(
            pulumiEnvironment({ command: "/cache/bin/pulumi", version: "3.259.0" }, environment),
        ).to.deep.equal({
            ...{ PATH: `/cache/bin${path.delimiter}/usr/bin`, HOME: "/root", ...skip },
        });
        expect(pulumiEnvironment({ command: "pulumi", version: "3.259.0" }, environment)).to.deep.equal({
            ...environment,
            ...skip,
        });
    });
});

describe("the installation of the Pulumi CLI", () => {
    let cache: string;
    let folder: string;

    const failing: Way = () => Promise.reject(new Error("Command failed: go build\nno network"));
    const filling =
        (content: string): Way =>
        (to) => {
            expect(existsSync(folder), "the folder appears when it is complete").to.be.false;
            writeFileSync(path.join(to, "pulumi"), content);
            return Promise.resolve();
        };
    const content = () => readFileSync(path.join(folder, "pulumi"), "utf8");

    beforeEach(() => {
        cache = mkdtempSync(path.join(tmpdir(), "cache-"));
        folder = path.join(cache, "polytomic", "pulumi-v1");
    });

    afterEach(() => {
        rmSync(cache, { recursive: true });
    });

    it("takes the first way that works, and leaves nothing beside the folder", async () => {
        await installCli(folder, "3.230.1", { bad: failing, good: filling("good"), other: filling("other") });
        expect(content()).to.equal("good");
        expect(readdirSync(path.dirname(folder))).to.deep.equal(["pulumi-v1"]);
    });

    it("says what it has tried, and what to install, where nothing works", async () => {
        const missing: Way = () => Promise.reject(new Error("spawn go ENOENT"));
        const message = await installCli(folder, "3.230.1", {
            "the bad way": failing,
            "a build": missing,
        }).catch(String);
        expect(message).to.equal(
            "Error: There is no Pulumi CLI of a usable version on PATH, and none could be installed:\n" +
                "- the bad way: no network\n- a build: it is not there\n" +
                "Install the Pulumi CLI (https://www.pulumi.com/docs/install/) or Go (https://go.dev/doc/install), " +
                "and try again.",
        );
        expect(readdirSync(path.dirname(folder))).to.be.empty;
    });

    it("is made once where two ask at the same time", async () => {
        let count = 0;
        const slow: Way = async (to, version) => {
            count++;
            await new Promise((resolve) => setTimeout(resolve, 300));
            await filling("slow")(to, version);
        };
        await Promise.all([installCli(folder, "3.230.1", { slow }), installCli(folder, "3.230.1", { slow })]);
        expect(count).to.equal(1);
    });

    it("takes nothing from a run that was killed, and does not wait for it", async () => {
        mkdirSync(`${folder}.partial`, { recursive: true });
        writeFileSync(path.join(`${folder}.partial`, "language-host"), "half");
        mkdirSync(`${folder}.lock`);
        const longAgo = new Date(Date.now() - 60_000);
        utimesSync(`${folder}.lock`, longAgo, longAgo);
        await installCli(folder, "3.230.1", { good: filling("good") });
        expect(readdirSync(folder)).to.deep.equal(["pulumi"]);
        expect(readdirSync(path.dirname(folder))).to.deep.equal(["pulumi-v1"]);
    });

    it("builds the versions that the Go modules require", () => {
        const modules = path.resolve(__dirname, "../../../scripts/pulumi-cli");
        const requirements = (name: string) => readFileSync(path.join(modules, name, "go.mod"), "utf8");
        expect(requirements("cli"))
            .to.contain(`github.com/pulumi/pulumi/pkg/v3 v${PULUMI_VERSION}\n`)
            .and.contain(`github.com/pulumi/pulumi/sdk/v3 v${PULUMI_VERSION} // indirect\n`);
        expect(requirements("language-nodejs")).to.contain(
            `github.com/pulumi/pulumi/sdk/v3 v${LANGUAGE_HOST_VERSION}\n`,
        );
    });
});
