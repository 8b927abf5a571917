/** Which of a bulk sync's schedules a request created. Pure decisions on what the service listed. */

import { FIELD_NAMES, type Fields } from "../../model/fields.js";
import { differingFields, areEquivalent } from "../../model/equivalence.js";
import { isWithin, sameInstant, type TimeWindow } from "../../model/time-window.js";
import type { ListedSchedule } from "../../api/schemas.js";

/** What is known of the schedule that is looked for. */
export interface Sought {
    readonly fields: Fields;
    /** The instant of creation, as the service answered it. */
    readonly createdAt?: string;
    /** The user who created it, where that is known. */
    readonly createdBy?: string;
    /** Where the instant is not known: when it was created. */
    readonly window?: TimeWindow;
}

/** The listed schedules that may be the sought one. */
export function matching(listed: readonly ListedSchedule[], sought: Sought): ListedSchedule[] {
    return listed.filter((item) => isPossible(item, sought) && hasFields(item, sought.fields));
}

/** The best of them. More than one means that they can't be told apart. */
export function findMatches(listed: readonly ListedSchedule[], sought: Sought): ListedSchedule[] {
    const exact = narrow(
        matching(listed, sought),
        (item) => item.createdAt !== undefined && item.createdAt === sought.createdAt,
    );
    return narrow(exact, (item) => lacksOthers(item, sought.fields));
}

/** The same for a schedule that may have been changed since: only its creation tells. */
export function findCreatedAs(listed: readonly ListedSchedule[], sought: Sought): ListedSchedule[] {
    if (sought.createdAt === undefined) return findMatches(listed, sought);
    const possible = listed.filter((item) => item.createdAt !== undefined && isPossible(item, sought));
    const exact = narrow(possible, (item) => item.createdAt === sought.createdAt);
    return narrow(exact, (item) => hasFields(item, sought.fields));
}

function narrow(items: ListedSchedule[], isBetter: (item: ListedSchedule) => boolean): ListedSchedule[] {
    const better = items.filter(isBetter);
    return better.length > 0 ? better : items;
}

function isPossible(item: ListedSchedule, sought: Sought): boolean {
    return (
        sameInstant(item.createdAt, sought.createdAt) &&
        isWithin(item.createdAt, sought.window) &&
        sameCreator(item, sought)
    );
}

function sameCreator(item: ListedSchedule, { createdBy }: Sought): boolean {
    return item.createdBy === undefined || createdBy === undefined || item.createdBy === createdBy;
}

// What was asked for must be there where the listing tells of it; the service may have filled in what was left out.
const hasFields = (item: ListedSchedule, fields: Fields) =>
    differingFields(fields, item.fields).every((field) => !item.presentFields.includes(field));

function lacksOthers(item: ListedSchedule, fields: Fields): boolean {
    return FIELD_NAMES.every(
        (field) =>
            fields[field] !== undefined ||
            areEquivalent(field, undefined, item.fields[field], fields.frequency),
    );
}
