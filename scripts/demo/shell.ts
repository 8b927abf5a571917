import { spawn, type ChildProcess } from "node:child_process";
import { styleText } from "node:util";

/** The exit code, or the signal that ended the command. */
type Result = number | NodeJS.Signals | null;

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Runs commands in one folder and environment, each printed first as a user would type it, its output following.
 * Until it is closed, Ctrl-C does not end this process but the command at hand, so that there is time to clean up.
 */
export class Shell {
    private child: ChildProcess | undefined;
    private isInterrupted = false;

    constructor(
        readonly folder: string,
        private readonly environment: NodeJS.ProcessEnv,
    ) {
        for (const signal of SIGNALS) process.on(signal, this.interrupt);
    }

    close(): void {
        for (const signal of SIGNALS) process.off(signal, this.interrupt);
    }

    /** Resolves when the command has ended well; rejects after an interruption. */
    async run(command: string): Promise<void> {
        this.assertNotInterrupted();
        const result = await this.execute(command);
        this.assertNotInterrupted();
        assertWell(command, result);
    }

    /** The same where an interruption came before. */
    async runAllTheSame(command: string): Promise<void> {
        assertWell(command, await this.execute(command));
    }

    private execute(command: string): Promise<Result> {
        printCommand(command);
        const [program = "", ...args] = command.split(" ");
        const { folder: cwd, environment: env } = this;
        const child = spawn(program, args, { cwd, env, stdio: "inherit" });
        this.child = child;
        return new Promise((resolve, reject) => {
            child.on("error", reject);
            child.on("exit", (code, signal) => {
                resolve(code ?? signal);
            });
        });
    }

    private readonly interrupt = (signal: NodeJS.Signals) => {
        this.isInterrupted = true;
        // Ctrl-C reaches the command by itself, and a second one would make it leave things undone.
        if (signal !== "SIGINT") this.child?.kill("SIGINT");
    };

    private assertNotInterrupted(): void {
        if (this.isInterrupted) throw new Error("Interrupted.");
    }
}

function assertWell(command: string, result: Result): void {
    if (result !== 0) throw new Error(`\`${command}\` ended with ${result ?? "no exit code"}.`);
}

export function printCommand(command: string): void {
    const typed = `$ ${command}`;
    // Node.js before 22.13 would style it for a pipe as well.
    process.stdout.write(`\n${process.stdout.isTTY ? styleText("bold", typed) : typed}\n`);
}
