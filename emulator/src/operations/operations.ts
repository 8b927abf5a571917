import type { Caller } from "../store/accounts";
import { keyOwnerResponse, scheduleResponse, syncResponse } from "./responses";
import { notFound } from "../errors";
import type { ServiceResponse } from "../errors";
import type { Behaviour } from "../options";
import { fillIn } from "../store/schedule";
import type { StoredSchedule } from "../store/schedule";
import type { Sync } from "../store/store";
import {
    pageTokenAfter,
    parseActivateBody,
    parseListQuery,
    parseScheduleBody,
    parseSchedulePath,
    parseStartBody,
    parseSyncPath,
} from "../validation/requests";
import type { EmulatorState } from "../state";

const PAGE_SIZE = 50;

/** A request whose caller is known. */
export interface Call {
    state: EmulatorState;
    behaviour: Behaviour;
    caller: Caller;
    params: unknown;
    query: unknown;
    body: unknown;
}

/** One endpoint. It reads and writes in one go, so that no other request comes in between. */
export type Operation = (call: Call) => ServiceResponse;

export const identity: Operation = ({ caller, state }) => ok(keyOwnerResponse(caller, state.accounts));

export const listSyncs: Operation = (call) => {
    const { active, page_token: after = 0 } = parseListQuery(call.query);
    const matching = call.state.store
        .syncsOf(call.caller.organizationId)
        .filter((sync) => sync.ordinal > after && (active === undefined || String(sync.active) === active));
    const page = matching.slice(0, PAGE_SIZE);
    const last = page.at(-1);
    const pagination =
        last && matching.length > PAGE_SIZE ? { next_page_token: pageTokenAfter(last.ordinal) } : {};
    return {
        status: 200,
        body: {
            data: list(
                page.map((sync) => describeSync(sync, call)),
                call,
            ),
            pagination,
        },
    };
};

export const getSync: Operation = (call) => ok(describeSync(syncOf(call), call));

export const activateSync: Operation = (call) => {
    const sync = syncOf(call);
    sync.active = parseActivateBody(call.body).active;
    if (!sync.active) call.state.executions.cancel(sync.id);
    return ok({ id: sync.id, active: sync.active });
};

export const startSync: Operation = (call) => {
    const sync = syncOf(call);
    return ok(call.state.executions.start(sync.id, parseStartBody(call.body)));
};

export const getSyncStatus: Operation = (call) => ok(call.state.executions.status(syncOf(call).id));

export const listSchedules: Operation = (call) => {
    const schedules = readableSchedules(syncOf(call), call);
    return ok(
        list(
            schedules.map((schedule) => scheduleResponse(schedule, call.behaviour)),
            call,
        ),
    );
};

export const getSchedule: Operation = (call) => {
    const sync = syncOf(call);
    const { scheduleId } = parseSchedulePath(call.params);
    const schedule = readableSchedules(sync, call).find(({ id }) => id === scheduleId);
    if (!schedule) throw notFound("schedule");
    return ok(scheduleResponse(schedule, call.behaviour));
};

export const createSchedule: Operation = (call) => {
    const sync = syncOf(call);
    const schedule = call.state.store.addSchedule(sync.id, definition(call), { by: actorId(call.caller) });
    return ok(scheduleResponse(schedule, call.behaviour));
};

export const replaceSchedule: Operation = (call) => {
    const sync = syncOf(call);
    const { scheduleId } = parseSchedulePath(call.params);
    const by = actorId(call.caller);
    const schedule = call.state.store.replaceSchedule(sync.id, scheduleId, definition(call), by);
    return ok(scheduleResponse(schedule, call.behaviour));
};

export const deleteSchedule: Operation = (call) => {
    const sync = syncOf(call);
    call.state.store.removeSchedule(sync.id, parseSchedulePath(call.params).scheduleId, actorId(call.caller));
    return { status: 204 };
};

export const unknownEndpoint: Operation = () => {
    throw notFound("endpoint");
};

function list(items: readonly unknown[], { behaviour }: Call): readonly unknown[] | null {
    return items.length === 0 && behaviour.emptyLists === "null" ? null : items;
}

function ok(data: unknown): ServiceResponse {
    return { status: 200, body: { data } };
}

function syncOf({ state, caller, params }: Call): Sync {
    return state.store.sync(parseSyncPath(params).syncId, caller.organizationId);
}

function readableSchedules({ id }: Sync, { state, behaviour }: Call): StoredSchedule[] {
    return behaviour.deletedSchedules === "dated"
        ? state.store.history(id, behaviour.readLagMs)
        : state.store.schedules(id, behaviour.readLagMs);
}

function describeSync(sync: Sync, { state, behaviour }: Call): unknown {
    return syncResponse(sync, state.store.schedules(sync.id, behaviour.readLagMs), state.accounts, behaviour);
}

function definition({ body, behaviour }: Call) {
    const { schedule } = parseScheduleBody(body);
    return behaviour.fillIn ? fillIn(schedule) : schedule;
}

function actorId({ userId, organizationId }: Caller): string {
    return userId ?? organizationId;
}
