import { z } from "zod";
import type { BehaviourOptions } from "./options";

const positive = z.int().positive();

export const wholeNumber = z.int("must be a whole number").nonnegative("must be a whole number");

/** The values of each option of the service's behavior, as JSON has them. */
export const behaviourValues = {
    ids: z.boolean().exactOptional(),
    absent: z.enum(["null-text", "null", "missing", "empty"]).exactOptional(),
    spelling: z.enum(["as-sent", "service"]).exactOptional(),
    createdAt: z.enum(["milliseconds", "seconds", "missing"]).exactOptional(),
    deletedAtOnLive: z.boolean().exactOptional(),
    deletedSchedules: z.enum(["not-found", "dated"]).exactOptional(),
    emptyLists: z.enum(["array", "null"]).exactOptional(),
    nestedIds: z.boolean().exactOptional(),
    fillIn: z.boolean().exactOptional(),
    idempotencyKeys: z.enum(["kept", "ignored"]).exactOptional(),
    idempotencyKeyTtlMs: wholeNumber.exactOptional(),
    reusedKeyWithOtherBody: z.literal(["replay", 422, 400, "created"]).exactOptional(),
    refusals: z.literal([400, 422]).exactOptional(),
    deleteResponse: z.enum(["text", "no-content"]).exactOptional(),
    missingDefault: z.enum(["left-out", "null"]).exactOptional(),
    newDefault: z.enum(["first", "never"]).exactOptional(),
    scheduleUpdates: z.enum(["keep", "reset"]).exactOptional(),
    replacedDefault: z.enum(["new-id", "same-id"]).exactOptional(),
    omittedSchedules: z.enum(["removed", "kept"]).exactOptional(),
    readLagMs: wholeNumber.exactOptional(),
    latencyMs: wholeNumber.exactOptional(),
    rateLimit: z.object({ requests: positive, perMs: positive }).exactOptional(),
} satisfies Record<keyof BehaviourOptions, z.ZodType>;
