import { createHash } from "node:crypto";
import { toRequest, type Fields } from "../../model/fields.js";

/**
 * The idempotency key of a create: the same for the same resource on the same bulk sync, in every run and with whatever
 * other inputs, so that a repeated create gets the schedule that the first one made. `turn` counts the keys that are
 * spent: the service answers a key for ever as it did the first time, even with an error, or with a schedule that is
 * deleted by now. Only after a refusal do the values count as well (`refused`): the same values are refused again, and
 * corrected ones are not mistaken for them.
 */
export function idempotencyKey(identity: string, syncId: string, turn: number, refused?: Fields): string {
    const digest = createHash("sha256")
        .update(JSON.stringify([identity, syncId.toLowerCase(), turn, refused && toRequest(refused)]))
        .digest("hex");
    return `pulumi-polytomic-${digest.slice(0, 40)}`;
}
