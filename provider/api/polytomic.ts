import { z } from "zod";
import { toRequest, type Fields } from "../model/fields.js";
import { withoutUndefined } from "../model/objects.js";
import type { Client } from "./client.js";
import type { Deadline } from "./deadline.js";
import * as schemas from "./schemas.js";
import type { BulkSync, KeyOwner, ScheduleResponse } from "./schemas.js";

/** The path of the key's owner. */
export const KEY_OWNER_PATH = "/api/me";
/** The path of the account's bulk syncs. */
export const SYNCS_PATH = "/api/bulk/syncs";
/** The path of a bulk sync. */
export const syncPath = (syncId: string): string => `${SYNCS_PATH}/${encodeURIComponent(syncId)}`;
/** The path of a bulk sync's schedules. */
export const schedulesPath = (syncId: string): string => `${syncPath(syncId)}/schedules`;

const schedulePath = (syncId: string, scheduleId: string) =>
    `${schedulesPath(syncId)}/${encodeURIComponent(scheduleId)}`;

/** A created schedule, or the repeated response to an earlier create with the same idempotency key. */
export interface CreateResponse extends ScheduleResponse {
    /** When the request was sent, by this machine's clock. */
    readonly sentAtMs: number;
}

/** The endpoints of Polytomic's API that schedules need. https://apidocs.polytomic.com */
export class Polytomic {
    constructor(private readonly client: Client) {}

    /** Polytomic's time at a moment of this machine's clock; undefined until a response shows it. */
    serviceTimeMs(localMs: number): number | undefined {
        return this.client.serviceTimeMs(localMs);
    }

    /** Creates a schedule. */
    async createSchedule(
        syncId: string,
        fields: Fields,
        idempotencyKey: string,
        deadline: Deadline,
    ): Promise<CreateResponse> {
        const body = { schedule: toRequest(fields) };
        const schema = schemas.createdScheduleSchema;
        const request = {
            method: "POST",
            path: schedulesPath(syncId),
            body,
            idempotencyKey,
            schema,
        } as const;
        const { data, sentAtMs } = await this.client.send(request, deadline);
        return { ...data, sentAtMs };
    }

    /** Reads a schedule. */
    getSchedule(syncId: string, scheduleId: string, deadline: Deadline): Promise<ScheduleResponse> {
        return this.get(schedulePath(syncId, scheduleId), schemas.scheduleSchema, deadline);
    }

    /** Replaces the definition of a schedule: Polytomic resets what `fields` leaves out. */
    async updateSchedule(
        syncId: string,
        scheduleId: string,
        fields: Fields,
        deadline: Deadline,
    ): Promise<ScheduleResponse> {
        const path = schedulePath(syncId, scheduleId);
        const body = { schedule: toRequest(fields) };
        const request = { method: "PUT", path, body, schema: schemas.scheduleSchema } as const;
        return (await this.client.send(request, deadline)).data;
    }

    /** Deletes a schedule. */
    async deleteSchedule(syncId: string, scheduleId: string, deadline: Deadline): Promise<void> {
        const path = schedulePath(syncId, scheduleId);
        await this.client.send({ method: "DELETE", path, schema: z.unknown() }, deadline);
    }

    /** Lists the schedules of a bulk sync. */
    listSchedules(syncId: string, deadline: Deadline): Promise<ScheduleResponse[]> {
        return this.get(schedulesPath(syncId), schemas.scheduleListSchema, deadline);
    }

    /** Reads a bulk sync. */
    getBulkSync(syncId: string, deadline: Deadline): Promise<BulkSync> {
        return this.get(syncPath(syncId), schemas.bulkSyncSchema, deadline);
    }

    /** Lists the account's bulk syncs: all, only the active ones, or only the inactive ones. */
    async listBulkSyncs(active: boolean | undefined, deadline: Deadline): Promise<BulkSync[]> {
        const syncs = new Map<string, BulkSync>();
        // The first request has no token, and neither has the last page. A repeated token would never end.
        const seenTokens = new Set<string | undefined>();
        for (let token: string | undefined; !seenTokens.has(token);) {
            seenTokens.add(token);
            const query = new URLSearchParams(
                withoutUndefined({ active: active?.toString(), page_token: token }),
            ).toString();
            const path = query === "" ? SYNCS_PATH : `${SYNCS_PATH}?${query}`;
            const page = await this.get(path, schemas.bulkSyncPageSchema, deadline);
            // A bulk sync that moves to a later page meanwhile is listed twice.
            for (const sync of page.data) if (sync.id !== undefined) syncs.set(sync.id, sync);
            token = page.nextPageToken;
        }
        return [...syncs.values()];
    }

    /** Reads whose key this is. */
    whoAmI(deadline: Deadline): Promise<KeyOwner> {
        return this.get(KEY_OWNER_PATH, schemas.keyOwnerSchema, deadline);
    }

    private async get<T>(path: string, schema: z.ZodType<T>, deadline: Deadline): Promise<T> {
        return (await this.client.send({ method: "GET", path, schema }, deadline)).data;
    }
}
