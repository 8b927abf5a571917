/** What Pulumi keeps of a schedule, as inputs and as outputs. Its shape is a promise: later releases must read it. */

import { fieldsOf, FIELD_NAMES, type Fields } from "./fields.js";
import type { TimeWindow } from "./time-window.js";
import { packSchedule, unpackSchedule, type Schedule } from "./schedule.js";

/** What a program declares. */
export const INPUT_NAMES = ["syncId", ...FIELD_NAMES, "allowUndocumented"] as const;

/** Inputs that the resource adds to what the user declares: the last one is the `import` option, for previews to show. */
export const ADDED_INPUTS = ["__provider", "__identity", "__timeouts", "importId"] as const;

/** What a state holds besides, never seen by the program. */
export interface Bookkeeping {
    /** The organization that the schedule was made in. */
    readonly __organizationId?: string;
    /** Set where a create took over a schedule that was there already: tells this record from an earlier one of it. */
    readonly __takeover?: string;
    /** From when to when (service's time, ISO) a create may have made the schedule without having learnt its id. */
    readonly __unconfirmedSince?: string;
    readonly __unconfirmedUntil?: string;
    /** Set where an update found the schedule gone: the next one has to replace the resource. */
    readonly __gone?: string;
}

export type Properties = Readonly<Record<string, unknown>>;
export type Outputs = Record<string, unknown>;

export const textOf = (properties: Properties, name: string): string | undefined => {
    const value = properties[name];
    return typeof value === "string" && value !== "" ? value : undefined;
};

/** The declared inputs among properties, and those that the resource adds. */
export function inputsOf(properties: Properties): Record<string, unknown> {
    const names = [...INPUT_NAMES, ...ADDED_INPUTS];
    return Object.fromEntries(
        names.filter((name) => properties[name] !== undefined).map((name) => [name, properties[name]]),
    );
}

export const declaredFields = (properties: Properties): Fields => fieldsOf(properties);

export function bookkeepingOf(properties: Properties): Bookkeeping {
    const names = ["__organizationId", "__takeover"];
    return Object.fromEntries(
        names
            .filter((name) => textOf(properties, name) !== undefined)
            .map((name) => [name, properties[name]]),
    );
}

/** What to keep of the organization that a schedule was made in. */
export function madeIn(organizationId: string | undefined): Bookkeeping {
    return organizationId === undefined ? {} : { __organizationId: organizationId };
}

/** What to keep of a create whose outcome is open. */
export function unconfirmedDuring({ fromMs, toMs }: TimeWindow): Bookkeeping {
    return {
        __unconfirmedSince: new Date(fromMs).toISOString(),
        __unconfirmedUntil: new Date(toMs).toISOString(),
    };
}

/** When a create whose outcome is open may have made the schedule; undefined where none is open. */
export function unconfirmedWindowOf(properties: Properties): TimeWindow | undefined {
    const [fromMs, toMs] = ["__unconfirmedSince", "__unconfirmedUntil"].map((name) =>
        Date.parse(textOf(properties, name) ?? ""),
    );
    return fromMs !== undefined && toMs !== undefined && fromMs <= toMs ? { fromMs, toMs } : undefined;
}

/** The organization that a schedule was made in, where that is known. */
export const organizationOf = (properties: Properties): string | undefined =>
    textOf(properties, "__organizationId");

/** What the service answered last, as far as a state has kept it. */
export const storedSchedule = (properties: Properties): Schedule =>
    unpackSchedule(properties["schedule"]) ?? {};

/**
 * The outputs to store: inputs, what the service answered, and our own bookkeeping. Holds no undefined value. An input
 * that was left out here would be unknown in previews to whoever takes it from the resource.
 */
export function outputs(inputs: Properties, schedule: Schedule, bookkeeping: Bookkeeping): Outputs {
    return { ...inputsOf(inputs), schedule: packSchedule(schedule), ...bookkeeping };
}
