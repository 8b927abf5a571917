/** What follows from a POST that failed: look for what it made, and send the same key again, the next one, or none. */

import type { ListedSchedule } from "../service/answers.js";
import { explain, isOutcomeOpen, LifecycleError, ServiceError, statusOf } from "../service/errors.js";
import { delayMs, type Deadline } from "../service/retry.js";
import { actionOf, type Made, type Order, type Step, type Unanswered } from "./order.js";
import { describe, type SearchParty } from "./search.js";
import type { Session } from "./session.js";
import { unlessMissing } from "./whereabouts.js";

/** How many keys may end in an error of the service before the create gives up. */
const MOST_SPOILED_KEYS = 25;
/** How often a key is sent again after an answer that leaves open what happened. */
const MOST_REPEATS = 3;
/** How often to come back to a key whose first request is still running. */
const MOST_CONFLICTS = 20;

/** The failures of one create, over all its tries. */
export class FailedPosts {
    private repeats = 0;
    private conflicts = 0;
    private spoiledKeys = 0;
    private refusal: ServiceError | undefined;

    constructor(
        private readonly session: Session,
        private readonly order: Order,
        private readonly deadline: Deadline,
        private readonly search: SearchParty,
        private readonly unanswered: Unanswered,
    ) {}

    /** Whether the service has refused the values, so that keys have to stand for these values from now on. */
    get areValuesRefused(): boolean {
        return this.refusal !== undefined;
    }

    /** What to do after a failure. Throws where nothing more can be done. */
    async after(error: unknown, sentAtMs: number): Promise<Step> {
        if (error instanceof ServiceError && error.status === 409) return this.waitForFirst(error);
        if (error instanceof ServiceError && error.status === 404) return this.afterMissing(error);
        if (error instanceof ServiceError && isRefusal(error)) return this.afterRefusal(error);
        if (!isOutcomeOpen(error)) throw error;
        this.unanswered.sinceMs ??= sentAtMs;
        this.unanswered.posts++;
        const found = await this.search.forLost(this.unanswered.sinceMs);
        return found ? { ...found, isTakenOver: false } : this.repeatAfter(error);
    }

    // A 500 is the service's word, which it repeats for this key for ever. A gateway's error, or none, is not: the
    // first request may still be running, and only the same key tells.
    private async repeatAfter(error: unknown): Promise<Step> {
        if (statusOf(error) !== 500 && this.repeats < MOST_REPEATS) {
            await this.waitOrThrow(delayMs(++this.repeats, undefined), error);
            return "same turn";
        }
        if (!(error instanceof ServiceError) || ++this.spoiledKeys >= MOST_SPOILED_KEYS) throw error;
        return (await this.findLeftover(error)) ?? this.giveUpKey(error);
    }

    // The key is as old as the resource: an earlier run may have made a schedule with it, been answered the same error,
    // and died before it looked. A gateway that comes to itself lets the key tell; a 500 for ever does not.
    private async findLeftover(error: ServiceError): Promise<Made | undefined> {
        if (error.status > 500) {
            if ((await this.search.forLeftovers()).length > 0) throw error;
            return undefined;
        }
        const [leftover, ...others] = await this.search.forAlikeLeftovers();
        if (leftover === undefined) return undefined;
        this.unanswered.sinceMs = undefined;
        if (others.length === 0 && (await this.search.isByKeysUser(leftover)))
            return { scheduleId: leftover.id, isTakenOver: true, doubt: this.doubtful(leftover, error) };
        throw new LifecycleError(this.undecided([leftover, ...others], error));
    }

    private undecided(leftovers: readonly ListedSchedule[], error: ServiceError): string {
        return (
            `${explain(actionOf(this.order), error).message} An interrupted \`pulumi up\` may have made it already: ` +
            `${leftovers.map(describe).join("; ")}. Delete in Polytomic what is left over, then run \`pulumi up\` again; ` +
            "if nothing is, rename the resource."
        );
    }

    private doubtful(leftover: ListedSchedule, error: ServiceError): string {
        return (
            `took schedule ${describe(leftover)} of bulk sync ${this.order.syncId} for this resource's, which is likely but ` +
            `not certain: ${error.message}, as it does again and again once a create has failed, and of the last day this is ` +
            "the one schedule like it. If an interrupted `pulumi up` made it for this resource, run `pulumi up` again. If it is " +
            "another resource's or was made in the web app, run `pulumi state delete` for this resource, and rename it."
        );
    }

    private async giveUpKey(error: ServiceError): Promise<Step> {
        this.repeats = 0;
        this.unanswered.sinceMs = undefined;
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
            `${explain(actionOf(this.order), error).message} An earlier \`pulumi up\` was interrupted while it created this schedule with ` +
                `other values. If one of these is what it made, delete it in Polytomic, or run \`pulumi up\` with those ` +
                `values once: ${leftovers.map(describe).join("; ")}. Otherwise rename the resource.`,
        );
    }

    // "Not found" may be as old as the key, too: then the bulk sync is there by now.
    private async afterMissing(error: ServiceError): Promise<Step> {
        const { syncId } = this.order;
        const bulkSync = await unlessMissing(this.session.bulkSyncs.getFresh(syncId, this.deadline));
        if (bulkSync === undefined || ++this.spoiledKeys >= MOST_SPOILED_KEYS) throw error;
        return (await this.findLeftover(error)) ?? "next turn";
    }

    private async waitOrThrow(waitMs: number, error: unknown): Promise<void> {
        if (!(await this.deadline.sleep(waitMs))) throw error;
    }
}

const isRefusal = ({ status }: ServiceError) => status === 400 || status === 422;

/** Whether a request was refused because of its idempotency key rather than its values. */
function isKeyConflict({ facts }: ServiceError): boolean {
    return /idempoten/i.test(`${facts.key ?? ""} ${facts.detail ?? ""}`);
}
