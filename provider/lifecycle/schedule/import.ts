import type { dynamic } from "@pulumi/pulumi";
import { canonical, FIELD_NAMES, fieldsOf, type FieldName, type Fields } from "../../model/fields.js";
import { differingFields } from "../../model/equivalence.js";
import { describeId, formatResourceId, type ResourceId } from "../../model/resource-id.js";
import { outputs, textOf, type Properties } from "../../model/state.js";
import type { BulkSync } from "../../api/schemas.js";
import { explain, LifecycleError } from "../../api/errors.js";
import { describeImport, isDefault, ownedByAnother } from "./import-option.js";
import type { Call } from "../process/context.js";
import { noticeInactive } from "./notices.js";
import { findSchedule } from "./existence.js";
import { identified } from "../../api/records.js";

/** Imports a schedule as it is. Throws if it does not exist, is another resource's, or is not as declared. */
export async function importSchedule(
    call: Call,
    inputs: Properties,
    wanted: ResourceId,
): Promise<dynamic.CreateResult> {
    const { context, deadline } = call;
    const { account, registry } = context;
    try {
        const { organizationId } = await account.keyOwner(deadline);
        const id = isDefault(wanted) ? await findDefault(call, wanted) : wanted;
        context.beginReading(id);
        const schedule = await findSchedule(call, id, {});
        if (schedule === undefined)
            throw missing(id, "there is no such schedule", await account.bulkSyncs.get(id.syncId, deadline));
        const differences = listDifferences(fieldsOf(inputs), fieldsOf({ ...schedule }));
        if (differences !== "") throw new LifecycleError(differsFromDeclaration(id, differences));

        const identity = textOf(inputs, "__identity");
        if (registry.isOthers(id.scheduleId, identity))
            throw new LifecycleError(`could not import ${describeId(id)}: ${ownedByAnother(id)}`);
        const takeover = Date.now().toString(36);
        registry.claim(id.scheduleId, identity, takeover);
        if (identity !== undefined) registry.settle(id.syncId, identity);
        await noticeInactive(call, id.syncId);
        return {
            // With the bulk sync's id in the program's spelling, as for a created schedule.
            id: formatResourceId({ ...id, syncId: textOf(inputs, "syncId") ?? id.syncId }),
            outs: outputs(inputs, schedule, { __organizationId: organizationId, __takeover: takeover }),
        };
    } catch (error) {
        throw explain(`import ${describeImport(wanted)}`, error);
    }
}

async function findDefault({ context, deadline }: Call, wanted: ResourceId): Promise<ResourceId> {
    const bulkSync = await context.account.bulkSyncs.get(wanted.syncId, deadline);
    const found = identified(wanted.syncId, bulkSync).find((item) => item.isDefault);
    if (found === undefined) throw missing(wanted, "the bulk sync has no default schedule", bulkSync);
    return { syncId: wanted.syncId, scheduleId: found.id };
}

/** Lists what the program declares other than Polytomic holds it, a line for each field. Empty without a difference. */
export function listDifferences(declared: Fields, found: Fields): string {
    const lines = differingFields(declared, found).map(
        (field) => `    ${field}: ${toLiteral(field, declared)} → ${toLiteral(field, found)}\n`,
    );
    return lines.join("");
}

// As a program would write it.
function toLiteral(field: FieldName, fields: Fields): string {
    const value = fields[field];
    if (value === undefined) return "nothing";
    const written = canonical(field, value);
    return /^\d+$/.test(String(written)) ? String(written) : JSON.stringify(written);
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

const differsFromDeclaration = (id: ResourceId, differences: string) =>
    `could not import ${describeId(id)}: the program declares something else than Polytomic holds ` +
    `(declared → found):\n${differences}Nothing was changed. Write the found values into the program: a ` +
    "schedule is imported as it is, and can be changed afterwards. Or remove the `import` option to create a new " +
    "schedule.";
