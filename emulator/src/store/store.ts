import { randomUUID } from "node:crypto";
import type { Clock } from "./clock";
import { notFound } from "../errors";
import type { ScheduleFields, StoredSchedule, WebAppFields } from "./schedule";

export interface Sync {
    id: string;
    name: string;
    organizationId: string;
    active: boolean;
    /** Its place in the list of all syncs; never used again. */
    ordinal: number;
    createdAt: string;
    createdBy: string;
}

/** Who writes and, for tests that need the past, when. */
export interface Authorship {
    by: string;
    at?: string | undefined;
}

interface Version {
    atMs: number;
    schedule: StoredSchedule;
}

/** Bulk syncs and their schedules. Each schedule keeps its versions, so that reads can lag behind. */
export class Store {
    private readonly syncs = new Map<string, Sync>();
    private readonly versions = new Map<string, Map<string, Version[]>>();
    private lastOrdinal = 0;

    constructor(private readonly clock: Clock) {}

    addSync(sync: Omit<Sync, "id" | "ordinal" | "createdAt">): Sync {
        this.lastOrdinal += 1;
        const added = { ...sync, id: randomUUID(), ordinal: this.lastOrdinal, createdAt: this.clock.now() };
        this.syncs.set(added.id, added);
        this.versions.set(added.id, new Map());
        return added;
    }

    removeSync(id: string): void {
        this.syncs.delete(id);
        this.versions.delete(id);
    }

    syncsOf(organizationId: string): Sync[] {
        return [...this.syncs.values()].filter((sync) => sync.organizationId === organizationId);
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

    addSchedule(
        syncId: string,
        fields: WebAppFields,
        { by, at = this.clock.now() }: Authorship,
    ): StoredSchedule {
        const schedule: StoredSchedule = {
            schemas: [],
            syncMode: "normal",
            ...fields,
            id: randomUUID(),
            syncId,
            isDefault: !this.schedules(syncId).some(({ isDefault }) => isDefault),
            createdAt: at,
            createdBy: by,
            updatedAt: at,
            updatedBy: by,
        };
        return this.write(schedule);
    }

    /** Fields left out of the new definition are gone; what the schedule endpoints cannot set stays. */
    replaceSchedule(syncId: string, id: string, fields: ScheduleFields, by: string): StoredSchedule {
        const { schemas, syncMode, isDefault, createdAt, createdBy } = this.schedule(syncId, id);
        const kept = { id, syncId, schemas, syncMode, isDefault, createdAt, createdBy };
        return this.write({ ...fields, ...kept, updatedAt: this.clock.now(), updatedBy: by });
    }

    changeSchedule(syncId: string, id: string, changes: Partial<WebAppFields>, by: string): StoredSchedule {
        const updated = { updatedAt: this.clock.now(), updatedBy: by };
        return this.write({ ...this.schedule(syncId, id), ...changes, ...updated });
    }

    removeSchedule(syncId: string, id: string, by: string): void {
        this.write({ ...this.schedule(syncId, id), deletedAt: this.clock.now(), deletedBy: by });
    }

    private schedule(syncId: string, id: string): StoredSchedule {
        const schedule = this.schedules(syncId).find((candidate) => candidate.id === id);
        if (!schedule) throw notFound("schedule");
        return schedule;
    }

    private write(schedule: StoredSchedule): StoredSchedule {
        const versions = this.versionsOf(schedule.syncId);
        const version = { atMs: this.clock.nowMs(), schedule };
        versions.set(schedule.id, [...(versions.get(schedule.id) ?? []), version]);
        return schedule;
    }

    private versionsOf(syncId: string): Map<string, Version[]> {
        const versions = this.versions.get(syncId);
        if (!versions) throw notFound("bulk sync");
        return versions;
    }
}
