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

/**
 * Undefined where the text is no such id.
 *
 * @param syncId The bulk sync of a text that is a schedule's id alone, as a hand-written resource may have left it in
 * state.
 */
export function parseResourceId(text: string, syncId?: string): ResourceId | undefined {
    const parts = text.split("/");
    const [sync, schedule] = parts.length === 1 ? [syncId, text] : parts;
    if (!sync || !schedule || parts.length > 2) return undefined;
    return { syncId: sync, scheduleId: schedule };
}

/** The schedule in a sentence. */
export function describeId(id: ResourceId): string {
    const schedule = isUnconfirmed(id) ? "the unconfirmed schedule" : `schedule ${id.scheduleId}`;
    return `${schedule} of bulk sync ${id.syncId}`;
}
