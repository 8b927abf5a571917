/** Which schedules of a bulk sync are undeclared, and what to tell the user about them. */

import type { ListedSchedule } from "../../api/schemas.js";
import type { ProviderContext } from "../process/context.js";
import type { Exclusive, Undeclared } from "./state.js";

/** The schedules of a bulk sync that are not declared. */
export function undeclaredAmong(listed: readonly ListedSchedule[], declared: Exclusive): Undeclared {
    const { scheduleIds, includeDefault } = declared;
    const undeclared = listed.filter(
        ({ id, isDefault }) => !scheduleIds.includes(id) && (isDefault !== true || includeDefault),
    );
    return Object.fromEntries(undeclared.map((schedule) => [schedule.id, describe(schedule)]));
}

/** Includes all that the list shows of a schedule: a schedule that has changed since gets another description. */
function describe({ fields, schedule: { createdAt, updatedAt }, isDefault }: ListedSchedule): string {
    return [
        ...(isDefault === true ? ["the default schedule"] : []),
        ...Object.entries(fields).map(([field, value]) =>
            field === "frequency" ? value : `${field} ${value}`,
        ),
        ...(createdAt === undefined ? [] : [`created ${createdAt}`]),
        ...(updatedAt === undefined || updatedAt === createdAt ? [] : [`changed ${updatedAt}`]),
    ].join(", ");
}

/** The entries whose schedule passes a test. */
export function pick(undeclared: Undeclared, test: (scheduleId: string) => boolean): Undeclared {
    return Object.fromEntries(Object.entries(undeclared).filter(([scheduleId]) => test(scheduleId)));
}

/** Warns about undeclared schedules that stay. */
export function warnAbout(context: ProviderContext, syncId: string, undeclared: Undeclared): void {
    const isOwn = (id: string) => context.registry.has(id);
    const [own, others] = [list(pick(undeclared, isOwn)), list(pick(undeclared, (id) => !isOwn(id)))];
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

const list = (undeclared: Undeclared) =>
    Object.entries(undeclared)
        .map(([id, description]) => `${id} (${description})`)
        .join("; ");
