import { withoutUndefined } from "../model/objects.js";
import type { Schedule } from "../model/schedule.js";
import { Client } from "./client.js";
import { connectionFrom, type Environment, type ReadConfig } from "./credentials.js";
import { Deadline, DEFAULT_TIMEOUT_MS } from "./deadline.js";
import { PolytomicError, statusOf } from "./errors.js";
import { KEY_OWNER_PATH, Polytomic, schedulesPath, syncPath, SYNCS_PATH } from "./polytomic.js";
import { mergeRecords, undefinedOn404 } from "./records.js";
import type { BulkSync, KeyOwner } from "./schemas.js";
import { SharedReads } from "./shared-reads.js";

/** A Polytomic account as seen with one key. All who need the same read at the same time share it. */
export class Account {
    readonly polytomic: Polytomic;
    /** Bulk syncs by id. */
    readonly bulkSyncs = this.share(syncPath, (syncId: string, deadline) =>
        this.polytomic.getBulkSync(syncId, deadline),
    );
    /** The schedules of a bulk sync, by its id. */
    readonly schedules = this.share(schedulesPath, (syncId: string, deadline) =>
        this.polytomic.listSchedules(syncId, deadline),
    );
    private readonly lists = this.share(
        () => SYNCS_PATH,
        (active: boolean | undefined, deadline) => this.polytomic.listBulkSyncs(active, deadline),
    );
    private readonly keyOwners = this.share(
        () => KEY_OWNER_PATH,
        (_: "me", deadline) => this.readKeyOwner(deadline),
    );
    private readonly client: Client;
    /** The part of the key's owner that the credentials name. */
    private readonly knownOwner: KeyOwner;

    /** Reads the settings; throws a ConfigurationError for unusable ones. Sends no request. */
    constructor(readConfig: ReadConfig, environment: Environment) {
        const connection = connectionFrom(readConfig, environment);
        this.knownOwner = withoutUndefined({ organizationId: connection.organizationId });
        this.client = new Client(connection);
        this.polytomic = new Polytomic(this.client);
    }

    /** Why requests do not go through at the moment, in words; undefined where nothing is known. */
    blockedBy(): string | undefined {
        return this.client.blockedBy();
    }

    /** The account's bulk syncs: all, only the active ones, or only the inactive ones. */
    listBulkSyncs(active: boolean | undefined, deadline: Deadline): Promise<BulkSync[]> {
        return this.lists.get(active, deadline);
    }

    /**
     * The user and the organization of the key. Only the part that the credentials name, where the key may not ask or
     * Polytomic does not respond.
     */
    async keyOwner(deadline: Deadline): Promise<KeyOwner> {
        try {
            return await this.keyOwners.get("me", deadline);
        } catch (error) {
            if (error instanceof PolytomicError && this.knownOwner.organizationId) return this.knownOwner;
            throw error;
        }
    }

    /** Polytomic's time at a moment of this machine's clock; that clock's time until a response shows it. */
    serviceTimeMs(localMs = Date.now()): number {
        return this.polytomic.serviceTimeMs(localMs) ?? localMs;
    }

    /** Discards the reads of a bulk sync, because it is about to change or has changed. */
    forget(syncId: string): void {
        this.bulkSyncs.forget(syncId);
        this.schedules.forget(syncId);
    }

    private share<T, Key>(
        pathOf: (key: Key) => string,
        read: (key: Key, deadline: Deadline) => Promise<T>,
    ): SharedReads<T, Key> {
        return new SharedReads(read, (key) => this.client.factsOf({ method: "GET", path: pathOf(key) }));
    }

    private async readKeyOwner(deadline: Deadline): Promise<KeyOwner> {
        try {
            return { ...(await this.polytomic.whoAmI(deadline)), ...this.knownOwner };
        } catch (error) {
            const status = statusOf(error);
            if (status === 403 || status === 404) return this.knownOwner;
            throw error;
        }
    }
}

/** An existing schedule. */
export interface ExistingSchedule extends Schedule {
    readonly scheduleId: string;
    readonly isDefault: boolean;
}

/** Reads an account for lookup functions and the command line, each read within five minutes. Keeps what it reads. */
export class AccountReader {
    private readonly account: Account;

    /** Reads the settings; throws a ConfigurationError for unusable ones. Sends no request. */
    constructor(readConfig: ReadConfig, environment: Environment) {
        this.account = new Account(readConfig, environment);
    }

    /** The bulk syncs: all, only the active ones, or only the inactive ones. */
    bulkSyncs(active?: boolean): Promise<BulkSync[]> {
        return this.account.listBulkSyncs(active, defaultDeadline());
    }

    /** A bulk sync. Throws for an id that does not exist. */
    bulkSync(syncId: string): Promise<BulkSync> {
        return this.account.bulkSyncs.get(syncId, defaultDeadline());
    }

    /** The organization of the key, where the key may ask for it. */
    async organizationId(): Promise<string | undefined> {
        return (await this.account.keyOwner(defaultDeadline())).organizationId;
    }

    /** The schedules of a bulk sync, the default one first. Throws for a bulk sync that does not exist. */
    async schedules(syncId: string): Promise<ExistingSchedule[]> {
        const [{ schedules }, responses = []] = await Promise.all([
            this.bulkSync(syncId),
            undefinedOn404(this.account.schedules.get(syncId, defaultDeadline())),
        ]);
        return schedules.map((listed) => ({
            ...mergeRecords(listed, responses, {}),
            syncId,
            scheduleId: listed.id,
            isDefault: listed.isDefault === true,
        }));
    }
}

const defaultDeadline = () => new Deadline(DEFAULT_TIMEOUT_MS);
