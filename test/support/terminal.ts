import { spawn } from "node:child_process";
import { once } from "node:events";

/** What a command came to that ran on a terminal. */
export interface TerminalRun {
    readonly code: number | null;
    /** All that the terminal has shown, stdout and stderr together. */
    readonly shown: string;
}

/** What somebody types, as soon as a text appears. */
export interface Typing {
    readonly after: string;
    readonly keys: string;
}

const CTRL_C = "\u0003";
const CTRL_D = "\u0004";
export const KEYS = { CTRL_C, CTRL_D } as const;

/**
 * Runs a command on a pseudo terminal, which `script` of util-linux makes. Ends it after `limitMs` as Ctrl-C does.
 */
export async function runOnTerminal(
    command: readonly string[],
    env: NodeJS.ProcessEnv,
    { after, keys }: Typing = { after: "\0", keys: "" },
    limitMs = 60_000,
): Promise<TerminalRun> {
    const line = command.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(" ");
    const child = spawn("script", ["--quiet", "--return", "--command", line, "/dev/null"], { env });
    const timer = setTimeout(() => child.stdin.write(CTRL_C), limitMs);
    let shown = "";
    let hasTyped = false;
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
        shown += text;
        if (hasTyped || !shown.includes(after)) return;
        hasTyped = true;
        child.stdin.write(keys);
    });
    const [code] = (await once(child, "close")) as [number | null];
    clearTimeout(timer);
    return { code, shown };
}
