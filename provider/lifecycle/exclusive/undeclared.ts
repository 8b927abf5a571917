/** Which of a bulk sync's schedules nobody declared. Pure decisions on what the service listed. */

import { FIELD_NAMES } from "../../model/fields.js";
import type { Exclusive, Undeclared } from "./state.js";
import type { ListedSchedule } from "../../api/schemas.js";

/** The schedules that are not declared, each in words. */
export function undeclaredAmong(
    listed: readonly ListedSchedule[],
    { scheduleIds, includeDefault }: Exclusive,
): Undeclared {
    const isDeclared = ({ id, isDefault }: ListedSchedule) =>
        scheduleIds.includes(id) || (isDefault === true && !includeDefault);
    return Object.fromEntries(
        listed.filter((item) => !isDeclared(item)).map((item) => [item.id, inWords(item)]),
    );
}

/** All that the listing tells of a schedule, so that one that was changed since reads otherwise. */
function inWords({ fields, schedule, isDefault }: ListedSchedule): string {
    const definition = FIELD_NAMES.flatMap((field) => {
        const value = fields[field];
        if (value === undefined) return [];
        return field === "frequency" ? String(value) : `${field} ${value}`;
    });
    const { createdAt, updatedAt } = schedule;
    return [
        ...(isDefault === true ? ["the default schedule"] : []),
        ...definition,
        ...(createdAt === undefined ? [] : [`created ${createdAt}`]),
        ...(updatedAt === undefined || updatedAt === createdAt ? [] : [`changed ${updatedAt}`]),
    ].join(", ");
}

/** The entries of the one that the other has too, word for word. */
export function common(a: Undeclared, b: Undeclared): Undeclared {
    return only(a, (id) => a[id] === b[id]);
}

export function only(undeclared: Undeclared, isKept: (id: string) => boolean): Undeclared {
    return Object.fromEntries(Object.entries(undeclared).filter(([id]) => isKept(id)));
}
