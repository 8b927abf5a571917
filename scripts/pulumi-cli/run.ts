import { spawn, type SpawnOptions } from "node:child_process";
import { text } from "node:stream/consumers";

interface RunOptions extends Pick<SpawnOptions, "cwd" | "env" | "detached"> {
    timeoutMs: number;
}

const longestReason = 300;

/** The last lines of what a failed command printed, short enough for a sentence. */
export function shortReason(printed: string): string {
    const lines = printed.split("\n").map((line) => line.trim());
    return lines.filter(Boolean).slice(-2).join(" / ").slice(-longestReason);
}

/** Runs a command to its end and returns what it printed on stdout. Its stdin stays open as long as this process runs. */
export async function run(command: string, args: string[], options: RunOptions): Promise<string> {
    const { timeoutMs, ...spawnOptions } = options;
    const child = spawn(command, args, { ...spawnOptions, stdio: "pipe" });
    let timer: NodeJS.Timeout | undefined;
    const ended = new Promise<number | NodeJS.Signals | null>((resolve, reject) => {
        child.on("error", reject);
        child.on("close", (code, signal) => {
            resolve(code ?? signal);
        });
        timer = setTimeout(() => {
            reject(new Error(`not done after ${timeoutMs / 1000} s`));
            child.kill();
            // A grandchild that outlives the child would keep these open, and with them this process.
            child.stdout.destroy();
            child.stderr.destroy();
        }, timeoutMs);
    });
    try {
        const [result, stdout, stderr] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
        if (result !== 0) {
            throw new Error(shortReason(stderr) || `${command} ended with ${result ?? "no exit code"}`);
        }
        return stdout;
    } finally {
        clearTimeout(timer);
    }
}
