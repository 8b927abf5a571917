import { spawn } from "node:child_process";
import { once } from "node:events";
import { ProcessTree, type Usage } from "./process-tree";

export interface Timing extends Partial<Usage> {
    readonly wallMs: number;
}

export interface Command {
    readonly program: string;
    readonly args: readonly string[];
    readonly cwd: string;
    readonly environment: NodeJS.ProcessEnv;
}

/** Runs a command to its end, which must be a good one, and measures it with all that it starts. */
export async function measureCommand(command: Command): Promise<{ timing: Timing; output: string }> {
    const startedAtMs = performance.now();
    const child = spawn(command.program, command.args, {
        cwd: command.cwd,
        env: command.environment,
        stdio: ["ignore", "pipe", "pipe"],
    });
    const tree = child.pid === undefined ? undefined : new ProcessTree(child.pid);
    let output = "";
    for (const stream of [child.stdout, child.stderr])
        stream.setEncoding("utf8").on("data", (text: string) => (output += text));
    try {
        const [code] = (await once(child, "close")) as [number | null];
        if (code !== 0) throw new Error(`${command.args.join(" ")} failed:\n${output}`);
        return { timing: { wallMs: performance.now() - startedAtMs, ...tree?.stop() }, output };
    } finally {
        tree?.stop();
    }
}
