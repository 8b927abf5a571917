import { randomUUID } from "node:crypto";
import { ServiceError, notFound } from "../errors";
import type { Clock } from "./clock";

const RUN_MS = 10_000;
/** From the request to cancel a run to its end. */
const CANCEL_MS = 2000;

/** How a run goes. */
export interface ExecutionPlan {
    /** Default `"completed"`. */
    endsAs?: "completed" | "failed" | "canceled" | "errors" | "interrupted";
    /** What a run that is over says of itself. Default: nothing. */
    statusMessage?: string;
    /** Default 0. */
    recordCount?: number;
    /** Default 0. */
    errorCount?: number;
    /** Default 0. */
    warningCount?: number;
    /** How long it takes, in milliseconds of the emulator's clock. Default 10 seconds. */
    runMs?: number;
}

/** What a run was started with. */
export interface ExecutionRequest {
    fetch_mode?: string | undefined;
    resync_mode?: string | undefined;
    /** Empty for all of the bulk sync's. */
    schemas?: readonly string[] | null | undefined;
    test?: boolean | undefined;
}

export interface Started {
    readonly id: string;
    readonly request: ExecutionRequest;
    readonly plan: ExecutionPlan;
    readonly startedAtMs: number;
    canceledAtMs?: number;
}

/** A run as it stands at the moment. */
export interface Execution extends Readonly<Omit<Started, "canceledAtMs">> {
    readonly status: NonNullable<ExecutionPlan["endsAs"]> | "running" | "canceling";
    readonly updatedAtMs: number;
    /** Undefined while it runs. */
    readonly completedAtMs: number | undefined;
}

/** Runs of bulk syncs. Nothing is synced: a run is over when the time that it takes has passed. */
export class Executions {
    private readonly started: Map<string, Started[]>;
    private readonly plans = new Map<string, ExecutionPlan[]>();

    constructor(
        private readonly clock: Clock,
        started: Readonly<Record<string, Started[]>> = {},
    ) {
        this.started = new Map(Object.entries(started));
    }

    snapshot(): Record<string, Started[]> {
        return Object.fromEntries(this.started);
    }

    /** Decides how the next run that starts goes; plans of one bulk sync queue up. */
    plan(syncId: string, plan: ExecutionPlan): void {
        this.plans.set(syncId, [...(this.plans.get(syncId) ?? []), plan]);
    }

    start(syncId: string, request: ExecutionRequest): Execution {
        if (this.current(syncId)) {
            throw new ServiceError(409, "conflict", "an execution of this bulk sync is already running");
        }
        const plan = this.plans.get(syncId)?.shift() ?? {};
        const started = { id: randomUUID(), request, plan, startedAtMs: this.clock.nowMs() };
        this.started.set(syncId, [...this.startedOf(syncId), started]);
        return this.stateOf(started);
    }

    /** Asks to cancel the running execution, or only the one with the id. */
    cancel(syncId: string, id?: string): void {
        const current = this.current(syncId);
        const started = this.startedOf(syncId).find((execution) => execution.id === current?.id);
        if (started && (id ?? started.id) === started.id) started.canceledAtMs ??= this.clock.nowMs();
    }

    /** All runs of a bulk sync, oldest first. */
    list(syncId: string): Execution[] {
        return this.startedOf(syncId).map((started) => this.stateOf(started));
    }

    find(syncId: string, id: string): Execution {
        const execution = this.list(syncId).find((candidate) => candidate.id === id);
        if (!execution) throw notFound("execution");
        return execution;
    }

    current(syncId: string): Execution | undefined {
        return this.list(syncId).find(({ completedAtMs }) => completedAtMs === undefined);
    }

    /** The one that ended last. */
    last(syncId: string): Execution | undefined {
        return this.list(syncId).findLast(({ completedAtMs }) => completedAtMs !== undefined);
    }

    private startedOf(syncId: string): Started[] {
        return this.started.get(syncId) ?? [];
    }

    private stateOf({ canceledAtMs, ...started }: Started): Execution {
        const { endsAs = "completed", runMs = RUN_MS } = started.plan;
        const isCanceled = canceledAtMs !== undefined;
        const endMs = isCanceled ? canceledAtMs + CANCEL_MS : started.startedAtMs + runMs;
        if (this.clock.nowMs() >= endMs) {
            const status = isCanceled ? "canceled" : endsAs;
            return { ...started, status, updatedAtMs: endMs, completedAtMs: endMs };
        }
        return {
            ...started,
            status: isCanceled ? "canceling" : "running",
            updatedAtMs: canceledAtMs ?? started.startedAtMs,
            completedAtMs: undefined,
        };
    }
}
