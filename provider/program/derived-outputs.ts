import * as pulumi from "@pulumi/pulumi";
import { FIELD_NAMES, type FieldName } from "../model/fields.js";
import { keysOf, recordOf } from "../model/objects.js";
import { unpackSchedule, type Schedule, type ScheduleFields } from "../model/schedule.js";
import { describeSchedule, type DescribableFields } from "../helpers/description.js";
import { carryZone, zoneOf } from "../helpers/time-zone.js";

type ResponseField = Exclude<keyof Schedule, FieldName | "syncId">;
type Widened<T> = T extends string ? string : T;

/** The outputs of a schedule under the names of its fields, declared and in the response. */
export type FieldOutputs = {
    readonly [Name in keyof ScheduleFields]-?: pulumi.Output<Widened<ScheduleFields[Name]>>;
} & { readonly [Name in keyof Pick<Schedule, ResponseField>]-?: pulumi.Output<Schedule[Name]> };

interface Source extends pulumi.Resource, FieldOutputs {
    readonly schedule: pulumi.Output<Schedule | undefined>;
    readonly id: pulumi.Output<string>;
}

const RESPONSE_FIELDS: Readonly<Record<ResponseField, true>> = {
    syncMode: true,
    schemas: true,
    isDefault: true,
    createdAt: true,
    createdBy: true,
    updatedAt: true,
    updatedBy: true,
    deletedAt: true,
    deletedBy: true,
};

/**
 * Adds the outputs to the class of a schedule. They are derived when a program reads them: each registered output would
 * cost each resource of each run some time, read or not.
 */
export function deriveOutputs(prototype: object): void {
    // The SDK assigns the packed text.
    derive(
        prototype,
        "schedule",
        () => undefined,
        (packed) => packed.apply(unpackSchedule),
    );
    for (const field of FIELD_NAMES) {
        derive(prototype, field, (source) =>
            registeredFields(source).apply(({ [field]: value }) => value ?? fromResponse(source, field)),
        );
    }
    for (const field of keysOf(RESPONSE_FIELDS))
        derive(prototype, field, (source) => fromResponse(source, field));
    // From the id, which stays known in the preview of an update. An id without a slash, as of mocks, is the schedule's.
    derive(prototype, "syncId", ({ id }) =>
        id.apply((text) => text.slice(0, Math.max(0, text.indexOf("/")))),
    );
    derive(prototype, "scheduleId", ({ id }) => id.apply((text) => text.slice(text.indexOf("/") + 1)));
    derive(prototype, "description", describe);
}

/** Adds an output that is read from the resource, unless the SDK assigns one: the resource has that, converted. */
function derive(
    prototype: object,
    name: string,
    read: (source: Source) => unknown,
    convert = (assigned: pulumi.Output<unknown>): unknown => assigned,
): void {
    Object.defineProperty(prototype, name, {
        get(this: Source) {
            return read(this);
        },
        set(this: Source, assigned: pulumi.Output<unknown>) {
            Object.defineProperty(this, name, { enumerable: true, get: () => convert(assigned) });
        },
    });
}

// Mocks may return no schedule.
const fromResponse = ({ schedule }: Source, field: keyof Schedule) =>
    schedule.apply((response): unknown => response?.[field]);

/** The registered fields in words; for a schedule that is only read, those of the response. */
function describe(source: Source): pulumi.Output<string | undefined> {
    return registeredFields(source).apply((registered) => {
        if (Object.keys(registered).length === 0)
            return source.schedule.apply((response) => response && describeSchedule(response));
        return pulumi
            .all(registered)
            .apply((fields: DescribableFields) => describeSchedule(carryZone({ ...fields }, zoneOf(source))));
    });
}

type RegisteredFields = Readonly<Partial<Record<FieldName, pulumi.Output<unknown>>>>;

// The engine's own function, with which the SDK reads a resource that it knows only by its URN.
const GET_RESOURCE = "pulumi:pulumi:getResource";

const cache = new WeakMap<pulumi.Resource, Promise<RegisteredFields>>();

/**
 * The schedule fields of a resource as they are registered. A transform or a policy can add or remove inputs on their
 * way to the engine, and the SDK drops properties that the program did not send. So this asks the engine, once for each
 * resource, and only if the program reads an output that depends on the result.
 */
function registeredFields(schedule: Source): pulumi.Output<RegisteredFields> {
    const names = FIELD_NAMES.filter((field) => Object.hasOwn(schedule, field));
    // A resource that is only read has no inputs.
    if (names.length === 0) return pulumi.output({});
    const declared: RegisteredFields = recordOf(names, (field) => schedule[field]);
    return schedule.urn.apply((urn) => {
        const fields = cache.get(schedule) ?? readFields(urn, declared);
        cache.set(schedule, fields);
        return fields;
    });
}

async function readFields(urn: string, declared: RegisteredFields): Promise<RegisteredFields> {
    const state: Readonly<Record<string, unknown>> = await pulumi.runtime.invoke(GET_RESOURCE, { urn }).then(
        (result: { state?: Record<string, unknown> } | undefined) => result?.state ?? {},
        () => ({}),
    );
    const names = FIELD_NAMES.filter((field) => Object.hasOwn(state, field));
    // Mocks need not return the inputs, and a resource that failed has no state.
    if (names.length === 0) return declared;
    // The result of `invoke` does not show what is secret, and that of `invokeOutput` may be unknown as a whole.
    const isAdded = names.some((field) => !declared[field]);
    const isSecret = isAdded && (await pulumi.isSecret(pulumi.runtime.invokeOutput(GET_RESOURCE, { urn })));
    const output = isSecret ? pulumi.secret : pulumi.output;
    return recordOf(names, (field) => declared[field] ?? output(state[field]));
}
