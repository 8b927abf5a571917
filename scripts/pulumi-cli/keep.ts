import { mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { isRunning, withLock } from "./lock";
import { isWhole } from "./programs";
import type { Say } from "./progress";

/** A way to get the CLI where there is none. */
export interface Way<Source extends string = string> {
    source: Source;
    name: string;
    /** Puts the programs into the folder's `bin`, or throws an error whose message is short. */
    make(folder: string, say: Say): Promise<void>;
}

/** A way that did not work, and why. */
export interface Failure {
    name: string;
    reason: string;
}

export function reasonOf(error: unknown): string {
    return error instanceof Error ? error.message : String(error);
}

const partialName = /\.(\d+)\.partial$/;

function removeAbandoned(folder: string): void {
    const parent = path.dirname(folder);
    for (const name of readdirSync(parent)) {
        const maker = partialName.exec(name)?.[1];
        if (maker !== undefined && !isRunning(Number(maker))) {
            rmSync(path.join(parent, name), { recursive: true, force: true });
        }
    }
}

async function make(way: Way, folder: string, say: Say): Promise<void> {
    const partial = `${folder}.${process.pid}.partial`;
    mkdirSync(partial);
    try {
        await way.make(partial, say);
        if (!isWhole(path.join(partial, "bin"))) {
            throw new Error("it left an incomplete installation");
        }
        // What stands here is not whole, or nobody would have come this far.
        rmSync(folder, { recursive: true, force: true });
        renameSync(partial, folder);
    } finally {
        rmSync(partial, { recursive: true, force: true });
    }
}

/**
 * Makes the folder by the first way that works. It appears only when it is whole: each way works in a folder beside
 * it. Answers the source: `kept` where another process made it meanwhile; or why nothing worked.
 */
export async function keep<Source extends string>(
    folder: string,
    ways: Way<Source>[],
    say: Say,
): Promise<{ source: Source | "kept" } | { failures: Failure[] }> {
    mkdirSync(path.dirname(folder), { recursive: true });
    return withLock(`${folder}.lock`, say, async () => {
        if (isWhole(path.join(folder, "bin"))) {
            return { source: "kept" };
        }
        removeAbandoned(folder);
        const failures: Failure[] = [];
        for (const way of ways) {
            try {
                await make(way, folder, say);
                return { source: way.source };
            } catch (error) {
                const failure = { name: way.name, reason: reasonOf(error) };
                say(`${failure.name}: ${failure.reason}`);
                failures.push(failure);
            }
        }
        return { failures };
    });
}
