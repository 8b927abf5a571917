/** The resource id that Pulumi keeps: `<syncId>/<scheduleId>`. */

export interface ResourceId {
    readonly syncId: string;
    readonly scheduleId: string;
}

/**
 * Stands in the place of the schedule's id where a create could not learn it: the service may hold the schedule, or
 * not. The next run settles that.
 */
const UNCONFIRMED = "unconfirmed";

export function formatResourceId({ syncId, scheduleId }: ResourceId): string {
    return `${syncId}/${scheduleId}`;
}

export function unconfirmedId(syncId: string): string {
    return formatResourceId({ syncId, scheduleId: UNCONFIRMED });
}

export function isUnconfirmed({ scheduleId }: ResourceId): boolean {
    return scheduleId === UNCONFIRMED;
}

/** Undefined where the text is no such id. */
export function parseResourceId(text: string): ResourceId | undefined {
    const [syncId, scheduleId, ...rest] = text.split("/");
    if (!syncId || !scheduleId || rest.length > 0) return undefined;
    return { syncId, scheduleId };
}

/** The schedule in a sentence. */
export function describeId(id: ResourceId): string {
    const schedule = isUnconfirmed(id) ? "the unconfirmed schedule" : `schedule ${id.scheduleId}`;
    return `${schedule} of bulk sync ${id.syncId}`;
}
