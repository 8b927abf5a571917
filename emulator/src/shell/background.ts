import { fork } from "node:child_process";
import { once } from "node:events";

/** What the emulator in the background sends once: the lines for the shell, or why it could not start. */
export interface StartMessage {
    readonly lines?: string;
    readonly problem?: string;
}

/** Starts this command again in the background, without `--background`, and resolves with its lines once it listens. */
export async function startInBackground(args: readonly string[]): Promise<string> {
    const [, script = ""] = process.argv;
    const child = fork(
        script,
        args.filter((arg) => arg !== "--background"),
        { detached: true, stdio: ["ignore", "ignore", "ignore", "ipc"] },
    );
    const ended = once(child, "exit").then((): [StartMessage] => [{ problem: "it ended at once" }]);
    const [{ lines, problem }] = (await Promise.race([once(child, "message"), ended])) as [StartMessage];
    if (lines === undefined) throw new Error(problem ?? "it did not start");
    child.disconnect();
    child.unref();
    return `${lines}export POLYTOMIC_EMULATOR_PID=${child.pid ?? ""}\n`;
}

/** Sends a message to the command that started this process in the background. False if none did. */
export function tellStarter(message: StartMessage): boolean {
    return process.send?.(message) ?? false;
}
