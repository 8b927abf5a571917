import { readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { withProgress, type Say } from "./progress";

const heartbeatMs = 5_000;
const longestSilenceMs = 60_000;
const pollMs = 500;

/** Whether another process of this id runs on this machine. */
export function isRunning(pid: number): boolean {
    if (pid === process.pid) {
        return false;
    }
    try {
        process.kill(pid, 0);
        return true;
    } catch (error) {
        return isErrorWithCode(error, "EPERM");
    }
}

function isErrorWithCode(error: unknown, code: string): boolean {
    return error instanceof Error && "code" in error && error.code === code;
}

function readHolder(file: string): number | undefined {
    try {
        return Number(readFileSync(file, "utf8"));
    } catch {
        return undefined;
    }
}

// The id alone proves little: after a restart, or in another container, it is some other process's. So the holder
// touches its lock, and one that has not for a minute counts as dead.
function isHeld(file: string, holder: number): boolean {
    const touchedMs = statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    // The holder writes its id just after it has made the file: until then it reads as 0.
    return Date.now() - touchedMs < longestSilenceMs && (holder === 0 || isRunning(holder));
}

function create(file: string): boolean {
    try {
        writeFileSync(file, String(process.pid), { flag: "wx" });
        return true;
    } catch (error) {
        if (isErrorWithCode(error, "EEXIST")) {
            return false;
        }
        throw error;
    }
}

function tryAcquire(file: string): boolean {
    if (create(file)) {
        return true;
    }
    const holder = readHolder(file);
    if (holder !== undefined && isHeld(file, holder)) {
        return false;
    }
    // Two that find the same dead holder at the same moment may both end up with the lock. That costs time and nothing
    // else: each works in a folder of its own.
    rmSync(file, { force: true });
    return create(file);
}

async function acquire(file: string, say: Say): Promise<void> {
    if (tryAcquire(file)) {
        return;
    }
    const step = `Waiting for process ${readHolder(file) ?? "(unknown)"}, which is at the same work`;
    await withProgress(say, step, "minutes at most", async () => {
        while (!tryAcquire(file)) {
            await sleep(pollMs);
        }
    });
}

function touch(file: string): void {
    try {
        utimesSync(file, new Date(), new Date());
    } catch {
        // Someone has removed the lock; the work goes on, for it does no harm twice.
    }
}

/** Does the work while no other process holds the lock file; waits for one that does, and takes over from a dead one. */
export async function withLock<T>(file: string, say: Say, work: () => Promise<T>): Promise<T> {
    await acquire(file, say);
    const heartbeat = setInterval(touch, heartbeatMs, file);
    try {
        return await work();
    } finally {
        clearInterval(heartbeat);
        if (readHolder(file) === process.pid) {
            rmSync(file, { force: true });
        }
    }
}
