/** Reading what an account has: its bulk syncs and their schedules, each read once. */

import { deadlineOf } from "../lifecycle/process/deadlines.js";
import { ResourceRegistry } from "../lifecycle/process/registry.js";
import { Session } from "../lifecycle/process/context.js";
import { SharedReads } from "./shared-reads.js";
import { fullRecord, unlessMissing } from "../lifecycle/schedule/existence.js";
import type { Schedule } from "../model/schedule.js";
import type { BulkSync } from "./schemas.js";
import type { Environment, ReadConfig } from "./credentials.js";
import { SYNCS_PATH } from "./polytomic.js";
import type { Deadline } from "./retry.js";

/** A schedule that exists, with its id and all that the service tells of it. */
export interface ExistingSchedule extends Schedule {
    readonly scheduleId: string;
    readonly isDefault: boolean;
}

/** An account, as whoever holds its key sees it. What was read is kept; a failure is not. */
export class Account {
    private readonly session: Session;
    private readonly listings: SharedReads<BulkSync[]>;

    /** Throws a ConfigurationError where the settings can't be used. Makes no call. */
    constructor(readConfig: ReadConfig, environment: Environment) {
        this.session = new Session(new ResourceRegistry(), readConfig, environment);
        const { polytomic } = this.session;
        this.listings = new SharedReads(
            (filter, deadline) =>
                polytomic.listBulkSyncs(filter === "all" ? undefined : filter === "active", deadline),
            () => this.session.readOf(SYNCS_PATH),
        );
    }

    /** The bulk syncs: all, or only those that are active, or only those that are not. */
    bulkSyncs(active?: boolean): Promise<BulkSync[]> {
        const filter = active === undefined ? "all" : active ? "active" : "inactive";
        return this.listings.get(filter, patience());
    }

    /** A bulk sync by its id. Throws where there is none. */
    bulkSync(syncId: string): Promise<BulkSync> {
        return this.session.bulkSyncs.get(syncId, patience());
    }

    /** The organization of the key, where the service tells it. */
    async organizationId(): Promise<string | undefined> {
        return (await this.session.whoAmI(patience())).organizationId;
    }

    /** The schedules of a bulk sync, the default one first. Throws where there is no such bulk sync. */
    async schedules(syncId: string): Promise<ExistingSchedule[]> {
        const [{ schedules }, answers = []] = await Promise.all([
            this.bulkSync(syncId),
            unlessMissing(this.session.schedules.get(syncId, patience())),
        ]);
        return schedules.map((listed) => ({
            ...fullRecord(listed, answers, {}),
            syncId,
            scheduleId: listed.id,
            isDefault: listed.isDefault === true,
        }));
    }
}

const patience = (): Deadline => deadlineOf("read", {}, new AbortController().signal);
