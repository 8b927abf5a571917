import { differingFields } from "../../model/equivalence.js";
import { fieldsOf, type Fields } from "../../model/fields.js";
import { isOutcomeOpen, ServiceError } from "../../api/errors.js";
import type { CreateResponse } from "../../api/polytomic.js";
import type { ProviderContext } from "../process/context.js";
import type { CreateRequest } from "./types.js";
import { mayBeOlder } from "../../model/time-window.js";
import { Deadline } from "../../api/deadline.js";
import { undefinedOn404 } from "../../api/records.js";

/** What one POST came to. What is none of these is thrown: nothing was created, and another try is of no use. */
export type Attempt =
    /** This very request created a schedule as declared. */
    | { readonly kind: "created"; readonly response: CreateResponse }
    /** The service responds with a schedule that may be older than the request: the first response for the key. */
    | { readonly kind: "replayed"; readonly response: CreateResponse }
    /** 409: the first request with the key is still running. */
    | { readonly kind: "running"; readonly error: ServiceError }
    /** No response, or a gateway's: only the same key tells whether a schedule was created. */
    | { readonly kind: "lost"; readonly error: unknown }
    /** An error that the service repeats for the key for ever, whatever it created: the key is spent. */
    | { readonly kind: "failed"; readonly error: ServiceError }
    /** 400 or 422: the service refuses the values, or the key because it was used with others. */
    | { readonly kind: "refused"; readonly error: ServiceError };

/** Sends a create once. */
export async function sendCreate(
    context: ProviderContext,
    { syncId, fields }: CreateRequest,
    key: string,
    deadline: Deadline,
): Promise<Attempt> {
    try {
        const response = await context.account.polytomic.createSchedule(syncId, fields, key, deadline);
        return { kind: isReplay(context, fields, response) ? "replayed" : "created", response };
    } catch (error) {
        return await attemptFrom(error, context, syncId, deadline);
    } finally {
        context.forget(syncId);
    }
}

function isReplay(
    context: ProviderContext,
    fields: Fields,
    { id, schedule, sentAtMs }: CreateResponse,
): boolean {
    if (id !== undefined && context.registry.has(id)) return true;
    if (mayBeOlder(schedule.createdAt, context.account.polytomic.serviceTimeMs(sentAtMs))) return true;
    return differingFields(fields, fieldsOf({ ...schedule })).length > 0;
}

async function attemptFrom(
    error: unknown,
    context: ProviderContext,
    syncId: string,
    deadline: Deadline,
): Promise<Attempt> {
    if (error instanceof ServiceError) {
        switch (error.status) {
            case 400:
            case 422:
                return { kind: "refused", error };
            case 404:
                // As old as the key where the bulk sync is there by now.
                if (await undefinedOn404(context.account.bulkSyncs.getFresh(syncId, deadline)))
                    return { kind: "failed", error };
                throw error;
            case 409:
                return { kind: "running", error };
            case 500:
                return { kind: "failed", error };
        }
    }
    if (isOutcomeOpen(error)) return { kind: "lost", error };
    throw error;
}

/** Whether a request was refused because of its idempotency key rather than its values. */
export function isKeyConflict({ facts }: ServiceError): boolean {
    return /idempoten/i.test(`${facts.key ?? ""} ${facts.detail ?? ""}`);
}
