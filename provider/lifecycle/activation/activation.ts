/** Whether a bulk sync runs on its schedules: the resource `BulkSyncActivation`. */

import { explain, failTo, statusOf } from "../../api/errors.js";
import { withoutUndefined } from "../../model/objects.js";
import { textOf, type Outputs, type Properties } from "../../model/state.js";
import { readBulkSync } from "../process/bulk-sync-resource.js";
import type { Call } from "../process/context.js";
import { inputsOf } from "./check.js";

/** Activates or deactivates the bulk sync. */
export async function createActivation(
    call: Call,
    inputs: Properties,
): Promise<{ id: string; outs: Outputs }> {
    const syncId = textOf(inputs, "syncId") ?? "";
    const failed = failTo(actionOf(inputs));
    const { organizationId } = await call.context.account.keyOwner(call.deadline).catch(failed);
    await activate(call, inputs).catch(failed);
    return { id: syncId, outs: withoutUndefined({ ...inputsOf(inputs), __organizationId: organizationId }) };
}

/** The same for a resource that exists. */
export async function updateActivation(
    call: Call,
    olds: Properties,
    news: Properties,
): Promise<{ outs: Outputs }> {
    await activate(call, news).catch(failTo(actionOf(news)));
    return { outs: withoutUndefined({ ...inputsOf(news), __organizationId: olds["__organizationId"] }) };
}

/** Reads whether the bulk sync is active. Without an id in the result, it is deleted. */
export async function readActivation(
    call: Call,
    id: string,
    state: Properties,
): Promise<{ id?: string; props?: Outputs; inputs?: Record<string, unknown> }> {
    const bulkSync = await readBulkSync(call, state, `read whether bulk sync ${id} is active`);
    if (bulkSync === undefined) return {};
    const { active = state["active"] } = bulkSync;
    return { id, props: { ...state, active }, inputs: { ...inputsOf(state), active } };
}

/** Deactivates the bulk sync of a resource that is deleted. A bulk sync that is certainly deleted is no error. */
export async function deactivate(call: Call, state: Properties): Promise<void> {
    const inactive = { ...state, active: false };
    const action = actionOf(inactive);
    try {
        await activate(call, inactive);
    } catch (error) {
        const isGone = statusOf(error) === 404 && (await readBulkSync(call, state, action)) === undefined;
        if (!isGone) throw explain(action, error);
    }
}

async function activate({ context, deadline }: Call, { syncId, active }: Properties): Promise<void> {
    try {
        await context.account.activateSync(String(syncId), active === true, deadline);
    } finally {
        context.forget(String(syncId));
    }
}

const actionOf = ({ active, syncId }: Properties) =>
    `${active === true ? "activate" : "deactivate"} bulk sync ${String(syncId)}`;
