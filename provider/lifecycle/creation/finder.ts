import type { Deadline } from "../../api/deadline.js";
import { LifecycleError } from "../../api/errors.js";
import type { CreateResponse } from "../../api/account.js";
import { identified, isDeleted, undefinedOn404 } from "../../api/records.js";
import type { BulkSync, ListedSchedule } from "../../api/schemas.js";
import { fieldsOf, type Fields } from "../../model/fields.js";
import type { Schedule } from "../../model/schedule.js";
import { CLOCK_TOLERANCE_MS, isWithin, type TimeWindow } from "../../model/time-window.js";
import { LAG_MS, type ProviderContext } from "../process/context.js";
import { filterPossible, findMatches, hasFields, type Sought } from "./match.js";
import { assertNoCandidates, severalMatches } from "./messages.js";
import { actionOf, type CreateRequest } from "./types.js";

/** The delays between looks for a schedule that was certainly created, in milliseconds. */
const CREATED_DELAYS_MS = [0, 200, 500, 1_000, 2_000, 4_000, 8_000] as const;
/** The service keeps idempotency keys for at least this time. */
const KEY_LIFE_MS = 24 * 3_600_000;

/** Finds what the requests of a create have created. Never finds a schedule that another resource owns. */
export class ScheduleFinder {
    /** The service's time before the first read. Lists may lag, and lack a schedule that was created shortly before it. */
    private readonly startedAtMs: number;
    private lastList: Promise<BulkSync | undefined> | undefined;

    constructor(
        private readonly context: ProviderContext,
        private readonly request: CreateRequest,
        private readonly deadline: Deadline,
    ) {
        this.startedAtMs = context.account.serviceTimeMs();
    }

    /** Finds the id of a schedule that was just created, if the response has none. Throws if it is not listed in time. */
    async findIdOf({ schedule }: CreateResponse): Promise<string> {
        const { createdAt, createdBy } = schedule;
        const sought = { fields: fieldsOf({ ...schedule }), createdAt, createdBy };
        for (const delayMs of CREATED_DELAYS_MS) {
            const match = this.choose(findMatches(await this.listUntaken(delayMs), sought));
            if (match) return match.id;
        }
        throw new LifecycleError(
            `could not learn the schedule's id: Polytomic responded that it created one, but bulk sync ${this.request.syncId} does not list it.`,
        );
    }

    /**
     * Finds the schedule that a response describes: this create's, made since `sinceMs` (the service's time), or an older
     * one. Undefined if it is deleted, or another resource owns it. Throws if several may be it.
     */
    async findReplayed(response: CreateResponse, sinceMs: number): Promise<ListedSchedule | undefined> {
        const { id, schedule } = response;
        const sought = await this.soughtFromReplay(schedule, sinceMs);
        const mayBeHidden = this.context.isRecent(schedule, this.startedAtMs);
        for (const delayMs of mayBeHidden ? [0, LAG_MS] : [0]) {
            const bulkSync = await this.list(delayMs, mayBeHidden);
            if (id !== undefined && bulkSync?.hasUnidentified === true) return this.readUntaken(id);
            const listed = this.untakenOf(bulkSync);
            const named = listed.find((item) => item.id === id);
            const match = id === undefined ? this.choose(findMatches(listed, sought)) : named;
            if (match) return match;
        }
        if (id !== undefined || schedule.createdAt !== undefined) return undefined;
        const problem = `could not ${actionOf(this.request)}: Polytomic responded with neither the id nor the time of a schedule that it may have created before.`;
        assertNoCandidates(problem, this.request, await this.findCreatedDuring(this.keyLife, sought.fields));
        return undefined;
    }

    /** Reads a schedule that this resource may take, where the list can't show it. Undefined if it is deleted. */
    private async readUntaken(id: string): Promise<ListedSchedule | undefined> {
        const { syncId, identity } = this.request;
        const { account, registry } = this.context;
        if (registry.isTaken(id, identity)) return undefined;
        const found = await undefinedOn404(account.getSchedule(syncId, id, this.deadline));
        if (found === undefined) return undefined;
        // Nothing else shows whether a date in `deletedAt` is right.
        if (isDeleted(found)) identified(syncId, await account.bulkSyncs.get(syncId, this.deadline));
        return { id, fields: fieldsOf({ ...found.schedule }), presentFields: [], schedule: found.schedule };
    }

    /** Finds all schedules of a period, with these fields, that no resource owns and that the key's user has created. */
    async findCreatedDuring(window: TimeWindow, fields: Fields = {}): Promise<ListedSchedule[]> {
        const unowned = (await this.listUntaken()).filter(({ id }) => !this.context.registry.has(id));
        return filterPossible(unowned, { fields, window, createdBy: await this.findCreator() });
    }

    /** Finds what requests of this resource may have left behind: schedules with these fields, or of its unconfirmed create. */
    async findLeftBehind(fields: Fields): Promise<ListedSchedule[]> {
        const { earlier } = this.request;
        return this.lasting(async () =>
            (await this.findCreatedDuring(this.keyLife)).filter(
                (item) =>
                    hasFields(item, fields) ||
                    (earlier !== undefined && isWithin(item.schedule.createdAt, earlier)),
            ),
        );
    }

    /** Finds other schedules as declared. */
    async findFurther(window: TimeWindow): Promise<ListedSchedule[]> {
        return this.lasting(() => this.findCreatedDuring(window, this.request.fields));
    }

    /** What both of two looks find: meanwhile other creates of this run get theirs, and diffs show which resources own some. */
    private async lasting(find: () => Promise<ListedSchedule[]>): Promise<ListedSchedule[]> {
        const found = await find();
        if (found.length === 0 || !(await this.deadline.sleep(LAG_MS))) return found;
        const ids = new Set(found.map(({ id }) => id));
        return (await find()).filter(({ id }) => ids.has(id));
    }

    /** The period of which the service still knows all idempotency keys. */
    get keyLife(): TimeWindow {
        const nowMs = this.context.account.serviceTimeMs();
        return { fromMs: nowMs - KEY_LIFE_MS, toMs: nowMs + CLOCK_TOLERANCE_MS };
    }

    private async soughtFromReplay(schedule: Schedule, sinceMs: number): Promise<Sought> {
        const { createdAt, createdBy } = schedule;
        const fields = fieldsOf({ ...schedule });
        if (createdAt !== undefined) return { fields, createdAt, createdBy, mayBeChanged: true };
        return {
            fields: { ...this.request.fields, ...fields },
            createdBy: createdBy ?? (await this.findCreator()),
            window: { fromMs: sinceMs, toMs: Infinity },
        };
    }

    // If at least as many creates wait for a schedule as there are matches, each of them can take any.
    private choose(matches: readonly ListedSchedule[]): ListedSchedule | undefined {
        const { syncId, identity } = this.request;
        const { registry } = this.context;
        const first = matches.find(({ id }) => registry.isOwn(id, identity)) ?? matches[0];
        if (first === undefined || registry.isOwn(first.id, identity)) return first;
        const othersWaiting = registry.countOpen(syncId, first.schedule.createdAt, identity);
        if (matches.length > 1 + othersWaiting)
            throw new LifecycleError(severalMatches(syncId, first, matches));
        return first;
    }

    /** Lists the schedules that this resource may take. */
    private async listUntaken(delayMs = 0): Promise<ListedSchedule[]> {
        return this.untakenOf(await this.list(delayMs));
    }

    private untakenOf(bulkSync: BulkSync | undefined): ListedSchedule[] {
        const { syncId, identity } = this.request;
        const schedules = bulkSync === undefined ? [] : identified(syncId, bulkSync);
        return schedules.filter(({ id }) => !this.context.registry.isTaken(id, identity));
    }

    /** Reads the bulk sync. Unless it must be fresh, one read serves any number of keys. */
    private async list(delayMs: number, mustBeFresh = true): Promise<BulkSync | undefined> {
        const { syncId } = this.request;
        if (delayMs > 0) await this.deadline.sleep(delayMs);
        if (mustBeFresh || this.lastList === undefined)
            this.lastList = undefinedOn404(this.context.account.bulkSyncs.getFresh(syncId, this.deadline));
        return this.lastList;
    }

    // Until a response shows who creates schedules with this key, it is taken to be the key's own user.
    private async findCreator(): Promise<string | undefined> {
        const { registry, account } = this.context;
        return registry.createdBy ?? (await account.keyOwner(this.deadline)).userId;
    }
}
