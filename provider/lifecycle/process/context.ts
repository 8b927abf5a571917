/** One provider process's access to the service, and what is shared among the operations that it runs. */

import type { BulkSync, Identity, ScheduleAnswer } from "../../api/schemas.js";
import { Client } from "../../api/client.js";
import { connectionFrom, type Environment, type ReadConfig } from "../../api/credentials.js";
import { PolytomicError, statusOf, type RequestFacts } from "../../api/errors.js";
import { IDENTITY_PATH, Polytomic, schedulesPath, syncPath } from "../../api/polytomic.js";
import type { Deadline } from "../../api/retry.js";
import type { ResourceId } from "../../model/resource-id.js";
import type { ResourceRegistry } from "./registry.js";
import { Progress } from "./progress.js";
import { SharedReads } from "../../api/shared-reads.js";

export class Session {
    readonly polytomic: Polytomic;
    readonly progress: Progress;
    readonly bulkSyncs: SharedReads<BulkSync>;
    readonly schedules: SharedReads<ScheduleAnswer[]>;
    private readonly identities: SharedReads<Identity>;
    /** What the credentials themselves say. */
    private readonly scoped: Identity;
    private readonly origin: Pick<RequestFacts, "isExplicit">;
    private readonly turns = new Map<string, Promise<unknown>>();
    /** By bulk sync, the schedules that what is kept of it has served. */
    private readonly served = new Map<string, Set<string>>();

    /** Reads the settings; throws a ConfigurationError where they can't be used. Makes no call. */
    constructor(
        readonly registry: ResourceRegistry,
        readConfig: ReadConfig,
        environment: Environment,
    ) {
        const connection = connectionFrom(readConfig, environment);
        const client = new Client(connection);
        this.polytomic = new Polytomic(client);
        // The engine shows what the provider process writes there.
        this.progress = new Progress(
            () => client.hindrance(),
            (line) => process.stderr.write(`${line}\n`),
        );
        const { organizationId, isExplicit } = connection;
        this.origin = isExplicit ? { isExplicit } : {};
        this.scoped = organizationId === undefined ? {} : { organizationId };
        this.bulkSyncs = new SharedReads(
            (syncId, deadline) => this.polytomic.getBulkSync(syncId, deadline),
            (syncId) => this.readOf(syncPath(syncId)),
        );
        this.schedules = new SharedReads(
            (syncId, deadline) => this.polytomic.listSchedules(syncId, deadline),
            (syncId) => this.readOf(schedulesPath(syncId)),
        );
        this.identities = new SharedReads(
            (_, deadline) => this.askWhoAmI(deadline),
            () => this.readOf(IDENTITY_PATH),
        );
    }

    /**
     * Whose key this is, asked until there is an answer. A key that may not ask has an unknown user, and what its
     * credentials name. They do so, too, while the service can't be asked.
     */
    async whoAmI(deadline: Deadline): Promise<Identity> {
        try {
            return await this.identities.get("me", deadline);
        } catch (error) {
            if (error instanceof PolytomicError && this.scoped.organizationId !== undefined)
                return this.scoped;
            throw error;
        }
    }

    private async askWhoAmI(deadline: Deadline): Promise<Identity> {
        try {
            return { ...(await this.polytomic.whoAmI(deadline)), ...this.scoped };
        } catch (error) {
            const status = statusOf(error);
            if (status === 403 || status === 404) return this.scoped;
            throw error;
        }
    }

    /** A read of the service, for an error. */
    readOf(path: string): RequestFacts {
        return { method: "GET", path, attempts: 1, ...this.origin };
    }

    /** The service's time for a moment of this machine's, which stands in until an answer has told it. */
    serviceTimeMs(localMs = Date.now()): number {
        return this.polytomic.serviceTimeMs(localMs) ?? localMs;
    }

    /**
     * Begins to read a schedule. What is read of its bulk sync from now on serves all its schedules once, as in a
     * refresh: who reads the same one again wants to know how it is by now.
     */
    beginReading({ syncId, scheduleId }: ResourceId): void {
        if (this.served.get(syncId)?.has(scheduleId) !== false) this.forget(syncId);
        const served = this.served.get(syncId) ?? new Set();
        this.served.set(syncId, served.add(scheduleId));
    }

    /** Forgets what was read of a bulk sync, because it is about to change or has changed. */
    forget(syncId: string): void {
        this.bulkSyncs.forget(syncId);
        this.schedules.forget(syncId);
        this.served.delete(syncId);
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
