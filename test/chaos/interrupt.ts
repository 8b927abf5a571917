/** Ending processes in the midst of a command. */
import { setTimeout } from "node:timers/promises";
import type { Emulator } from "../../emulator/src";
import type { Interruption, Victim } from "./plan";
import { descendantsOf, isProvider, kill, type Process } from "./processes";
import type { Command } from "./project";

const POLL_MS = 10;

const isOver = ({ child }: Command) => child.exitCode !== null || child.signalCode !== null;

/** Waits until something is so, or the command is over. */
export async function waitWhileRunning(command: Command, isTime: () => boolean): Promise<void> {
    while (!isOver(command) && !isTime()) await setTimeout(POLL_MS);
}

/** Strikes if the command still runs. Answers with the processes that it found running below it. */
export function strike(victim: Victim, command: Command): readonly Process[] {
    if (isOver(command)) return [];
    const running = descendantsOf(command.child.pid);
    if (victim === "cli") command.child.kill("SIGKILL");
    else if (victim === "ctrl-c") command.child.kill("SIGINT");
    else running.filter(isProvider).forEach(kill);
    return running;
}

/** Waits for the moment, and strikes. */
export async function interrupt(
    { victim, afterRequests, delayMs }: Interruption,
    command: Command,
    { requests }: Emulator,
): Promise<readonly Process[]> {
    const until = requests.length + afterRequests;
    await waitWhileRunning(command, () => requests.length >= until);
    await Promise.race([setTimeout(delayMs), command.ended]);
    return strike(victim, command);
}
