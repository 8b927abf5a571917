import { nextRunMs } from "../store/next-run";
import { pageOf } from "../store/paging";
import type { Sync } from "../store/store";
import {
    parseExecutionPath,
    parseExecutionsQuery,
    parseStartBody,
    parseStatusesQuery,
} from "../validation/requests";
import { ok, okPage, syncOf } from "./call";
import type { Call, Operation } from "./call";
import { executionResponse } from "./execution-response";
import { listResponse } from "./responses";

export const startSync: Operation = (call) => {
    const sync = syncOf(call);
    return ok(executionResponse(call.state.executions.start(sync.id, parseStartBody(call.body))));
};

/** Those that are over by the time of their end, otherwise by that of their start. */
export const listExecutions: Operation = (call) => {
    const sync = syncOf(call);
    const query = parseExecutionsQuery(call.query);
    const { only_terminal: isTerminal = false, ascending: isAscending, page_token: after, limit } = query;
    const executions = call.state.executions
        .list(sync.id)
        .filter(({ completedAtMs }) => !isTerminal || completedAtMs !== undefined);
    const { items, ...page } = pageOf(
        executions,
        ({ id, startedAtMs, updatedAtMs }) => ({ id, atMs: isTerminal ? updatedAtMs : startedAtMs }),
        { limit, after, isAscending },
    );
    return okPage({ items: items.map(executionResponse), ...page }, call);
};

export const getExecution: Operation = (call) => {
    const sync = syncOf(call);
    return ok(
        executionResponse(call.state.executions.find(sync.id, parseExecutionPath(call.params).executionId)),
    );
};

export const cancelExecution: Operation = (call) => {
    const sync = syncOf(call);
    const { executions } = call.state;
    const { id } = executions.find(sync.id, parseExecutionPath(call.params).executionId);
    executions.cancel(sync.id, id);
    return ok(CANCEL_MESSAGE);
};

export const cancelSync: Operation = (call) => {
    call.state.executions.cancel(syncOf(call).id);
    return ok(CANCEL_MESSAGE);
};

export const getSyncStatus: Operation = (call) => {
    const sync = syncOf(call);
    const current = call.state.executions.current(sync.id);
    const last = call.state.executions.last(sync.id);
    return ok({
        current_execution: current && executionResponse(current),
        last_execution: last && executionResponse(last),
        next_execution_time: nextRunOf(sync, call),
    });
};

export const listSyncStatuses: Operation = (call) => {
    const statuses = syncsAskedFor(call).map((sync) => ({
        sync_id: sync.id,
        status: call.state.executions.list(sync.id).at(-1)?.status,
        nextExecutionTime: nextRunOf(sync, call),
    }));
    return ok(listResponse(statuses, call.behaviour));
};

const CANCEL_MESSAGE = { message: "the cancellation of the execution was requested" };

function syncsAskedFor({ state: { store }, caller: { organizationId }, query }: Call): Sync[] {
    const { all, active, sync_id: ids } = parseStatusesQuery(query);
    if (all) return store.syncsOf(organizationId);
    if (active) return store.syncsOf(organizationId).filter((sync) => sync.active);
    return ids.map((id) => store.sync(id, organizationId));
}

function nextRunOf(sync: Sync, { state: { clock, store } }: Call): string | null {
    const nextMs = sync.active ? nextRunMs(store.schedules(sync.id), clock.nowMs()) : undefined;
    return nextMs === undefined ? null : new Date(nextMs).toISOString();
}
