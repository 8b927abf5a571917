/** What Pulumi keeps of a `BulkSyncSchedulesExclusive`. The shape is a promise: later releases must read it. */

import { textOf, type Properties } from "../../model/state.js";
import { pickInputs } from "../../model/validation/plain-inputs.js";

/** The inputs that a program declares. */
export const EXCLUSIVE_INPUTS = ["syncId", "scheduleIds", "includeDefault"];

/** Undeclared schedules: a description of each, by the schedule's id. */
export type Undeclared = Readonly<Record<string, string>>;

/** What inputs or state hold. */
export interface Exclusive {
    readonly syncId: string;
    readonly scheduleIds: readonly string[];
    readonly includeDefault: boolean;
    /** What the last refresh found; empty after a create or an update. */
    readonly undeclared: Undeclared;
    /** What a refresh found and no update has removed yet, as the refresh described it. */
    readonly __shown: Undeclared;
    /** The organization of the key that created the resource, if known. */
    readonly __organizationId: string | undefined;
}

/** Reads inputs or state. An absent value counts as empty. */
export function exclusiveOf(properties: Properties): Exclusive {
    const { scheduleIds, includeDefault, undeclared, __shown } = properties;
    return {
        syncId: textOf(properties, "syncId") ?? "",
        scheduleIds: isTexts(scheduleIds) ? Object.values(scheduleIds) : [],
        includeDefault: includeDefault === true,
        undeclared: isTexts(undeclared) ? undeclared : {},
        __shown: isTexts(__shown) ? __shown : {},
        __organizationId: textOf(properties, "__organizationId"),
    };
}

/** The declared inputs among properties, and those that the resource adds. */
export const exclusiveInputs = (properties: Properties): Record<string, unknown> =>
    pickInputs(properties, EXCLUSIVE_INPUTS);

const isTexts = (value: unknown): value is Undeclared =>
    typeof value === "object" &&
    value !== null &&
    Object.values(value).every((item) => typeof item === "string");

/** How the description of a default schedule begins. */
export const DEFAULT = "the default schedule";

/** Whether a schedule is described as the default one. */
export const isDefaultIn = (undeclared: Undeclared, scheduleId: string): boolean =>
    undeclared[scheduleId]?.startsWith(`${DEFAULT}, `) === true;

/** The entries whose schedule passes a test. */
export function pick(undeclared: Undeclared, test: (scheduleId: string) => boolean): Undeclared {
    return Object.fromEntries(Object.entries(undeclared).filter(([scheduleId]) => test(scheduleId)));
}

/** Lists schedules in a message. */
export const listUndeclared = (undeclared: Undeclared): string =>
    Object.entries(undeclared)
        .map(([id, description]) => `${id} (${description})`)
        .join("; ");
