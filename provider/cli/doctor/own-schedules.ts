import type { BulkSync, KeyOwner, ListedSchedule, ScheduleResponse } from "../../api/schemas.js";
import { differingFields } from "../../model/equivalence.js";
import type { Fields } from "../../model/fields.js";
import { isWithin, sameInstant } from "../../model/time-window.js";

/** What the command's schedules have in common. */
export interface Fingerprint {
    readonly fields: Fields;
    readonly owner: KeyOwner;
    /** The service's time before the first create. */
    readonly sinceMs: number;
}

/** A create without an id in its response, or without a response. */
interface OpenCreate {
    readonly createdAt: string | undefined;
}

/**
 * The schedules that the command has made. It knows them by the ids in responses, or as what the bulk sync lists now and did
 * not before: at most as many as it may have made, by the key's owner, since the first create, and with the times that it
 * sent or the instant in the response. It claims no other.
 */
export class OwnSchedules {
    /** The ids of schedules of which some may be the command's, and it can't tell which. */
    doubtful: readonly string[] = [];
    private open: readonly OpenCreate[] = [];
    private readonly removedById = new Map<string, boolean>();

    constructor(
        private readonly before: BulkSync,
        public fingerprint: Fingerprint,
    ) {}

    /** The ids, in the order of creation. */
    get ids(): string[] {
        return [...this.removedById.keys()];
    }

    /** The ids of those that are not removed. */
    get alive(): string[] {
        return this.ids.filter((id) => this.removedById.get(id) === false);
    }

    /** How many creates may have made a schedule whose id is not known. */
    get unidentified(): number {
        return this.open.length;
    }

    /** Records what a create may have made: what its response says, if there was one. */
    add({ id, schedule }: Partial<ScheduleResponse>): void {
        if (id === undefined) this.open = [...this.open, { createdAt: schedule?.createdAt }];
        else if (this.isNew(id)) this.removedById.set(id, false);
    }

    /** Records that a schedule is removed. */
    remove(id: string): void {
        this.removedById.set(id, true);
    }

    /** Finds ids in what the bulk sync lists now. */
    claim({ schedules }: BulkSync): void {
        const found = schedules.filter((listed) => this.open.some((create) => this.mayBe(listed, create)));
        if (found.length > this.open.length) this.doubtful = found.map(({ id }) => id);
        if (this.doubtful.length > 0) return;
        this.open = this.open.slice(found.length);
        for (const { id } of found) this.removedById.set(id, false);
    }

    /** Records that the creates without an id have made nothing that is not known. */
    close(): void {
        this.open = [];
    }

    /** Whether a bulk sync lists all that are there, and none that is removed. `extra`: how many more it lists than before. */
    agreesWith({ schedules, hasUnidentified }: BulkSync, extra: number): boolean {
        if (hasUnidentified === true) return extra === this.alive.length + this.open.length;
        const listed = schedules.flatMap(({ id }) => (this.removedById.has(id) ? [id] : []));
        return this.open.length === 0 && listed.toSorted().join() === this.alive.toSorted().join();
    }

    /** Whether the schedules of others, and which of them is the default one, are the same as before. */
    areOthersAsBefore(now: BulkSync): boolean {
        const [before, after] = [this.before, now].map(({ schedules }) =>
            schedules.flatMap(({ id, isDefault }) =>
                this.removedById.has(id) ? [] : `${id} ${String(isDefault)}`,
            ),
        );
        return before?.toSorted().join() === after?.toSorted().join();
    }

    private isNew(id: string): boolean {
        return !this.removedById.has(id) && !this.before.schedules.some((schedule) => schedule.id === id);
    }

    private mayBe(listed: ListedSchedule, create: OpenCreate): boolean {
        const { createdAt } = listed.schedule;
        const isInstantKnown = createdAt !== undefined && create.createdAt !== undefined;
        return (
            this.isNew(listed.id) &&
            this.isByOwner(listed) &&
            isWithin(createdAt, { fromMs: this.fingerprint.sinceMs, toMs: Infinity }) &&
            sameInstant(createdAt, create.createdAt) &&
            // A service may drop the times of a schedule that never runs by itself, or refuse them.
            (this.hasTimes(listed) || (isInstantKnown && listed.fields.frequency === "manual"))
        );
    }

    private isByOwner({ schedule: { createdBy } }: ListedSchedule): boolean {
        const owners = Object.values(this.fingerprint.owner);
        return createdBy === undefined || owners.length === 0 || owners.includes(createdBy);
    }

    private hasTimes({ fields }: ListedSchedule): boolean {
        const { fields: sent } = this.fingerprint;
        return sent.hour !== undefined && differingFields(sent, fields).length === 0;
    }
}
