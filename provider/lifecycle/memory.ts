import type { Difference } from "./diff.js";
import type { Fields } from "../schedule/fields.js";
import { sameDefinition } from "../schedule/meaning.js";
import {
    formatResourceId,
    isUnconfirmed,
    parseResourceId,
    type ResourceId,
} from "../schedule/resource-id.js";
import { declaredFields, textOf, type Properties } from "../schedule/state.js";

/** A schedule's latest record in state. */
interface LiveRecord {
    /** Which resource it belongs to. */
    readonly identity: string | undefined;
    /** See `Bookkeeping.__takeover`. */
    readonly takeover: string | undefined;
}

/** A create whose outcome is open. */
interface OpenCreate {
    readonly syncId: string;
    /** Since when it may have made its schedule, in the service's time (ISO). */
    readonly since: string;
    readonly fields: Fields;
}

/** A resource on a bulk sync. */
interface Claimant {
    readonly syncId: string;
    readonly identity: string;
}

const nameOf = (syncId: string, identity: string) => `${syncId} ${identity}`;

/** What one provider process has learnt of the stack's schedules while it runs. */
export class Memory {
    /** The schedules that resources of the stack have and keep, by schedule id. */
    readonly live = new Map<string, LiveRecord>();
    /** Schedules that this process deletes or has deleted: reads that lag behind may list them still. */
    readonly deleted = new Set<string>();
    /** Creates whose outcome is open, by the resource's identity. */
    readonly unconfirmed = new Map<string, OpenCreate>();
    /** Which schedule was found to be what an open create has made, by bulk sync and the resource's identity. */
    private readonly claims = new Map<string, string>();
    /** The resources that have got their schedule in this run, in the same terms. */
    private readonly settled = new Set<string>();
    /** Which new resource imports a schedule, by what its option names. */
    private readonly imports = new Map<string, string>();
    /** Who the service says has created what this key creates, once an answer has said it. */
    createdBy: string | undefined;

    /** Learns from a diff, which sees each resource with its id before anything is done to it. */
    observe(id: string, state: Properties, { replaces = [] }: Difference): void {
        const resourceId = parseResourceId(id, textOf(state, "syncId"));
        if (resourceId === undefined) return;
        const identity = textOf(state, "__identity");
        if (isUnconfirmed(resourceId)) {
            const since = textOf(state, "__unconfirmedSince");
            const open = { syncId: resourceId.syncId, fields: declaredFields(state) };
            if (identity !== undefined && since !== undefined)
                this.unconfirmed.set(identity, { ...open, since });
        } else if (replaces.length === 0) {
            this.live.set(resourceId.scheduleId, { identity, takeover: textOf(state, "__takeover") });
        }
    }

    /** Learns of a resource that the engine reads or deletes without a diff. What is known already is newer. */
    meet(id: string, state: Properties): void {
        const resourceId = parseResourceId(id);
        const identity = textOf(state, "__identity");
        // Without an identity it is a schedule that a program only reads, or a record that another provider wrote.
        if (resourceId === undefined || identity === undefined) return;
        const isKnown = isUnconfirmed(resourceId)
            ? this.unconfirmed.has(identity) || this.claimOf({ ...resourceId, identity }) !== undefined
            : this.live.has(resourceId.scheduleId);
        if (!isKnown) this.observe(id, state, {});
    }

    /** Leaves the outcome of a create open. */
    keepOpen(identity: string, open: OpenCreate): void {
        this.unconfirmed.set(identity, open);
        const name = nameOf(open.syncId, identity);
        this.claims.delete(name);
        this.settled.delete(name);
    }

    /** Keeps a schedule for the open create that has made it, so that no other one takes it. */
    claim({ syncId, identity }: Claimant, scheduleId: string): void {
        this.live.set(scheduleId, { identity, takeover: undefined });
        this.claims.set(nameOf(syncId, identity), scheduleId);
        this.unconfirmed.delete(identity);
    }

    claimOf({ syncId, identity }: Claimant): string | undefined {
        return this.claims.get(nameOf(syncId, identity));
    }

    /** Learns that a resource has got its schedule: nothing of an earlier create of it is open. */
    settle({ syncId, identity }: Claimant): void {
        this.unconfirmed.delete(identity);
        this.settled.add(nameOf(syncId, identity));
    }

    isSettled({ syncId, identity }: Claimant): boolean {
        return this.settled.has(nameOf(syncId, identity));
    }

    /** How many open creates on a bulk sync have a definition, but for one resource's. */
    countOpen(syncId: string, fields: Fields, exceptFor: string): number {
        const isSame = ([identity, open]: [string, OpenCreate]) =>
            identity !== exceptFor && open.syncId === syncId && sameDefinition(open.fields, fields);
        return [...this.unconfirmed].filter(isSame).length;
    }

    /** Learns from a check which schedule a resource without a state imports; false where another one is known to have it. */
    allowsImport(id: ResourceId, identity: string): boolean {
        if (this.isOthers(id.scheduleId, identity)) return false;
        const name = formatResourceId(id);
        const importer = this.imports.get(name) ?? identity;
        this.imports.set(name, importer);
        return importer === identity;
    }

    /** Whether a schedule is another resource's. */
    isOthers(scheduleId: string, identity: string | undefined): boolean {
        const record = this.live.get(scheduleId);
        return record !== undefined && record.identity !== identity;
    }
}
