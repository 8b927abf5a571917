import type { Properties } from "../../model/state.js";

/** A failure after which Pulumi keeps the resource: `properties` need its `__provider` and no undefined value. */
export class PartialFailure extends Error {
    readonly reasons: readonly string[] = [this.message];

    constructor(
        readonly id: string,
        readonly properties: Properties,
        reason: string,
    ) {
        super(reason);
    }
}
