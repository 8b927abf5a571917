/** The endpoints about a bulk sync's executions, and what they return. https://apidocs.polytomic.com */

import { z } from "zod";
import { withoutUndefined } from "../model/objects.js";
import type { Client } from "./client.js";
import { syncPath } from "./paths.js";
import type { Deadline } from "./deadline.js";
import { camelCase, flagOf, inData, listOrNull, numberOf, record, textsOf, type Texts } from "./schemas.js";

const TEXTS = [
    "id",
    "type",
    "status",
    "statusMessage",
    "createdAt",
    "startedAt",
    "completedAt",
    "updatedAt",
] as const;
const COUNTS = ["recordCount", "warningCount", "errorCount"] as const;
const FLAGS = ["isTest", "isResync", "isPartial"] as const;

/** One run of a bulk sync. What a response leaves out is absent. */
export type Execution = Texts<(typeof TEXTS)[number]> & {
    readonly [Name in (typeof COUNTS)[number]]?: number;
} & { readonly [Name in (typeof FLAGS)[number]]?: boolean };

/** What runs, what has run last, and what runs next. */
export interface SyncStatus {
    readonly currentExecution?: Execution;
    readonly lastExecution?: Execution;
    /** When the bulk sync runs next by itself (ISO 8601, UTC). */
    readonly nextExecutionTime?: string;
}

/** Documented as ends. `errors` and `interrupted` are not explained. */
const ENDS: ReadonlySet<string> = new Set(["completed", "canceled", "failed"]);
const RUNNING: ReadonlySet<string> = new Set([
    ...["created", "scheduled", "running", "exporting", "processing", "canceling"],
]);

/** The largest page that Polytomic returns. */
const PAGE_SIZE = 100;

const execution = record.transform((snakeCased): Execution => {
    const raw = camelCase(snakeCased);
    return withoutUndefined({
        ...textsOf(raw, TEXTS),
        ...Object.fromEntries(COUNTS.map((name) => [name, numberOf(raw[name])])),
        ...Object.fromEntries(FLAGS.map((name) => [name, flagOf(raw[name])])),
    });
});
const page = z
    .object({ data: listOrNull(execution), pagination: record.catch({}) })
    .transform(({ data, pagination }) => ({ data, ...textsOf(camelCase(pagination), ["nextPageToken"]) }));
const status = inData(
    record.transform((snakeCased): SyncStatus => {
        const raw = camelCase(snakeCased);
        return withoutUndefined({
            currentExecution: execution.safeParse(raw["currentExecution"]).data,
            lastExecution: execution.safeParse(raw["lastExecution"]).data,
            ...textsOf(raw, ["nextExecutionTime"]),
        });
    }),
);

/** What an execution is to do. What is left out, Polytomic decides. */
export interface ExecutionRequest {
    readonly resyncMode?: string | undefined;
    readonly schemas?: readonly string[] | undefined;
    readonly fetchMode?: string | undefined;
    readonly test?: boolean | undefined;
}

const executionsPath = (syncId: string) => `${syncPath(syncId)}/executions`;

/** The path of an execution. */
export const executionPath = (syncId: string, executionId: string): string =>
    `${executionsPath(syncId)}/${encodeURIComponent(executionId)}`;

/** The executions of an account's bulk syncs. */
export class Executions {
    constructor(private readonly client: Client) {}

    /** Starts an execution. */
    async start(
        syncId: string,
        { resyncMode, schemas, fetchMode, test }: ExecutionRequest,
        idempotencyKey: string,
        deadline: Deadline,
    ): Promise<Execution> {
        const body = withoutUndefined({ resync_mode: resyncMode, schemas, fetch_mode: fetchMode, test });
        const path = executionsPath(syncId);
        const request = { method: "POST", path, body, idempotencyKey, schema: inData(execution) } as const;
        return (await this.client.send(request, deadline)).data;
    }

    /** Reads an execution. The result has the id, also where the response has none. */
    async get(syncId: string, executionId: string, deadline: Deadline): Promise<Execution> {
        const path = executionPath(syncId, executionId);
        const { data } = await this.client.send({ method: "GET", path, schema: inData(execution) }, deadline);
        return { id: executionId, ...data };
    }

    /** Asks to cancel an execution. It ends some time later. */
    async cancel(syncId: string, executionId: string, deadline: Deadline): Promise<void> {
        const path = `${executionPath(syncId, executionId)}/cancel`;
        await this.client.send({ method: "POST", path, isRepeatable: true, schema: z.unknown() }, deadline);
    }

    /** Whether an execution has ended. A status says so for some; for the others, Polytomic lists it among the ended. */
    async hasEnded(syncId: string, found: Execution, deadline: Deadline): Promise<boolean> {
        if (found.completedAt !== undefined || ENDS.has(found.status ?? "")) return true;
        if (RUNNING.has(found.status ?? "")) return false;
        const path = `${executionsPath(syncId)}?only_terminal=true`;
        const { data } = await this.client.send({ method: "GET", path, schema: page }, deadline);
        return data.data.some(({ id }) => id === found.id);
    }

    /** What runs, what has run last, and when the bulk sync runs next. */
    async status(syncId: string, deadline: Deadline): Promise<SyncStatus> {
        const path = `${syncPath(syncId)}/status`;
        return (await this.client.send({ method: "GET", path, schema: status }, deadline)).data;
    }

    /** The last executions of a bulk sync, the newest first. */
    async list(syncId: string, limit: number, deadline: Deadline): Promise<Execution[]> {
        const executions: Execution[] = [];
        const query = new URLSearchParams({ limit: String(Math.min(limit, PAGE_SIZE)) });
        for (;;) {
            const path = `${executionsPath(syncId)}?${query.toString()}`;
            const { data } = await this.client.send({ method: "GET", path, schema: page }, deadline);
            executions.push(...data.data);
            if (executions.length >= limit || data.nextPageToken === undefined || data.data.length === 0)
                return executions.slice(0, limit);
            query.set("page_token", data.nextPageToken);
        }
    }
}
