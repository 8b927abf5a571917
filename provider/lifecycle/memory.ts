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

/** What one provider process has learnt of the stack's schedules while it runs. */
export class Memory {
    /** The schedules that resources of the stack have and keep, by schedule id. */
    readonly live = new Map<string, LiveRecord>();
    /** Creates of earlier runs whose outcome is open, by the resource's identity. */
    readonly unconfirmed = new Map<string, OpenCreate>();
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

    /** How many open creates on a bulk sync have a definition, but for one resource's. */
    countOpen(syncId: string, fields: Fields, exceptFor?: string): number {
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
