import { fieldsOf } from "../../model/fields.js";
import type { Schedule } from "../../model/schedule.js";
import type { BulkSync, ListedSchedule, ScheduleResponse } from "../../api/schemas.js";
import { LifecycleError } from "../../api/errors.js";
import type { CreateResponse } from "../../api/polytomic.js";
import type { ProviderContext } from "../process/context.js";
import { findCreatedAs, findMatches, matching, type Sought } from "./match.js";
import { Snapshot } from "./snapshot.js";
import type { CreateRequest } from "./types.js";
import { howToSettle, listInWords, oneOfThese } from "./words.js";
import { type TimeWindow, CLOCK_TOLERANCE_MS } from "../../model/time-window.js";
import { Deadline } from "../../api/deadline.js";
import { undefinedOn404, isDeleted } from "../../api/records.js";
import { LAG_MS, isRecent } from "../process/lag.js";

/** When to look for the id of a schedule that certainly was created: reads may lag behind writes. */
const CREATED_AFTER_MS = [0, 200, 500, 1_000, 2_000, 4_000, 8_000] as const;
/** When to look for a schedule that may be deleted by now. */
const REPLAYED_AFTER_MS = [0, LAG_MS] as const;
/** When to look for a schedule that may have just been created, or long ago. */
const UNDATED_AFTER_MS = [0, 300, LAG_MS] as const;
/** The service remembers idempotency keys for at least this long. */
const KEY_LIFE_MS = 24 * 3_600_000;

/** A schedule that the service holds. */
export interface Found {
    readonly scheduleId: string;
    readonly createdAt?: string | undefined;
    /** As the service shows it, where it has been read whole. */
    readonly schedule?: Schedule;
}

/** Finds in a bulk sync what a create's requests have created. What another resource has is never found. */
export class ScheduleFinder {
    private readonly schedules: Snapshot<ScheduleResponse[]>;
    private readonly bulkSync: Snapshot<BulkSync>;
    /** The service's time before the first read: a snapshot need not show what was created later. */
    private readonly startedAtMs: number;

    constructor(
        private readonly context: ProviderContext,
        private readonly request: CreateRequest,
        private readonly deadline: Deadline,
    ) {
        const { syncId } = request;
        this.startedAtMs = context.account.serviceTimeMs();
        this.schedules = new Snapshot(() =>
            undefinedOn404(context.account.schedules.getFresh(syncId, deadline)),
        );
        this.bulkSync = new Snapshot(() =>
            undefinedOn404(context.account.bulkSyncs.getFresh(syncId, deadline)),
        );
    }

    /** The id of the schedule that a response without an id says was just created. */
    async findIdOf({ schedule, sentAtMs }: CreateResponse): Promise<string> {
        const fromMs = this.context.account.serviceTimeMs(sentAtMs);
        const sought = { ...soughtFrom(schedule), window: { fromMs, toMs: Infinity } };
        for (const waitMs of CREATED_AFTER_MS) {
            const found = this.choose(findMatches(await this.listAfter(waitMs), sought));
            if (found) return found.id;
        }
        throw new LifecycleError(
            `could not learn the schedule's id: Polytomic responded that it created one, but bulk sync ${this.request.syncId} does not list it.`,
        );
    }

    /**
     * The schedule that a response describes, which may be older than the request; undefined where it is deleted, or
     * another resource has it.
     *
     * @param sinceMs Since when requests of this create may have created it, in the service's time.
     */
    async findReplayed(response: CreateResponse, sinceMs: number): Promise<Found | undefined> {
        const { id, schedule } = response;
        if (id === undefined && schedule.createdAt === undefined) return this.findUndated(schedule, sinceMs);
        for (const waitMs of REPLAYED_AFTER_MS) {
            if (waitMs > 0 && !isRecent(this.context, schedule, this.startedAtMs)) break;
            const found = await (id === undefined
                ? this.findDescribed(schedule, waitMs)
                : this.findId(id, schedule, waitMs));
            if (found) return found;
        }
        return undefined;
    }

    /** All schedules created in a period that no resource has and that this key may have created, whatever they are. */
    async findCreatedDuring(window: TimeWindow): Promise<ListedSchedule[]> {
        const unowned = (await this.listAfter(0)).filter(({ id }) => !this.context.registry.has(id));
        return matching(unowned, { fields: {}, window, ...(await this.creator()) });
    }

    /** Those among them with the declared definition. */
    async findEqualCreatedDuring(window: TimeWindow): Promise<ListedSchedule[]> {
        return matching(await this.findCreatedDuring(window), { fields: this.request.fields });
    }

    /** The same without those that a resource has which the engine names only a moment later. */
    async findFurther(window: TimeWindow): Promise<ListedSchedule[]> {
        const further = await this.findEqualCreatedDuring(window);
        return further.length > 0 && (await this.deadline.sleep(LAG_MS))
            ? this.findEqualCreatedDuring(window)
            : further;
    }

    /** As long ago as the service remembers a key, or a moment more. */
    get keyLife(): TimeWindow {
        const nowMs = this.context.account.serviceTimeMs();
        return { fromMs: nowMs - KEY_LIFE_MS, toMs: nowMs + CLOCK_TOLERANCE_MS };
    }

    private async findId(id: string, described: Schedule, waitMs: number): Promise<Found | undefined> {
        if (this.context.registry.isTaken(id, this.request.identity)) return undefined;
        if (waitMs > 0) await this.deadline.sleep(waitMs);
        const named = await this.readNamed(id, isRecent(this.context, described, this.startedAtMs));
        if (named === undefined) return undefined;
        const { schedule } = named;
        const found = { scheduleId: id, schedule, createdAt: schedule.createdAt };
        if (schedule.createdAt !== undefined && !isDeleted(named)) return found;
        const listed = (await this.listAfter(0)).find((item) => item.id === id);
        return listed === undefined && isDeleted(named) ? undefined : { ...found, ...createdAtOf(listed) };
    }

    private async readNamed(id: string, isFreshNeeded: boolean): Promise<ScheduleResponse | undefined> {
        const list = (await this.schedules.get(isFreshNeeded)) ?? [];
        const named = list.find((item) => item.id === id);
        if (named !== undefined || list.every((item) => item.id !== undefined)) return named;
        return undefinedOn404(
            this.context.account.polytomic.getSchedule(this.request.syncId, id, this.deadline),
        );
    }

    private async findDescribed(schedule: Schedule, waitMs: number): Promise<Found | undefined> {
        if (waitMs > 0) await this.deadline.sleep(waitMs);
        const bulkSync = await this.bulkSync.get(isRecent(this.context, schedule, this.startedAtMs));
        return toFound(this.choose(findCreatedAs(this.untaken(bulkSync), soughtFrom(schedule))));
    }

    // Neither id nor instant: only what this create's own requests can have created is certain.
    private async findUndated(schedule: Schedule, sinceMs: number): Promise<Found | undefined> {
        const sought = { ...(await this.creator()), ...soughtFrom(schedule) };
        const fields = { ...this.request.fields, ...sought.fields };
        const window = { fromMs: sinceMs, toMs: Infinity };
        for (const waitMs of UNDATED_AFTER_MS) {
            const found = this.choose(
                findMatches(await this.listAfter(waitMs), { ...sought, fields, window }),
            );
            if (found) return toFound(found);
        }
        const [older, ...others] = matching(await this.findCreatedDuring(this.keyLife), sought);
        if (older === undefined) return undefined;
        throw new LifecycleError(oneOfThese(this.request, [older, ...others]));
    }

    // Where as many open creates of this moment wait for theirs as there are schedules, it is all the same which one
    // takes which.
    private choose(matches: readonly ListedSchedule[]): ListedSchedule | undefined {
        const { syncId, identity } = this.request;
        const own = matches.find(({ id }) => this.context.registry.isOwn(id, identity));
        const first = own ?? matches[0];
        if (first === undefined || first === own || matches.length === 1) return first;
        const others = this.context.registry.countOpen(syncId, first.createdAt, identity);
        if (matches.length <= 1 + others) return first;
        throw new LifecycleError(
            `could not tell which schedule of bulk sync ${syncId} is this resource's, since these are alike: ` +
                `${listInWords(matches)}. Run \`pulumi up\` again. If it fails again: ${howToSettle(syncId, first)}`,
        );
    }

    private async listAfter(waitMs: number): Promise<ListedSchedule[]> {
        const { syncId } = this.request;
        if (waitMs > 0) await this.deadline.sleep(waitMs);
        const bulkSync = await undefinedOn404(this.context.account.bulkSyncs.getFresh(syncId, this.deadline));
        return this.untaken(bulkSync);
    }

    private untaken(bulkSync: BulkSync | undefined): ListedSchedule[] {
        const { identity } = this.request;
        return (bulkSync?.schedules ?? []).filter(({ id }) => !this.context.registry.isTaken(id, identity));
    }

    // What a response said is sure; the key's own user is what to expect before the first one.
    private async creator(): Promise<Pick<Sought, "createdBy">> {
        const createdBy =
            this.context.registry.createdBy ?? (await this.context.account.keyOwner(this.deadline)).userId;
        return createdBy === undefined ? {} : { createdBy };
    }
}

const createdAtOf = (item: ListedSchedule | undefined) =>
    item?.createdAt === undefined ? {} : { createdAt: item.createdAt };

const toFound = (item: ListedSchedule | undefined): Found | undefined =>
    item && { scheduleId: item.id, createdAt: item.createdAt };

function soughtFrom(schedule: Schedule): Sought {
    const { createdAt, createdBy } = schedule;
    return {
        fields: fieldsOf({ ...schedule }),
        ...(createdAt === undefined ? {} : { createdAt }),
        ...(createdBy === undefined ? {} : { createdBy }),
    };
}
