/** A refresh shows the undeclared schedules of a bulk sync, and the update after it removes them. */

import { explain, LifecycleError } from "../../api/errors.js";
import { undefinedOn404 } from "../../api/records.js";
import { describeId, type ResourceId } from "../../model/resource-id.js";
import type { Outputs, Properties } from "../../model/state.js";
import type { Call, ProviderContext } from "../process/context.js";
import { exclusiveInputs, exclusiveOf } from "./state.js";
import { pick, undeclaredAmong, warnAbout } from "./undeclared.js";

/** Schedules that a refresh of this run found first. With `pulumi up --refresh --yes`, nobody has seen them yet. */
const newInThisRun = new WeakMap<ProviderContext, Set<string>>();

/** Removes nothing, since no preview has shown the undeclared schedules yet: warns about them. */
export async function createExclusive(
    { context, deadline }: Call,
    inputs: Properties,
): Promise<{ id: string; outs: Outputs }> {
    const declared = exclusiveOf(inputs);
    const { syncId } = declared;
    try {
        const [{ organizationId }, { schedules }] = await Promise.all([
            context.account.keyOwner(deadline),
            context.account.bulkSyncs.getFresh(syncId, deadline),
        ]);
        warnAbout(context, syncId, undeclaredAmong(schedules, declared));
        const outs = { ...exclusiveInputs(inputs), undeclared: {}, ...organization(organizationId) };
        return { id: syncId, outs };
    } catch (error) {
        throw explain(`look up the schedules of bulk sync ${syncId}`, error);
    }
}

/** Records the undeclared schedules, also among the inputs, so that Pulumi shows them as drift. */
export async function readExclusive(
    { context, deadline }: Call,
    id: string,
    state: Properties,
): Promise<{ id?: string; props?: Outputs; inputs?: Record<string, unknown> }> {
    const old = exclusiveOf(state);
    const { syncId, __shown: shown, __organizationId: organizationId } = old;
    try {
        const bulkSync = await undefinedOn404(context.account.bulkSyncs.get(syncId, deadline));
        if (bulkSync === undefined) {
            const { organizationId: keyOf } = await context.account.keyOwner(deadline);
            if (organizationId !== undefined && organizationId === keyOf) return {};
            throw new LifecycleError(outOfSight(syncId, organizationId, keyOf));
        }
        const undeclared = undeclaredAmong(bulkSync.schedules, old);
        const unseen = pick(undeclared, (found) => undeclared[found] !== shown[found]);
        newInThisRun.set(context, new Set([...(newInThisRun.get(context) ?? []), ...Object.keys(unseen)]));
        const inputs = exclusiveInputs(state);
        return {
            id,
            props: { ...inputs, undeclared, __shown: undeclared, ...organization(organizationId) },
            inputs: Object.keys(undeclared).length === 0 ? inputs : { ...inputs, undeclared },
        };
    } catch (error) {
        throw explain(`look up the schedules of bulk sync ${syncId}`, error);
    }
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
    try {
        const { schedules } = await context.account.bulkSyncs.getFresh(syncId, deadline);
        const current = undeclaredAmong(schedules, declared);
        const shown = pick(old.undeclared, (id) => current[id] === old.undeclared[id]);
        const isKept = (id: string) =>
            newInThisRun.get(context)?.has(id) === true || context.registry.has(id);
        const removed = Object.keys(shown).filter((id) => !isKept(id));
        for (const scheduleId of removed) await removeSchedule(call, { syncId, scheduleId });

        // A schedule that was declared until now may be about to be deleted by its own resource.
        const handled = [...removed, ...old.scheduleIds];
        warnAbout(
            context,
            syncId,
            pick(current, (id) => !handled.includes(id)),
        );
        const bookkeeping = { __shown: pick(shown, isKept), ...organization(old.__organizationId) };
        return { outs: { ...exclusiveInputs(news), undeclared: {}, ...bookkeeping } };
    } catch (error) {
        throw explain(`remove undeclared schedules of bulk sync ${syncId}`, error);
    }
}

async function removeSchedule({ context, deadline }: Call, id: ResourceId): Promise<void> {
    try {
        await undefinedOn404(context.account.deleteSchedule(id.syncId, id.scheduleId, deadline));
    } catch (error) {
        throw explain(`remove ${describeId(id)}`, error);
    } finally {
        context.forget(id.syncId);
    }
}

const outOfSight = (syncId: string, organizationId = "(unknown)", keyOf = "(unknown)") =>
    `could not find bulk sync ${syncId} of organization ${organizationId} with an API key of organization ${keyOf}. ` +
    "Nothing was changed. Use a key of the bulk sync's organization; if the bulk sync was deleted, remove the resource from " +
    "the stack with `pulumi state delete`.";

const organization = (id: string | undefined) => (id === undefined ? {} : { __organizationId: id });
