/** The calls of Polytomic's API that schedules need. https://apidocs.polytomic.com */

import { z } from "zod";
import {
    bulkSyncPageSchema,
    bulkSyncSchema,
    createdScheduleSchema,
    identitySchema,
    scheduleAnswerSchema,
    scheduleListSchema,
    type BulkSync,
    type KeyOwner,
    type ScheduleResponse,
} from "./schemas.js";
import type { Client } from "./client.js";
import { toRequest, type Fields } from "../model/fields.js";
import { type Deadline } from "./deadline.js";

export const KEY_OWNER_PATH = "/api/me";
export const SYNCS_PATH = "/api/bulk/syncs";

/** A created schedule, or the replay of one that was created before. */
export interface CreateResponse extends ScheduleResponse {
    readonly sentAtMs: number;
}

export class Polytomic {
    constructor(private readonly client: Client) {}

    /** The service's time for a moment of this machine's, where an answer has told it yet. */
    serviceTimeMs(localMs: number): number | undefined {
        return this.client.serviceTimeMs(localMs);
    }

    async createSchedule(
        syncId: string,
        fields: Fields,
        idempotencyKey: string,
        deadline: Deadline,
    ): Promise<CreateResponse> {
        const body = { schedule: toRequest(fields) };
        const path = schedulesPath(syncId);
        const request = {
            method: "POST",
            path,
            body,
            idempotencyKey,
            schema: createdScheduleSchema,
        } as const;
        const { data, sentAtMs } = await this.client.send(request, deadline);
        return { ...data, sentAtMs };
    }

    async getSchedule(syncId: string, scheduleId: string, deadline: Deadline): Promise<ScheduleResponse> {
        const path = schedulePath(syncId, scheduleId);
        return (await this.client.send({ method: "GET", path, schema: scheduleAnswerSchema }, deadline)).data;
    }

    /** Replaces the stored definition: what `fields` leaves out is reset. */
    async updateSchedule(
        syncId: string,
        scheduleId: string,
        fields: Fields,
        deadline: Deadline,
    ): Promise<ScheduleResponse> {
        const body = { schedule: toRequest(fields) };
        const path = schedulePath(syncId, scheduleId);
        return (await this.client.send({ method: "PUT", path, body, schema: scheduleAnswerSchema }, deadline))
            .data;
    }

    async deleteSchedule(syncId: string, scheduleId: string, deadline: Deadline): Promise<void> {
        const path = schedulePath(syncId, scheduleId);
        await this.client.send({ method: "DELETE", path, schema: z.unknown() }, deadline);
    }

    async listSchedules(syncId: string, deadline: Deadline): Promise<ScheduleResponse[]> {
        const path = schedulesPath(syncId);
        return (await this.client.send({ method: "GET", path, schema: scheduleListSchema }, deadline)).data;
    }

    async getBulkSync(syncId: string, deadline: Deadline): Promise<BulkSync> {
        const path = syncPath(syncId);
        return (await this.client.send({ method: "GET", path, schema: bulkSyncSchema }, deadline)).data;
    }

    /**
     * The account's bulk syncs, all pages of them.
     *
     * @param active Only those that are active, or those that are not. Default: all.
     */
    async listBulkSyncs(active: boolean | undefined, deadline: Deadline): Promise<BulkSync[]> {
        const syncs = new Map<string, BulkSync>();
        const seenTokens = new Set<string>();
        for (let token: string | undefined = ""; token !== undefined && !seenTokens.has(token);) {
            seenTokens.add(token);
            const path = syncsPath(active, token);
            const { data } = await this.client.send(
                { method: "GET", path, schema: bulkSyncPageSchema },
                deadline,
            );
            // One that moves to a later page meanwhile is met twice.
            for (const sync of data.syncs) if (sync.id !== undefined) syncs.set(sync.id, sync);
            token = data.nextPageToken;
        }
        return [...syncs.values()];
    }

    async whoAmI(deadline: Deadline): Promise<KeyOwner> {
        return (
            await this.client.send({ method: "GET", path: KEY_OWNER_PATH, schema: identitySchema }, deadline)
        ).data;
    }
}

function syncsPath(active: boolean | undefined, token: string): string {
    const query = new URLSearchParams({
        ...(active === undefined ? {} : { active: String(active) }),
        ...(token === "" ? {} : { page_token: token }),
    });
    return query.size === 0 ? SYNCS_PATH : `${SYNCS_PATH}?${query.toString()}`;
}

export const syncPath = (syncId: string) => `${SYNCS_PATH}/${encodeURIComponent(syncId)}`;
export const schedulesPath = (syncId: string) => `${syncPath(syncId)}/schedules`;
const schedulePath = (syncId: string, scheduleId: string) =>
    `${schedulesPath(syncId)}/${encodeURIComponent(scheduleId)}`;
