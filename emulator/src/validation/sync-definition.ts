import { z } from "zod";
import { SYNC_MODES } from "../store/schedule";
import { scheduleSchema } from "./schedule";

/** What the definition of a bulk sync documents besides its name, its state and its schedules. */
const SETTINGS = [
    "automatically_add_new_fields",
    "automatically_add_new_objects",
    "concurrency_limit",
    "data_cutoff_timestamp",
    "destination_configuration",
    "destination_connection_id",
    "disable_record_timestamps",
    "mode",
    "normalize_names",
    "policies",
    "resync_concurrency_limit",
    "source_configuration",
    "source_connection_id",
];
const DEFAULT_FIELDS = ["frequency", "dayOfMonth", "dayOfWeek", "hour", "minute", "month"];

const id = z.guid().toLowerCase().optional();

/** The schedule in camel case, its definition apart from the rest. What is null, `""` or `"null"` counts as left out. */
const separate = (fieldNames: string[]) => (sent: unknown) => {
    if (typeof sent !== "object" || sent === null) return sent;
    const values: Record<string, unknown> = { ...sent };
    const present = Object.entries(values).filter(([, value]) => !isAbsent(value));
    const named = Object.fromEntries(present.map(([name, value]) => [camelCase(name), value]));
    return { ...named, fields: pick(named, fieldNames) };
};

const defaultSchedule = z.preprocess(separate(DEFAULT_FIELDS), z.object({ id, fields: scheduleSchema }));

const additionalSchedule = z.preprocess(
    separate([...DEFAULT_FIELDS, "selectiveMode"]),
    z.object({
        id,
        fields: scheduleSchema,
        resyncMode: z.enum(SYNC_MODES).default("normal"),
        schemas: z.array(z.string()).default([]),
    }),
);

function isAbsent(value: unknown): boolean {
    return value === null || value === "" || value === "null";
}

function camelCase(name: string): string {
    return name.replace(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase());
}

function pick(values: Record<string, unknown>, names: string[]): Record<string, unknown> {
    return Object.fromEntries(Object.entries(values).filter(([name]) => names.includes(name)));
}

/** The body of a PUT on a bulk sync. Ignores what the API does not document there, such as what only a GET shows. */
export const syncDefinitionSchema = z
    .looseObject({
        name: z.string().nullish(),
        active: z.boolean().nullish(),
        default_schedule: defaultSchedule,
        additional_schedules: z.array(additionalSchedule).nullish(),
    })
    .transform(({ name, active, default_schedule, additional_schedules, ...others }) => ({
        changes: {
            ...(typeof name === "string" && { name }),
            ...(typeof active === "boolean" && { active }),
            settings: pick(others, SETTINGS),
        },
        defaultSchedule: default_schedule,
        additionalSchedules: (additional_schedules ?? []).map(({ id, fields, resyncMode, schemas }) => ({
            id,
            fields: { ...fields, syncMode: resyncMode, schemas },
        })),
    }));
