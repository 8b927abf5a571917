/** Decides which of a bulk sync's schedules a request has created, from what the service lists. */

import type { ListedSchedule } from "../../api/schemas.js";
import { areEquivalentDefinitions, differingFields } from "../../model/equivalence.js";
import type { Fields } from "../../model/fields.js";
import { isWithin, sameInstant, type TimeWindow } from "../../model/time-window.js";

/** What is known of the schedule to find. What is undefined may have any value. */
export interface Sought {
    readonly fields: Fields;
    /** When it was created, as a response shows it. */
    readonly createdAt?: string | undefined;
    /** The id of the user who created it. */
    readonly createdBy?: string | undefined;
    /** The period in which it was created. */
    readonly window?: TimeWindow;
    /** Whether somebody may have changed its fields since. Then `createdAt` alone identifies it. */
    readonly mayBeChanged?: boolean;
}

/** Returns the listed schedules that may be the sought one. */
export function filterPossible(listed: readonly ListedSchedule[], sought: Sought): ListedSchedule[] {
    const isIdentified = (item: ListedSchedule) =>
        sought.mayBeChanged === true ? item.schedule.createdAt !== undefined : hasFields(item, sought.fields);
    return listed.filter((item) => wasCreatedAs(item, sought) && isIdentified(item));
}

/** Returns the best matches. If there are several, nothing distinguishes them. */
export function findMatches(listed: readonly ListedSchedule[], sought: Sought): ListedSchedule[] {
    const preferences = [
        ({ schedule: { createdAt } }: ListedSchedule) =>
            createdAt !== undefined && createdAt === sought.createdAt,
        (item: ListedSchedule) => hasFields(item, sought.fields),
        ({ fields }: ListedSchedule) => areEquivalentDefinitions(sought.fields, fields),
    ];
    let matches = filterPossible(listed, sought);
    for (const isBetter of preferences) {
        const better = matches.filter(isBetter);
        if (better.length > 0) matches = better;
    }
    return matches;
}

/** Whether a listed schedule has these fields, as far as the list shows them. It may have others besides. */
export function hasFields(item: ListedSchedule, fields: Fields): boolean {
    return differingFields(fields, item.fields).every((field) => !item.presentFields.includes(field));
}

function wasCreatedAs({ schedule }: ListedSchedule, { createdAt, createdBy, window }: Sought): boolean {
    const isSameCreator = (schedule.createdBy ?? createdBy) === (createdBy ?? schedule.createdBy);
    return (
        isSameCreator && sameInstant(schedule.createdAt, createdAt) && isWithin(schedule.createdAt, window)
    );
}
