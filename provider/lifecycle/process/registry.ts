import {
    formatResourceId,
    isUnconfirmed,
    parseResourceId,
    type ResourceId,
} from "../../model/resource-id.js";
import { unconfirmedWindowOf, textOf, type Properties } from "../../model/state.js";
import { type TimeWindow, isWithin } from "../../model/time-window.js";

/** Which resource has a schedule, as far as this run has seen it. */
interface Owner {
    /** The resource's identity; unknown for a record that another provider wrote. */
    readonly identity: string | undefined;
    /** See `Bookkeeping.__takeover`: tells two records of one schedule apart. */
    readonly takeover: string | undefined;
    /** Whether only state says so, perhaps under a name that the resource had before: its diff knows better. */
    readonly isFromState?: true;
    /** Whether another resource has it in state, too, and gets another one. */
    readonly isShared?: true;
}

/** A create whose outcome is open. */
export interface OpenCreate {
    readonly syncId: string;
    /** The identity that its idempotency keys were made of: the resource may have been renamed since. */
    readonly keyIdentity: string;
    /** When it may have created its schedule. */
    readonly window: TimeWindow;
}

/** What one provider process knows of the stack's schedules: which resource has which, and which creates are open. */
export class ResourceRegistry {
    private readonly owners = new Map<string, Owner>();
    /** Schedules that this process deletes or has deleted: reads that lag behind may still list them. */
    private readonly deleted = new Set<string>();
    /** By the identity of the resource. */
    private readonly open = new Map<string, OpenCreate>();
    /** The open creates of earlier runs that this run has settled, by bulk sync and the identity of their keys. */
    private readonly settled = new Set<string>();
    /** Which new resource imports a schedule, by what its option names. */
    private readonly imports = new Map<string, string>();
    /** Who the service says has created what this key creates, once a response has said it. */
    createdBy: string | undefined;

    /**
     * Learns from a diff, which names the schedule in state and the resource as it is declared now. Returns false where
     * another resource has this schedule: a schedule belongs to one resource only.
     */
    recordDiff(id: string, olds: Properties, news: Properties): boolean {
        const resourceId = parseResourceId(id, textOf(olds, "syncId"));
        if (resourceId === undefined) return true;
        const identity = textOf(news, "__identity") ?? textOf(olds, "__identity");
        if (isUnconfirmed(resourceId)) {
            this.recordOpen(resourceId, olds, identity);
            return true;
        }
        const known = this.owners.get(resourceId.scheduleId);
        const isMine = known === undefined || known.isFromState === true || known.identity === identity;
        const owner = isMine
            ? { identity, takeover: textOf(olds, "__takeover") }
            : { ...known, isShared: true as const };
        this.owners.set(resourceId.scheduleId, owner);
        return isMine;
    }

    /** Learns of a resource that the engine reads or deletes without a diff. What is known already is newer. */
    recordState(id: string, state: Properties): void {
        const resourceId = parseResourceId(id);
        const identity = textOf(state, "__identity");
        // Without an identity it is a schedule that a program only reads, or a record that another provider wrote.
        if (resourceId === undefined || identity === undefined) return;
        if (isUnconfirmed(resourceId)) {
            if (!this.open.has(identity)) this.recordOpen(resourceId, state, identity);
        } else if (!this.owners.has(resourceId.scheduleId)) {
            const takeover = textOf(state, "__takeover");
            this.owners.set(resourceId.scheduleId, { identity, takeover, isFromState: true });
        }
    }

    /** Gives a schedule to a resource. The takeover tells this record from an earlier one of the same schedule. */
    claim(scheduleId: string, identity: string | undefined, takeover?: string): void {
        this.owners.set(scheduleId, { identity, takeover });
    }

    /** Whether a resource of this stack has the schedule. */
    has(scheduleId: string): boolean {
        return this.owners.has(scheduleId);
    }

    /** Whether a resource that is being created must not take the schedule: another one has it, or it is being deleted. */
    isTaken(scheduleId: string, identity: string): boolean {
        return this.deleted.has(scheduleId) || this.isOthers(scheduleId, identity);
    }

    /** Whether a resource that is being created has the schedule already: then it is being replaced. */
    isOwn(scheduleId: string, identity: string): boolean {
        const owner = this.owners.get(scheduleId);
        return owner?.identity === identity && owner.isFromState !== true;
    }

    /** Whether another resource has the schedule. */
    isOthers(scheduleId: string, identity: string | undefined): boolean {
        const owner = this.owners.get(scheduleId);
        return owner !== undefined && owner.identity !== identity;
    }

    /**
     * Whether another record of the schedule lives on: of a replacement whose create took over the schedule that it
     * replaces, or of another resource. Then deleting this record must not delete the schedule.
     */
    isSuperseded(scheduleId: string, takeover: string | undefined): boolean {
        const owner = this.owners.get(scheduleId);
        return owner !== undefined && (owner.isShared === true || owner.takeover !== takeover);
    }

    /** Learns that a schedule is being deleted, before the request. */
    recordDeleting(scheduleId: string): void {
        this.deleted.add(scheduleId);
    }

    recordDeleted(scheduleId: string): void {
        this.owners.delete(scheduleId);
    }

    /** Learns that it is still there: the next operation finds it again. */
    recordDeletionFailed(scheduleId: string): void {
        this.owners.delete(scheduleId);
        this.deleted.delete(scheduleId);
    }

    /** Leaves the outcome of a create open. */
    keepOpen(identity: string, open: OpenCreate): void {
        this.open.set(identity, open);
        this.settled.delete(`${open.syncId} ${open.keyIdentity}`);
    }

    openCreateOf(identity: string, syncId: string): OpenCreate | undefined {
        const open = this.open.get(identity);
        return open?.syncId === syncId ? open : undefined;
    }

    /** Learns that a resource has its schedule: nothing of an earlier create of it is open. */
    settle(syncId: string, identity: string): void {
        const { keyIdentity } = this.open.get(identity) ?? { keyIdentity: identity };
        this.open.delete(identity);
        this.settled.add(`${syncId} ${keyIdentity}`);
    }

    isSettled(syncId: string, keyIdentity: string): boolean {
        return this.settled.has(`${syncId} ${keyIdentity}`);
    }

    /** How many open creates on a bulk sync, but for one resource's, may have created a schedule at an instant. */
    countOpen(syncId: string, createdAt: string | undefined, exceptFor: string): number {
        return [...this.open].filter(
            ([identity, { syncId: sync, window }]) =>
                identity !== exceptFor && sync === syncId && isWithin(createdAt, window),
        ).length;
    }

    /** Learns from a check which schedule a resource without a state imports; false where another one is known to have it. */
    allowsImport(id: ResourceId, identity: string): boolean {
        if (this.isOthers(id.scheduleId, identity)) return false;
        const name = formatResourceId(id);
        const importer = this.imports.get(name) ?? identity;
        this.imports.set(name, importer);
        return importer === identity;
    }

    private recordOpen({ syncId }: ResourceId, state: Properties, identity: string | undefined): void {
        const [window, keyIdentity] = [unconfirmedWindowOf(state), textOf(state, "__identity")];
        if (identity !== undefined && keyIdentity !== undefined && window !== undefined)
            this.open.set(identity, { syncId, keyIdentity, window });
    }
}
