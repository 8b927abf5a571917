/** What a create is to make, and what came of it. */

import type { Fields } from "../../model/fields.js";
import type { Schedule } from "../../model/schedule.js";
import { LifecycleError } from "../../api/errors.js";
import type { TimeWindow } from "../../model/time-window.js";

/** What is to be created, and for which resource. */
export interface CreateRequest {
    readonly syncId: string;
    readonly fields: Fields;
    /** Which resource it is for. */
    readonly identity: string;
    /** What its idempotency keys are made of: the identity, but that of the earlier create where one is still open. */
    readonly keyIdentity: string;
    /** When an earlier create of this resource, whose outcome is open, may have created the schedule. */
    readonly earlier: TimeWindow | undefined;
}

export interface CreatedSchedule {
    readonly scheduleId: string;
    /** As the service responded, where it did so in full. */
    readonly schedule?: Schedule;
    /**
     * What tells that it is this resource's: the response to the create, as declared; the idempotency key of an earlier
     * request, perhaps with another definition; or state, which has the schedule for the resource that is being replaced.
     */
    readonly origin: "response" | "key" | "state";
    /** Set where an earlier run created it. Tells this record of the schedule from any other (`Bookkeeping.__takeover`). */
    readonly takeover?: string;
    /** When other requests of this create, which got no response, may have created further ones. */
    readonly unanswered?: TimeWindow;
}

/** A create that ends without knowing whether, or which, schedule it created. */
export class UnconfirmedError extends LifecycleError {
    constructor(
        cause: LifecycleError,
        /** When it may have created one. */
        readonly window: TimeWindow,
    ) {
        super(
            `${cause.message} The schedule may exist all the same: the next \`pulumi up\` finds out before it creates another.`,
        );
    }
}

export const actionOf = ({ syncId }: Pick<CreateRequest, "syncId">) =>
    `create a schedule of bulk sync ${syncId}`;
