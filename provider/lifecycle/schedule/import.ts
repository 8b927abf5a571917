/** Taking over a schedule that exists, for a resource with the `import` option. It only reads. */

import { FIELD_NAMES, fieldsOf, type Fields } from "../../model/fields.js";
import { describeId, formatResourceId, type ResourceId } from "../../model/resource-id.js";
import type { Schedule } from "../../model/schedule.js";
import { declaredFields, madeIn, outputs, textOf, type Outputs, type Properties } from "../../model/state.js";
import type { BulkSync } from "../../api/schemas.js";
import { explain, LifecycleError } from "../../api/errors.js";
import { differencesInWords } from "./differences.js";
import { belongsToAnother, describeImport, isDefault, requireImportId } from "./import-option.js";
import type { ProviderContext } from "../process/context.js";
import { findSchedule } from "./existence.js";
import { Deadline } from "../../api/deadline.js";

/**
 * Takes a schedule over as it is. Throws where there is no such schedule, where another resource has it, and where the
 * program declares something else than the service holds.
 */
export async function importSchedule(
    context: ProviderContext,
    inputs: Properties,
    deadline: Deadline,
): Promise<{ id: string; outs: Outputs }> {
    const wanted = requireImportId(inputs["importId"]);
    try {
        const { organizationId } = await context.account.keyOwner(deadline);
        const id = isDefault(wanted) ? await findDefault(context, wanted, deadline) : wanted;
        const schedule = await requireSchedule(context, id, deadline);
        assertAsDeclared(id, declaredFields(inputs), fieldsOf({ ...schedule }));
        const takeover = claim(context, id, textOf(inputs, "__identity"));
        const bookkeeping = { ...madeIn(organizationId), __takeover: takeover };
        return { id: idFor(inputs, id), outs: outputs(inputs, schedule, bookkeeping) };
    } catch (error) {
        throw explain(`import ${describeImport(wanted)}`, error);
    }
}

// The bulk sync's id as the program spells it, as that of a created schedule.
const idFor = (inputs: Properties, { syncId, scheduleId }: ResourceId) =>
    formatResourceId({ syncId: textOf(inputs, "syncId") ?? syncId, scheduleId });

async function findDefault(
    context: ProviderContext,
    wanted: ResourceId,
    deadline: Deadline,
): Promise<ResourceId> {
    const bulkSync = await context.account.bulkSyncs.get(wanted.syncId, deadline);
    const found = bulkSync.schedules.find((item) => item.isDefault);
    if (found === undefined) throw missing(wanted, "the bulk sync has no default schedule", bulkSync);
    return { syncId: wanted.syncId, scheduleId: found.id };
}

async function requireSchedule(
    context: ProviderContext,
    id: ResourceId,
    deadline: Deadline,
): Promise<Schedule> {
    context.beginReading(id);
    const found = await findSchedule(context, id, {}, deadline);
    if (found) return found;
    throw missing(id, "there is no such schedule", await context.account.bulkSyncs.get(id.syncId, deadline));
}

function missing(id: ResourceId, what: string, { schedules }: BulkSync): LifecycleError {
    const listed = schedules.map(
        (item) => `${item.id} (${FIELD_NAMES.flatMap((field) => item.fields[field] ?? []).join(" ")})`,
    );
    return new LifecycleError(
        `could not import ${describeImport(id)}: ${what}. It has ${listed.length === 0 ? "none" : listed.join(", ")}. ` +
            "Correct the `import` option, or remove it to create a new schedule.",
    );
}

function assertAsDeclared(id: ResourceId, declared: Fields, found: Fields): void {
    const differences = differencesInWords(declared, found);
    if (differences === "") return;
    throw new LifecycleError(
        `could not import ${describeId(id)}: the program declares something else than Polytomic holds ` +
            `(declared → found):\n${differences}Nothing was changed. Write the found values into the program: a ` +
            "schedule is imported as it is, and can be changed afterwards. Or remove the `import` option to create a new " +
            "schedule.",
    );
}

/** Makes it this resource's schedule; gives what tells this record of it from any other (see `Bookkeeping`). */
function claim({ registry }: ProviderContext, id: ResourceId, identity: string | undefined): string {
    if (registry.isOthers(id.scheduleId, identity)) {
        throw new LifecycleError(`could not import ${describeId(id)}: ${belongsToAnother(id)}`);
    }
    const takeover = Date.now().toString(36);
    registry.claim(id.scheduleId, identity, takeover);
    if (identity !== undefined) registry.settle(id.syncId, identity);
    return takeover;
}
