import { z } from "zod";
import { RefusedInput, ServiceError } from "../errors";
import { placeFrom } from "../store/paging";
import { scheduleSchema } from "./schedule";
import { syncDefinitionSchema } from "./sync-definition";

const scheduleBody = z.strictObject({ schedule: scheduleSchema });

const uuid = z.guid().toLowerCase();
const syncPath = z.object({ syncId: uuid });
const schedulePath = z.object({ syncId: uuid, scheduleId: uuid });
const scheduleId = z.object({ scheduleId: uuid });
const executionPath = z.object({ syncId: uuid, executionId: uuid });

const flag = z
    .enum(["true", "false"])
    .transform((text) => text === "true")
    .optional();
const pageToken = z
    .string()
    .transform(placeFrom)
    .refine((place) => place !== undefined, "is no token of this list")
    .optional();
const count = z.coerce.number().pipe(z.int().positive());

const MOST_SYNCS = 50;
const MOST_EXECUTIONS = 100;

const listQuery = z.object({
    active: flag,
    page_token: pageToken,
    limit: count.pipe(z.number().max(MOST_SYNCS)).default(MOST_SYNCS),
});

const executionsQuery = z.object({
    only_terminal: flag,
    ascending: flag,
    page_token: pageToken,
    limit: count.transform((limit) => Math.min(limit, MOST_EXECUTIONS)).default(MOST_EXECUTIONS),
});

const statusesQuery = z.object({
    all: flag,
    active: flag,
    sync_id: z.union([uuid.transform((id) => [id]), z.array(uuid)]).default([]),
});

const activateBody = z.strictObject({ active: z.boolean() });

const startBody = z
    .strictObject({
        fetch_mode: z.enum(["none", "incremental", "full"]).optional(),
        resync_mode: z.enum(["refetch", "resync", "rebuild"]).optional(),
        schemas: z.array(z.string()).nullish(),
        test: z.boolean().optional(),
    })
    .refine(({ test, resync_mode }) => !(test && resync_mode), "test and resync_mode exclude each other")
    .default({});

export function parser<Schema extends z.ZodType>(schema: Schema): (value: unknown) => z.infer<Schema> {
    return (value) => {
        const result = schema.safeParse(value);
        if (result.success) return result.data;
        const problems = result.error.issues.map(({ path, message }) => ({ path: path.join("."), message }));
        const message = problems.map((problem) => `${problem.path || "body"}: ${problem.message}`).join("; ");
        throw new RefusedInput(message, { problems });
    };
}

export const parseScheduleBody = parser(scheduleBody);
export const parseSyncDefinition = parser(syncDefinitionSchema);
export const parseSyncPath = parser(syncPath);
export const parseSchedulePath = parser(schedulePath);
export const parseScheduleId = parser(scheduleId);
export const parseExecutionPath = parser(executionPath);
export const parseListQuery = parser(listQuery);
export const parseExecutionsQuery = parser(executionsQuery);
export const parseStatusesQuery = parser(statusesQuery);
export const parseActivateBody = parser(activateBody);
export const parseStartBody = parser(startBody);

/** 8 to 255 characters of letters, digits, hyphen and underscore. */
export function parseIdempotencyKey(key: string): string {
    if (/^[A-Za-z0-9_-]{8,255}$/.test(key)) return key;
    throw new ServiceError(
        400,
        "bad_request",
        "Idempotency-Key must be 8 to 255 characters of A-Z a-z 0-9 - _",
    );
}

export function parseJson(text: unknown): unknown {
    if (typeof text !== "string" || text === "") return undefined;
    try {
        return JSON.parse(text) as unknown;
    } catch {
        throw new ServiceError(400, "bad_request", "the body is not JSON");
    }
}
