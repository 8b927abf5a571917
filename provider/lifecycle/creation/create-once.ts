/** Creating a schedule such that there is exactly one, however often it is tried and whatever gets lost on the way. */

import type { ListedSchedule } from "../../api/schemas.js";
import { REQUEST_TIMEOUT_MS } from "../../api/client.js";
import { explain, LifecycleError, type ServiceError } from "../../api/errors.js";
import type { CreateResponse } from "../../api/polytomic.js";
import { delayMs } from "../../api/retry.js";
import type { ProviderContext } from "../process/context.js";
import { isKeyConflict, sendCreate, type Attempt } from "./attempt.js";
import { ScheduleFinder, type Found } from "./finder.js";
import { idempotencyKey } from "./idempotency.js";
import { actionOf, UnconfirmedError, type CreatedSchedule, type CreateRequest } from "./types.js";
import { createdBefore, forgottenKey } from "./words.js";
import { type TimeWindow, windowAround, mayBeOlder, around } from "../../model/time-window.js";
import { Deadline } from "../../api/deadline.js";
import { LAG_MS } from "../process/lag.js";

/** How often a key is sent again after a response that leaves open what happened. */
const MOST_REPEATS = 5;
/** How often to come back to a key whose first request is still running. */
const MOST_CONFLICTS = 20;
/** How many keys may end in an error of the service before the create gives up. */
const MOST_FAILED_KEYS = 25;

/**
 * Creates the schedule, or finds the one that an earlier request for the same resource created. The idempotency keys
 * decide: the service responds to a key for ever as it did the first time. Throws an UnconfirmedError where it can't tell.
 */
export async function createOnce(
    context: ProviderContext,
    request: CreateRequest,
    deadline: Deadline,
): Promise<CreatedSchedule> {
    const create = new Create(context, request, deadline);
    try {
        return await create.run();
    } catch (error) {
        const explained = explain(actionOf(request), error);
        throw create.open === undefined ? explained : new UnconfirmedError(explained, create.open);
    }
}

class Create {
    /** When requests may have created a schedule that the next run has to look for, should this one fail now. */
    open: TimeWindow | undefined;
    /** When requests that got no response of their own may have created a schedule. */
    private unanswered: TimeWindow | undefined;
    private readonly finder: ScheduleFinder;
    /** How many keys are spent: the service responds to them with a deleted schedule, or with an error for ever. */
    private turn = 0;
    private repeats = 0;
    private conflicts = 0;
    private failures = 0;
    private refusal: ServiceError | undefined;

    constructor(
        private readonly context: ProviderContext,
        private readonly request: CreateRequest,
        private readonly deadline: Deadline,
    ) {
        this.finder = new ScheduleFinder(context, request, deadline);
        this.open = request.earlier;
        this.unanswered = request.earlier;
    }

    async run(): Promise<CreatedSchedule> {
        await this.settleForgottenKey();
        const { keyIdentity, syncId, fields } = this.request;
        for (;;) {
            // The same sequence of keys in every run, so that each finds what the one before it has created.
            const key = idempotencyKey(keyIdentity, syncId, this.turn, this.refusal && fields);
            const sentAtMs = this.context.account.serviceTimeMs();
            const attempt = await sendCreate(this.context, this.request, key, this.deadline);
            const created = await this.resultOf(attempt, sentAtMs);
            if (created) return created;
        }
    }

    /** The schedule, or undefined where another request is to follow. Throws where none is of use. */
    private async resultOf(attempt: Attempt, sentAtMs: number): Promise<CreatedSchedule | undefined> {
        switch (attempt.kind) {
            case "created":
                return this.finishCreated(attempt.response);
            case "replayed":
                return this.finishReplayed(attempt.response, sentAtMs);
            case "running":
                return this.waitForFirst(attempt.error);
            case "lost":
                this.leaveOpen(sentAtMs);
                return this.repeatAfter(attempt.error);
            case "failed":
                this.leaveOpen(sentAtMs);
                return this.giveUpKey(attempt.error);
            case "refused":
                return this.tryWithValues(attempt.error);
        }
    }

    private async finishCreated(response: CreateResponse): Promise<CreatedSchedule> {
        const { registry } = this.context;
        const { schedule } = response;
        registry.createdBy = schedule.createdBy ?? registry.createdBy;
        this.open = windowAround(schedule.createdAt) ?? this.open;
        const scheduleId = response.id ?? (await this.finder.findIdOf(response));
        return this.take({ scheduleId, schedule }, "response", false);
    }

    private async finishReplayed(
        response: CreateResponse,
        sentAtMs: number,
    ): Promise<CreatedSchedule | undefined> {
        const sinceMs = this.unanswered?.fromMs ?? sentAtMs;
        const openBefore = this.open;
        this.open ??= windowAround(response.schedule.createdAt) ?? { fromMs: sentAtMs, toMs: sentAtMs };
        const found = await this.finder.findReplayed(response, sinceMs);
        if (found === undefined) {
            this.open = openBefore;
            this.turn++;
            return undefined;
        }
        return this.take(found, "key", mayBeOlder(found.createdAt, sinceMs));
    }

    private take(found: Found, origin: "response" | "key", isOlder: boolean): CreatedSchedule {
        const { registry } = this.context;
        const { scheduleId, schedule } = found;
        const { identity } = this.request;
        // The resource is being replaced: the record that is deleted next is one of the same schedule.
        const isOwn = registry.isOwn(scheduleId, identity);
        const takeover = isOwn || isOlder ? Date.now().toString(36) : undefined;
        registry.claim(scheduleId, identity, takeover);
        return {
            scheduleId,
            origin: isOwn ? "state" : origin,
            ...(schedule === undefined ? {} : { schedule }),
            ...(takeover === undefined ? {} : { takeover }),
            ...(origin === "key" || this.unanswered === undefined ? {} : { unanswered: this.unanswered }),
        };
    }

    private async waitForFirst(error: ServiceError): Promise<undefined> {
        if (this.conflicts++ >= MOST_CONFLICTS) throw error;
        await this.wait(delayMs(Math.min(this.conflicts, 4), error.facts.retryAfterMs), error);
    }

    // The first request may still be running: only the same key tells.
    private async repeatAfter(error: unknown): Promise<undefined> {
        if (this.repeats++ >= MOST_REPEATS) throw error;
        await this.wait(delayMs(this.repeats, undefined), error);
    }

    private async giveUpKey(error: ServiceError): Promise<undefined> {
        await this.assertNoneCreated(error);
        if (this.failures++ >= MOST_FAILED_KEYS) throw error;
        await this.wait(Math.min(2_000, delayMs(this.failures, undefined)), error);
        this.turn++;
    }

    // The refusal may be as old as the key: a key of these very values tells.
    private async tryWithValues(error: ServiceError): Promise<undefined> {
        if (this.refusal !== undefined) throw this.refusal;
        this.refusal = error;
        if (isKeyConflict(error)) await this.assertNoneLeft(error);
    }

    private leaveOpen(sentAtMs: number): void {
        const window = { fromMs: sentAtMs, toMs: this.context.account.serviceTimeMs() + REQUEST_TIMEOUT_MS };
        this.open = around(this.open, window);
        this.unanswered = around(this.unanswered, window);
    }

    private async wait(waitMs: number, error: unknown): Promise<void> {
        if (!(await this.deadline.sleep(waitMs))) throw error;
    }

    // The service may have forgotten the key of so old a create: then only the bulk sync's list tells.
    private async settleForgottenKey(): Promise<void> {
        const { earlier } = this.request;
        if (earlier === undefined || earlier.fromMs > this.finder.keyLife.fromMs) return;
        const candidates = await this.finder.findCreatedDuring(earlier);
        this.open = undefined;
        this.unanswered = undefined;
        const [first, ...others] = candidates;
        if (first) throw new LifecycleError(forgottenKey(this.request, [first, ...others]));
    }

    // The error says nothing of what was created before it, in this run or in an interrupted one of the last day.
    private async assertNoneCreated(error: ServiceError): Promise<void> {
        await this.deadline.sleep(LAG_MS);
        const { earlier } = this.request;
        const equal = await this.finder.findEqualCreatedDuring(this.finder.keyLife);
        const candidates =
            earlier === undefined ? equal : [...equal, ...(await this.finder.findCreatedDuring(earlier))];
        this.assertNone(candidates, error);
        this.open = undefined;
    }

    // The key was used with other values: what that create made must not be made again.
    private async assertNoneLeft(error: ServiceError): Promise<void> {
        this.assertNone(await this.finder.findCreatedDuring(this.finder.keyLife), error);
    }

    private assertNone(candidates: readonly ListedSchedule[], error: ServiceError): void {
        const [first, ...others] = new Map(candidates.map((item) => [item.id, item])).values();
        if (first === undefined) return;
        // Known to the user by this message; a later run finds them again.
        this.open = undefined;
        throw new LifecycleError(createdBefore(this.request, error, [first, ...others]));
    }
}
