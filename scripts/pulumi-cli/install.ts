/** Installs the Pulumi CLI: with Pulumi's installer, or as a build of Pulumi's Go modules. */
import { execFile } from "node:child_process";
import {
    chmodSync,
    copyFileSync,
    cpSync,
    existsSync,
    mkdirSync,
    readFileSync,
    renameSync,
    rmSync,
    writeFileSync,
} from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { PulumiCommand } from "@pulumi/pulumi/automation";
import { check, lock } from "proper-lockfile";
import { SemVer } from "semver";

/** The release that is installed where none is asked for; `cli/go.mod` names it too. */
export const PULUMI_VERSION = "3.259.0";

/** The release of the language host that is built; `language-nodejs/go.mod` names it too. */
export const LANGUAGE_HOST_VERSION = "3.68.0";

/** Fills the `bin` folder of a folder with a release. */
export type Way = (folder: string, version: string) => Promise<unknown>;

const WAYS: Readonly<Record<string, Way>> = {
    "Pulumi's installer": (root, version) => PulumiCommand.install({ root, version: new SemVer(version) }),
    "a build with Go": buildWithGo,
};

/**
 * Installs the CLI into the folder in the first way that works. The folder appears when it is complete. Only one
 * process at a time installs; the others wait, and take what it has installed.
 */
export async function installCli(folder: string, version = PULUMI_VERSION, ways = WAYS): Promise<void> {
    const parent = path.dirname(folder);
    mkdirSync(parent, { recursive: true });
    const lockOptions = { lockfilePath: `${folder}.lock`, onCompromised: () => undefined };
    if (await check(parent, lockOptions))
        say("Waiting for another process, which installs the Pulumi CLI ...");
    const release = await lock(parent, { ...lockOptions, retries: { retries: 1_800, factor: 1 } });
    try {
        if (!existsSync(folder)) await tryAll(ways, folder, version);
    } finally {
        await release();
    }
}

async function tryAll(ways: Readonly<Record<string, Way>>, folder: string, version: string): Promise<void> {
    const partial = `${folder}.partial`;
    const failures: string[] = [];
    for (const [name, fill] of Object.entries(ways)) {
        // A run that was killed may have left it.
        rmSync(partial, { recursive: true, force: true });
        mkdirSync(partial);
        try {
            say(`Installing the Pulumi CLI ${version} in ${folder}, by ${name}. This may take minutes ...`);
            await fill(partial, version);
            renameSync(partial, folder);
            return;
        } catch (error) {
            failures.push(`- ${name}: ${reasonOf(error)}`);
        } finally {
            rmSync(partial, { recursive: true, force: true });
        }
    }
    throw new Error(
        [
            "There is no Pulumi CLI of a usable version on PATH, and none could be installed:",
            ...failures,
            "Install the Pulumi CLI (https://www.pulumi.com/docs/install/) or Go (https://go.dev/doc/install), and try again.",
        ].join("\n"),
    );
}

/** For machines that reach a Go module proxy but not Pulumi's downloads. */
async function buildWithGo(folder: string, version: string): Promise<void> {
    // The quicker one first: without access to the modules, it fails within seconds.
    await build(
        path.join(__dirname, "language-nodejs"),
        "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs",
        { folder, version: LANGUAGE_HOST_VERSION },
    );
    await build(await cliModule(folder, version), "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi", {
        folder,
        version,
    });
    rmSync(path.join(folder, "module"), { recursive: true, force: true });
    const launcher = `pulumi-resource-pulumi-nodejs${process.platform === "win32" ? ".cmd" : ""}`;
    const sdk = path.dirname(require.resolve("@pulumi/pulumi/package.json"));
    copyFileSync(path.join(sdk, launcher), path.join(folder, "bin", launcher));
    chmodSync(path.join(folder, "bin", launcher), 0o755);
}

/** The folder of a Go module that requires a release of the CLI: the repository's, or one made for another release. */
async function cliModule(folder: string, version: string): Promise<string> {
    const module = path.join(__dirname, "cli");
    if (version === PULUMI_VERSION) return module;
    const other = path.join(folder, "module");
    cpSync(module, other, { recursive: true });
    rmSync(path.join(other, "go.sum"));
    const goMod = path.join(other, "go.mod");
    // What this release requires may be too new, or too old, for the other one.
    writeFileSync(goMod, readFileSync(goMod, "utf8").replace(/^require (\([^)]*\)|.*)\n/gm, ""));
    await go(["get", `github.com/pulumi/pulumi/pkg/v3/cmd/pulumi@v${version}`], other);
    return other;
}

async function build(
    module: string,
    program: string,
    { folder, version }: { folder: string; version: string },
): Promise<void> {
    const flags = [
        // Prints each package that it compiles: a build whose parent was killed ends at the next line.
        "-v",
        "-trimpath",
        "-mod=readonly",
        "-buildvcs=false",
        `-ldflags=-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${version}`,
    ];
    await go(["build", ...flags, "-o", path.join(folder, "bin") + path.sep, program], module);
}

async function go(args: readonly string[], cwd: string): Promise<void> {
    // Like Pulumi's own releases, without cgo: no C compiler is needed.
    const env = { ...process.env, CGO_ENABLED: "0", GOWORK: "off" };
    await promisify(execFile)("go", args, { cwd, env });
}

/** The last line of an error's message: the lines before repeat the command and what it printed. */
export function reasonOf(error: unknown): string {
    const message = error instanceof Error ? error.message : String(error);
    const reason = message.trim().split("\n").at(-1)?.trim() ?? "";
    return reason.includes("ENOENT") ? "it is not there" : reason.slice(0, 300);
}

function say(line: string): void {
    process.stderr.write(`${line}\n`);
}
