/** Making a schedule such that there is exactly one, however often it is tried and whatever gets lost on the way. */

import type { Schedule } from "../schedule/schedule.js";
import { FIELD_NAMES, fieldsOf, type Fields } from "../schedule/fields.js";
import { sameMeaning } from "../schedule/meaning.js";
import { explain, LifecycleError } from "../service/errors.js";
import { FailedPosts } from "./failed-posts.js";
import { idempotencyKey } from "./idempotency.js";
import { mayBeReplay } from "./match.js";
import { actionOf, UnconfirmedError, type Made, type Order, type Step, type Unanswered } from "./order.js";
import type { CreateAnswer } from "../service/polytomic.js";
import type { Deadline } from "../service/retry.js";
import { AmbiguityError, KEY_LIFE_MS, SearchParty } from "./search.js";
import type { Session } from "./session.js";

/** How many idempotency keys one create goes past: each spent one is a schedule deleted within the last day. */
const MOST_KEYS = 200;

/** One create, over all its tries. */
export class Creation {
    private readonly unanswered: Unanswered;
    private readonly search: SearchParty;
    private readonly failedPosts: FailedPosts;
    private ambiguity: AmbiguityError | undefined;

    constructor(
        private readonly session: Session,
        private readonly order: Order,
        private readonly deadline: Deadline,
    ) {
        this.unanswered = { sinceMs: order.openSinceMs, posts: 0 };
        this.search = new SearchParty(session, order, deadline);
        this.failedPosts = new FailedPosts(session, order, deadline, this.search, this.unanswered);
    }

    /** Makes the schedule or finds the one that was made. Throws an UnconfirmedError where it can't tell. */
    async run(): Promise<Made> {
        try {
            return (await this.findEarlier()) ?? (await this.tryKeys());
        } catch (error) {
            const explained = explain(actionOf(this.order), error);
            const { sinceMs } = this.unanswered;
            throw sinceMs === undefined ? explained : new UnconfirmedError(explained, sinceMs);
        }
    }

    private async findEarlier(): Promise<Made | undefined> {
        const { sinceMs } = this.unanswered;
        if (sinceMs === undefined) return undefined;
        try {
            const found = await this.search.forLost(sinceMs);
            this.unanswered.sinceMs = undefined;
            return found && { ...found, isTakenOver: false };
        } catch (error) {
            const isKeyForgotten = sinceMs < this.session.serviceTimeMs() - KEY_LIFE_MS;
            if (!(error instanceof AmbiguityError) || isKeyForgotten) throw error;
            // The key tells: what the earlier create made is its answer.
            this.ambiguity = error;
            return undefined;
        }
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
            const refused = this.failedPosts.areValuesRefused ? fields : undefined;
            const key = idempotencyKey(identity, syncId, turn, refused);
            answer = await this.session.polytomic.createSchedule(syncId, fields, key, this.deadline);
        } catch (error) {
            return await this.failedPosts.after(error, this.session.serviceTimeMs(sentAtMs));
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
        const { sinceMs, posts } = this.unanswered;
        this.unanswered.sinceMs ??= this.session.serviceTimeMs(answer.sentAtMs);
        this.session.memory.createdBy = answer.schedule.createdBy ?? this.session.memory.createdBy;
        const scheduleId = answer.id ?? (await this.search.forId(answer));
        const made = { scheduleId, schedule: answer.schedule, isTakenOver: false };
        if (this.ambiguity) return { ...made, doubt: this.doubtful(scheduleId, this.ambiguity) };
        return sinceMs === undefined ? made : { ...made, surplus: { sinceMs, atMost: posts } };
    }

    // Either the earlier create made none, or the service does not keep keys.
    private doubtful(scheduleId: string, { candidates }: AmbiguityError): string {
        return (
            `created schedule ${scheduleId} of bulk sync ${this.order.syncId}, but an earlier create of this resource, whose ` +
            `answer was lost, may have made one of these: ${candidates}. If nothing else accounts for it, delete that one in ` +
            "Polytomic. Then run `pulumi up` again."
        );
    }

    // The answer may tell of a schedule that it made, or of one from before the request: the bulk sync's list decides.
    private async settleUndated(answer: CreateAnswer): Promise<Step> {
        const openBefore = this.unanswered.sinceMs;
        const sentAtMs = this.session.serviceTimeMs(answer.sentAtMs);
        this.unanswered.sinceMs ??= sentAtMs;
        const made = await this.search.forLost(sentAtMs, answer.schedule);
        if (made) return { ...made, isTakenOver: false };
        const earlier = await this.search.forEarlier(answer.schedule);
        if (earlier) return { ...earlier, isTakenOver: true };
        this.unanswered.sinceMs = openBefore;
        return "next turn";
    }

    // The answer tells of a schedule that was there before the request: ours from an earlier try, if it still exists.
    private async takeOver(answer: CreateAnswer): Promise<Step> {
        const openBefore = this.unanswered.sinceMs;
        this.unanswered.sinceMs ??= this.session.serviceTimeMs(answer.sentAtMs);
        const found = await this.search.forReplayed(answer);
        if (found) return { ...found, isTakenOver: true };
        this.unanswered.sinceMs = openBefore;
        return "next turn";
    }
}

function isAsOrdered(schedule: Schedule, fields: Fields): boolean {
    const answered = fieldsOf({ ...schedule });
    return FIELD_NAMES.every(
        (field) =>
            fields[field] === undefined ||
            sameMeaning(field, fields[field], answered[field], fields.frequency),
    );
}
