/** What a create is to make, and what came of it. */

import type { Fields } from "../schedule/fields.js";
import type { Schedule } from "../schedule/schedule.js";
import { LifecycleError } from "../service/errors.js";

/** What is to be made, and for which resource. */
export interface Order {
    readonly syncId: string;
    readonly fields: Fields;
    readonly identity: string;
    /** Since when (service's time) an earlier create, whose outcome is open, may have made it. */
    readonly openSinceMs: number | undefined;
}

export interface Made {
    readonly scheduleId: string;
    /** The schedule as the service answered it, where it did. */
    readonly schedule?: Schedule;
    /** Whether it was there before, made by an earlier create of the same resource. */
    readonly isTakenOver: boolean;
    /** Since when requests whose answers were lost may have made further ones, and how many at the most. */
    readonly surplus?: { readonly sinceMs: number; readonly atMost: number };
    /** Why it may be somebody else's after all, in a sentence that says what to do. */
    readonly doubt?: string;
}

/** What a key came to: the schedule, or another request with the same key or with the next one. */
export type Step = Made | "same turn" | "next turn";

/** What requests whose answers never arrived may have made. */
export interface Unanswered {
    /** Since when a schedule may be there that no answer told of, in the service's time. */
    sinceMs: number | undefined;
    posts: number;
}

/** A create that ends without knowing whether, or which, schedule it made. */
export class UnconfirmedError extends LifecycleError {
    constructor(
        cause: LifecycleError,
        readonly sinceMs: number,
    ) {
        super(
            `${cause.message} The schedule may exist all the same: the next \`pulumi up\` looks for it before it ` +
                "creates another.",
        );
    }
}

export const actionOf = ({ syncId }: Pick<Order, "syncId">) => `create a schedule of bulk sync ${syncId}`;
