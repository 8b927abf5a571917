import path from "node:path";
import { findOnPath, missingCompanions, programs } from "./programs";
import { run } from "./run";
import { isUsableVersion, oldestUsableVersion, parseVersion } from "./version";

const versionTimeoutMs = 30_000;

type OnPath = { binFolder: string; version: string } | { cli?: string; refusal: string };

/** The CLI on PATH, or why it is not used. */
export async function findPulumiOnPath(environment: NodeJS.ProcessEnv): Promise<OnPath> {
    const cli = findOnPath(programs.cli, environment.PATH);
    if (cli === undefined) {
        return { refusal: "there is none" };
    }
    const missing = missingCompanions(cli, environment.PATH);
    if (missing.length > 0) {
        return { cli, refusal: `${cli} comes without ${missing.join(" and ")}` };
    }
    const version = await versionOf(cli, environment);
    if (version === undefined) {
        return { cli, refusal: `${cli} does not tell its version` };
    }
    if (!isUsableVersion(version)) {
        return {
            cli,
            refusal: `${cli} is version ${version}, and ${oldestUsableVersion} or later is needed`,
        };
    }
    return { binFolder: path.dirname(cli), version };
}

async function versionOf(cli: string, environment: NodeJS.ProcessEnv): Promise<string | undefined> {
    const env = { ...environment, PULUMI_SKIP_UPDATE_CHECK: "1" };
    try {
        return parseVersion(await run(cli, ["version"], { env, timeoutMs: versionTimeoutMs }));
    } catch {
        return undefined;
    }
}
