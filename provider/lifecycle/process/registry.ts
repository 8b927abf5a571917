import { isUnconfirmed, parseResourceId } from "../../model/resource-id.js";
import { unconfirmedWindowOf, textOf, type Properties } from "../../model/state.js";
import { type TimeWindow, isWithin } from "../../model/time-window.js";

/** The resource that has a schedule. */
interface Owner {
    /** Undefined for a state that `pulumi import` or another provider wrote. */
    readonly identity: string | undefined;
    /** Tells two records of one schedule apart, see `Bookkeeping.__takeover`. */
    readonly takeover: string | undefined;
    /** Only an `import` option or state names the owner, perhaps by a former identity. A diff counts more. */
    readonly isTentative?: true;
    /** Another resource has the schedule in state too, and will get one of its own. */
    readonly isShared?: true;
}

/** In place of an owner: this process deletes or has deleted the schedule. Lagging reads may still list it. */
const DELETED = "deleted";

/** A create that may or may not have created a schedule. */
export interface OpenCreate {
    readonly syncId: string;
    /** The identity that its idempotency keys are made of. The resource may have been renamed since. */
    readonly keyIdentity: string;
    /** When it may have created its schedule. */
    readonly window: TimeWindow;
}

/** What one provider process knows of the stack: which resource has which schedule, and which creates are open. */
export class ResourceRegistry {
    /** By the schedule's id; for an import of a default schedule that is not known yet, by its resource id. */
    private readonly owners = new Map<string, Owner | typeof DELETED>();
    /** By the resource's identity. */
    private readonly open = new Map<string, OpenCreate>();
    /** Creates that this run has settled, by bulk sync and the identity of their keys. */
    private readonly settled = new Set<string>();
    /** The bulk syncs that a `BulkSyncActivation` of the program activates or deactivates, in lower case. */
    readonly activations = new Set<string>();
    /** Undeclared schedules that a refresh of this run was the first to find: nobody has seen them in a preview yet. */
    readonly newlyFound = new Set<string>();
    /** The last execution of each `BulkSyncExecution` in state, by the resource's identity. */
    readonly executions = new Map<string, string>();
    /** The user who creates schedules with this API key, once a response has named one. */
    createdBy: string | undefined;

    /** Records the resource that a diff is about. Returns false if another resource has the schedule already. */
    recordDiff(id: string, olds: Properties, news: Properties): boolean {
        const resourceId = parseResourceId(id, textOf(olds, "syncId"));
        const identity = textOf(news, "__identity") ?? textOf(olds, "__identity");
        if (resourceId === undefined) return true;
        if (isUnconfirmed(resourceId)) {
            this.recordOpen(resourceId.syncId, olds, identity);
            return true;
        }
        const known = this.ownerOf(resourceId.scheduleId);
        const isMine = known === undefined || known.isTentative === true || known.identity === identity;
        if (isMine) this.claim(resourceId.scheduleId, identity, textOf(olds, "__takeover"));
        else this.owners.set(resourceId.scheduleId, { ...known, isShared: true });
        return isMine;
    }

    /** Records a resource that the engine reads or deletes without a diff, unless something is known of it already. */
    recordState(id: string, state: Properties): void {
        const resourceId = parseResourceId(id);
        const identity = textOf(state, "__identity");
        // Without an identity, a program only reads the schedule, or another provider wrote the state.
        if (resourceId === undefined || identity === undefined) return;
        if (isUnconfirmed(resourceId)) {
            if (!this.open.has(identity)) this.recordOpen(resourceId.syncId, state, identity);
        } else if (!this.owners.has(resourceId.scheduleId)) {
            const takeover = textOf(state, "__takeover");
            this.owners.set(resourceId.scheduleId, { identity, takeover, isTentative: true });
        }
    }

    /**
     * Makes a resource the owner of a schedule. State that `pulumi import` wrote names no resource: a refresh compares it
     * before the program says whose it is.
     */
    claim(scheduleId: string, identity: string | undefined, takeover?: string): void {
        const isTentative = identity === undefined ? ({ isTentative: true } as const) : {};
        this.owners.set(scheduleId, { identity, takeover, ...isTentative });
    }

    /** Whether a resource of this stack has the schedule. */
    has(scheduleId: string): boolean {
        return this.ownerOf(scheduleId) !== undefined;
    }

    /** Whether a resource of this stack has the schedule, or this run deletes it. */
    isKnown(scheduleId: string): boolean {
        return this.owners.has(scheduleId);
    }

    /** Whether a create must not take the schedule: another resource has it, or it is deleted in this run. */
    isTaken(scheduleId: string, identity: string): boolean {
        return this.owners.get(scheduleId) === DELETED || this.isOthers(scheduleId, identity);
    }

    /** Whether the resource that is being created has the schedule: in state, if it is being replaced, or since this run. */
    isOwn(scheduleId: string, identity: string): boolean {
        const owner = this.ownerOf(scheduleId);
        return owner?.identity === identity && owner.isTentative !== true;
    }

    /** Whether another resource has the schedule. */
    isOthers(scheduleId: string, identity: string | undefined): boolean {
        const owner = this.ownerOf(scheduleId);
        return owner !== undefined && owner.identity !== identity;
    }

    /** Whether deleting this record must keep the schedule, because a replacement or another resource has it. */
    isSuperseded(scheduleId: string, takeover: string | undefined): boolean {
        const owner = this.ownerOf(scheduleId);
        return owner !== undefined && (owner.isShared === true || owner.takeover !== takeover);
    }

    /** Deletes a schedule. Meanwhile and afterwards no create takes it, unless the deletion fails. */
    async trackDeletion(scheduleId: string, deleteIt: () => Promise<void>): Promise<void> {
        this.owners.set(scheduleId, DELETED);
        try {
            await deleteIt();
        } catch (error) {
            this.owners.delete(scheduleId);
            throw error;
        }
    }

    /** Records that the outcome of a create is unknown. */
    keepOpen(identity: string, open: OpenCreate): void {
        this.open.set(identity, open);
        this.settled.delete(`${open.syncId} ${open.keyIdentity}`);
    }

    /** The open create of a resource on a bulk sync, if there is one. */
    openCreateOf(identity: string, syncId: string): OpenCreate | undefined {
        const open = this.open.get(identity);
        return open?.syncId === syncId ? open : undefined;
    }

    /** Closes the open create of a resource that has its schedule now. */
    settle(syncId: string, identity: string): void {
        const keyIdentity = this.open.get(identity)?.keyIdentity ?? identity;
        this.open.delete(identity);
        this.settled.add(`${syncId} ${keyIdentity}`);
    }

    /** Whether this run has settled the create that used keys of this identity. */
    isSettled(syncId: string, keyIdentity: string): boolean {
        return this.settled.has(`${syncId} ${keyIdentity}`);
    }

    /** How many open creates of other resources on a bulk sync may have created a schedule at an instant. */
    countOpen(syncId: string, createdAt: string | undefined, exceptFor: string): number {
        return [...this.open].filter(
            ([identity, open]) =>
                identity !== exceptFor && open.syncId === syncId && isWithin(createdAt, open.window),
        ).length;
    }

    /** Records a new resource that is to import a schedule. Returns false where another resource has the schedule. */
    recordImport(scheduleId: string, identity: string): boolean {
        if (!this.owners.has(scheduleId))
            this.owners.set(scheduleId, { identity, takeover: undefined, isTentative: true });
        return !this.isOthers(scheduleId, identity);
    }

    private ownerOf(scheduleId: string): Owner | undefined {
        const owner = this.owners.get(scheduleId);
        return owner === DELETED ? undefined : owner;
    }

    private recordOpen(syncId: string, state: Properties, identity: string | undefined): void {
        const [window, keyIdentity] = [unconfirmedWindowOf(state), textOf(state, "__identity")];
        if (identity !== undefined && keyIdentity !== undefined && window !== undefined)
            this.open.set(identity, { syncId, keyIdentity, window });
    }
}
