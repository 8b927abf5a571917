/** Which of a bulk sync's schedules is the one that a request made. Pure decisions on what the service listed. */

import type { ListedSchedule } from "../service/answers.js";
import { FIELD_NAMES, type Fields } from "../schedule/fields.js";
import { sameMeaning } from "../schedule/meaning.js";

/** What is known of the schedule that is looked for. */
export interface Sought {
    readonly fields: Fields;
    /** The instant of creation, as the service answered it. */
    readonly createdAt?: string;
    /** The user who created it, where that is known. */
    readonly createdBy?: string;
    /** Where the instant is not known: not created before this time of the service. */
    readonly notBeforeMs?: number;
}

/** Time-keeping among the service's machines, and what a `Date` header rounds away. */
const CLOCK_TOLERANCE_MS = 2_000;

/** The listed schedules that may be the sought one. More than one means that they can't be told apart. */
export function findMatches(listed: readonly ListedSchedule[], sought: Sought): ListedSchedule[] {
    const possible = listed.filter((item) => isPossible(item, sought) && hasFields(item, sought.fields));
    const exact = narrow(
        possible,
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
        isLateEnough(item, sought) &&
        sameCreator(item, sought)
    );
}

function sameCreator(item: ListedSchedule, { createdBy }: Sought): boolean {
    return item.createdBy === undefined || createdBy === undefined || item.createdBy === createdBy;
}

function isLateEnough({ createdAt }: ListedSchedule, { notBeforeMs }: Sought): boolean {
    if (notBeforeMs === undefined || createdAt === undefined) return true;
    const createdAtMs = Date.parse(createdAt);
    return Number.isNaN(createdAtMs) || createdAtMs >= notBeforeMs - CLOCK_TOLERANCE_MS;
}

/** Whether two texts may be the same instant: one of them may be written without its fraction of a second. */
export function sameInstant(a: string | undefined, b: string | undefined): boolean {
    if (a === undefined || b === undefined) return true;
    const [aMs, bMs] = [Date.parse(a), Date.parse(b)];
    if (Number.isNaN(aMs) || Number.isNaN(bMs)) return a === b;
    if (hasFraction(a) && hasFraction(b)) return aMs === bMs;
    return Math.floor(aMs / 1000) === Math.floor(bMs / 1000);
}

export const hasFraction = (instant: string): boolean => /\.\d*[1-9]/.test(instant);

// What was asked for must be there where the listing tells of it; the service may have filled in what was left out.
function hasFields(item: ListedSchedule, fields: Fields): boolean {
    return FIELD_NAMES.every(
        (field) =>
            fields[field] === undefined ||
            !item.told.includes(field) ||
            sameMeaning(field, fields[field], item.fields[field], fields.frequency),
    );
}

function lacksOthers(item: ListedSchedule, fields: Fields): boolean {
    return FIELD_NAMES.every(
        (field) =>
            fields[field] !== undefined ||
            sameMeaning(field, undefined, item.fields[field], fields.frequency),
    );
}

/**
 * Whether an answer to a create tells of an earlier one: its schedule was there before the request went out, by the
 * service's own clock. Where that can't be told, it may be.
 */
export function mayBeReplay(createdAt: string | undefined, sentAtServiceMs: number | undefined): boolean {
    if (createdAt === undefined || sentAtServiceMs === undefined) return true;
    const createdAtMs = Date.parse(createdAt);
    return Number.isNaN(createdAtMs) || createdAtMs < sentAtServiceMs - (hasFraction(createdAt) ? 0 : 1000);
}
