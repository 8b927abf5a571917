import type { Account } from "../../api/account.js";
import { Deadline } from "../../api/deadline.js";
import { statusOf } from "../../api/errors.js";
import type { SyncStatus } from "../../api/executions.js";
import { showProgress, type FoundSync } from "../inventory.js";

/** A bulk sync with its schedules and what is known of its runs. */
export interface WatchedSync extends FoundSync {
    /** What runs, what has run last, and what runs next; absent where Polytomic does not show it. */
    readonly runs?: SyncStatus;
    /** The status of Polytomic's response where it does not show the runs. */
    readonly refusal?: number;
}

/** Reads what has run: one more request for each bulk sync. The list does without what Polytomic refuses to show. */
export function readStatuses(account: Account, syncs: readonly FoundSync[]): Promise<WatchedSync[]> {
    let done = 0;
    return Promise.all(
        syncs.map(async (sync): Promise<WatchedSync> => {
            try {
                const runs = await account.track(() => account.executions.status(sync.id, new Deadline()));
                return { ...sync, runs };
            } catch (error) {
                const refusal = statusOf(error);
                if (refusal === undefined) throw error;
                return { ...sync, refusal };
            } finally {
                showProgress("Reading last runs", ++done, syncs.length);
            }
        }),
    );
}
