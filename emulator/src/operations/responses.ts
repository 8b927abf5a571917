import type { Behaviour } from "../options";
import type { Accounts, Caller } from "../store/accounts";
import type { StoredSchedule } from "../store/schedule";
import type { Sync } from "../store/store";
import { spellAsService } from "./spelling";

/** A schedule as the schedule endpoints write it. */
export function scheduleResponse(schedule: StoredSchedule, behaviour: Behaviour): Record<string, unknown> {
    const spelled = spell(schedule, behaviour);
    const orAbsent = (value: string | undefined) => value ?? absentValue(behaviour);
    return {
        id: behaviour.ids ? spelled.id : undefined,
        frequency: spelled.frequency,
        dayOfMonth: orAbsent(spelled.dayOfMonth),
        dayOfWeek: orAbsent(spelled.dayOfWeek),
        hour: orAbsent(spelled.hour),
        minute: orAbsent(spelled.minute),
        month: orAbsent(spelled.month),
        selectiveMode: orAbsent(spelled.selectiveMode),
        syncId: spelled.syncId,
        syncMode: spelled.syncMode,
        schemas: spelled.schemas,
        isDefault: spelled.isDefault,
        createdAt: creationInstant(spelled, behaviour),
        createdBy: spelled.createdBy,
        updatedAt: instant(spelled.updatedAt, behaviour),
        updatedBy: spelled.updatedBy,
        deletedAt: orAbsent(deletedAt(spelled, behaviour)),
        deletedBy: orAbsent(spelled.deletedBy),
    };
}

/** A bulk sync, the one place where the API documents the ids of schedules. */
export function syncResponse(
    sync: Sync,
    schedules: StoredSchedule[],
    accounts: Accounts,
    behaviour: Behaviour,
) {
    const standard = schedules.find(({ isDefault }) => isDefault);
    const additional = schedules.filter(({ isDefault }) => !isDefault);
    const missingDefault = behaviour.missingDefault === "null" ? null : undefined;
    return {
        mode: "replicate",
        policies: [],
        ...sync.settings,
        id: sync.id,
        name: sync.name,
        organization_id: sync.organizationId,
        active: sync.active,
        created_at: sync.createdAt,
        created_by: accounts.actor(sync.createdBy),
        updated_at: sync.updatedAt,
        updated_by: accounts.actor(sync.updatedBy),
        default_schedule: standard ? nestedSchedule(standard, accounts, behaviour) : missingDefault,
        additional_schedules: listResponse(
            additional.map((schedule) => ({
                ...nestedSchedule(schedule, accounts, behaviour),
                selective_mode: schedule.selectiveMode ?? absentValue(behaviour),
                resync_mode: schedule.syncMode === "normal" ? absentValue(behaviour) : schedule.syncMode,
                schemas: schedule.schemas,
            })),
            behaviour,
        ),
    };
}

/** The items of a list that may be null where it has none. */
export function listResponse(
    items: readonly unknown[],
    { emptyLists }: Behaviour,
): readonly unknown[] | null {
    return items.length === 0 && emptyLists === "null" ? null : items;
}

export function keyOwnerResponse(caller: Caller, accounts: Accounts): Record<string, unknown> {
    const user = caller.userId === undefined ? undefined : accounts.user(caller.userId);
    return {
        id: user?.id,
        email: user?.email,
        role: user && "admin",
        organization_id: caller.organizationId,
        organization_name: accounts.organization(caller.organizationId).name,
        is_user: caller.kind === "user",
        is_partner: caller.kind === "partner",
        is_organization: caller.kind === "deployment",
        is_system: false,
    };
}

function nestedSchedule(
    schedule: StoredSchedule,
    accounts: Accounts,
    behaviour: Behaviour,
): Record<string, unknown> {
    const spelled = spell(schedule, behaviour);
    const orAbsent = (value: string | undefined) => value ?? absentValue(behaviour);
    return {
        id: behaviour.nestedIds ? spelled.id : undefined,
        frequency: spelled.frequency,
        day_of_month: orAbsent(spelled.dayOfMonth),
        day_of_week: orAbsent(spelled.dayOfWeek),
        hour: orAbsent(spelled.hour),
        minute: orAbsent(spelled.minute),
        month: orAbsent(spelled.month),
        created_at: spelled.createdAt,
        created_by: accounts.actor(spelled.createdBy),
        updated_at: spelled.updatedAt,
        updated_by: accounts.actor(spelled.updatedBy),
    };
}

function spell(schedule: StoredSchedule, { spelling }: Behaviour): StoredSchedule {
    return spelling === "service" ? spellAsService(schedule) : schedule;
}

/** Undefined leaves the field out of the JSON. */
function absentValue({ absent }: Behaviour): string | null | undefined {
    return { "null-text": "null", null: null, missing: undefined, empty: "" }[absent];
}

function creationInstant({ createdAt }: StoredSchedule, behaviour: Behaviour): string | undefined {
    return behaviour.createdAt === "missing" ? undefined : instant(createdAt, behaviour);
}

function instant(iso: string, { createdAt }: Behaviour): string {
    return createdAt === "seconds" ? iso.replace(/\.\d+Z$/, "Z") : iso;
}

function deletedAt(schedule: StoredSchedule, { deletedAtOnLive }: Behaviour): string | undefined {
    return schedule.deletedAt ?? (deletedAtOnLive ? schedule.updatedAt : undefined);
}
