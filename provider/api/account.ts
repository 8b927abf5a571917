import { z } from "zod";
import { toRequest, type Fields } from "../model/fields.js";
import { withoutUndefined } from "../model/objects.js";
import type { Schedule } from "../model/schedule.js";
import { Client } from "./client.js";
import { connectionFrom } from "./credentials.js";
import { describeOrigin, warningsAbout } from "./origin.js";
import type { Environment, ReadConfig } from "./settings.js";
import type { Deadline } from "./deadline.js";
import { PolytomicError, statusOf } from "./errors.js";
import { Executions } from "./executions.js";
import { OWNER_PATH, schedulePath, schedulesPath, syncPath, SYNCS_PATH } from "./paths.js";
import { Progress, type Print } from "./progress.js";
import type { ApiRequest } from "./transport/http.js";
import { identified, mergeRecords, undefinedOn404 } from "./records.js";
import * as schemas from "./schemas.js";
import type { BulkSync, KeyOwner, ScheduleResponse } from "./schemas.js";
import { SharedReads } from "./shared-reads.js";

/** An existing schedule. */
export interface ExistingSchedule extends Schedule {
    readonly scheduleId: string;
    readonly isDefault: boolean;
}

/** A created schedule, or the repeated response to an earlier create with the same idempotency key. */
export interface CreateResponse extends ScheduleResponse {
    /** When the request was sent, in Polytomic's time; undefined where no response has shown that time. */
    readonly sentAtMs: number | undefined;
}

/** A Polytomic account as seen with one key: the endpoints that schedules need. https://apidocs.polytomic.com */
export class Account {
    /** Bulk syncs by id. All who need the same read at the same time share it. */
    readonly bulkSyncs = this.share(syncPath, schemas.bulkSyncSchema);
    /** The schedules of a bulk sync, by its id, shared as well. */
    readonly schedules = this.share(schedulesPath, schemas.scheduleListSchema);
    /** The executions of bulk syncs. */
    readonly executions: Executions;
    private readonly pages = this.share((path) => path, schemas.bulkSyncPageSchema);
    private readonly keyOwners = this.share((path) => path, schemas.keyOwnerSchema);
    private readonly client: Client;
    /** The part of the key's owner that the credentials name. */
    private readonly knownOwner: KeyOwner;
    private mayAskForOwner = true;
    /** Tells the user about long waits. */
    private readonly progress: Progress;

    /**
     * Reads the settings; throws a ConfigurationError for unusable ones. Sends no request.
     *
     * @param readConfig Undefined on the command line, where only the environment counts.
     * @param print Shows the user a line: a warning about settings, or what a long wait is for. Default: to stderr.
     */
    constructor(readConfig: ReadConfig | undefined, environment: Environment, print?: Print) {
        const connection = connectionFrom(readConfig, environment);
        this.progress = new Progress(() => this.client.blockedBy(), print);
        for (const warning of warningsAbout(connection.origin)) this.progress.print(`warning: ${warning}`);
        this.knownOwner = withoutUndefined({ organizationId: connection.organizationId });
        this.client = new Client(connection);
        this.executions = new Executions(this.client);
    }

    /** Creates a schedule. */
    async createSchedule(
        syncId: string,
        fields: Fields,
        idempotencyKey: string,
        deadline: Deadline,
    ): Promise<CreateResponse> {
        const path = schedulesPath(syncId);
        const body = { schedule: toRequest(fields) };
        const schema = schemas.createdScheduleSchema;
        const request = { method: "POST", path, body, idempotencyKey, schema } as const;
        const { data, sentAtMs } = await this.client.send(request, deadline);
        return { ...data, sentAtMs: this.client.serviceTimeMs(sentAtMs) };
    }

    /** Reads a schedule. */
    getSchedule(syncId: string, scheduleId: string, deadline: Deadline): Promise<ScheduleResponse> {
        const path = schedulePath(syncId, scheduleId);
        return this.send({ method: "GET", path, schema: schemas.scheduleSchema }, deadline);
    }

    /** Replaces the definition of a schedule: Polytomic resets what `fields` leaves out. */
    updateSchedule(
        syncId: string,
        scheduleId: string,
        fields: Fields,
        deadline: Deadline,
    ): Promise<ScheduleResponse> {
        const path = schedulePath(syncId, scheduleId);
        const body = { schedule: toRequest(fields) };
        return this.send({ method: "PUT", path, body, schema: schemas.scheduleSchema }, deadline);
    }

    /** Deletes a schedule. */
    async deleteSchedule(syncId: string, scheduleId: string, deadline: Deadline): Promise<void> {
        const path = schedulePath(syncId, scheduleId);
        await this.send({ method: "DELETE", path, schema: z.unknown() }, deadline);
    }

    /** Activates or deactivates a bulk sync. */
    async activateSync(syncId: string, active: boolean, deadline: Deadline): Promise<void> {
        const path = `${syncPath(syncId)}/activate`;
        const body = { active };
        await this.send({ method: "POST", path, body, isRepeatable: true, schema: z.unknown() }, deadline);
    }

    /**
     * Lists the account's bulk syncs: all, only the active ones, or only the inactive ones. `isNew` reads the first page
     * again, to which bulk syncs move that are updated meanwhile.
     */
    async listBulkSyncs(active: boolean | undefined, deadline: Deadline, isNew = false): Promise<BulkSync[]> {
        const syncs = new Map<string, BulkSync>();
        const query = new URLSearchParams(withoutUndefined({ active: active?.toString() }));
        // The first request has no token, and neither has the last page. A repeated token would never end.
        const seenTokens = new Set<string | undefined>();
        for (let token: string | undefined; !seenTokens.has(token);) {
            seenTokens.add(token);
            if (token !== undefined) query.set("page_token", token);
            const path = query.size === 0 ? SYNCS_PATH : `${SYNCS_PATH}?${query.toString()}`;
            const isReadAgain = isNew && token === undefined;
            const page = await this.pages[isReadAgain ? "getFresh" : "get"](path, deadline);
            // A bulk sync that moves to a later page meanwhile is listed twice.
            for (const sync of page.data) if (sync.id !== undefined) syncs.set(sync.id, sync);
            token = page.nextPageToken;
        }
        return [...syncs.values()];
    }

    /** Lists the schedules of a bulk sync with all their fields, the default one first. */
    async listSchedules(syncId: string, deadline: Deadline): Promise<ExistingSchedule[]> {
        const [bulkSync, responses = []] = await Promise.all([
            this.bulkSyncs.get(syncId, deadline),
            undefinedOn404(this.schedules.get(syncId, deadline)),
        ]);
        return identified(syncId, bulkSync).map((listed) => ({
            ...mergeRecords(listed, responses, {}),
            syncId,
            scheduleId: listed.id,
            isDefault: listed.isDefault === true,
        }));
    }

    /** The owner of the key. Only the part that the credentials name, if Polytomic does not respond or refuses. */
    async keyOwner(deadline: Deadline): Promise<KeyOwner> {
        if (!this.mayAskForOwner) return this.knownOwner;
        try {
            return { ...(await this.keyOwners.get(OWNER_PATH, deadline)), ...this.knownOwner };
        } catch (error) {
            const status = statusOf(error);
            if (status === 403 || status === 404) this.mayAskForOwner = false;
            const isKnown = error instanceof PolytomicError && this.knownOwner.organizationId !== undefined;
            if (isKnown || !this.mayAskForOwner) return this.knownOwner;
            throw error;
        }
    }

    /** Runs an operation, and prints lines while it takes long. */
    track<T>(operation: () => Promise<T>): Promise<T> {
        return this.progress.track(operation);
    }

    /** The whole address of a path. */
    addressOf(path: string): string {
        return this.client.origin.baseUrl + path;
    }

    /** Where requests go, with which settings, as a sentence. */
    describeOrigin(): string {
        return describeOrigin(this.client.origin);
    }

    /** Polytomic's time; this machine's until a response shows Polytomic's. */
    serviceTimeMs(): number {
        const nowMs = Date.now();
        return this.client.serviceTimeMs(nowMs) ?? nowMs;
    }

    /** Discards the reads of a bulk sync, because it is about to change or has changed. */
    forget(syncId: string): void {
        this.bulkSyncs.forget(syncId);
        this.schedules.forget(syncId);
    }

    private async send<T>(request: ApiRequest<T>, deadline: Deadline): Promise<T> {
        return (await this.client.send(request, deadline)).data;
    }

    private share<T>(pathOf: (key: string) => string, schema: z.ZodType<T>): SharedReads<T> {
        const requestOf = (key: string) => ({ method: "GET", path: pathOf(key), schema }) as const;
        return new SharedReads(
            (key, deadline) => this.send(requestOf(key), deadline),
            (key) => this.client.factsOf(requestOf(key)),
        );
    }
}
