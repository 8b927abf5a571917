/** Looking in a bulk sync for the schedule that a request made, or may have made. */

import type { ListedSchedule, ScheduleAnswer } from "../service/answers.js";
import type { Schedule } from "../schedule/schedule.js";
import { LifecycleError } from "../service/errors.js";
import { fieldsOf, FIELD_NAMES } from "../schedule/fields.js";
import { findCreatedAs, findMatches, mayBeReplay, type Sought } from "./match.js";
import type { Order } from "./order.js";
import type { CreateAnswer } from "../service/polytomic.js";
import type { Deadline } from "../service/retry.js";
import type { Session } from "./session.js";
import type { ResourceId } from "../schedule/resource-id.js";
import { declaredFields, textOf, type Properties } from "../schedule/state.js";
import { assertGone, isDeleted, isRecent, unlessMissing } from "./whereabouts.js";

/** When to look for a schedule whose answer was lost: reads may lag behind writes. */
const LOST_AFTER_MS = [0, 300, 1_000] as const;
/** When to look for the id of a schedule that certainly was made. */
const MADE_AFTER_MS = [0, 200, 500, 1_000, 2_000, 4_000, 8_000] as const;
/** When to look for a schedule that may long be gone. */
const REPLAYED_AFTER_MS = [0, 1_000] as const;
/** The service remembers idempotency keys for at least this long. */
export const KEY_LIFE_MS = 24 * 3_600_000;

export interface Found {
    readonly scheduleId: string;
    readonly schedule?: Schedule;
}

/** Several schedules may be the one that is looked for. */
export class AmbiguityError extends LifecycleError {
    constructor(
        syncId: string,
        /** The schedules in question, in words. */
        readonly candidates: string,
    ) {
        super(
            `could not tell which schedule of bulk sync ${syncId} is this resource's, since these are alike: ` +
                `${candidates}. Delete in Polytomic all but one of them, then run \`pulumi up\` again.`,
        );
    }
}

export class SearchParty {
    constructor(
        private readonly session: Session,
        private readonly order: Pick<Order, "syncId" | "fields" | "identity">,
        private readonly deadline: Deadline,
    ) {}

    /** The schedule that requests may have made since a time of the service, as an answer without an id describes it. */
    async forLost(sinceMs: number, answered: Schedule = {}): Promise<Found | undefined> {
        const sought = await this.undated(sinceMs, answered);
        for (const waitMs of LOST_AFTER_MS) {
            const matches = findMatches(await this.listUnclaimedAfter(waitMs), sought);
            const found = this.choose(matches, sinceMs, waitMs === LOST_AFTER_MS.at(-1));
            if (!found) continue;
            this.session.memory.claim(this.order, found.id);
            return { scheduleId: found.id };
        }
        return undefined;
    }

    // Before the last look, others may still say that they wait for one of them, too, or that an older one is theirs.
    private choose(matches: readonly ListedSchedule[], sinceMs: number, isLastLook: boolean) {
        if (matches.length > this.claimants()) return isLastLook ? this.only(matches) : undefined;
        // Where so many resources of this very definition wait for theirs, it is all the same which takes which.
        const isNew = ({ createdAt }: ListedSchedule) =>
            createdAt === undefined || !mayBeReplay(createdAt, sinceMs);
        return matches.find(isNew) ?? (isLastLook ? matches[0] : undefined);
    }

    // This resource, and the others of its definition whose creates are open.
    private claimants(): number {
        const { syncId, fields, identity } = this.order;
        return 1 + this.session.memory.countOpen(syncId, fields, identity);
    }

    /** The schedule of this resource that an answer with neither id nor instant may tell of. */
    async forEarlier(answered: Schedule): Promise<Found | undefined> {
        const sought = await this.undated(this.session.serviceTimeMs() - KEY_LIFE_MS, answered);
        const found = this.only(findMatches(await this.listAfter(0), sought));
        return found && { scheduleId: found.id };
    }

    /** The further schedules of the same definition that are our own for certain, besides the one to keep. */
    async forSurplus(sinceMs: number, keptId: string): Promise<string[]> {
        const sought = { fields: this.order.fields, notBeforeMs: sinceMs };
        const createdBy = await this.creator();
        return findMatches(await this.listUnclaimedAfter(0), sought)
            .filter((item) => item.id !== keptId && createdBy !== undefined && item.createdBy === createdBy)
            .map((item) => item.id);
    }

    /** The id of a schedule that an answer without an id tells of. */
    async forId({ schedule, sentAtMs }: CreateAnswer): Promise<string> {
        const notBeforeMs = this.session.serviceTimeMs(sentAtMs);
        const sought: Sought = { ...soughtFrom(schedule), notBeforeMs };
        for (const waitMs of MADE_AFTER_MS) {
            const found = this.only(findMatches(await this.listAfter(waitMs), sought));
            if (found) return found.id;
        }
        throw new LifecycleError(
            "could not learn the schedule's id: Polytomic answered that it was created, but its bulk sync does not list it.",
        );
    }

    /** The schedule that a replayed answer tells of, as it is now; undefined where it is gone. */
    async forReplayed(answer: CreateAnswer): Promise<Found | undefined> {
        for (const waitMs of REPLAYED_AFTER_MS) {
            if (waitMs > 0 && !isRecent(this.session, answer.schedule)) break;
            const found = await (answer.id === undefined
                ? this.byCreation(answer, waitMs)
                : this.byId(answer.id, waitMs));
            if (found) return found;
        }
        return undefined;
    }

    /** The schedules that an interrupted create of today may have left behind, whatever its values were. */
    async forLeftovers(): Promise<ListedSchedule[]> {
        const createdBy = await this.creator();
        const notBeforeMs = this.session.serviceTimeMs() - KEY_LIFE_MS;
        const sought = { fields: {}, notBeforeMs, ...(createdBy === undefined ? {} : { createdBy }) };
        return (await this.listUnclaimedAfter(0)).filter(
            (item) => item.createdAt !== undefined && findMatches([item], sought).length > 0,
        );
    }

    /** The same with the values of this order, and without those that other open creates count on. */
    async forAlikeLeftovers(): Promise<ListedSchedule[]> {
        const { syncId, fields, identity } = this.order;
        const alike = findMatches(await this.forLeftovers(), { fields });
        return alike.length > this.session.memory.countOpen(syncId, fields, identity) ? alike : [];
    }

    /** Whether a schedule was made by the key's own user for certain. */
    async isByKeysUser({ createdBy }: ListedSchedule): Promise<boolean> {
        return createdBy !== undefined && createdBy === (await this.creator());
    }

    private async byCreation({ schedule }: ScheduleAnswer, waitMs: number): Promise<Found | undefined> {
        const matches = findCreatedAs(await this.listAfter(waitMs), soughtFrom(schedule));
        // As many resources of this very definition wait for theirs: see `choose`.
        const found = matches.length <= this.claimants() ? matches[0] : this.only(matches);
        return found && { scheduleId: found.id };
    }

    private async byId(scheduleId: string, waitMs: number): Promise<Found | undefined> {
        if (waitMs > 0) await this.deadline.sleep(waitMs);
        const { syncId } = this.order;
        if (this.isOutOfQuestion(scheduleId)) return undefined;
        const answer = await unlessMissing(
            this.session.polytomic.getSchedule(syncId, scheduleId, this.deadline),
        );
        if (answer === undefined) return undefined;
        const isGone = isDeleted(answer) && !(await this.listAfter(0)).some((item) => item.id === scheduleId);
        return isGone ? undefined : { scheduleId, schedule: answer.schedule };
    }

    private async listAfter(waitMs: number): Promise<readonly ListedSchedule[]> {
        if (waitMs > 0) await this.deadline.sleep(waitMs);
        const bulkSync = await unlessMissing(
            this.session.bulkSyncs.getFresh(this.order.syncId, this.deadline),
        );
        return (bulkSync?.schedules ?? []).filter(({ id }) => !this.isOutOfQuestion(id));
    }

    private isOutOfQuestion(scheduleId: string): boolean {
        const { memory } = this.session;
        return memory.deleted.has(scheduleId) || memory.isOthers(scheduleId, this.order.identity);
    }

    private async listUnclaimedAfter(waitMs: number): Promise<ListedSchedule[]> {
        return (await this.listAfter(waitMs)).filter(({ id }) => !this.session.memory.live.has(id));
    }

    private only(matches: readonly ListedSchedule[]): ListedSchedule | undefined {
        if (matches.length <= 1) return matches[0];
        throw new AmbiguityError(this.order.syncId, matches.map(describe).join("; "));
    }

    // What an answer said is sure; the key's own user is what to expect before the first answer.
    private async creator(): Promise<string | undefined> {
        return this.session.memory.createdBy ?? (await this.session.whoAmI(this.deadline)).userId;
    }

    // What the answer leaves open is as it was ordered.
    private async undated(notBeforeMs: number, answered: Schedule): Promise<Sought> {
        const createdBy = answered.createdBy ?? (await this.creator());
        const fields = { ...this.order.fields, ...fieldsOf({ ...answered }) };
        return { fields, notBeforeMs, ...(createdBy === undefined ? {} : { createdBy }) };
    }
}

function soughtFrom(schedule: Schedule): Sought {
    const { createdAt, createdBy } = schedule;
    return {
        fields: fieldsOf({ ...schedule }),
        ...(createdAt === undefined ? {} : { createdAt }),
        ...(createdBy === undefined ? {} : { createdBy }),
    };
}

/** A schedule in words that tell it from others. */
export function describe({ id, fields, createdAt, createdBy }: ListedSchedule): string {
    const definition = FIELD_NAMES.flatMap((field) => fields[field] ?? []).join(" ");
    const by = createdBy === undefined ? "" : ` by ${createdBy}`;
    return `${id} (${definition}, created ${createdAt ?? "at an unknown time"}${by})`;
}

/** The schedule of a resource whose create never learnt it; undefined where none was made. */
export async function findUnconfirmed(
    session: Session,
    id: ResourceId,
    state: Properties,
    deadline: Deadline,
): Promise<ResourceId | undefined> {
    const { syncId } = id;
    const order = { syncId, fields: declaredFields(state), identity: textOf(state, "__identity") ?? "" };
    const claimed = session.memory.claimOf(order);
    if (claimed !== undefined) return { syncId, scheduleId: claimed };
    const sinceMs = Date.parse(textOf(state, "__unconfirmedSince") ?? "");
    const found = await new SearchParty(session, order, deadline).forLost(sinceMs);
    if (found) return { syncId, scheduleId: found.scheduleId };
    await assertGone(session, id, state, deadline);
    return undefined;
}
