import { Account } from "../../api/account.js";
import type { Deadline } from "../../api/deadline.js";
import type { Environment, ReadConfig } from "../../api/credentials.js";
import type { ResourceId } from "../../model/resource-id.js";
import { Progress } from "./progress.js";
import type { ResourceRegistry } from "./registry.js";

/** One call of the engine: what it shares with the other calls, and when it must be done. */
export interface Call {
    readonly context: ProviderContext;
    readonly deadline: Deadline;
}

/** What all operations of a provider process share. */
export class ProviderContext {
    /** The Polytomic account, with what was read of it. */
    readonly account: Account;
    /** Reports long waits to the user. */
    readonly progress: Progress;
    /** Undeclared schedules that a refresh of this run was the first to find: nobody has seen them in a preview yet. */
    readonly newlyFound = new Set<string>();
    /** The last work under each name. */
    private readonly lastWork = new Map<string, Promise<unknown>>();
    /** The schedules that the current list of a bulk sync has served, by bulk sync. */
    private readonly served = new Map<string, Set<string>>();

    /**
     * Reads the settings. Sends no request. Throws a ConfigurationError where the settings are unusable.
     *
     * @param registry Which resource has which schedule.
     * @param print Shows the user a line. The CLI prints what the provider process writes to standard error.
     */
    constructor(
        readonly registry: ResourceRegistry,
        readConfig: ReadConfig,
        environment: Environment,
        private readonly print: (line: string) => unknown = (line) => process.stderr.write(`${line}\n`),
    ) {
        this.account = new Account(readConfig, environment);
        this.progress = new Progress(() => this.account.blockedBy(), print);
    }

    /** Shows the user a warning, if there is one. */
    warn(warning: string | undefined): void {
        if (warning !== undefined) this.print(`warning: ${warning}`);
    }

    /**
     * Begins to read a schedule. One list of a bulk sync serves each of its schedules once, as in a refresh. Reading a
     * schedule for the second time discards the list.
     */
    beginReading({ syncId, scheduleId }: ResourceId): void {
        if (this.served.get(syncId)?.has(scheduleId) !== false) this.forget(syncId);
        const served = this.served.get(syncId) ?? new Set();
        this.served.set(syncId, served.add(scheduleId));
    }

    /** Discards what was read of a bulk sync, because it is about to change or has changed. */
    forget(syncId: string): void {
        this.account.forget(syncId);
        this.served.delete(syncId);
    }

    /** Runs work of the same name one after another. */
    inSequence<T>(name: string, work: () => Promise<T>): Promise<T> {
        const previous = this.lastWork.get(name) ?? Promise.resolve();
        const next = previous.then(work, work);
        this.lastWork.set(name, next);
        return next;
    }
}
