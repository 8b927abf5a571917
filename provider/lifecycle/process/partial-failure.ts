import type { Properties } from "../../model/state.js";

/**
 * A failure after which Pulumi keeps the resource in state. The engine prints `reasons` only. `properties` must hold the
 * resource's `__provider` and no undefined value.
 */
export class PartialFailure extends Error {
    readonly reasons: readonly string[];

    constructor(
        readonly id: string,
        readonly properties: Properties,
        reason: string,
    ) {
        super(reason);
        this.reasons = [reason];
    }
}
