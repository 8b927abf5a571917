/** What a command and everything that it starts take of the machine, as Linux tells it in `/proc`. */
import { readdirSync, readFileSync } from "node:fs";

/** The processes of a `pulumi` command. */
export type ProcessKind = "CLI" | "language host" | "program" | "provider";

export interface Usage {
    /** User and system time of all processes. */
    readonly cpuMs: number;
    /** The most that a process of each kind had in memory, in bytes. */
    readonly peakBytes: Readonly<Partial<Record<ProcessKind, number>>>;
}

/** Linux counts CPU time for programs in hundredths of a second. */
const TICK_MS = 10;
const SAMPLE_EVERY_MS = 50;

const KINDS: readonly (readonly [RegExp, ProcessKind])[] = [
    [/cmd\/dynamic-provider/, "provider"],
    [/pulumi-language-nodejs/, "language host"],
    [/cmd\/run/, "program"],
    [/^\S*\/pulumi\s/, "CLI"],
];

/** Watches a process and its descendants until it is stopped. */
export class ProcessTree {
    private readonly ticks = new Map<string, number>();
    private readonly peakBytes: Partial<Record<ProcessKind, number>> = {};
    private readonly endedTicksBefore = endedTicks();
    private readonly timer = setInterval(() => {
        this.sample();
    }, SAMPLE_EVERY_MS);
    private readonly pids: Set<number>;

    constructor(root: number) {
        this.pids = new Set([root]);
        this.sample();
    }

    /** Undefined where the system does not tell. */
    stop(): Usage | undefined {
        clearInterval(this.timer);
        if (this.ticks.size === 0) return undefined;
        const seen = [...this.ticks.values()].reduce((sum, ticks) => sum + ticks, 0);
        // Exact for what its parent waited for; a process left behind is only in the samples.
        const ended = endedTicks() - this.endedTicksBefore;
        return { cpuMs: Math.max(seen, ended) * TICK_MS, peakBytes: this.peakBytes };
    }

    private sample(): void {
        for (const pid of this.pids) {
            for (const child of childrenOf(pid)) this.pids.add(child);
            if (!this.measure(pid)) this.pids.delete(pid);
        }
    }

    private measure(pid: number): boolean {
        const stat = statOf(String(pid));
        if (stat === undefined) return false;
        this.ticks.set(`${pid} ${stat.startedAt}`, stat.ownTicks);
        const kind = kindOf(pid);
        if (kind) this.peakBytes[kind] = Math.max(this.peakBytes[kind] ?? 0, peakBytesOf(pid));
        return true;
    }
}

/** The CPU time of this process's children that have ended, and of what they waited for. */
const endedTicks = () => statOf("self")?.endedTicks ?? 0;

function statOf(pid: string) {
    // The second field is the program's name in parentheses, which may hold anything.
    const fields = read(`/proc/${pid}/stat`)?.split(") ").at(-1)?.split(" ").map(Number);
    if (fields === undefined) return undefined;
    const [user = 0, system = 0, endedUser = 0, endedSystem = 0] = fields.slice(11, 15);
    return {
        ownTicks: user + system,
        endedTicks: endedUser + endedSystem,
        startedAt: fields[19] ?? 0,
    };
}

function childrenOf(pid: number): number[] {
    return threadsOf(pid).flatMap((thread) =>
        (read(`/proc/${pid}/task/${thread}/children`) ?? "").split(" ").filter(Boolean).map(Number),
    );
}

function threadsOf(pid: number): string[] {
    try {
        return readdirSync(`/proc/${pid}/task`);
    } catch {
        return [];
    }
}

function kindOf(pid: number): ProcessKind | undefined {
    const command = (read(`/proc/${pid}/cmdline`) ?? "").replaceAll("\0", " ");
    return KINDS.find(([pattern]) => pattern.test(command))?.[1];
}

function peakBytesOf(pid: number): number {
    const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(read(`/proc/${pid}/status`) ?? "")?.[1];
    return Number(kilobytes ?? 0) * 1024;
}

/** Undefined where the process is gone, or there is no `/proc`. */
function read(file: string): string | undefined {
    try {
        return readFileSync(file, "utf8");
    } catch {
        return undefined;
    }
}
