/** A bulk sync has exactly the declared schedules: what is there besides is shown first, and removed only then. */

import type { dynamic } from "@pulumi/pulumi";
import {
    exclusiveBookkeepingOf,
    exclusiveInputs,
    exclusiveOf,
    exclusiveOutputs,
    undeclaredOf,
    type Undeclared,
} from "./state.js";
import { describeId } from "../../model/resource-id.js";
import { textOf, type Outputs, type Properties } from "../../model/state.js";
import { explain, LifecycleError, statusOf } from "../../api/errors.js";
import type { ProviderContext } from "../process/context.js";
import { common, only, undeclaredAmong } from "./undeclared.js";
import { warningOf } from "./warning.js";
import { Deadline } from "../../api/deadline.js";
import { undefinedOn404 } from "../../api/records.js";

/** What a refresh of this very run was the first to find: nobody may have seen it yet. */
const firstFound = new WeakMap<ProviderContext, Map<string, Undeclared>>();

/** Removes nothing: no preview has shown yet what is there. */
export async function createExclusive(
    context: ProviderContext,
    inputs: Properties,
    deadline: Deadline,
): Promise<{ id: string; outs: Outputs }> {
    const declared = exclusiveOf(inputs);
    const { syncId } = declared;
    try {
        const [{ organizationId }, { schedules }] = await Promise.all([
            context.account.keyOwner(deadline),
            context.account.bulkSyncs.getFresh(syncId, deadline),
        ]);
        const bookkeeping = organizationId === undefined ? {} : { __organizationId: organizationId };
        context.warn(warningOf(syncId, undeclaredAmong(schedules, declared), context.registry));
        return { id: syncId, outs: exclusiveOutputs(inputs, {}, bookkeeping) };
    } catch (error) {
        throw explain(`look up the schedules of bulk sync ${syncId}`, error);
    }
}

/** Finds what is there besides, for the next preview to show and the next update to remove. */
export async function readExclusive(
    context: ProviderContext,
    id: string,
    state: Properties,
    deadline: Deadline,
): Promise<dynamic.ReadResult> {
    const declared = exclusiveOf(state);
    const bookkeeping = exclusiveBookkeepingOf(state);
    try {
        const bulkSync = await undefinedOn404(context.account.bulkSyncs.get(declared.syncId, deadline));
        if (bulkSync === undefined) return await whereSyncIsGone(context, declared.syncId, state, deadline);
        const undeclared = undeclaredAmong(bulkSync.schedules, declared);
        const { __shown: shown = {} } = bookkeeping;
        const news = only(undeclared, (stranger) => undeclared[stranger] !== shown[stranger]);
        firstFound.set(context, (firstFound.get(context) ?? new Map<string, Undeclared>()).set(id, news));
        return {
            id,
            props: exclusiveOutputs(state, undeclared, { ...bookkeeping, __shown: undeclared }),
            inputs: exclusiveInputs(state, undeclared),
        };
    } catch (error) {
        throw explain(`look up the schedules of bulk sync ${declared.syncId}`, error);
    }
}

/** Removes what state recorded, as far as it is still what was shown; what has come or changed since stays. */
export async function updateExclusive(
    context: ProviderContext,
    id: string,
    olds: Properties,
    news: Properties,
    deadline: Deadline,
): Promise<{ outs: Outputs }> {
    const declared = exclusiveOf(news);
    const { syncId } = declared;
    try {
        await assertSameOrganization(context, syncId, olds, deadline);
        const { schedules } = await context.account.bulkSyncs.getFresh(syncId, deadline);
        const current = undeclaredAmong(schedules, declared);
        const shown = common(undeclaredOf(olds), current);
        const isNews = firstFound.get(context)?.get(id) ?? {};
        const toRemove = only(
            shown,
            (found) => !Object.hasOwn(isNews, found) && !context.registry.has(found),
        );
        await removeAll(context, syncId, Object.keys(toRemove), deadline);

        const left = only(current, (found) => !Object.hasOwn(toRemove, found));
        // What was declared until now may be about to be deleted by its own resource.
        const formerly = exclusiveOf(olds).scheduleIds;
        const strangers = only(left, (found) => !formerly.includes(found));
        context.warn(warningOf(syncId, strangers, context.registry));
        const bookkeeping = { ...exclusiveBookkeepingOf(olds), __shown: common(shown, left) };
        return { outs: exclusiveOutputs(news, {}, bookkeeping) };
    } catch (error) {
        throw explain(`remove undeclared schedules of bulk sync ${syncId}`, error);
    }
}

async function removeAll(
    context: ProviderContext,
    syncId: string,
    scheduleIds: readonly string[],
    deadline: Deadline,
): Promise<void> {
    for (const scheduleId of scheduleIds) {
        try {
            await context.account.polytomic.deleteSchedule(syncId, scheduleId, deadline);
        } catch (error) {
            // Somebody else was faster.
            if (statusOf(error) !== 404) throw explain(`remove ${describeId({ syncId, scheduleId })}`, error);
        } finally {
            context.forget(syncId);
        }
    }
}

async function whereSyncIsGone(
    context: ProviderContext,
    syncId: string,
    state: Properties,
    deadline: Deadline,
): Promise<dynamic.ReadResult> {
    const keyOf = await assertSameOrganization(context, syncId, state, deadline);
    if (keyOf !== undefined && keyOf === textOf(state, "__organizationId")) return {};
    throw new LifecycleError(
        `could not find bulk sync ${syncId}, and it can't be told whether it is gone or the API key belongs to another ` +
            "organization. Nothing was changed. Check the key; if the bulk sync was deleted, remove the resource from the " +
            "stack with `pulumi state delete`.",
    );
}

/** Throws where the key's organization is another one than the bulk sync's; else gives it as far as it is known. */
async function assertSameOrganization(
    context: ProviderContext,
    syncId: string,
    state: Properties,
    deadline: Deadline,
): Promise<string | undefined> {
    const madeIn = textOf(state, "__organizationId");
    const { organizationId: keyOf } = await context.account.keyOwner(deadline);
    if (madeIn === undefined || keyOf === undefined || madeIn === keyOf) return keyOf;
    throw new LifecycleError(
        `could not look up bulk sync ${syncId}: it belongs to organization ${madeIn}, but the API key to organization ` +
            `${keyOf}, which can't see it. Nothing was changed. Use a key of organization ${madeIn}.`,
    );
}
