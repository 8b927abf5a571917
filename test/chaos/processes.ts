/** The processes that a command has started, as `ps` shows them. */
import { execFileSync } from "node:child_process";

export interface Process {
    readonly pid: number;
    readonly command: string;
}

interface Row extends Process {
    readonly parent: number;
}

function rows(): Row[] {
    const lines = execFileSync("ps", ["-A", "-ww", "-o", "pid=,ppid=,args="], { encoding: "utf8" }).split(
        "\n",
    );
    return lines.flatMap((line) => {
        const [, pid, parent, command] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
        return command === undefined ? [] : [{ pid: Number(pid), parent: Number(parent), command }];
    });
}

/** All that descend from a process, without itself. */
export function descendantsOf(pid: number | undefined): Process[] {
    const all = rows();
    const found: Row[] = all.filter(({ parent }) => parent === pid);
    for (const { pid: parent } of found) found.push(...all.filter((row) => row.parent === parent));
    return found;
}

export const isProvider = ({ command }: Process): boolean =>
    /node\S* .*[/\\]cmd[/\\]dynamic-provider/.test(command);

/** `kill -9`. A process that is gone already is as good. */
export function kill({ pid }: Process): void {
    try {
        process.kill(pid, "SIGKILL");
    } catch (error) {
        if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
    }
}

/** Kills those of the processes that are still there; a process id may be another's by now. */
export function killLeftovers(processes: readonly Process[]): void {
    if (processes.length === 0) return;
    const commands = new Map(rows().map(({ pid, command }) => [pid, command]));
    processes.filter(({ pid, command }) => commands.get(pid) === command).forEach(kill);
}
