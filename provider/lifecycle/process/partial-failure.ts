import type { Properties } from "../../model/state.js";

/**
 * A failure after which Pulumi keeps the resource, with its id and what is known of it. The engine prints `reasons`
 * only, and can go on with the resource only where `properties` hold its `__provider` and no undefined value.
 */
export class PartialFailure extends Error {
    override readonly name = "PartialFailure";
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
