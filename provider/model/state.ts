/** What Pulumi keeps of a schedule, as inputs and as outputs. Its shape is a promise: later releases must read it. */

import { FIELD_NAMES } from "./fields.js";
import { recordOf, withoutUndefined } from "./objects.js";
import type { TimeWindow } from "./time-window.js";
import { packSchedule, unpackSchedule, type Schedule } from "./schedule.js";

/** The inputs that a program declares. */
export const INPUT_NAMES = ["syncId", ...FIELD_NAMES, "allowUndocumented"] as const;
/** The name of an input that a program declares. */
export type InputName = (typeof INPUT_NAMES)[number];

/** The inputs that the resource adds. `importId` is the `import` option, for previews to show. */
export const ADDED_INPUTS = ["__provider", "__identity", "__timeouts", "__secretInputs", "importId"] as const;

/** What state holds besides inputs and response. Programs never see it. */
export interface Bookkeeping {
    /** The organization that the schedule was created in. `BulkSyncSchedulesExclusive` has one of this name, too. */
    readonly __organizationId?: string | undefined;
    /** Set if a create found its schedule instead of making it. It tells this record from an earlier one of the schedule. */
    readonly __takeover?: string | undefined;
    /** The earliest time (Polytomic's clock, ISO 8601) at which a create may have made a schedule whose id is unknown. */
    readonly __unconfirmedSince?: string;
    /** The latest such time. */
    readonly __unconfirmedUntil?: string;
    /** Set if an update found that the schedule is gone. The next update replaces the resource. */
    readonly __gone?: string;
}

/** Inputs or state, as the engine passes them. */
export type Properties = Readonly<Record<string, unknown>>;
/** Outputs, as the engine takes them. */
export type Outputs = Record<string, unknown>;

/** A property that is a text; undefined if it is empty or anything else. */
export function textOf(properties: Properties, name: string): string | undefined {
    const value = properties[name];
    return typeof value === "string" && value !== "" ? value : undefined;
}

/** The inputs among properties: those that a program declares, and those that the resource adds. */
export function inputsOf(properties: Properties): Record<string, unknown> {
    return withoutUndefined(recordOf([...INPUT_NAMES, ...ADDED_INPUTS], (name) => properties[name]));
}

/** The bookkeeping that an update keeps. */
export function bookkeepingOf(properties: Properties): Bookkeeping {
    return withoutUndefined(recordOf(["__organizationId", "__takeover"], (name) => textOf(properties, name)));
}

/** The bookkeeping of a create that may have made a schedule. */
export function unconfirmedDuring({ fromMs, toMs }: TimeWindow): Bookkeeping {
    return {
        __unconfirmedSince: new Date(fromMs).toISOString(),
        __unconfirmedUntil: new Date(toMs).toISOString(),
    };
}

/** When a create may have made a schedule whose id is unknown; undefined if none has. */
export function unconfirmedWindowOf(properties: Properties): TimeWindow | undefined {
    const fromMs = Date.parse(textOf(properties, "__unconfirmedSince") ?? "");
    const toMs = Date.parse(textOf(properties, "__unconfirmedUntil") ?? "");
    return fromMs <= toMs ? { fromMs, toMs } : undefined;
}

/** The last response that state holds; empty if it holds none. */
export const storedSchedule = (properties: Properties): Schedule =>
    unpackSchedule(properties["schedule"]) ?? {};

/** Whether a declared input is secret. Then the response is, too, which may repeat it. */
export const hasSecrets = (properties: Properties): boolean => Array.isArray(properties["__secretInputs"]);

// As Pulumi's engine marks a secret.
const secretOf = (value: string) => ({
    "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
    value,
});

/** The outputs to store. Without the inputs among them, other resources' previews would not know them. */
export function outputs(inputs: Properties, schedule: Schedule, bookkeeping: Bookkeeping): Outputs {
    const packed = packSchedule(schedule);
    return withoutUndefined({
        ...inputsOf(inputs),
        schedule: hasSecrets(inputs) ? secretOf(packed) : packed,
        ...bookkeeping,
    });
}
