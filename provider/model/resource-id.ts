/** The parts of a resource id. */
export interface ResourceId {
    readonly syncId: string;
    readonly scheduleId: string;
}

/** The schedule's id if a create could not learn it: Polytomic may hold the schedule or not. The next run resolves it. */
const UNCONFIRMED = "unconfirmed";

/** Writes a resource id. */
export const formatResourceId = ({ syncId, scheduleId }: ResourceId): string => `${syncId}/${scheduleId}`;

/** The resource id of a schedule whose own id is unknown. */
export const unconfirmedId = (syncId: string): string =>
    formatResourceId({ syncId, scheduleId: UNCONFIRMED });

/** Whether a schedule's own id is unknown. */
export const isUnconfirmed = ({ scheduleId }: ResourceId): boolean => scheduleId === UNCONFIRMED;

/** Reads a resource id; undefined for any other text. `syncId` completes a schedule's own id, as of hand-written resources. */
export function parseResourceId(text: string, syncId?: string): ResourceId | undefined {
    const parts = text.split("/");
    const [sync, schedule] = parts.length === 1 ? [syncId, text] : parts;
    if (!sync || !schedule || parts.length > 2) return undefined;
    return { syncId: sync, scheduleId: schedule };
}

/** Names a schedule in a message. */
export function describeId(id: ResourceId): string {
    const schedule = isUnconfirmed(id) ? "the unconfirmed schedule" : `schedule ${id.scheduleId}`;
    return `${schedule} of bulk sync ${id.syncId}`;
}
