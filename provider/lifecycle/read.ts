import { FIELD_NAMES, fieldsOf, sameMeaning } from "../schedule/fields.js";
import { describeId, formatResourceId, isUnconfirmed, type ResourceId } from "../schedule/resource-id.js";
import {
    bookkeepingOf,
    inputsOf,
    outputs,
    textOf,
    type Bookkeeping,
    type Outputs,
    type Properties,
} from "../schedule/state.js";
import type { Schedule } from "../schedule/schedule.js";
import { explain, LifecycleError } from "../service/errors.js";
import { deadlineOf } from "./deadlines.js";
import { findUnconfirmed } from "./search.js";
import { requireResourceId } from "./require-id.js";
import type { Session } from "./session.js";
import { lookUp } from "./whereabouts.js";

/** What Pulumi is told of a refreshed resource; without an id it is gone. */
export interface Refreshed {
    id?: string;
    props?: Outputs;
    inputs?: Record<string, unknown>;
}

/** Reads a schedule as it is now, for a refresh or for `BulkSyncSchedule.get`. */
export async function read(
    session: Session,
    id: string,
    state: Properties,
    signal: AbortSignal,
): Promise<Refreshed> {
    const deadline = deadlineOf("read", state, signal);
    const resourceId = requireResourceId(id, state);
    // `.get` reads with nothing in state.
    const isGet = textOf(state, "syncId") === undefined;
    try {
        const found = isUnconfirmed(resourceId)
            ? await findUnconfirmed(session, resourceId, state, deadline)
            : resourceId;
        const schedule = found && (await lookUp(session, found, state, deadline));
        if (found && schedule) return refreshed(found, state, schedule, isGet);
        if (isGet)
            throw new LifecycleError(`could not read ${describeId(resourceId)}: there is no such schedule.`);
        return {};
    } catch (error) {
        throw explain(`read ${describeId(resourceId)}`, error);
    }
}

function refreshed(id: ResourceId, state: Properties, schedule: Schedule, isGet: boolean): Refreshed {
    const answered = fieldsOf({ ...schedule });
    const inputs: Record<string, unknown> = { ...inputsOf(state), syncId: state["syncId"] ?? id.syncId };
    const declared = fieldsOf(state);
    for (const field of FIELD_NAMES) {
        // What the service fills in for an input left out is no drift.
        const isOurs = isGet || declared[field] !== undefined;
        if (isOurs && !sameMeaning(field, declared[field], answered[field])) inputs[field] = answered[field];
    }
    const present = inputsOf(inputs);
    return {
        id: formatResourceId(id),
        props: outputs(present, schedule, confirmed(bookkeepingOf(state))),
        inputs: present,
    };
}

// Once read, a schedule has its id.
function confirmed(bookkeeping: Bookkeeping): Bookkeeping {
    const { __organizationId, __takeover } = bookkeeping;
    return {
        ...(__organizationId === undefined ? {} : { __organizationId }),
        ...(__takeover === undefined ? {} : { __takeover }),
    };
}
