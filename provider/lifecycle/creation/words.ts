/** What to tell a user of schedules that a create has found rather than created. */

import { FIELD_NAMES, fieldsOf } from "../../model/fields.js";
import { describeId, formatResourceId, type ResourceId } from "../../model/resource-id.js";
import type { Schedule } from "../../model/schedule.js";
import type { ListedSchedule } from "../../api/schemas.js";
import { explain } from "../../api/errors.js";
import type { ProviderContext } from "../process/context.js";
import { actionOf, type CreateRequest } from "./types.js";

/** Schedules of which one may be a resource's. */
type Candidates = readonly [ListedSchedule, ...ListedSchedule[]];
type Details = Pick<ListedSchedule, "fields" | "createdAt" | "createdBy">;

/** Within this time, an interrupted `pulumi up` of this stack is the likely origin. */
const LIKELY_OURS_MS = 30 * 60_000;

const WHAT_ELSE =
    "It may belong to another stack of the same name, or to a resource that was renamed, moved, or kept on deletion.";
const IF_NOT_OURS =
    "If it is not this resource's, run `pulumi state delete` for this resource, which leaves the schedule in Polytomic, " +
    "and give the resource another name.";

/** One line for a schedule that is as declared. */
export function tookOver(context: ProviderContext, id: ResourceId, schedule: Schedule): string {
    const line = `took over ${inWords(id, schedule)}, since its idempotency key is the one of this resource: an earlier run created it.`;
    const isOld = !(Date.parse(schedule.createdAt ?? "") >= context.account.serviceTimeMs() - LIKELY_OURS_MS);
    const isChanged = schedule.updatedAt !== undefined && schedule.updatedAt !== schedule.createdAt;
    if (!isOld && !isChanged) return line;
    const why = isOld ? "That was more than half an hour ago" : "It was changed since";
    return `${line} ${why}, so that it may not come from an interrupted \`pulumi up\` of this stack. ${WHAT_ELSE} ${IF_NOT_OURS}`;
}

/** The failure for a schedule that is not as declared. */
export function differsFromDeclaration(
    id: ResourceId,
    schedule: Schedule,
    differences: string,
    isTakenOver: boolean,
): string {
    return (
        `found ${inWords(id, schedule)}, which an earlier request with the idempotency key of this resource created. The ` +
        `program declares something else than Polytomic holds (declared → found):\n${differences}Nothing was changed. Run ` +
        "`pulumi up` again to go on with this schedule: it gets the declared definition." +
        (isTakenOver ? ` ${WHAT_ELSE} ${IF_NOT_OURS}` : "")
    );
}

/** The failure where a request may have created a schedule besides the one that the resource has now. */
export const oneTooMany = (id: ResourceId, further: readonly ListedSchedule[]): string =>
    `created ${describeId(id)}, but an earlier request, whose response was lost, may have created one too many: ` +
    `${listInWords(further)}. If nothing else accounts for it, delete it in Polytomic. Then run \`pulumi up\` again.`;

const inWords = (id: ResourceId, schedule: Schedule): string =>
    `${describeId(id)} ${detailsInWords({ ...schedule, fields: fieldsOf({ ...schedule }) })}`;

/** Schedules in words that tell them from others. */
export const listInWords = (items: readonly ListedSchedule[]): string =>
    items.map((item) => `${item.id} ${detailsInWords(item)}`).join("; ");

/** The failure where the service can't tell any more what an earlier create made. */
export const forgottenKey = (request: CreateRequest, candidates: Candidates): string =>
    `could not ${actionOf(request)}: an earlier \`pulumi up\`, whose response was lost more than a day ago, may have created ` +
    `one of these: ${candidatesInWords(request, candidates)}`;

/** The failure where an error says nothing of what was created before it. */
export const createdBefore = (request: CreateRequest, error: unknown, candidates: Candidates): string =>
    `${explain(actionOf(request), error).message} An interrupted \`pulumi up\` may have created one of these: ` +
    candidatesInWords(request, candidates);

/** The failure where a response describes a schedule that others are like. */
export const oneOfThese = (request: CreateRequest, candidates: Candidates): string =>
    `could not ${actionOf(request)}: Polytomic responded with one that exists already, and does not say which. It may be ` +
    `one of these: ${candidatesInWords(request, candidates)}`;

const candidatesInWords = ({ syncId }: CreateRequest, candidates: Candidates): string =>
    `${listInWords(candidates)}. ${howToSettle(syncId, candidates[0])}`;

/** What a user can do where a schedule may be a resource's, and only the user can know. */
export const howToSettle = (syncId: string, { id }: Pick<ListedSchedule, "id">): string =>
    `To keep one for this resource, give the resource the option \`import: ${JSON.stringify(formatResourceId({ syncId, scheduleId: id }))}\` ` +
    "with its id. If one is left over, delete it in Polytomic. If none of them is this resource's, give the resource another name. " +
    "Then run `pulumi up` again.";

function detailsInWords({ fields, createdAt, createdBy }: Details): string {
    const definition = FIELD_NAMES.flatMap((field) => fields[field] ?? []).join(" ");
    const by = createdBy === undefined ? "" : ` by ${createdBy}`;
    return `(${definition}, created ${createdAt ?? "at an unknown time"}${by})`;
}
