/** What the service answers, read tolerantly: fields we don't know pass, and everything but a few may be missing. */

import { z } from "zod";
import { FIELD_NAMES, fieldsOf, isAbsent, type FieldName, type Fields } from "../model/fields.js";
import type { Schedule } from "../model/schedule.js";

/** An answer of the schedule endpoints: the schedule, and its id where the service sends one. */
export interface ScheduleResponse {
    readonly id?: string;
    readonly schedule: Schedule;
}

/** A schedule as its bulk sync lists it, which is where the ids are documented. */
export interface ListedSchedule {
    readonly id: string;
    readonly fields: Fields;
    /** The fields that this listing tells of; others may have any value. */
    readonly presentFields: readonly FieldName[];
    readonly createdAt?: string;
    readonly createdBy?: string;
    /** Whether it is listed as the bulk sync's default schedule. */
    readonly isDefault?: boolean;
    readonly schedule: Schedule;
}

/** What a bulk sync says of itself, besides its schedules. */
export interface BulkSyncFacts {
    readonly id?: string;
    readonly name?: string;
    readonly active?: boolean;
    readonly mode?: string;
    readonly organizationId?: string;
    readonly sourceConnectionId?: string;
    readonly destinationConnectionId?: string;
    readonly createdAt?: string;
    readonly createdBy?: string;
    readonly updatedAt?: string;
    readonly updatedBy?: string;
}

export interface BulkSync extends BulkSyncFacts {
    readonly schedules: readonly ListedSchedule[];
}

/** One page of the account's bulk syncs. */
export interface BulkSyncPage {
    readonly syncs: readonly BulkSync[];
    /** What asks for the page that follows; absent on the last one. */
    readonly nextPageToken?: string;
}

/** Whose credentials these are. */
export interface KeyOwner {
    readonly userId?: string;
    readonly organizationId?: string;
}

const TEXTS = [
    ...FIELD_NAMES,
    "syncId",
    "syncMode",
    "createdAt",
    "createdBy",
    "updatedAt",
    "updatedBy",
    "deletedAt",
    "deletedBy",
] as const;

const anything = z.unknown().optional();
const text = anything.transform((value) => {
    if (isAbsent(value)) return undefined;
    if (typeof value === "string") return value;
    return typeof value === "number" ? String(value) : undefined;
});
const flag = anything.transform((value) => {
    if (typeof value === "boolean") return value;
    return value === "true" || (value === "false" ? false : undefined);
});
const texts = anything.transform((value) => {
    if (!Array.isArray(value)) return undefined;
    return value.filter((item): item is string => typeof item === "string");
});
// Who did something: an id, or an object that has one.
const person = z.union([z.object({ id: text }).transform(({ id }) => id), text]);

const textOrPerson = (name: string) => (name.endsWith("By") ? person : text);

const record = z.record(z.string(), z.unknown());

const withoutUndefined = (values: Record<string, unknown>): Record<string, unknown> =>
    Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));

const shapeOf = (names: readonly string[]) =>
    Object.fromEntries(names.map((name) => [name, textOrPerson(name)]));

const scheduleShape = {
    ...shapeOf(TEXTS),
    isDefault: flag,
    schemas: texts,
};

const schedule = z.object(scheduleShape).transform((answered): Schedule => withoutUndefined(answered));

const writtenSchedule = z
    .object({ ...scheduleShape, id: text })
    .transform(({ id, ...answered }): ScheduleResponse => ({
        schedule: withoutUndefined(answered),
        ...(id === undefined ? {} : { id }),
    }));

// The one field that every documented answer has tells a schedule from any other object.
const scheduleAnswer = writtenSchedule.refine(
    (answer) => answer.schedule.frequency !== undefined,
    "a schedule without a frequency",
);

const toCamelCase = (name: string) => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

const camelCase = (raw: Readonly<Record<string, unknown>>): Record<string, unknown> =>
    Object.fromEntries(Object.entries(raw).map(([name, value]) => [toCamelCase(name), value]));

const listedSchedule = record.transform((raw): ListedSchedule | undefined => {
    const camelCased = camelCase(raw);
    const listed = schedule.parse(camelCased);
    const id = text.parse(raw["id"]);
    if (id === undefined) return undefined;
    return {
        id,
        fields: fieldsOf({ ...listed }),
        presentFields: FIELD_NAMES.filter((field) => Object.hasOwn(camelCased, field)),
        schedule: listed,
        ...(listed.createdAt === undefined ? {} : { createdAt: listed.createdAt }),
        ...(listed.createdBy === undefined ? {} : { createdBy: listed.createdBy }),
    };
});

const SYNC_TEXTS = [
    "id",
    "name",
    "mode",
    "organizationId",
    "sourceConnectionId",
    "destinationConnectionId",
    "createdAt",
    "createdBy",
    "updatedAt",
    "updatedBy",
] as const satisfies (keyof BulkSyncFacts)[];

const bulkSyncFacts = z
    .object({ ...shapeOf(SYNC_TEXTS), active: flag })
    .transform((facts): BulkSyncFacts => withoutUndefined(facts));

const bulkSync = record.transform((raw): BulkSync => {
    return { ...bulkSyncFacts.parse(camelCase(raw)), schedules: listedIn(raw) };
});

function listedIn(raw: Readonly<Record<string, unknown>>): ListedSchedule[] {
    const additional: unknown[] = Array.isArray(raw["additional_schedules"])
        ? raw["additional_schedules"]
        : [];
    const first = listedSchedule.safeParse(raw["default_schedule"]).data;
    const listed = [first, ...additional.map((item) => listedSchedule.safeParse(item).data)].filter(
        (item) => item !== undefined,
    );
    const byId = new Map(listed.map((item) => [item.id, item]));
    return [...byId.values()].map((item) => (item.id === first?.id ? { ...item, isDefault: true } : item));
}

const bulkSyncPage = z
    .object({ data: z.array(bulkSync), pagination: anything })
    .transform(({ data, pagination }): BulkSyncPage => {
        const nextPageToken = text.parse(record.safeParse(pagination).data?.["next_page_token"]);
        return { syncs: data, ...(nextPageToken === undefined ? {} : { nextPageToken }) };
    });

const identity = record.transform((raw): KeyOwner => {
    const userId = text.parse(raw["id"]);
    const organizationId = text.parse(raw["organization_id"]);
    return {
        ...(userId === undefined ? {} : { userId }),
        ...(organizationId === undefined ? {} : { organizationId }),
    };
});

const inData = <T>(shape: z.ZodType<T>) => z.object({ data: shape }).transform((answer): T => answer.data);

export const scheduleAnswerSchema = inData(scheduleAnswer);
/** The response to a create, which may say nothing of what it created. */
export const createdScheduleSchema = inData(writtenSchedule);
export const scheduleListSchema = inData(z.array(scheduleAnswer));
export const bulkSyncSchema = inData(bulkSync);
export const bulkSyncPageSchema = bulkSyncPage;
export const identitySchema = inData(identity);
export const errorSchema = z.object({ key: text, message: text });
