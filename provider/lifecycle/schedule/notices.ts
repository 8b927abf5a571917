/** What the user should know about a bulk sync though nothing has failed. It takes one read of the bulk sync in a run. */

import { Deadline } from "../../api/deadline.js";
import type { BulkSync, ListedSchedule } from "../../api/schemas.js";
import { areEquivalentDefinitions } from "../../model/equivalence.js";
import { fieldsOf } from "../../model/fields.js";
import { describeId, type ResourceId } from "../../model/resource-id.js";
import type { Schedule } from "../../model/schedule.js";
import type { Call } from "../process/context.js";

/** How long a notice may keep an operation waiting, in milliseconds. */
const TIMEOUT_MS = 5_000;

/** Warns once in a run if a bulk sync is inactive, and no `BulkSyncActivation` of the program says that it is to be. */
export async function noticeInactive(call: Call, syncId: string): Promise<void> {
    const { context } = call;
    if (context.firstSeen.has(syncId)) return;
    const bulkSync = await firstSeen(call, syncId);
    const isDeclared = context.registry.activations.has(syncId.toLowerCase());
    if (bulkSync?.active === false && !isDeclared)
        context.warn(
            `bulk sync ${syncId} is inactive, so none of its schedules runs. Activate it in Polytomic or with a BulkSyncActivation, if ` +
                "it is to run.",
        );
}

/** Warns if another schedule like a created one stood there already, and no resource is known to have it. */
export async function noticeEqual(call: Call, id: ResourceId, schedule: Schedule): Promise<void> {
    const bulkSync = await firstSeen(call, id.syncId);
    const equal = bulkSync?.schedules.filter(
        (item) =>
            item.id !== id.scheduleId && !call.context.registry.isKnown(item.id) && isEqual(item, schedule),
    );
    if (equal === undefined || equal.length === 0) return;
    const others = equal.map((item) => item.id).join(", ");
    call.context.warn(
        `created ${describeId(id)}, and an equal schedule is there besides: ${others}. So the bulk sync runs twice. If no ` +
            "program declares that one, delete it in Polytomic.",
    );
}

// Bulk syncs don't list the selective mode of their default schedule.
function isEqual({ fields, presentFields }: ListedSchedule, schedule: Schedule): boolean {
    const { selectiveMode, ...others } = fieldsOf({ ...schedule });
    const comparable = presentFields.includes("selectiveMode") ? { ...others, selectiveMode } : others;
    return areEquivalentDefinitions(fieldsOf(comparable), fields);
}

function firstSeen({ context, deadline }: Call, syncId: string): Promise<BulkSync | undefined> {
    const limit = new Deadline(Math.min(TIMEOUT_MS, deadline.leftMs()), deadline.signal);
    // Whatever keeps it from being read must not fail what went well.
    const read = () => context.account.bulkSyncs.get(syncId, limit).catch(() => undefined);
    const seen = context.firstSeen.get(syncId) ?? read();
    context.firstSeen.set(syncId, seen);
    return seen;
}
