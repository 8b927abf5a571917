/** The real CLI as a user runs it: commands with their words, and everything that they print. */
import { spawn } from "node:child_process";
import { once } from "node:events";

export type Environment = Readonly<Record<string, string | undefined>>;

interface Settings {
    readonly binary: string;
    readonly folder: string;
    readonly environment: Environment;
}

/** A command that ended with an error; its message is all that it printed. */
export class CommandFailure extends Error {
    override readonly name = "CommandFailure";
}

/** How a command ended, and all that it printed. */
export interface CommandResult {
    readonly code: number | null;
    readonly output: string;
}

/**
 * Runs a command to its end in a folder.
 *
 * @param environment What differs from this process's; undefined takes a variable away.
 * @param limitMs When to end it by force; its code is null then.
 */
export async function runCommand(
    command: string,
    args: readonly string[],
    folder: string,
    environment: Environment,
    limitMs?: number,
): Promise<CommandResult> {
    const child = spawn(command, args, {
        cwd: folder,
        env: { ...process.env, ...environment },
        stdio: ["ignore", "pipe", "pipe"],
        timeout: limitMs,
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr])
        stream.setEncoding("utf8").on("data", (text: string) => (output += text));
    const [code] = (await once(child, "close")) as [number | null];
    return { code, output };
}

export class CommandLine {
    /** What every command so far has printed. */
    printed = "";

    constructor(private readonly settings: Settings) {}

    /**
     * Runs a command that must succeed, and gives what it printed.
     *
     * @param environment Variables of this command alone; undefined takes one away.
     */
    async run(args: readonly string[], environment: Environment = {}): Promise<string> {
        const { code, output } = await this.execute(args, environment);
        this.printed += output;
        if (code !== 0) throw new CommandFailure(output);
        return output;
    }

    /** Runs a command whose output no user sees. */
    execute(args: readonly string[], environment: Environment = {}): Promise<CommandResult> {
        const { binary, folder } = this.settings;
        return runCommand(binary, ["--color", "never", ...args], folder, {
            ...this.settings.environment,
            ...environment,
        });
    }
}

/** What the CLI sums up at a command's end, such as `{ created: 2 }` or `{ "to update": 1, unchanged: 1 }`. */
export function summaryOf(output: string): Record<string, number> {
    const lines = output.split("Resources:").at(-1)?.split("\n").slice(1) ?? [];
    const counts = lines.map((line) => /^ +(?:[-+~]+ ?)?(\d+) ([a-z ]+)$/.exec(line.trimEnd()));
    const known = counts.slice(0, counts.indexOf(null)).filter((count) => count !== null);
    return Object.fromEntries(known.map(([, count, what]) => [what ?? "", Number(count)]));
}
