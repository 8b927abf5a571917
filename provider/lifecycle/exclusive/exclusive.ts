/** A refresh shows the undeclared schedules of a bulk sync, and the update after it removes them. */

import { failTo } from "../../api/errors.js";
import { identified, undefinedOn404 } from "../../api/records.js";
import type { BulkSync, ListedSchedule } from "../../api/schemas.js";
import { describeSchedule } from "../../helpers/description.js";
import { withoutUndefined } from "../../model/objects.js";
import { describeId } from "../../model/resource-id.js";
import type { Outputs, Properties } from "../../model/state.js";
import { readBulkSync } from "../process/bulk-sync-resource.js";
import type { Call, ProviderContext } from "../process/context.js";
import {
    DEFAULT,
    exclusiveInputs,
    exclusiveOf,
    listUndeclared,
    pick,
    type Exclusive,
    type Undeclared,
} from "./state.js";

/** Only warns about undeclared schedules: no preview has shown them yet. */
export async function createExclusive(
    { context, deadline }: Call,
    inputs: Properties,
): Promise<{ id: string; outs: Outputs }> {
    const declared = exclusiveOf(inputs);
    const { syncId } = declared;
    const [{ organizationId }, bulkSync] = await Promise.all([
        context.account.keyOwner(deadline),
        context.account.bulkSyncs.getFresh(syncId, deadline),
    ]).catch(failTo(`look up the schedules of bulk sync ${syncId}`));
    warnAbout(context, syncId, undeclaredAmong(bulkSync, declared));
    warnAboutDefault(context, bulkSync, declared);
    const outs = { ...exclusiveInputs(inputs), undeclared: {}, __organizationId: organizationId };
    return { id: syncId, outs: withoutUndefined(outs) };
}

/** Records the undeclared schedules, also among the inputs, so that Pulumi shows them as drift. */
export async function readExclusive(
    call: Call,
    id: string,
    state: Properties,
): Promise<{ id?: string; props?: Outputs; inputs?: Record<string, unknown> }> {
    const { context } = call;
    const old = exclusiveOf(state);
    const { syncId, __shown: shown, __organizationId: organizationId } = old;
    const bulkSync = await readBulkSync(call, state, `look up the schedules of bulk sync ${syncId}`);
    if (bulkSync === undefined) return {};
    const undeclared = undeclaredAmong(bulkSync, old);
    for (const [found, description] of Object.entries(undeclared))
        if (shown[found] !== description) context.registry.newlyFound.add(found);
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

/** Removes the undeclared schedules in state, except those first found in this run, changed since, or in this stack. */
export async function updateExclusive(
    call: Call,
    olds: Properties,
    news: Properties,
): Promise<{ outs: Outputs }> {
    const { context, deadline } = call;
    const [old, declared] = [exclusiveOf(olds), exclusiveOf(news)];
    const { syncId } = declared;
    const { account } = context;
    const bulkSync = await account.bulkSyncs
        .getFresh(syncId, deadline)
        .catch(failTo(`remove undeclared schedules of bulk sync ${syncId}`));
    const current = undeclaredAmong(bulkSync, declared);
    const shown = pick(old.undeclared, (id) => current[id] === old.undeclared[id]);
    const isKept = (id: string) => context.registry.newlyFound.has(id) || context.registry.has(id);
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

/** The schedules of a bulk sync that are not declared. */
function undeclaredAmong(bulkSync: BulkSync, declared: Exclusive): Undeclared {
    const { syncId, scheduleIds, includeDefault } = declared;
    const undeclared = identified(syncId, bulkSync).filter(
        ({ id, isDefault }) => !scheduleIds.includes(id) && (isDefault !== true || includeDefault),
    );
    return Object.fromEntries(undeclared.map((schedule) => [schedule.id, describe(schedule)]));
}

/** A schedule that has changed since gets another description, by its fields or its time. */
function describe({ schedule, isDefault }: ListedSchedule): string {
    const { selectiveMode, createdAt, updatedAt } = schedule;
    return [
        ...(isDefault === true ? [DEFAULT] : []),
        describeSchedule(schedule),
        ...(selectiveMode === undefined ? [] : [`selectiveMode ${selectiveMode}`]),
        ...(createdAt === undefined ? [] : [`created ${createdAt}`]),
        ...(updatedAt === undefined || updatedAt === createdAt ? [] : [`changed ${updatedAt}`]),
    ].join(", ");
}

/** Warns about the default schedule, where it is not declared and stays. */
function warnAboutDefault(context: ProviderContext, bulkSync: BulkSync, declared: Exclusive): void {
    const { syncId, scheduleIds, includeDefault } = declared;
    if (includeDefault) return;
    for (const schedule of identified(syncId, bulkSync))
        if (schedule.isDefault === true && !scheduleIds.includes(schedule.id))
            context.warn(
                `bulk sync ${syncId} keeps its default schedule, which is not declared: ${schedule.id} ` +
                    `(${describe(schedule)}). To have it removed, too, set includeDefault: true.`,
            );
}

/** Warns about schedules that stay: undeclared ones, and ones of this stack that the list of declared ids lacks. */
export function warnAbout(context: ProviderContext, syncId: string, undeclared: Undeclared): void {
    const isOwn = (id: string) => context.registry.has(id);
    const [own, others] = [
        listUndeclared(pick(undeclared, isOwn)),
        listUndeclared(pick(undeclared, (id) => !isOwn(id))),
    ];
    if (others !== "")
        context.warn(
            `bulk sync ${syncId} has schedules that are not declared: ${others}. Nothing was done to them. ` +
                "`pulumi refresh` shows them as a difference, and the `pulumi up` after it removes them.",
        );
    if (own !== "")
        context.warn(
            `schedules of bulk sync ${syncId} are declared in this stack, but not among the scheduleIds of its ` +
                `BulkSyncSchedulesExclusive: ${own}. Add their scheduleId there.`,
        );
}
