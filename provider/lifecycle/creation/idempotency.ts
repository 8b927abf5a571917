import { createHash } from "node:crypto";
import { toRequest, type Fields } from "../../model/fields.js";

/**
 * Derives an idempotency key of a create. It is the same in every run and with any inputs, so that a repeated create
 * gets the schedule that the first one made.
 *
 * @param identity Identifies the resource.
 * @param spent How many keys are spent: the service repeats an error for them, or a schedule that is deleted by now.
 * @param refused The values that the service has refused. They become part of the key, so that the service does not
 * repeat the refusal for corrected values.
 */
export function idempotencyKey(identity: string, syncId: string, spent: number, refused?: Fields): string {
    const digest = createHash("sha256")
        .update(JSON.stringify([identity, syncId.toLowerCase(), spent, refused && toRequest(refused)]))
        .digest("hex");
    return `pulumi-polytomic-${digest.slice(0, 40)}`;
}
