/** The paths of Polytomic's API. */

/** The path of the list of bulk syncs. */
export const SYNCS_PATH = "/api/bulk/syncs";
/** The path of a bulk sync, below which its schedules and executions are. */
export const syncPath = (syncId: string): string => `${SYNCS_PATH}/${encodeURIComponent(syncId)}`;
/** The path of a bulk sync's schedules. */
export const schedulesPath = (syncId: string): string => `${syncPath(syncId)}/schedules`;
/** The path of a schedule. */
export const schedulePath = (syncId: string, scheduleId: string): string =>
    `${schedulesPath(syncId)}/${encodeURIComponent(scheduleId)}`;
/** The path of the key's owner. */
export const OWNER_PATH = "/api/me";
