import { RefusedInput } from "../errors";
import type { EmulatorState } from "../state";
import type { StoredSchedule, WebAppFields } from "./schedule";
import type { Sync, SyncChanges } from "./store";

export interface SentSchedule {
    /** Of the schedule that it changes. Without one, or with an unknown one, it is a new schedule. */
    id?: string | undefined;
    fields: WebAppFields;
}

/** The whole definition of a bulk sync, as PUT on it takes it. */
export interface SyncDefinition {
    changes: SyncChanges;
    defaultSchedule: SentSchedule;
    additionalSchedules: readonly SentSchedule[];
}

type Services = Pick<EmulatorState, "store" | "executions" | "behaviour">;

/** Brings a bulk sync and its schedules to a new definition. */
export function replaceSync(
    services: Services,
    syncId: string,
    definition: SyncDefinition,
    by: string,
): Sync {
    const { store, behaviour } = services;
    const before = store.schedules(syncId);
    const after = identified(before, definition, behaviour);
    const keptIds = new Set(after.map(({ id }) => id));
    for (const { id, isDefault } of before) {
        const isToGo = isDefault || behaviour.omittedSchedules === "removed";
        if (isToGo && !keptIds.has(id)) store.removeSchedule(syncId, id, by);
    }
    for (const { id, ...schedule } of after) {
        if (id === undefined) store.addSchedule(syncId, schedule, { by });
        else store.replaceSchedule(syncId, id, schedule, by);
    }
    return changeSync(services, syncId, definition.changes, by);
}

/** Deactivating asks to cancel the running execution. */
export function changeSync(
    { store, executions }: Omit<Services, "behaviour">,
    syncId: string,
    changes: SyncChanges,
    by: string,
): Sync {
    const changed = store.changeSync(syncId, changes, by);
    if (changes.active === false) executions.cancel(syncId);
    return changed;
}

/** The schedules that are sent. The ones that change a schedule of before have its id. */
function identified(
    before: readonly StoredSchedule[],
    { defaultSchedule, additionalSchedules }: SyncDefinition,
    { replacedDefault }: Services["behaviour"],
) {
    const known = new Map(before.map((schedule) => [schedule.id, schedule]));
    const find = (id = "") => known.get(id);
    const oldDefault = before.find(({ isDefault }) => isDefault);
    const changed = find(defaultSchedule.id) ?? (replacedDefault === "same-id" ? oldDefault : undefined);
    const sent = [
        // The request has no field for the selective mode of a default schedule.
        {
            selectiveMode: changed?.selectiveMode,
            ...defaultSchedule.fields,
            id: changed?.id,
            isDefault: true,
        },
        ...additionalSchedules.map(({ id, fields }) => ({ ...fields, id: find(id)?.id, isDefault: false })),
    ];
    const ids = sent.flatMap(({ id }) => id ?? []);
    if (new Set(ids).size < ids.length) throw new RefusedInput("two schedules have the same id");
    return sent;
}
