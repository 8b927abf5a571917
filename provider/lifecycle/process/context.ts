import { Account } from "../../api/account.js";
import type { Environment, ReadConfig } from "../../api/credentials.js";
import type { ResourceId } from "../../model/resource-id.js";
import { Progress } from "./progress.js";
import type { ResourceRegistry } from "./registry.js";

/** What the operations of one provider process share: the account, what is known of the stack, and the progress. */
export class ProviderContext {
    readonly account: Account;
    readonly progress: Progress;
    private readonly turns = new Map<string, Promise<unknown>>();
    /** By bulk sync: the schedules that the reads kept of it have served. */
    private readonly served = new Map<string, Set<string>>();

    /**
     * Reads the settings; throws a ConfigurationError where they can't be used. Sends no request.
     *
     * @param registry Which resource has which schedule.
     * @param print Shows the user a line: the CLI prints what the provider process writes to standard error.
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

    /** Shows the user what no result can show; nothing without a warning. */
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
    async inSequence<T>(name: string, work: () => Promise<T>): Promise<T> {
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
