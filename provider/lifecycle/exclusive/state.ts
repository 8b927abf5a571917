/**
 * What Pulumi keeps of a declaration that a bulk sync has exactly certain schedules. Its shape is a promise: later
 * releases must read it.
 */

import { textOf, type Outputs, type Properties } from "../../model/state.js";

/** Schedules that are on a bulk sync without being declared: what each is, in words, by its id. */
export type Undeclared = Readonly<Record<string, string>>;

/** What a program declares. */
export interface Exclusive {
    readonly syncId: string;
    readonly scheduleIds: readonly string[];
    /** Whether the default schedule is among those that must be declared. */
    readonly includeDefault: boolean;
}

/** What a state holds besides, never seen by the program. */
export interface ExclusiveBookkeeping {
    /** The organization of the key that saw the bulk sync first. */
    readonly __organizationId?: string;
    /** The undeclared schedules that a refresh has shown already, as it showed them. */
    readonly __shown?: Undeclared;
}

/** Inputs that the resource adds to what the user declares. */
export const HIDDEN_EXCLUSIVE_INPUTS = ["__provider", "__timeouts"] as const;

const INPUTS = [...HIDDEN_EXCLUSIVE_INPUTS, "syncId", "scheduleIds", "includeDefault"] as const;

export const exclusiveOf = (properties: Properties): Exclusive => ({
    syncId: textOf(properties, "syncId") ?? "",
    scheduleIds: textsIn(properties["scheduleIds"]),
    includeDefault: properties["includeDefault"] === true,
});

/** What the last refresh found. */
export const undeclaredOf = ({ undeclared }: Properties): Undeclared => wordsIn(undeclared);

export function exclusiveBookkeepingOf(properties: Properties): ExclusiveBookkeeping {
    const organizationId = textOf(properties, "__organizationId");
    return {
        ...(organizationId === undefined ? {} : { __organizationId: organizationId }),
        __shown: wordsIn(properties["__shown"]),
    };
}

/** The inputs to store. What a refresh found stands among them, so that Pulumi shows it as drift, item by item. */
export function exclusiveInputs(properties: Properties, undeclared: Undeclared): Record<string, unknown> {
    const inputs: Record<string, unknown> = {};
    for (const name of INPUTS)
        if (properties[name] !== undefined && properties[name] !== null) inputs[name] = properties[name];
    return Object.keys(undeclared).length === 0 ? inputs : { ...inputs, undeclared };
}

export function exclusiveOutputs(
    properties: Properties,
    undeclared: Undeclared,
    bookkeeping: ExclusiveBookkeeping,
): Outputs {
    return { ...exclusiveInputs(properties, {}), undeclared, ...bookkeeping };
}

function textsIn(value: unknown): string[] {
    return Array.isArray(value) ? value.filter((item): item is string => typeof item === "string") : [];
}

function wordsIn(value: unknown): Undeclared {
    const entries: [string, unknown][] =
        typeof value === "object" && value !== null ? Object.entries(value) : [];
    return Object.fromEntries(
        entries.filter((entry): entry is [string, string] => typeof entry[1] === "string"),
    );
}
