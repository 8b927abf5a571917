import path from "node:path";
import { keptFolder } from "./cache-folder";
import { goBuild } from "./go-build";
import { installer } from "./installer";
import { keep, reasonOf, type Failure } from "./keep";
import { findPulumiOnPath } from "./on-path";
import { isWhole } from "./programs";
import type { Say } from "./progress";
import { pulumiVersion } from "./version";

export interface Pulumi {
    /** The folder with `pulumi` and, except where they are elsewhere on PATH, its companions. */
    binFolder: string;
    version: string;
    source: "path" | "kept" | "installer" | "go";
}

interface FindOptions {
    /** Takes each line about work that takes minutes; stderr by default. */
    say?: Say;
}

let search: Promise<Pulumi> | undefined;

/**
 * The Pulumi CLI: from PATH, or the copy kept from an earlier run, or else made now, which takes minutes. Several
 * calls in one process share one search.
 */
export function findPulumi({ say = sayOnStderr }: FindOptions = {}): Promise<Pulumi> {
    search ??= searchPulumi(say);
    return search;
}

/** The environment in which `pulumi` is this CLI. */
export function pulumiEnvironment(pulumi: Pulumi, environment = process.env): NodeJS.ProcessEnv {
    const PATH = [pulumi.binFolder, environment.PATH].filter(Boolean).join(path.delimiter);
    // A folder on PATH already may hold other programs too, even another Node.js: it keeps its place.
    const prefixed = pulumi.source === "path" ? environment : { ...environment, PATH };
    return { ...prefixed, PULUMI_SKIP_UPDATE_CHECK: "1" };
}

function sayOnStderr(line: string): void {
    process.stderr.write(`${line}\n`);
}

async function searchPulumi(say: Say): Promise<Pulumi> {
    const onPath = await findPulumiOnPath(process.env);
    if ("version" in onPath) {
        return { ...onPath, source: "path" };
    }
    if (onPath.cli !== undefined) {
        say(`The Pulumi CLI on PATH is not used: ${onPath.refusal}.`);
    }
    const folder = keptFolder();
    const kept = { binFolder: path.join(folder, "bin"), version: pulumiVersion };
    if (isWhole(kept.binFolder)) {
        return { ...kept, source: "kept" };
    }
    say(`The Pulumi CLI ${pulumiVersion} will be kept in ${folder}.`);
    const outcome = await keep(folder, [installer, goBuild], say).catch((error: unknown) => ({
        failures: [{ name: "the cache folder", reason: reasonOf(error) }],
    }));
    if ("failures" in outcome) {
        throw new Error(
            nothingWorked([{ name: "`pulumi` on PATH", reason: onPath.refusal }, ...outcome.failures]),
        );
    }
    return { ...kept, source: outcome.source };
}

/** What was tried, why it failed, and what to do. */
export function nothingWorked(failures: Failure[]): string {
    return [
        "There is no usable Pulumi CLI, and none could be made:",
        ...failures.map(({ name, reason }) => `- ${name}: ${reason}`),
        "Install the Pulumi CLI (https://www.pulumi.com/docs/install/) or Go (https://go.dev/doc/install), and try again.",
    ].join("\n");
}
