import { randomUUID } from "node:crypto";
import { notFound } from "../errors";
import type { Behaviour } from "../options";
import type { Clock } from "./clock";
import type { ScheduleDefinition, StoredSchedule, WebAppFields } from "./schedule";

export interface Sync {
    id: string;
    name: string;
    organizationId: string;
    active: boolean;
    /** What else its definition says, as the API writes it. */
    settings: Readonly<Record<string, unknown>>;
    createdAt: string;
    createdBy: string;
    updatedAt: string;
    updatedBy: string;
}

export type SyncChanges = Partial<Pick<Sync, "name" | "active" | "settings">>;

/** Who writes and, for tests that need the past, when. */
export interface Authorship {
    by: string;
    at?: string | undefined;
}

interface Version {
    atMs: number;
    schedule: StoredSchedule;
}

export interface StoreSnapshot {
    syncs: readonly Sync[];
    /** The latest version of each schedule, deleted ones included. */
    schedules: readonly StoredSchedule[];
}

/** Bulk syncs and their schedules. Each schedule keeps its versions, so that reads can lag behind. */
export class Store {
    private readonly syncs = new Map<string, Sync>();
    private readonly versions = new Map<string, Map<string, Version[]>>();
    /** When the sync that was added last counts as created. */
    private createdMs: number;

    constructor(
        private readonly clock: Clock,
        private readonly behaviour: Behaviour,
        { syncs = [], schedules = [] }: Partial<StoreSnapshot> = {},
    ) {
        for (const sync of syncs) this.addExisting(sync);
        for (const schedule of schedules) this.write(schedule, 0);
        this.createdMs = Math.min(clock.nowMs(), ...syncs.map(({ createdAt }) => Date.parse(createdAt)));
    }

    snapshot(): StoreSnapshot {
        const syncs = [...this.syncs.values()];
        return { syncs, schedules: syncs.flatMap(({ id }) => this.history(id)) };
    }

    /** Each counts as older than the one before: a list that shows the newest first has them in this order. */
    addSync({
        createdBy,
        id = randomUUID(),
        ...sync
    }: Pick<Sync, "name" | "organizationId" | "active" | "createdBy"> & { id?: string | undefined }): Sync {
        this.createdMs -= 1000;
        const at = new Date(this.createdMs).toISOString();
        const authorship = { createdAt: at, createdBy, updatedAt: at, updatedBy: createdBy };
        return this.addExisting({ ...sync, ...authorship, id, settings: {} });
    }

    changeSync(id: string, changes: SyncChanges, by: string): Sync {
        const changed = { ...this.sync(id), ...changes, updatedAt: this.clock.now(), updatedBy: by };
        this.syncs.set(id, changed);
        return changed;
    }

    removeSync(id: string): void {
        this.syncs.delete(id);
        this.versions.delete(id);
    }

    /** In the order of their addition, whatever their organization. */
    allSyncs(): Sync[] {
        return [...this.syncs.values()];
    }

    /** In the order of their addition. */
    syncsOf(organizationId: string): Sync[] {
        return this.allSyncs().filter((sync) => sync.organizationId === organizationId);
    }

    /** A sync of another organization is not found, as if it did not exist. */
    sync(id: string, organizationId?: string): Sync {
        const sync = this.syncs.get(id);
        if (!sync || (organizationId && sync.organizationId !== organizationId)) throw notFound("bulk sync");
        return sync;
    }

    /** The schedules as they stood `lagMs` ago, deleted ones included, in the order of their creation. */
    history(syncId: string, lagMs = 0): StoredSchedule[] {
        const untilMs = this.clock.nowMs() - lagMs;
        return [...this.versionsOf(syncId).values()].flatMap(
            (versions) => versions.findLast(({ atMs }) => atMs <= untilMs)?.schedule ?? [],
        );
    }

    /** The schedules that were alive `lagMs` ago. */
    schedules(syncId: string, lagMs = 0): StoredSchedule[] {
        return this.history(syncId, lagMs).filter((schedule) => !schedule.deletedAt);
    }

    /** A schedule that is alive, whatever its bulk sync. */
    findSchedule(id: string): StoredSchedule {
        const schedules = this.allSyncs().flatMap((sync) => this.schedules(sync.id));
        const found = schedules.find((schedule) => schedule.id === id);
        if (!found) throw notFound("schedule");
        return found;
    }

    addSchedule(
        syncId: string,
        definition: ScheduleDefinition,
        { by, at = this.clock.now() }: Authorship,
    ): StoredSchedule {
        const schedule: StoredSchedule = {
            schemas: [],
            syncMode: "normal",
            isDefault: this.isNextDefault(syncId),
            ...definition,
            id: randomUUID(),
            syncId,
            createdAt: at,
            createdBy: by,
            updatedAt: at,
            updatedBy: by,
        };
        return this.write(schedule);
    }

    /** Fields left out of the new definition are gone; `schemas`, `syncMode` and `isDefault` stay. */
    replaceSchedule(syncId: string, id: string, definition: ScheduleDefinition, by: string): StoredSchedule {
        const { schemas, syncMode, isDefault, createdAt, createdBy } = this.schedule(syncId, id);
        const kept = { schemas, syncMode, isDefault };
        const authorship = { createdAt, createdBy, updatedAt: this.clock.now(), updatedBy: by };
        return this.write({ ...kept, ...definition, id, syncId, ...authorship });
    }

    changeSchedule(syncId: string, id: string, changes: Partial<WebAppFields>, by: string): StoredSchedule {
        const updated = { updatedAt: this.clock.now(), updatedBy: by };
        return this.write({ ...this.schedule(syncId, id), ...changes, ...updated });
    }

    removeSchedule(syncId: string, id: string, by: string): void {
        this.write({ ...this.schedule(syncId, id), deletedAt: this.clock.now(), deletedBy: by });
    }

    private addExisting(sync: Sync): Sync {
        this.syncs.set(sync.id, sync);
        this.versions.set(sync.id, new Map());
        return sync;
    }

    private isNextDefault(syncId: string): boolean {
        const hasDefault = this.schedules(syncId).some(({ isDefault }) => isDefault);
        return !hasDefault && this.behaviour.newDefault === "first";
    }

    private schedule(syncId: string, id: string): StoredSchedule {
        const schedule = this.schedules(syncId).find((candidate) => candidate.id === id);
        if (!schedule) throw notFound("schedule");
        return schedule;
    }

    private write(schedule: StoredSchedule, atMs = this.clock.nowMs()): StoredSchedule {
        const versions = this.versionsOf(schedule.syncId);
        versions.set(schedule.id, [...(versions.get(schedule.id) ?? []), { atMs, schedule }]);
        return schedule;
    }

    private versionsOf(syncId: string): Map<string, Version[]> {
        const versions = this.versions.get(syncId);
        if (!versions) throw notFound("bulk sync");
        return versions;
    }
}
