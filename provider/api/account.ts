/** An account, as whoever holds its key sees it: every read of it is shared by all who need it at the same time. */

import { Client } from "./client.js";
import { connectionFrom, type Environment, type ReadConfig } from "./credentials.js";
import type { Deadline } from "./deadline.js";
import { PolytomicError, statusOf, type RequestFacts } from "./errors.js";
import { KEY_OWNER_PATH, Polytomic, schedulesPath, syncPath, SYNCS_PATH } from "./polytomic.js";
import type { BulkSync, KeyOwner, ScheduleResponse } from "./schemas.js";
import { SharedReads } from "./shared-reads.js";

export class Account {
    readonly polytomic: Polytomic;
    /** Bulk syncs by id. */
    readonly bulkSyncs: SharedReads<BulkSync>;
    /** The schedules of a bulk sync, by its id. */
    readonly schedules: SharedReads<ScheduleResponse[]>;
    /** All bulk syncs, or the active or the inactive ones. */
    private readonly lists: SharedReads<BulkSync[]>;
    private readonly keyOwners: SharedReads<KeyOwner>;
    /** What the credentials themselves name. */
    private readonly credentialsOwner: KeyOwner;
    private readonly client: Client;
    private readonly origin: Pick<RequestFacts, "isExplicit">;

    /** Reads the settings; throws a ConfigurationError where they can't be used. Sends no request. */
    constructor(readConfig: ReadConfig, environment: Environment) {
        const connection = connectionFrom(readConfig, environment);
        const { organizationId, isExplicit } = connection;
        this.origin = isExplicit ? { isExplicit } : {};
        this.credentialsOwner = organizationId === undefined ? {} : { organizationId };
        this.client = new Client(connection);
        const polytomic = new Polytomic(this.client);
        this.polytomic = polytomic;
        this.bulkSyncs = this.share(syncPath, (syncId, deadline) => polytomic.getBulkSync(syncId, deadline));
        this.schedules = this.share(schedulesPath, (syncId, deadline) =>
            polytomic.listSchedules(syncId, deadline),
        );
        this.lists = this.share(
            () => SYNCS_PATH,
            (filter, deadline) =>
                polytomic.listBulkSyncs(filter === "all" ? undefined : filter === "active", deadline),
        );
        this.keyOwners = this.share(
            () => KEY_OWNER_PATH,
            (_, deadline) => this.askKeyOwner(deadline),
        );
    }

    /** What keeps requests from going through at the moment, in words; undefined where nothing is known to. */
    blockedBy(): string | undefined {
        return this.client.blockedBy();
    }

    /** The account's bulk syncs: all, only the active ones, or only the inactive ones. */
    listBulkSyncs(active: boolean | undefined, deadline: Deadline): Promise<BulkSync[]> {
        return this.lists.get(active === undefined ? "all" : active ? "active" : "inactive", deadline);
    }

    /**
     * The user and the organization of the key. Of a key that may not ask, only what its credentials name is known; that
     * holds, too, while the service can't be asked.
     */
    async keyOwner(deadline: Deadline): Promise<KeyOwner> {
        try {
            return await this.keyOwners.get("me", deadline);
        } catch (error) {
            if (error instanceof PolytomicError && this.credentialsOwner.organizationId !== undefined)
                return this.credentialsOwner;
            throw error;
        }
    }

    /** The service's time for a moment of this machine's, which stands in until a response has shown it. */
    serviceTimeMs(localMs = Date.now()): number {
        return this.polytomic.serviceTimeMs(localMs) ?? localMs;
    }

    /** Discards what was read of a bulk sync, because it is about to change or has changed. */
    forget(syncId: string): void {
        this.bulkSyncs.forget(syncId);
        this.schedules.forget(syncId);
    }

    private share<T>(
        pathOf: (name: string) => string,
        read: (name: string, deadline: Deadline) => Promise<T>,
    ): SharedReads<T> {
        return new SharedReads(read, (name) => ({
            method: "GET",
            path: pathOf(name),
            attempts: 1,
            ...this.origin,
        }));
    }

    private async askKeyOwner(deadline: Deadline): Promise<KeyOwner> {
        try {
            return { ...(await this.polytomic.whoAmI(deadline)), ...this.credentialsOwner };
        } catch (error) {
            const status = statusOf(error);
            if (status === 403 || status === 404) return this.credentialsOwner;
            throw error;
        }
    }
}
