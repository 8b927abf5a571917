import { LifecycleError } from "../../api/errors.js";
import type { Fields } from "../../model/fields.js";
import type { Schedule } from "../../model/schedule.js";
import type { TimeWindow } from "../../model/time-window.js";

/** The schedule to create, and the resource that it is for. */
export interface CreateRequest {
    readonly syncId: string;
    readonly fields: Fields;
    /** The identity of the resource. */
    readonly identity: string;
    /** The identity in the idempotency keys. Differs if the resource was renamed after an unconfirmed create. */
    readonly keyIdentity: string;
    /** When an unconfirmed create of this resource may have created the schedule. */
    readonly earlier: TimeWindow | undefined;
}

/** How a schedule was identified. */
export type Origin =
    /** By the response to its creation. */
    | "response"
    /** By the idempotency key of an earlier request of the same create, perhaps with other inputs. */
    | "earlier request"
    /** By the idempotency key of an earlier create. */
    | "earlier create"
    /** By state, which has it for the resource that is being replaced. */
    | "state";

/** The schedule that a resource has from now on. */
export interface CreatedSchedule {
    readonly scheduleId: string;
    /** The schedule in the service's response, unless it may have changed since. */
    readonly schedule?: Schedule | undefined;
    readonly origin: Origin;
    /** Set unless the response to its creation identified it. See `Bookkeeping.__takeover`. */
    readonly takeover?: string | undefined;
    /** When other requests of this create may have created further schedules, because their responses were lost. */
    readonly unanswered?: TimeWindow | undefined;
}

/** A create that failed without knowing whether, or which, schedule it created. `window` is when it may have done so. */
export class UnconfirmedError extends LifecycleError {
    constructor(
        cause: LifecycleError,
        readonly window: TimeWindow,
    ) {
        super(
            `${cause.message} The schedule may exist all the same: the next \`pulumi up\` finds out before it creates another.`,
        );
    }
}

/** Names the operation for an error message. */
export const actionOf = ({ syncId }: CreateRequest): string => `create a schedule of bulk sync ${syncId}`;
