import { notFound } from "../errors";
import { fillIn } from "../store/schedule";
import type { ScheduleFields, StoredSchedule } from "../store/schedule";
import type { Sync } from "../store/store";
import { parseScheduleBody, parseSchedulePath } from "../validation/requests";
import { actorId, ok, syncOf } from "./call";
import type { Call, Operation } from "./call";
import { listResponse, scheduleResponse } from "./responses";

export const listSchedules: Operation = (call) => {
    const schedules = readableSchedules(syncOf(call), call);
    const responses = schedules.map((schedule) => scheduleResponse(schedule, call.behaviour));
    return ok(listResponse(responses, call.behaviour));
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
    const schedule = call.state.store.addSchedule(sync.id, definition(call), { by: actorId(call) });
    return ok(scheduleResponse(schedule, call.behaviour));
};

export const replaceSchedule: Operation = (call) => {
    const sync = syncOf(call);
    const { scheduleId } = parseSchedulePath(call.params);
    const isReset = call.behaviour.scheduleUpdates === "reset";
    const replacement = { ...definition(call), ...(isReset && { schemas: [], syncMode: "normal" }) };
    const schedule = call.state.store.replaceSchedule(sync.id, scheduleId, replacement, actorId(call));
    return ok(scheduleResponse(schedule, call.behaviour));
};

export const deleteSchedule: Operation = (call) => {
    const sync = syncOf(call);
    call.state.store.removeSchedule(sync.id, parseSchedulePath(call.params).scheduleId, actorId(call));
    return call.behaviour.deleteResponse === "text" ? { status: 200, body: "" } : { status: 204 };
};

function readableSchedules({ id }: Sync, { state, behaviour }: Call): StoredSchedule[] {
    return behaviour.deletedSchedules === "dated"
        ? state.store.history(id, behaviour.readLagMs)
        : state.store.schedules(id, behaviour.readLagMs);
}

function definition({ body, behaviour }: Call): ScheduleFields {
    const { schedule } = parseScheduleBody(body);
    return behaviour.fillIn ? fillIn(schedule) : schedule;
}
