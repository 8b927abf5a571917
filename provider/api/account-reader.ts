/** Reads what an account has, for lookup functions and the command line. */

import type { Schedule } from "../model/schedule.js";
import { Account } from "./account.js";
import type { Environment, ReadConfig } from "./credentials.js";
import { Deadline, DEFAULT_TIMEOUT_MS } from "./deadline.js";
import { mergeRecords, undefinedOn404 } from "./records.js";
import type { BulkSync } from "./schemas.js";

/** A schedule that exists, with its id and all that the service shows of it. */
export interface ExistingSchedule extends Schedule {
    readonly scheduleId: string;
    readonly isDefault: boolean;
}

/** Keeps what it has read, but no failure. */
export class AccountReader {
    private readonly account: Account;

    /** Throws a ConfigurationError where the settings can't be used. Sends no request. */
    constructor(readConfig: ReadConfig, environment: Environment) {
        this.account = new Account(readConfig, environment);
    }

    /** The bulk syncs: all, only the active ones, or only the inactive ones. */
    bulkSyncs(active?: boolean): Promise<BulkSync[]> {
        return this.account.listBulkSyncs(active, defaultDeadline());
    }

    /** A bulk sync by its id. Throws where there is none. */
    bulkSync(syncId: string): Promise<BulkSync> {
        return this.account.bulkSyncs.get(syncId, defaultDeadline());
    }

    /** The organization of the key, where the service shows it. */
    async organizationId(): Promise<string | undefined> {
        return (await this.account.keyOwner(defaultDeadline())).organizationId;
    }

    /** The schedules of a bulk sync, the default one first. Throws where there is no such bulk sync. */
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
