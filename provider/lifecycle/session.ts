/** One provider process's access to the service, and what is shared among the operations that it runs. */

import type { BulkSync, Identity, ScheduleAnswer } from "../service/answers.js";
import { Client } from "../service/client.js";
import { connectionFrom, type Environment, type ReadConfig } from "../service/credentials.js";
import { PolytomicError, ServiceError } from "../service/errors.js";
import { Polytomic } from "../service/polytomic.js";
import type { Deadline } from "../service/retry.js";
import type { Memory } from "./memory.js";
import { SharedReads } from "./shared-reads.js";

/** A program declares its imports one soon after the other, but they need not overlap. */
const IMPORTS_APART_MS = 10_000;

export class Session {
    readonly polytomic: Polytomic;
    readonly bulkSyncs: SharedReads<BulkSync>;
    readonly schedules: SharedReads<ScheduleAnswer[]>;
    private readonly scopedOrganizationId: string | undefined;
    private identity: Promise<Identity> | undefined;
    private importedAtMs = Number.NEGATIVE_INFINITY;
    private readonly turns = new Map<string, Promise<unknown>>();

    /** Reads the settings; throws a ConfigurationError where they can't be used. Makes no call. */
    constructor(
        readonly memory: Memory,
        readConfig: ReadConfig,
        environment: Environment,
    ) {
        const connection = connectionFrom(readConfig, environment);
        this.polytomic = new Polytomic(new Client(connection));
        this.bulkSyncs = new SharedReads((syncId, deadline) => this.polytomic.getBulkSync(syncId, deadline));
        this.schedules = new SharedReads((syncId, deadline) =>
            this.polytomic.listSchedules(syncId, deadline),
        );
        this.scopedOrganizationId = connection.organizationId;
    }

    /** Whose key this is, asked once. A key that may not ask has an unknown user, and what its credentials name. */
    async whoAmI(deadline: Deadline): Promise<Identity> {
        this.identity ??= this.askWhoAmI(deadline);
        try {
            return await this.identity;
        } catch (error) {
            this.identity = undefined;
            throw error;
        }
    }

    private async askWhoAmI(deadline: Deadline): Promise<Identity> {
        const scoped =
            this.scopedOrganizationId === undefined ? {} : { organizationId: this.scopedOrganizationId };
        try {
            return { ...(await this.polytomic.whoAmI(deadline)), ...scoped };
        } catch (error) {
            const isRefused = error instanceof ServiceError && error.status < 500 && error.status !== 401;
            if (isRefused || (error instanceof PolytomicError && this.scopedOrganizationId !== undefined))
                return scoped;
            throw error;
        }
    }

    /** The service's time for a moment of this machine's, which stands in until an answer has told it. */
    serviceTimeMs(localMs = Date.now()): number {
        return this.polytomic.serviceTimeMs(localMs) ?? localMs;
    }

    /** Lets the imports that follow this one share what it has read. */
    keepForImports(): void {
        this.importedAtMs = Date.now();
    }

    /** Forgets all that was read, for nothing is running: the next operation belongs to another moment. */
    forgetAll(): void {
        if (Date.now() < this.importedAtMs + IMPORTS_APART_MS) return;
        this.bulkSyncs.forget();
        this.schedules.forget();
    }

    /** Forgets what was read of a bulk sync, because it is about to change or has changed. */
    forget(syncId: string): void {
        this.bulkSyncs.forget(syncId);
        this.schedules.forget(syncId);
    }

    /** Lets the work of the same name run one after another. */
    async inTurn<T>(name: string, work: () => Promise<T>): Promise<T> {
        const previous = this.turns.get(name) ?? Promise.resolve();
        const mine = previous.then(work, work);
        this.turns.set(name, mine);
        try {
            return await mine;
        } finally {
            if (this.turns.get(name) === mine) this.turns.delete(name);
        }
    }
}
