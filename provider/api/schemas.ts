/** The shapes of Polytomic's responses. Reading is tolerant: unknown fields are ignored, almost all may be missing. */

import { z } from "zod";
import { FIELD_NAMES, fieldsOf, isAbsent, type FieldName, type Fields } from "../model/fields.js";
import { propertyOf, recordOf, withoutUndefined, type WithoutUndefined } from "../model/objects.js";
import type { Schedule } from "../model/schedule.js";

const STAMPS = ["createdAt", "createdBy", "updatedAt", "updatedBy"] as const;
const SCHEDULE_TEXTS = [...FIELD_NAMES, "syncId", "syncMode", ...STAMPS, "deletedAt", "deletedBy"] as const;
const SYNC_TEXTS = [
    "id",
    "name",
    "mode",
    "organizationId",
    "sourceConnectionId",
    "destinationConnectionId",
    ...STAMPS,
] as const;

/** A response of the schedule endpoints. The id is undocumented and may be missing. */
export interface ScheduleResponse {
    readonly id?: string;
    readonly schedule: Schedule;
}

/** A schedule as its bulk sync lists it, always with an id. */
export interface ListedSchedule {
    readonly id: string;
    readonly fields: Fields;
    /** The fields that the listing includes; others may have any value. */
    readonly presentFields: readonly FieldName[];
    /** Whether it is listed as the bulk sync's default schedule. */
    readonly isDefault?: boolean;
    readonly schedule: Schedule;
}

/** A bulk sync and its schedules. */
export interface BulkSync extends Texts<(typeof SYNC_TEXTS)[number]> {
    readonly active?: boolean;
    readonly schedules: readonly ListedSchedule[];
    /** Whether it also lists schedules without their ids. */
    readonly hasUnidentified?: boolean;
}

/** The user and the organization of a key. */
export type KeyOwner = Texts<"userId" | "organizationId">;

/** Texts under these names; absent where a response has none. */
export type Texts<Name extends string> = Readonly<WithoutUndefined<Record<Name, string | undefined>>>;
type Raw = Readonly<Record<string, unknown>>;

/** A text, a number as text, or the id of an object such as a person. */
export function textOf(value: unknown): string | undefined {
    if (isAbsent(value)) return undefined;
    if (typeof value === "object") return textOf(propertyOf(value, "id"));
    return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
}

/** The texts under these names. */
export function textsOf<Name extends string>(raw: Raw, names: readonly Name[]): Texts<Name> {
    return withoutUndefined(recordOf(names, (name) => textOf(raw[name])));
}

/** A flag, perhaps as text. */
export function flagOf(value: unknown): boolean | undefined {
    if (value === true || value === "true") return true;
    return value === false || value === "false" ? false : undefined;
}

const listOf = (value: unknown): unknown[] | undefined => (Array.isArray(value) ? value : undefined);

function scheduleOf(raw: Raw): Schedule {
    return withoutUndefined({
        ...textsOf(raw, SCHEDULE_TEXTS),
        isDefault: flagOf(raw["isDefault"]),
        schemas: listOf(raw["schemas"])?.filter((item) => typeof item === "string"),
    });
}

/** A number, perhaps as text. */
export function numberOf(value: unknown): number | undefined {
    const number = typeof value === "string" && value !== "" ? Number(value) : value;
    return typeof number === "number" && Number.isFinite(number) ? number : undefined;
}

/** A record with its names in camel case. */
export function camelCase(raw: Raw): Raw {
    const rename = (name: string) => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
    return Object.fromEntries(Object.entries(raw).map(([name, value]) => [rename(name), value]));
}

function listedScheduleOf(value: unknown): ListedSchedule | undefined {
    const raw = camelCase(record.safeParse(value).data ?? {});
    const { id } = textsOf(raw, ["id"]);
    if (id === undefined) return undefined;
    const schedule = scheduleOf(raw);
    return {
        id,
        fields: fieldsOf({ ...schedule }),
        presentFields: FIELD_NAMES.filter((field) => Object.hasOwn(raw, field)),
        schedule,
    };
}

function bulkSyncOf(snakeCased: Raw): BulkSync {
    const raw = camelCase(snakeCased);
    const first = listedScheduleOf(raw["defaultSchedule"]);
    const isRecord = (value: unknown) => record.safeParse(value).success;
    const others = listOf(raw["additionalSchedules"])?.filter(isRecord).map(listedScheduleOf) ?? [];
    const isIdMissing = others.includes(undefined) || (isRecord(raw["defaultSchedule"]) && !first);
    const byId = new Map(others.flatMap((listed) => (listed ? [[listed.id, listed]] : [])));
    if (first) byId.delete(first.id);
    return withoutUndefined({
        ...textsOf(raw, SYNC_TEXTS),
        active: flagOf(raw["active"]),
        hasUnidentified: isIdMissing || undefined,
        schedules: [...(first ? [{ ...first, isDefault: true }] : []), ...byId.values()],
    });
}

/** Any object. */
export const record = z.record(z.string(), z.unknown());
const createdSchedule = record.transform((raw): ScheduleResponse => ({
    ...textsOf(raw, ["id"]),
    schedule: scheduleOf(raw),
}));
// Every documented response has this field: it distinguishes a schedule from any other object.
const schedule = createdSchedule.refine(
    (response) => response.schedule.frequency !== undefined,
    "a schedule without a frequency",
);
const bulkSync = record.transform(bulkSyncOf);
const keyOwner = record.transform(({ id: userId, organization_id: organizationId }): KeyOwner =>
    textsOf({ userId, organizationId }, ["userId", "organizationId"]),
);

/** A list. Polytomic's may be null where they are empty. */
export const listOrNull = <T>(item: z.ZodType<T>) =>
    z
        .array(item)
        .nullable()
        .transform((items): T[] => items ?? []);

/** What a response wraps in `data`. */
export const inData = <T>(shape: z.ZodType<T>) => z.object({ data: shape }).transform(({ data }): T => data);

/** The response to a read or an update of a schedule. */
export const scheduleSchema = inData(schedule);
/** The response to a create. It may say nothing about the schedule. */
export const createdScheduleSchema = inData(createdSchedule);
/** The response to a list of a bulk sync's schedules. */
export const scheduleListSchema = inData(listOrNull(schedule));
/** The response to a read of a bulk sync. */
export const bulkSyncSchema = inData(bulkSync);
/** The response to a list of bulk syncs: one page, with the query parameter for the next one. */
export const bulkSyncPageSchema = z
    .object({ data: listOrNull(bulkSync), pagination: record.catch({}) })
    .transform(({ data, pagination }) => ({ data, nextPageToken: textOf(pagination["next_page_token"]) }));
/** The response to a read of the key's owner. */
export const keyOwnerSchema = inData(keyOwner);
/** The body of an error response. */
export const errorSchema = record.transform((raw) => textsOf(raw, ["key", "message"]));
