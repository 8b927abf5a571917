import { createHash } from "node:crypto";
import type { Deadline } from "../../api/deadline.js";
import { isOutcomeOpen, ServiceError } from "../../api/errors.js";
import type { CreateResponse } from "../../api/account.js";
import { undefinedOn404 } from "../../api/records.js";
import { differingFields } from "../../model/equivalence.js";
import { fieldsOf, toRequest, type Fields } from "../../model/fields.js";
import { mayBeOlder } from "../../model/time-window.js";
import type { ProviderContext } from "../process/context.js";
import type { CreateRequest } from "./types.js";

/** The outcome of one POST. */
export type Attempt =
    /** This request created the schedule. */
    | { readonly kind: "created"; readonly response: CreateResponse }
    /** The response may repeat the first one for the key, and describe an older schedule. */
    | { readonly kind: "replayed"; readonly response: CreateResponse }
    /** 409: the first request with the key is still running. */
    | { readonly kind: "running"; readonly error: ServiceError }
    /** No response, or a gateway's. Only the same key can show whether a schedule was created. */
    | { readonly kind: "lost"; readonly error: unknown }
    /** The service repeats this error for the key, whether or not it created a schedule. */
    | { readonly kind: "failed"; readonly error: ServiceError }
    /** 400 or 422: the service refuses the values, or the key because it was used with other values. */
    | { readonly kind: "refused"; readonly error: ServiceError };

/** Sends a create once. Throws if it certainly created nothing and another try can't help. */
export async function sendCreate(
    context: ProviderContext,
    request: CreateRequest,
    key: string,
    deadline: Deadline,
): Promise<Attempt> {
    const { syncId, fields } = request;
    try {
        const response = await context.account.createSchedule(syncId, fields, key, deadline);
        return { kind: isReplay(context, request, response) ? "replayed" : "created", response };
    } catch (error) {
        return await attemptFrom(error, context, syncId, deadline);
    } finally {
        context.forget(syncId);
    }
}

function isReplay(
    { registry }: ProviderContext,
    { fields }: CreateRequest,
    { id, schedule, sentAtMs }: CreateResponse,
): boolean {
    if (id !== undefined && registry.has(id)) return true;
    if (mayBeOlder(schedule.createdAt, sentAtMs)) return true;
    return differingFields(fields, fieldsOf({ ...schedule })).length > 0;
}

async function attemptFrom(
    error: unknown,
    { account }: ProviderContext,
    syncId: string,
    deadline: Deadline,
): Promise<Attempt> {
    if (error instanceof ServiceError) {
        const { status } = error;
        if (status === 400 || status === 422) return { kind: "refused", error };
        if (status === 409) return { kind: "running", error };
        if (status === 500) return { kind: "failed", error };
        // If the bulk sync exists by now, the service repeats an old 404.
        const isFound =
            status === 404 && (await undefinedOn404(account.bulkSyncs.getFresh(syncId, deadline)));
        if (isFound) return { kind: "failed", error };
    }
    if (isOutcomeOpen(error)) return { kind: "lost", error };
    throw error;
}

/** Whether the service refused a request because of its idempotency key, not its values. */
export function isKeyConflict({ facts }: ServiceError): boolean {
    return /idempoten/i.test(`${facts.key ?? ""} ${facts.detail ?? ""}`);
}

/**
 * Derives an idempotency key of a create: the same in every run and with any inputs, so that a repeated create gets the
 * schedule of the first. `spent` counts the keys for which the service repeats an error, or an unusable schedule. With the values that it has `refused` in the key, the service does not repeat the refusal for corrected ones.
 */
export function idempotencyKey(identity: string, syncId: string, spent: number, refused?: Fields): string {
    const digest = createHash("sha256")
        .update(JSON.stringify([identity, syncId.toLowerCase(), spent, refused && toRequest(refused)]))
        .digest("hex");
    return `pulumi-polytomic-${digest.slice(0, 40)}`;
}
