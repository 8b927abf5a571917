/** Creates exactly one schedule, however often the create is repeated and whichever responses are lost. */

import { REQUEST_TIMEOUT_MS } from "../../api/client.js";
import type { Deadline } from "../../api/deadline.js";
import { explain, retryAfterMsOf, type ServiceError } from "../../api/errors.js";
import type { CreateResponse } from "../../api/account.js";
import { delayMs } from "../../api/transport/retry.js";
import type { Fields } from "../../model/fields.js";
import { joinWindows, mayBeOlder, windowAt, type TimeWindow } from "../../model/time-window.js";
import { LAG_MS, type ProviderContext } from "../process/context.js";
import { idempotencyKey, isKeyConflict, sendCreate, type Attempt } from "./attempt.js";
import { ScheduleFinder } from "./finder.js";
import { assertNoCandidates } from "./messages.js";
import { actionOf, UnconfirmedError, type CreatedSchedule, type CreateRequest } from "./types.js";

/** How many more requests may follow each kind of attempt. */
const MOST_RETRIES = { lost: 6, running: 20, failed: 25 } as const;
/** The delay between requests doubles up to this retry. */
const LAST_DOUBLED_RETRY = 4;

type FailedAttempt = Extract<Attempt, { kind: keyof typeof MOST_RETRIES }>;

/** Creates the schedule, or finds that of an earlier request. Throws an UnconfirmedError if it can't tell. */
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
    /** When requests may have created a schedule that is not identified yet. */
    open: TimeWindow | undefined;
    private readonly finder: ScheduleFinder;
    /** The number of keys whose stored response is an error, or a schedule that this resource can't have. */
    private spentKeys = 0;
    private refusal: ServiceError | undefined;
    private hasWaitedForDiffs = false;
    private readonly retries = { lost: 0, running: 0, failed: 0 };

    constructor(
        private readonly context: ProviderContext,
        private readonly request: CreateRequest,
        private readonly deadline: Deadline,
    ) {
        this.open = request.earlier;
        this.finder = new ScheduleFinder(context, request, deadline);
    }

    async run(): Promise<CreatedSchedule> {
        await this.assertNoneOfExpiredKey();
        const { keyIdentity, syncId, fields } = this.request;
        for (;;) {
            // Every run goes through the same keys, so that it finds what an earlier one has created.
            const key = idempotencyKey(keyIdentity, syncId, this.spentKeys, this.refusal && fields);
            const sentAtMs = this.context.account.serviceTimeMs();
            const attempt = await sendCreate(this.context, this.request, key, this.deadline);
            switch (attempt.kind) {
                case "created":
                    return this.takeCreated(attempt.response, sentAtMs);
                case "replayed": {
                    const replayed = await this.takeReplay(attempt.response, sentAtMs);
                    if (replayed) return replayed;
                    this.spentKeys++;
                    break;
                }
                case "running":
                    await this.waitAfter(attempt);
                    break;
                case "lost":
                    this.leaveOpen(sentAtMs);
                    await this.waitAfter(attempt);
                    break;
                case "failed":
                    this.leaveOpen(sentAtMs);
                    await this.assertNoneCreated(attempt.error, fields);
                    await this.waitAfter(attempt);
                    this.spentKeys++;
                    break;
                case "refused":
                    await this.useKeyOfValues(attempt.error);
            }
        }
    }

    private async takeCreated(response: CreateResponse, sentAtMs: number): Promise<CreatedSchedule> {
        const { registry } = this.context;
        const { schedule } = response;
        const unanswered = this.open;
        this.open = windowAt(schedule.createdAt, sentAtMs);
        registry.createdBy = schedule.createdBy ?? registry.createdBy;
        const scheduleId = response.id ?? (await this.finder.findIdOf(response));
        return this.take({ scheduleId, schedule, origin: "response", unanswered });
    }

    /** Undefined if the resource can't have the schedule. */
    private async takeReplay(
        response: CreateResponse,
        sentAtMs: number,
    ): Promise<CreatedSchedule | undefined> {
        const before = this.open;
        const sinceMs = before?.fromMs ?? sentAtMs;
        this.open ??= windowAt(response.schedule.createdAt, sentAtMs);
        if (mayBeOlder(response.schedule.createdAt, sinceMs)) await this.waitForDiffs();
        const found = await this.finder.findReplayed(response, sinceMs);
        this.open = before;
        if (found === undefined) return undefined;
        const isOlder = mayBeOlder(found.schedule.createdAt ?? response.schedule.createdAt, sinceMs);
        return this.take({ scheduleId: found.id, origin: isOlder ? "earlier create" : "earlier request" });
    }

    private take(created: CreatedSchedule): CreatedSchedule {
        const { registry } = this.context;
        const { scheduleId } = created;
        const { identity } = this.request;
        const origin = registry.isOwn(scheduleId, identity) ? "state" : created.origin;
        // Pulumi may delete an older record of the schedule next.
        const takeover = origin === "response" ? undefined : Date.now().toString(36);
        registry.claim(scheduleId, identity, takeover);
        return { ...created, origin, takeover };
    }

    // A resource that was renamed may have an older schedule. The engine may call for this new one first.
    private async waitForDiffs(): Promise<void> {
        if (this.hasWaitedForDiffs) return;
        this.hasWaitedForDiffs = true;
        await this.deadline.sleep(LAG_MS);
    }

    private leaveOpen(sentAtMs: number): void {
        const toMs = this.context.account.serviceTimeMs() + REQUEST_TIMEOUT_MS;
        this.open = joinWindows(this.open, { fromMs: sentAtMs, toMs });
    }

    private async waitAfter({ kind, error }: FailedAttempt): Promise<void> {
        const retry = ++this.retries[kind];
        const waitMs = delayMs(Math.min(retry, LAST_DOUBLED_RETRY), retryAfterMsOf(error));
        if (retry > MOST_RETRIES[kind] || !(await this.deadline.sleep(waitMs))) throw error;
    }

    // The service may repeat an old refusal of other values. For a key that derives from the values, it judges these.
    private async useKeyOfValues(error: ServiceError): Promise<void> {
        if (this.refusal !== undefined) throw this.refusal;
        this.refusal = error;
        if (isKeyConflict(error)) await this.assertNoneCreated(error, {});
    }

    // An error does not show whether its key has created a schedule.
    private async assertNoneCreated(error: ServiceError, fields: Fields): Promise<void> {
        await this.deadline.sleep(LAG_MS);
        const candidates = await this.finder.findLeftBehind(fields);
        this.open = undefined;
        assertNoCandidates(explain(actionOf(this.request), error).message, this.request, candidates);
    }

    // The service may have forgotten the key of an unconfirmed create. Then only the bulk sync's list shows its schedule.
    private async assertNoneOfExpiredKey(): Promise<void> {
        const { earlier } = this.request;
        if (earlier === undefined || earlier.fromMs > this.finder.keyLife.fromMs) return;
        const candidates = await this.finder.findCreatedDuring(earlier);
        this.open = undefined;
        const problem = `could not ${actionOf(this.request)}: the response to an earlier request was lost more than a day ago, and Polytomic may have forgotten its idempotency key.`;
        assertNoCandidates(problem, this.request, candidates);
    }
}
