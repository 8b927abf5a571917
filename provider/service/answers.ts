/** What the service answers, read tolerantly: fields we don't know pass, and everything but a few may be missing. */

import { z } from "zod";
import { FIELD_NAMES, fieldsOf, isAbsent, type FieldName, type Fields } from "../schedule/fields.js";
import type { Schedule } from "../schedule/schedule.js";

/** An answer of the schedule endpoints: the schedule, and its id where the service sends one. */
export interface ScheduleAnswer {
    readonly id?: string;
    readonly schedule: Schedule;
}

/** A schedule as its bulk sync lists it, which is where the ids are documented. */
export interface ListedSchedule {
    readonly id: string;
    readonly fields: Fields;
    /** The fields that this listing tells of; others may have any value. */
    readonly told: readonly FieldName[];
    readonly createdAt?: string;
    readonly createdBy?: string;
    /** Whether it is listed as the bulk sync's default schedule. */
    readonly isDefault?: boolean;
    readonly schedule: Schedule;
}

export interface BulkSync {
    readonly id?: string;
    readonly name?: string;
    readonly schedules: readonly ListedSchedule[];
}

/** Whose credentials these are. */
export interface Identity {
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

const record = z.record(z.string(), z.unknown());

const schedule = record.transform((raw): Schedule => {
    const answered: Record<string, unknown> = {};
    for (const name of TEXTS) answered[name] = (name.endsWith("By") ? person : text).parse(raw[name]);
    answered["isDefault"] = flag.parse(raw["isDefault"]);
    answered["schemas"] = texts.parse(raw["schemas"]);
    return Object.fromEntries(Object.entries(answered).filter(([, value]) => value !== undefined));
});

// The one field that every documented answer has tells a schedule from any other object.
const scheduleAnswer = record
    .refine((raw) => !isAbsent(raw["frequency"]), "a schedule without a frequency")
    .transform((raw): ScheduleAnswer => {
        const id = text.parse(raw["id"]);
        return { schedule: schedule.parse(raw), ...(id === undefined ? {} : { id }) };
    });

const toCamelCase = (name: string) => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

const listedSchedule = record.transform((raw): ListedSchedule | undefined => {
    const camelCased = Object.fromEntries(
        Object.entries(raw).map(([name, value]) => [toCamelCase(name), value]),
    );
    const listed = schedule.parse(camelCased);
    const id = text.parse(raw["id"]);
    if (id === undefined) return undefined;
    return {
        id,
        fields: fieldsOf({ ...listed }),
        told: FIELD_NAMES.filter((field) => field in camelCased),
        schedule: listed,
        ...(listed.createdAt === undefined ? {} : { createdAt: listed.createdAt }),
        ...(listed.createdBy === undefined ? {} : { createdBy: listed.createdBy }),
    };
});

const bulkSync = record.transform((raw): BulkSync => {
    const additional: unknown[] = Array.isArray(raw["additional_schedules"])
        ? raw["additional_schedules"]
        : [];
    const first = listedSchedule.safeParse(raw["default_schedule"]).data;
    const listed = [first, ...additional.map((item) => listedSchedule.safeParse(item).data)].filter(
        (item) => item !== undefined,
    );
    const id = text.parse(raw["id"]);
    const name = text.parse(raw["name"]);
    const byId = new Map(listed.map((item) => [item.id, item]));
    const schedules = [...byId.values()].map((item) =>
        item.id === first?.id ? { ...item, isDefault: true } : item,
    );
    return { schedules, ...(id === undefined ? {} : { id }), ...(name === undefined ? {} : { name }) };
});

const identity = record.transform((raw): Identity => {
    const userId = text.parse(raw["id"]);
    const organizationId = text.parse(raw["organization_id"]);
    return {
        ...(userId === undefined ? {} : { userId }),
        ...(organizationId === undefined ? {} : { organizationId }),
    };
});

const inData = <T>(shape: z.ZodType<T>) => z.object({ data: shape }).transform((answer): T => answer.data);

export const scheduleAnswerSchema = inData(scheduleAnswer);
export const scheduleListSchema = inData(z.array(scheduleAnswer));
export const bulkSyncSchema = inData(bulkSync);
export const identitySchema = inData(identity);
export const errorSchema = z.object({ key: text, message: text });
