/** Messages about schedules that a create has found, for the user to decide on. */

import { LifecycleError } from "../../api/errors.js";
import type { ListedSchedule } from "../../api/schemas.js";
import { fieldsOf } from "../../model/fields.js";
import { describeId, formatResourceId, type ResourceId } from "../../model/resource-id.js";
import type { Schedule } from "../../model/schedule.js";
import type { ProviderContext } from "../process/context.js";
import type { CreateRequest } from "./types.js";

/** An interrupted `pulumi up` is the likely origin of a younger schedule, in milliseconds. */
const LIKELY_OURS_MS = 30 * 60_000;

const IF_NOT_OURS =
    "It may belong to another stack of the same name, or to a resource that was renamed, moved, or kept on deletion. " +
    "If it is not this resource's, run `pulumi state delete` for this resource, which leaves the schedule in Polytomic, " +
    "and give the resource another name.";

/** Reports that a create has taken over a schedule as declared, with a caution if its origin is uncertain. */
export function tookOver({ account }: ProviderContext, id: ResourceId, schedule: Schedule): string {
    const line = `took over ${describeId(id)} ${details(schedule)}, since its idempotency key is the one of this resource: an earlier run created it.`;
    const { createdAt, updatedAt } = schedule;
    const isYoung = Date.parse(createdAt ?? "") >= account.serviceTimeMs() - LIKELY_OURS_MS;
    const isUnchanged = updatedAt === undefined || updatedAt === createdAt;
    return isYoung && isUnchanged
        ? line
        : `${line} That was more than half an hour ago, or the schedule was changed since. ${IF_NOT_OURS}`;
}

/** Reports that the schedule which a create has found is not as declared. */
export function differsFromDeclaration(
    id: ResourceId,
    schedule: Schedule,
    differences: string,
    isTakenOver: boolean,
): string {
    return (
        `found ${describeId(id)} ${details(schedule)}, which an earlier request with the idempotency key of this resource created. The ` +
        `program declares something else than Polytomic holds (declared → found):\n${differences}Nothing was changed. Run ` +
        "`pulumi up` again to go on with this schedule: it gets the declared definition." +
        (isTakenOver ? ` ${IF_NOT_OURS}` : "")
    );
}

/** Reports that lost requests may have created further schedules. */
export function oneTooMany(id: ResourceId, further: readonly ListedSchedule[]): string {
    return (
        `created ${describeId(id)}, but an earlier request, whose response was lost, may have created one too many: ` +
        `${list(further)}. If nothing else accounts for it, delete it in Polytomic. Then run \`pulumi up\` again.`
    );
}

/** Reports that nothing distinguishes the schedules that match a response. */
export function severalMatches(
    syncId: string,
    first: ListedSchedule,
    matches: readonly ListedSchedule[],
): string {
    return (
        `could not tell which schedule of bulk sync ${syncId} is this resource's, since these are alike: ${list(matches)}. ` +
        `Run \`pulumi up\` again. If it fails again: ${howToSettle(syncId, first)}`
    );
}

/** Throws if schedules may be the resource's: only the user can decide. `problem` is why the service can't. */
export function assertNoCandidates(
    problem: string,
    { syncId }: CreateRequest,
    candidates: readonly ListedSchedule[],
): void {
    const [first] = candidates;
    if (first === undefined) return;
    throw new LifecycleError(
        `${problem} An interrupted \`pulumi up\` may have created one of these: ${list(candidates)}. ${howToSettle(syncId, first)}`,
    );
}

function howToSettle(syncId: string, { id: scheduleId }: ListedSchedule): string {
    return (
        `To keep one for this resource, give the resource the option \`import: "${formatResourceId({ syncId, scheduleId })}"\` ` +
        "with its id. If one is left over, delete it in Polytomic. If none of them is this resource's, give the resource " +
        "another name. Then run `pulumi up` again."
    );
}

const list = (items: readonly ListedSchedule[]) =>
    items.map(({ id, schedule }) => `${id} ${details(schedule)}`).join("; ");

function details(schedule: Schedule): string {
    const { createdAt = "at an unknown time", createdBy } = schedule;
    const definition = Object.values(fieldsOf({ ...schedule })).join(" ");
    const by = createdBy === undefined ? "" : ` by ${createdBy}`;
    return `(${definition}, created ${createdAt}${by})`;
}
