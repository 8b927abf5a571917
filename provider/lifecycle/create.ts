import { randomUUID } from "node:crypto";
import { fieldsOf, toRequest } from "../schedule/fields.js";
import { sameDefinition } from "../schedule/meaning.js";
import type { Schedule } from "../schedule/schedule.js";
import { formatResourceId, unconfirmedId } from "../schedule/resource-id.js";
import {
    declaredFields,
    inputsOf,
    madeIn,
    outputs,
    textOf,
    type Bookkeeping,
    type Outputs,
    type Properties,
} from "../schedule/state.js";
import { explain } from "../service/errors.js";
import type { Deadline } from "../service/retry.js";
import { Creation } from "./creation.js";
import { deadlineOf } from "./deadlines.js";
import { actionOf, UnconfirmedError, type Made, type Order } from "./order.js";
import { importSchedule } from "./import.js";
import { PartialFailure } from "./partial-failure.js";
import { SearchParty } from "./search.js";
import type { Session } from "./session.js";
import { put } from "./update.js";

/**
 * Creates the schedule of a resource, or takes over the one that an earlier create of the same resource made, or that
 * the `import` option names.
 */
export async function create(
    session: Session,
    inputs: Properties,
    signal: AbortSignal,
): Promise<{ id: string; outs: Outputs }> {
    const deadline = deadlineOf("create", inputs, signal);
    if (inputs["importId"] !== undefined) return importSchedule(session, inputs, deadline);
    const order = orderFrom(session, inputs);
    const queuedAtMs = performance.now();
    // Two resources that declare the same could not tell their schedules apart if they were made at the same time.
    return session.inTurn(`${order.syncId} ${JSON.stringify(toRequest(order.fields))}`, async () => {
        deadline.extend(performance.now() - queuedAtMs);
        const bookkeeping = await bookkeepingFrom(session, order, deadline);
        const made = await makeOrKeepOpen(session, inputs, order, bookkeeping, deadline);
        return new Finish(session, inputs, order, deadline).run(made, bookkeeping);
    });
}

function orderFrom(session: Session, inputs: Properties): Order {
    const identity = textOf(inputs, "__identity") ?? randomUUID();
    const syncId = textOf(inputs, "syncId") ?? "";
    const unconfirmed = session.memory.unconfirmed.get(identity);
    const openSinceMs = unconfirmed?.syncId === syncId ? Date.parse(unconfirmed.since) : undefined;
    return { syncId, fields: declaredFields(inputs), identity, openSinceMs };
}

async function bookkeepingFrom(session: Session, order: Order, deadline: Deadline): Promise<Bookkeeping> {
    try {
        const { organizationId } = await session.whoAmI(deadline);
        return madeIn(organizationId);
    } catch (error) {
        throw explain(actionOf(order), error);
    }
}

async function makeOrKeepOpen(
    session: Session,
    inputs: Properties,
    order: Order,
    bookkeeping: Bookkeeping,
    deadline: Deadline,
): Promise<Made> {
    try {
        const made = await new Creation(session, order, deadline).run();
        session.memory.settle(order);
        return made;
    } catch (error) {
        if (!(error instanceof UnconfirmedError)) throw error;
        const since = new Date(error.sinceMs).toISOString();
        session.memory.keepOpen(order.identity, { syncId: order.syncId, since, fields: order.fields });
        const state = { ...inputsOf(inputs), ...bookkeeping, __unconfirmedSince: since };
        throw new PartialFailure(unconfirmedId(order.syncId), state, error.message);
    }
}

/** What is left to do once the id is known. From here on no failure may lose it. */
class Finish {
    constructor(
        private readonly session: Session,
        private readonly inputs: Properties,
        private readonly order: Order,
        private readonly deadline: Deadline,
    ) {}

    async run(made: Made, bookkeeping: Bookkeeping): Promise<{ id: string; outs: Outputs }> {
        const { syncId, identity } = this.order;
        const { scheduleId } = made;
        const takeover = made.isTakenOver ? Date.now().toString(36) : undefined;
        const kept = takeover === undefined ? bookkeeping : { ...bookkeeping, __takeover: takeover };
        const id = formatResourceId({ syncId, scheduleId });
        this.session.memory.live.set(scheduleId, { identity, takeover });
        const outs = await this.complete(made).then(
            (schedule) => outputs(this.inputs, schedule, kept),
            (error: unknown) => {
                const action = `finish creating schedule ${scheduleId} of bulk sync ${syncId}`;
                const known = outputs(this.inputs, made.schedule ?? {}, kept);
                const { message } = explain(action, error);
                throw new PartialFailure(
                    id,
                    known,
                    made.doubt ? `${message} What is more: ${made.doubt}` : message,
                );
            },
        );
        if (made.doubt !== undefined) throw new PartialFailure(id, outs, made.doubt);
        return { id, outs };
    }

    private async complete(made: Made): Promise<Schedule> {
        await this.removeSurplus(made);
        return this.asDeclared(made);
    }

    private async asDeclared({ scheduleId, schedule, isTakenOver }: Made): Promise<Schedule> {
        const { syncId, fields } = this.order;
        const found =
            schedule ??
            (await this.session.polytomic.getSchedule(syncId, scheduleId, this.deadline)).schedule;
        if (!isTakenOver || sameDefinition(fieldsOf({ ...found }), fields)) return found;
        return put(this.session, { syncId, scheduleId }, fields, this.deadline);
    }

    private async removeSurplus({ scheduleId, surplus }: Made): Promise<void> {
        if (surplus === undefined) return;
        const { syncId } = this.order;
        const search = new SearchParty(this.session, this.order, this.deadline);
        const further = await search.forSurplus(surplus.sinceMs, scheduleId);
        // More than our requests can have made: some are somebody else's, so that none is touched.
        if (further.length > surplus.atMost) return;
        await Promise.all(
            further.map((id) => this.session.polytomic.deleteSchedule(syncId, id, this.deadline)),
        );
        this.session.forget(syncId);
    }
}
