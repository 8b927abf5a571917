/** Making a schedule such that there is exactly one, however often it is tried and whatever gets lost on the way. */

import type { Schedule } from "../schedule/schedule.js";
import { explain, isOutcomeOpen, LifecycleError, ServiceError } from "../service/errors.js";
import { FIELD_NAMES, fieldsOf, type Fields } from "../schedule/fields.js";
import { sameMeaning } from "../schedule/meaning.js";
import { idempotencyKey } from "./idempotency.js";
import { mayBeReplay } from "./match.js";
import type { CreateAnswer } from "../service/polytomic.js";
import { delayMs, type Deadline } from "../service/retry.js";
import { SearchParty } from "./search.js";
import type { Session } from "./session.js";
import { unlessMissing } from "./whereabouts.js";

/** How many idempotency keys one create goes past: each spent one is a schedule deleted within the last day. */
const MOST_KEYS = 200;
/** How many keys may end in an error of the service before the create gives up. */
const MOST_SPOILED_KEYS = 25;
/** How often a key is sent again after an answer that leaves open what happened. */
const MOST_REPEATS = 3;
/** How often to come back to a key whose first request is still running. */
const MOST_CONFLICTS = 20;

/** What is to be made, and for which resource. */
export interface Order {
    readonly syncId: string;
    readonly fields: Fields;
    readonly identity: string;
    /** Since when (service's time) an earlier create, whose outcome is open, may have made it. */
    readonly openSinceMs: number | undefined;
}

export interface Made {
    readonly scheduleId: string;
    /** The schedule as the service answered it, where it did. */
    readonly schedule?: Schedule;
    /** Whether it was there before, made by an earlier create of the same resource. */
    readonly isTakenOver: boolean;
    /** Since when requests whose answers were lost may have made further ones, and how many at the most. */
    readonly surplus?: { readonly sinceMs: number; readonly atMost: number };
}

/** A create that ends without knowing whether, or which, schedule it made. */
export class UnconfirmedError extends LifecycleError {
    constructor(
        cause: LifecycleError,
        readonly sinceMs: number,
    ) {
        super(
            `${cause.message} The schedule may exist all the same: the next \`pulumi up\` looks for it before it ` +
                "creates another.",
        );
    }
}

type Step = Made | "same turn" | "next turn";

/** One create, over all its tries. */
export class Creation {
    /** Since when a schedule may be there whose answer never arrived, in the service's time. */
    private openSinceMs: number | undefined;
    private lostPosts = 0;
    private repeats = 0;
    private conflicts = 0;
    private spoiledKeys = 0;
    private refusal: ServiceError | undefined;
    private readonly search: SearchParty;

    constructor(
        private readonly session: Session,
        private readonly order: Order,
        private readonly deadline: Deadline,
    ) {
        this.search = new SearchParty(session, order, deadline);
        this.openSinceMs = order.openSinceMs;
    }

    /** Makes the schedule or finds the one that was made. Throws an UnconfirmedError where it can't tell. */
    async run(): Promise<Made> {
        try {
            return (await this.findEarlier()) ?? (await this.tryKeys());
        } catch (error) {
            const explained = this.explain(error);
            throw this.openSinceMs === undefined
                ? explained
                : new UnconfirmedError(explained, this.openSinceMs);
        }
    }

    private async findEarlier(): Promise<Made | undefined> {
        const found =
            this.openSinceMs === undefined ? undefined : await this.search.forLost(this.openSinceMs);
        this.openSinceMs = undefined;
        return found && { ...found, isTakenOver: false };
    }

    private async tryKeys(): Promise<Made> {
        for (let turn = 0; turn < MOST_KEYS;) {
            const step = await this.tryKey(turn);
            if (typeof step === "object") return step;
            if (step === "next turn") turn++;
        }
        throw new LifecycleError(
            `could not create a schedule of bulk sync ${this.order.syncId}: this resource's was created and deleted ${MOST_KEYS} times within ` +
                "a day, and the service remembers each. Rename the resource, or try again tomorrow.",
        );
    }

    private async tryKey(turn: number): Promise<Step> {
        const { identity, syncId, fields } = this.order;
        const sentAtMs = Date.now();
        let answer: CreateAnswer;
        try {
            const key = idempotencyKey(identity, syncId, turn, this.refusal && fields);
            answer = await this.session.polytomic.createSchedule(syncId, fields, key, this.deadline);
        } catch (error) {
            return await this.afterFailure(error, this.session.serviceTimeMs(sentAtMs));
        } finally {
            this.session.forget(syncId);
        }
        return this.afterAnswer(answer);
    }

    private async afterAnswer(answer: CreateAnswer): Promise<Step> {
        const { createdAt } = answer.schedule;
        if (answer.id === undefined && createdAt === undefined) return this.settleUndated(answer);
        const isOurs = isAsOrdered(answer.schedule, this.order.fields);
        if (!isOurs || mayBeReplay(createdAt, this.session.polytomic.serviceTimeMs(answer.sentAtMs))) {
            return this.takeOver(answer);
        }
        const lostSinceMs = this.openSinceMs;
        this.openSinceMs ??= this.session.serviceTimeMs(answer.sentAtMs);
        this.session.memory.createdBy = answer.schedule.createdBy ?? this.session.memory.createdBy;
        const scheduleId = answer.id ?? (await this.search.forId(answer));
        const surplus =
            lostSinceMs === undefined ? {} : { surplus: { sinceMs: lostSinceMs, atMost: this.lostPosts } };
        return { scheduleId, schedule: answer.schedule, isTakenOver: false, ...surplus };
    }

    // The answer may tell of a schedule that it made, or of one from before the request: the bulk sync's list decides.
    private async settleUndated(answer: CreateAnswer): Promise<Step> {
        const openBefore = this.openSinceMs;
        const sentAtMs = this.session.serviceTimeMs(answer.sentAtMs);
        this.openSinceMs ??= sentAtMs;
        const made = await this.search.forLost(sentAtMs, answer.schedule);
        if (made) return { ...made, isTakenOver: false };
        const earlier = await this.search.forEarlier(answer.schedule);
        if (earlier) return { ...earlier, isTakenOver: true };
        this.openSinceMs = openBefore;
        return "next turn";
    }

    // The answer tells of a schedule that was there before the request: ours from an earlier try, if it still exists.
    private async takeOver(answer: CreateAnswer): Promise<Step> {
        const openBefore = this.openSinceMs;
        this.openSinceMs ??= this.session.serviceTimeMs(answer.sentAtMs);
        const found = await this.search.forReplayed(answer);
        if (found) return { ...found, isTakenOver: true };
        this.openSinceMs = openBefore;
        return "next turn";
    }

    private async afterFailure(error: unknown, sentAtMs: number): Promise<Step> {
        if (error instanceof ServiceError && error.status === 409) return this.waitForFirst(error);
        if (error instanceof ServiceError && error.status === 404) return this.afterMissing(error);
        if (error instanceof ServiceError && isRefusal(error)) return this.afterRefusal(error);
        if (!isOutcomeOpen(error)) throw error;
        this.openSinceMs ??= sentAtMs;
        this.lostPosts++;
        const found = await this.search.forLost(this.openSinceMs);
        return found ? { ...found, isTakenOver: false } : this.repeatAfter(error);
    }

    // A 500 is the service's word, which it repeats for this key for ever. A gateway's error, or none, is not: the
    // first request may still be running, and only the same key tells.
    private async repeatAfter(error: unknown): Promise<Step> {
        const isSpoiled =
            error instanceof ServiceError && (error.status === 500 || this.repeats >= MOST_REPEATS);
        if (!isSpoiled && this.repeats++ < MOST_REPEATS) {
            await this.waitOrThrow(delayMs(this.repeats, undefined), error);
            return "same turn";
        }
        if (!isSpoiled || ++this.spoiledKeys >= MOST_SPOILED_KEYS) throw error;
        this.repeats = 0;
        this.openSinceMs = undefined;
        await this.waitOrThrow(Math.min(2_000, delayMs(this.spoiledKeys, undefined)), error);
        return "next turn";
    }

    private async waitForFirst(error: ServiceError): Promise<Step> {
        if (this.conflicts++ >= MOST_CONFLICTS) throw error;
        await this.waitOrThrow(delayMs(Math.min(this.conflicts, 4), error.facts.retryAfterMs), error);
        return "same turn";
    }

    // A refusal may be as old as the key: of values corrected since, or because an earlier try used the key with other
    // values. A key of these values tells. But what such an earlier try may have made must not be made again.
    private async afterRefusal(error: ServiceError): Promise<Step> {
        if (this.refusal !== undefined) throw this.refusal;
        this.refusal = error;
        if (!isKeyConflict(error)) return "same turn";
        const leftovers = await this.search.forLeftovers();
        if (leftovers.length === 0) return "same turn";
        throw new LifecycleError(
            `${this.explain(error).message} An earlier \`pulumi up\` was interrupted while it created this schedule with ` +
                `other values. If one of these is what it made, delete it in Polytomic, or run \`pulumi up\` with those ` +
                `values once: ${leftovers.join("; ")}. Otherwise rename the resource.`,
        );
    }

    // "Not found" may be as old as the key, too: then the bulk sync is there by now.
    private async afterMissing(error: ServiceError): Promise<Step> {
        const bulkSync = await unlessMissing(
            this.session.bulkSyncs.getFresh(this.order.syncId, this.deadline),
        );
        if (bulkSync === undefined || ++this.spoiledKeys >= MOST_SPOILED_KEYS) throw error;
        return "next turn";
    }

    private async waitOrThrow(waitMs: number, error: unknown): Promise<void> {
        if (!(await this.deadline.sleep(waitMs))) throw error;
    }

    private explain(error: unknown): LifecycleError {
        return explain(`create a schedule of bulk sync ${this.order.syncId}`, error);
    }
}

const isRefusal = ({ status }: ServiceError) => status === 400 || status === 422;

/** Whether a request was refused because of its idempotency key rather than its values. */
function isKeyConflict({ facts }: ServiceError): boolean {
    return /idempoten/i.test(`${facts.key ?? ""} ${facts.detail ?? ""}`);
}

function isAsOrdered(schedule: Schedule, fields: Fields): boolean {
    const answered = fieldsOf({ ...schedule });
    return FIELD_NAMES.every(
        (field) =>
            fields[field] === undefined ||
            sameMeaning(field, fields[field], answered[field], fields.frequency),
    );
}
