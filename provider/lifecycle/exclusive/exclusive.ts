/** A refresh shows the undeclared schedules of a bulk sync, and the update after it removes them. */

import { explain, LifecycleError } from "../../api/errors.js";
import { undefinedOn404 } from "../../api/records.js";
import { withoutUndefined } from "../../model/objects.js";
import { describeId } from "../../model/resource-id.js";
import type { Outputs, Properties } from "../../model/state.js";
import type { Call } from "../process/context.js";
import { exclusiveInputs, exclusiveOf } from "./state.js";
import { pick, undeclaredAmong, warnAbout } from "./undeclared.js";

/** Removes nothing, since no preview has shown the undeclared schedules yet: warns about them. */
export async function createExclusive(
    { context, deadline }: Call,
    inputs: Properties,
): Promise<{ id: string; outs: Outputs }> {
    const declared = exclusiveOf(inputs);
    const { syncId } = declared;
    const [{ organizationId }, { schedules }] = await Promise.all([
        context.account.keyOwner(deadline),
        context.account.bulkSyncs.getFresh(syncId, deadline),
    ]).catch(failTo(`look up the schedules of bulk sync ${syncId}`));
    warnAbout(context, syncId, undeclaredAmong(schedules, declared));
    const outs = { ...exclusiveInputs(inputs), undeclared: {}, __organizationId: organizationId };
    return { id: syncId, outs: withoutUndefined(outs) };
}

/** Records the undeclared schedules, also among the inputs, so that Pulumi shows them as drift. */
export async function readExclusive(
    { context, deadline }: Call,
    id: string,
    state: Properties,
): Promise<{ id?: string; props?: Outputs; inputs?: Record<string, unknown> }> {
    const old = exclusiveOf(state);
    const { syncId, __shown: shown, __organizationId: organizationId } = old;
    const failed = failTo(`look up the schedules of bulk sync ${syncId}`);
    const bulkSync = await undefinedOn404(context.account.bulkSyncs.get(syncId, deadline)).catch(failed);
    if (bulkSync === undefined) {
        const { organizationId: keyOf } = await context.account.keyOwner(deadline).catch(failed);
        if (organizationId !== undefined && organizationId === keyOf) return {};
        throw new LifecycleError(outOfSight(syncId, organizationId, keyOf));
    }
    const undeclared = undeclaredAmong(bulkSync.schedules, old);
    for (const [found, description] of Object.entries(undeclared))
        if (shown[found] !== description) context.newlyFound.add(found);
    const inputs = exclusiveInputs(state);
    return {
        id,
        props: withoutUndefined({
            ...inputs,
            undeclared,
            __shown: undeclared,
            __organizationId: organizationId,
        }),
        inputs: Object.keys(undeclared).length === 0 ? inputs : { ...inputs, undeclared },
    };
}

/** Removes the undeclared schedules in state, but for those that this run has found first or that have changed since. */
export async function updateExclusive(
    call: Call,
    olds: Properties,
    news: Properties,
): Promise<{ outs: Outputs }> {
    const { context, deadline } = call;
    const [old, declared] = [exclusiveOf(olds), exclusiveOf(news)];
    const { syncId } = declared;
    const { account } = context;
    const { schedules } = await account.bulkSyncs
        .getFresh(syncId, deadline)
        .catch(failTo(`remove undeclared schedules of bulk sync ${syncId}`));
    const current = undeclaredAmong(schedules, declared);
    const shown = pick(old.undeclared, (id) => current[id] === old.undeclared[id]);
    const isKept = (id: string) => context.newlyFound.has(id) || context.registry.has(id);
    const removed = Object.keys(shown).filter((id) => !isKept(id));
    for (const scheduleId of removed)
        await undefinedOn404(account.deleteSchedule(syncId, scheduleId, deadline))
            .catch(failTo(`remove ${describeId({ syncId, scheduleId })}`))
            .finally(() => {
                context.forget(syncId);
            });
    // A schedule that was declared until now may be about to be deleted by its own resource.
    const handled = [...removed, ...old.scheduleIds];
    const left = pick(current, (id) => !handled.includes(id));
    warnAbout(context, syncId, left);
    const bookkeeping = { __shown: pick(shown, isKept), __organizationId: old.__organizationId };
    return { outs: withoutUndefined({ ...exclusiveInputs(news), undeclared: {}, ...bookkeeping }) };
}

const failTo = (action: string) => (error: unknown) => {
    throw explain(action, error);
};

const outOfSight = (syncId: string, organizationId = "(unknown)", keyOf = "(unknown)") =>
    `could not find bulk sync ${syncId} of organization ${organizationId} with an API key of organization ${keyOf}. ` +
    "Nothing was changed. Use a key of the bulk sync's organization; if the bulk sync was deleted, remove the resource from " +
    "the stack with `pulumi state delete`.";
