import type { Execution } from "../store/executions";

export function executionResponse(execution: Execution): Record<string, unknown> {
    const { id, request, status } = execution;
    const schemas = request.schemas ?? [];
    const course = { ...timesOf(execution), ...outcomeOf(execution) };
    return {
        id,
        type: "manual",
        status,
        ...course,
        is_test: request.test === true,
        is_resync: request.resync_mode !== undefined,
        is_partial: schemas.length > 0,
        fetch_mode: request.fetch_mode ?? "none",
        schemas: schemas.map((schema, index) => ({
            schema,
            status: SCHEMA_STATUSES.get(status) ?? status,
            ...course,
            // The emulator has no data: the first schema has all the records.
            ...(index > 0 && NOTHING),
        })),
    };
}

/** A schema does not have all states that an execution has. */
const SCHEMA_STATUSES: ReadonlyMap<Execution["status"], string> = new Map([
    ["canceling", "running"],
    ["errors", "failed"],
]);

const NOTHING = { record_count: 0, error_count: 0, warning_count: 0 };

function outcomeOf({ plan, completedAtMs }: Execution): Record<string, unknown> {
    if (completedAtMs === undefined) return { status_message: null, ...NOTHING };
    return {
        status_message: plan.statusMessage ?? null,
        record_count: plan.recordCount ?? 0,
        error_count: plan.errorCount ?? 0,
        warning_count: plan.warningCount ?? 0,
    };
}

function timesOf({ startedAtMs, updatedAtMs, completedAtMs }: Execution): Record<string, unknown> {
    return {
        created_at: iso(startedAtMs),
        started_at: iso(startedAtMs),
        updated_at: iso(updatedAtMs),
        completed_at: completedAtMs === undefined ? null : iso(completedAtMs),
    };
}

function iso(ms: number): string {
    return new Date(ms).toISOString();
}
