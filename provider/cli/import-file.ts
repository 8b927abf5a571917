/** The file for `pulumi import --file`, which brings its own inputs and outputs, so that no provider is asked for them. */

import { LOADER, SCHEDULE_TYPE } from "../program/loader.js";
import { madeIn, outputs, type Bookkeeping } from "../model/state.js";
import type { PlannedImport, PlannedSync } from "./plan.js";

/** The releases of the Pulumi CLI that take such a file begin with this one. */
export const LEAST_CLI = "3.254.0";

/**
 * The text of the file.
 *
 * @param organizationId The organization of the key, where the service tells it.
 */
export function importFileText(planned: readonly PlannedSync[], organizationId: string | undefined): string {
    const bookkeeping = madeIn(organizationId);
    const resources = planned.flatMap(({ sync, imports }) =>
        imports.map((item) => resource(item, sync.id, bookkeeping)),
    );
    return `${JSON.stringify({ resources }, undefined, 2)}\n`;
}

function resource(
    { name, id, schedule, definition }: PlannedImport,
    syncId: string,
    bookkeeping: Bookkeeping,
) {
    const inputs = { __provider: LOADER, syncId, ...definition.inputs };
    const answered = Object.fromEntries(Object.entries(schedule).filter(([field]) => field !== "scheduleId"));
    return { type: SCHEDULE_TYPE, name, id, inputs, outputs: outputs(inputs, answered, bookkeeping) };
}
