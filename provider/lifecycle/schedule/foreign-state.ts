/** Bringing a resource under this package whose state another provider wrote, such as a hand-written dynamic one. */

import { FIELD_NAMES, fieldsOf } from "../../model/fields.js";
import { areEquivalent } from "../../model/equivalence.js";
import { describeId, type ResourceId } from "../../model/resource-id.js";
import type { Schedule } from "../../model/schedule.js";
import { bookkeepingOf, madeIn, type Bookkeeping, type Properties } from "../../model/state.js";
import { LifecycleError, statusOf } from "../../api/errors.js";
import type { ProviderContext } from "../process/context.js";
import { readSchedule } from "./existence.js";
import { Deadline } from "../../api/deadline.js";

export interface Verified {
    readonly bookkeeping: Bookkeeping;
    /** The schedule, where the service holds it as it is declared, so that there is nothing to write. */
    readonly schedule?: Schedule;
}

/** Whether the code in state is not our loader. */
export const isForeign = (olds: Properties, news: Properties): boolean =>
    olds["__provider"] !== news["__provider"];

/** Looks at the schedule of such a state: with it, an update that changes nothing at the service is not to write there. */
export async function verifyForeign(
    context: ProviderContext,
    id: ResourceId,
    olds: Properties,
    news: Properties,
    deadline: Deadline,
): Promise<Verified> {
    const { organizationId } = await context.account.keyOwner(deadline);
    const bookkeeping = { ...madeIn(organizationId), ...bookkeepingOf(olds) };
    const schedule = await readSchedule(context, id, { ...olds, ...bookkeeping }, deadline).catch(
        unlessRefused,
    );
    if (schedule === undefined) throw new LifecycleError(gone(id));
    return isAsDeclared(schedule, olds, news) ? { bookkeeping, schedule } : { bookkeeping };
}

// What the service fills in for an input that was never there is no difference.
function isAsDeclared(schedule: Schedule, olds: Properties, news: Properties): boolean {
    const [answered, before, declared] = [fieldsOf({ ...schedule }), fieldsOf(olds), fieldsOf(news)];
    return FIELD_NAMES.every(
        (field) =>
            (before[field] === undefined && declared[field] === undefined) ||
            areEquivalent(field, declared[field], answered[field], declared.frequency),
    );
}

// The service refuses what is no id of a schedule at all.
function unlessRefused(error: unknown): undefined {
    if (statusOf(error) !== 400 && statusOf(error) !== 422) throw error;
}

const gone = (id: ResourceId) =>
    `could not find ${describeId(id)}, which is what this resource has in state. If that is not the id of its schedule, or ` +
    "the schedule is gone, take the resource out of the stack with `pulumi state delete`; then give the schedule's id in " +
    "the `import` option, or run `pulumi up` to create it anew.";
