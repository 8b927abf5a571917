/** Finds the Pulumi CLI that the tests, the demo and the benchmark run. */
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import { PulumiCommand } from "@pulumi/pulumi/automation";
import { SemVer } from "semver";
import { installCli, PULUMI_VERSION, reasonOf } from "./install";

/** The environment variable that names the release to use, such as `3.276.0`, in place of any that is recent enough. */
const VERSION_VARIABLE = "PULUMI_CLI_VERSION";

/** Before this release, a drift that a dynamic provider reports is neither shown nor repaired. */
export const OLDEST_VERSION = "3.216.0";

/** A Pulumi CLI that is ready to run. */
export interface Pulumi {
    /** The program to start: `pulumi` where it is on PATH, otherwise the path of the kept copy. */
    readonly command: string;
    readonly version: string;
}

let search: Promise<Pulumi> | undefined;

/**
 * The CLI on PATH, or the copy that an earlier run kept. If there is neither, it installs one, which takes minutes.
 * Calls within one process share one search.
 */
export function findPulumi(): Promise<Pulumi> {
    search ??= searchPulumi();
    return search;
}

/** The environment in which `pulumi` is this CLI. */
export function pulumiEnvironment({ command }: Pulumi, environment = process.env): NodeJS.ProcessEnv {
    const folders = path.isAbsolute(command) ? [path.dirname(command), environment["PATH"]] : [];
    const onPath = folders.length > 0 ? { PATH: folders.filter(Boolean).join(path.delimiter) } : {};
    return { ...environment, ...onPath, PULUMI_SKIP_UPDATE_CHECK: "1" };
}

/** Where the copy of a release is kept: in the user's cache folder. */
export function keptFolder(version: string, environment = process.env): string {
    const declared = environment["XDG_CACHE_HOME"] ?? "";
    // The XDG specification says to ignore a relative path.
    const cache = path.isAbsolute(declared) ? declared : path.join(homedir(), ".cache");
    return path.join(cache, "pulumi-polytomic", `pulumi-v${version}`);
}

/** The CLI on PATH, or the kept copy, which `install` makes if there is none. */
export async function searchPulumi(
    declared = process.env[VERSION_VARIABLE] || undefined,
    folderOf = keptFolder,
    install = installCli,
): Promise<Pulumi> {
    const onPath = await findOnPath(declared);
    if (typeof onPath !== "string") return onPath;
    const version = declared ?? PULUMI_VERSION;
    const folder = folderOf(version);
    if (!existsSync(folder)) {
        process.stderr.write(`\`pulumi\` on PATH is not used: ${onPath}\n`);
        await install(folder, version);
    }
    return { command: path.join(folder, "bin", "pulumi"), version };
}

/** The CLI on PATH, or the reason why it is not used. */
async function findOnPath(declared: string | undefined): Promise<Pulumi | string> {
    try {
        const { command, version } = await PulumiCommand.get({ version: new SemVer(OLDEST_VERSION) });
        if (declared === undefined || String(version) === declared)
            return { command, version: String(version) };
        return `it is ${String(version)}, and ${VERSION_VARIABLE} asks for ${declared}`;
    } catch (error) {
        return reasonOf(error);
    }
}
