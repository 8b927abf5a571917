/** Ending processes in the midst of a command. */
import { setTimeout } from "node:timers/promises";
import type { Emulator } from "../../emulator/src";
import type { Interruption } from "./plan";
import { descendantsOf, isProvider, kill, type Process } from "./processes";
import type { Command } from "./project";

const POLL_MS = 10;

/** Waits for the moment, and strikes if the command still runs. Answers with the processes that it found running. */
export async function interrupt(
    { victim, afterRequests, delayMs }: Interruption,
    { child, ended }: Command,
    { requests }: Emulator,
): Promise<readonly Process[]> {
    const isOver = () => child.exitCode !== null || child.signalCode !== null;
    const before = requests.length;
    while (!isOver() && requests.length < before + afterRequests) await setTimeout(POLL_MS);
    await Promise.race([setTimeout(delayMs), ended]);
    if (isOver()) return [];
    const running = descendantsOf(child.pid);
    if (victim === "cli") child.kill("SIGKILL");
    else if (victim === "ctrl-c") child.kill("SIGINT");
    else running.filter(isProvider).forEach(kill);
    return running;
}
