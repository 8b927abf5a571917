import { randomUUID } from "node:crypto";
import type { Clock } from "./clock";
import { ServiceError } from "../errors";

const RUN_MS = 10_000;

interface Execution {
    id: string;
    startedAtMs: number;
    canceledAtMs?: number;
    request: Record<string, unknown>;
}

/** Runs of bulk syncs. Nothing is synced: a run is over ten seconds of the emulator's clock after its start. */
export class Executions {
    private readonly bySync = new Map<string, Execution[]>();

    constructor(private readonly clock: Clock) {}

    start(syncId: string, request: Record<string, unknown>): Record<string, unknown> {
        const earlier = this.bySync.get(syncId) ?? [];
        if (earlier.some((execution) => this.isRunning(execution))) {
            throw new ServiceError(409, "conflict", "an execution of this bulk sync is already running");
        }
        const execution = { id: randomUUID(), startedAtMs: this.clock.nowMs(), request };
        this.bySync.set(syncId, [...earlier, execution]);
        return this.describe(execution);
    }

    cancel(syncId: string): void {
        const running = this.bySync.get(syncId)?.find((execution) => this.isRunning(execution));
        if (running) running.canceledAtMs = this.clock.nowMs();
    }

    status(syncId: string): Record<string, unknown> {
        const executions = this.bySync.get(syncId) ?? [];
        const current = executions.find((execution) => this.isRunning(execution));
        const last = executions.findLast((execution) => !this.isRunning(execution));
        return {
            current_execution: current && this.describe(current),
            last_execution: last && this.describe(last),
        };
    }

    private isRunning({ startedAtMs, canceledAtMs }: Execution): boolean {
        return canceledAtMs === undefined && this.clock.nowMs() < startedAtMs + RUN_MS;
    }

    private describe(execution: Execution): Record<string, unknown> {
        const isRunning = this.isRunning(execution);
        const endedAtMs = execution.canceledAtMs ?? execution.startedAtMs + RUN_MS;
        const done = execution.canceledAtMs === undefined ? "completed" : "canceled";
        return {
            id: execution.id,
            type: "bulk",
            status: isRunning ? "running" : done,
            is_test: execution.request.test === true,
            is_resync: execution.request.resync_mode !== undefined,
            fetch_mode: execution.request.fetch_mode ?? "none",
            created_at: new Date(execution.startedAtMs).toISOString(),
            started_at: new Date(execution.startedAtMs).toISOString(),
            completed_at: isRunning ? undefined : new Date(endedAtMs).toISOString(),
        };
    }
}
