import { Account } from "../../api/account.js";
import type { BulkSync } from "../../api/schemas.js";
import type { Deadline } from "../../api/deadline.js";
import type { Environment, ReadConfig } from "../../api/settings.js";
import type { ResourceId } from "../../model/resource-id.js";
import type { Schedule } from "../../model/schedule.js";
import type { ResourceRegistry } from "./registry.js";

/** One call of the engine: what it shares with the other calls, and when it must be done. */
export interface Call {
    readonly context: ProviderContext;
    readonly deadline: Deadline;
}

/** How long reads may lag behind writes, in milliseconds. */
export const LAG_MS = 1_000;
/** Lagging reads no longer hide a schedule of this age, in milliseconds. */
const RECENT_MS = 10_000;

/** What all operations of a provider process share. */
export class ProviderContext {
    /** The Polytomic account, with what was read of it. */
    readonly account: Account;
    /** Each bulk sync as this run saw it first; undefined where it could not be read. */
    readonly firstSeen = new Map<string, Promise<BulkSync | undefined>>();
    /** The last work under each name. */
    private readonly lastWork = new Map<string, Promise<unknown>>();
    /** The schedules that the current list of a bulk sync has served, by bulk sync. */
    private readonly served = new Map<string, Set<string>>();

    /** Reads the settings; throws a ConfigurationError for unusable ones. `print` shows the user a line: the CLI shows stderr. */
    constructor(
        readonly registry: ResourceRegistry,
        readConfig: ReadConfig,
        environment: Environment,
        private readonly print: (line: string) => unknown = (line) => process.stderr.write(`${line}\n`),
    ) {
        this.account = new Account(readConfig, environment, print);
    }

    /** Shows the user a warning, if there is one. */
    warn(warning: string | undefined): void {
        if (warning !== undefined) this.print(`warning: ${warning}`);
    }

    /** Shows the user how far something is. */
    say(line: string): void {
        this.print(line);
    }

    /** Begins to read a schedule. One list serves each of its schedules once; the second read needs a new list. */
    beginReading({ syncId, scheduleId }: ResourceId): void {
        if (this.served.get(syncId)?.has(scheduleId) !== false) this.forget(syncId);
        const served = this.served.get(syncId) ?? new Set();
        this.served.set(syncId, served.add(scheduleId));
    }

    /** Whether lagging reads may hide a schedule. `readAtMs` is when the read began, in the service's time. */
    isRecent({ createdAt }: Schedule, readAtMs = this.account.serviceTimeMs()): boolean {
        return !(Date.parse(createdAt ?? "") < readAtMs - RECENT_MS);
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
