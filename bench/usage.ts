/** What processes take of the machine. Linux tells it in `/proc`; elsewhere it is NaN. */
import { existsSync, readdirSync, readFileSync } from "node:fs";

/** Linux counts CPU time in hundredths of a second, and memory in pages. */
const [TICK_MS, PAGE_BYTES] = [10, 4_096];

/** The user and system time of this process's children that have ended, and of all that they have waited for. */
export function childrenCpuMs(): number {
    const fields = fieldsOf("self");
    return ((fields[13] ?? NaN) + (fields[14] ?? NaN)) * TICK_MS;
}

/** The memory that all processes of a session have at the moment. */
export function memoryBytesOf(sessionId: number): number {
    if (!existsSync("/proc")) return NaN;
    const processes = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
    const ofSession = processes.map(fieldsOf).filter((fields) => fields[3] === sessionId);
    return ofSession.reduce((sum, fields) => sum + (fields[21] ?? 0) * PAGE_BYTES, 0);
}

/** What `stat` says of a process from its third field on; nothing where it is gone. */
function fieldsOf(pid: string): number[] {
    try {
        // The second field is the program's name in parentheses, which may hold anything.
        const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
        return fields.map(Number);
    } catch {
        return [];
    }
}
