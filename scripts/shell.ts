/** What the demo does in a terminal. */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline/promises";
import { styleText } from "node:util";

/**
 * Runs commands in one folder and environment, each printed first as a user would type it. Ctrl-C does not end this
 * process but the command at hand, so that there is time to clean up.
 */
export class Shell {
    private child: ChildProcess | undefined;
    private isInterrupted = false;

    constructor(
        readonly folder: string,
        private readonly environment: NodeJS.ProcessEnv,
    ) {
        for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
            process.on(signal, () => {
                this.isInterrupted = true;
                // Ctrl-C reaches the command by itself, and a second one would make it leave things undone.
                if (signal !== "SIGINT") this.child?.kill("SIGINT");
            });
        }
    }

    /** Prints how a user would set these variables of the environment. */
    printExports(...names: string[]): void {
        for (const name of names) printCommand(`export ${name}=${this.environment[name] ?? ""}`);
    }

    /** Resolves when the command has succeeded. Rejects after it failed, or once after an interruption. */
    async run(command: string): Promise<void> {
        this.assertNotInterrupted();
        printCommand(command);
        const [program = "", ...args] = command.split(" ");
        this.child = spawn(program, args, { cwd: this.folder, env: this.environment, stdio: "inherit" });
        const [code, signal] = (await once(this.child, "exit")) as [number | null, NodeJS.Signals | null];
        this.assertNotInterrupted();
        if (code !== 0) throw new Error(`\`${command}\` ended with ${code ?? signal ?? "no exit code"}.`);
    }

    private assertNotInterrupted(): void {
        if (!this.isInterrupted) return;
        this.isInterrupted = false;
        throw new Error("Interrupted.");
    }
}

/** Prints a command as it looks in a terminal. */
export function printCommand(command: string): void {
    const typed = `$ ${command}`;
    // Node.js before 22.13 would style it for a pipe as well.
    process.stdout.write(`\n${process.stdout.isTTY ? styleText("bold", typed) : typed}\n`);
}

/** Asks whether to go on, and throws an error unless the user agrees. */
export async function askToGoOn(consequences: string): Promise<void> {
    if (!process.stdin.isTTY)
        throw new Error(
            `${consequences} It asks before it does so, and standard input is no terminal: run it in a terminal, ` +
                "or without POLYTOMIC_API_KEY for the emulator.",
        );
    const terminal = createInterface({ input: process.stdin, output: process.stdout });
    // Ctrl-C and Ctrl-D close it without a reply.
    const reply = await Promise.race([
        terminal.question(`${consequences}\nGo on? [y/N] `),
        once(terminal, "close"),
    ]);
    terminal.close();
    if (!/^y(es)?$/i.test(String(reply).trim())) throw new Error("Nothing was done.");
}
