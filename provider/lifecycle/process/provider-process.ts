import { setMaxListeners } from "node:events";
import { fstatSync } from "node:fs";
import { onCancelCall } from "./cancel-call.js";
import { ResourceRegistry } from "./registry.js";
import type { ProviderContext } from "./context.js";
import { PartialFailure } from "./partial-failure.js";
import type { ReadConfig } from "../../api/credentials.js";
import { explain, messageOf } from "../../api/errors.js";
import type { Deadline } from "../../api/deadline.js";
import type { Properties } from "../../model/state.js";
import { deadlineOf, type Operation } from "./deadlines.js";

/** So long takes the last answer to reach the engine. */
const LAST_ANSWER_MS = 100;

/** What lasts as long as Pulumi's provider process: its settings, its context with the service, its end. */
export class ProviderProcess {
    readonly registry = new ResourceRegistry();
    private readConfig: ReadConfig = () => undefined;
    private context: Promise<ProviderContext> | undefined;
    private operations = 0;
    private readonly interruption = new AbortController();
    private isEnding = false;

    constructor() {
        // Every operation that waits listens to it.
        setMaxListeners(0, this.interruption.signal);
        if (!isProviderProcess()) return;
        this.endWithCli();
        onCancelCall(() => {
            this.interruption.abort();
        });
    }

    /** Keeps the settings. Nothing is read from them yet, so that a preview needs none. */
    configure(readConfig: ReadConfig): Promise<void> {
        this.readConfig = readConfig;
        return Promise.resolve();
    }

    /** Runs an operation that the engine asks for; what it throws is fit to be printed by the engine. */
    async perform<T>(operation: () => T | Promise<T>): Promise<T> {
        this.operations++;
        try {
            return await operation();
        } catch (error) {
            throw presentable(error);
        } finally {
            this.operations--;
            if (this.operations === 0 && this.isEnding) setTimeout(() => process.exit(0), LAST_ANSWER_MS);
        }
    }

    /**
     * Runs an operation that talks to Polytomic.
     *
     * @param action What it is to do, in words for an error.
     * @param timeoutOf Which of the resource's `customTimeouts` limits it.
     * @param properties The resource's inputs or state, which hold `customTimeouts`.
     */
    operate<T>(
        action: string,
        timeoutOf: Operation,
        properties: Properties,
        operation: (context: ProviderContext, deadline: Deadline) => Promise<T>,
    ): Promise<T> {
        return this.perform(async () => {
            const context = await this.openContext(action);
            const deadline = deadlineOf(timeoutOf, properties, this.interruption.signal);
            return context.progress.track(() => operation(context, deadline));
        });
    }

    private async openContext(action: string): Promise<ProviderContext> {
        this.context ??= import("./context.js").then(
            ({ ProviderContext }) => new ProviderContext(this.registry, this.readConfig, process.env),
        );
        try {
            return await this.context;
        } catch (error) {
            throw explain(action, error);
        }
    }

    // A killed CLI leaves this process behind: its pipe to standard input ends then, and never before. A CLI that is done
    // sends SIGINT, and waits for 5 seconds before it kills.
    private endWithCli(): void {
        const end = () => {
            this.isEnding = true;
            this.interruption.abort();
            if (this.operations === 0) process.exit(0);
        };
        process.once("SIGINT", end);
        if (!isPipe(0)) return;
        process.stdin.once("end", end);
        process.stdin.resume();
    }
}

// A file, /dev/null or a terminal, as a process has it that was started by hand, tells nothing of a CLI.
function isPipe(descriptor: number): boolean {
    try {
        const stats = fstatSync(descriptor);
        return stats.isFIFO() || stats.isSocket();
    } catch {
        return false; // It is closed.
    }
}

const isProviderProcess = () => /[/\\]cmd[/\\]dynamic-provider([/\\]|$)/.test(process.argv[1] ?? "");

/**
 * What the engine prints of an error is its message. For some operations the SDK prints the error and its stack besides,
 * which the engine shows as a line of the whole stack's: that one only points to the message.
 */
class PlainError extends Error {
    override stack = "a schedule failed, see its error";

    override toString(): string {
        return "pulumi-polytomic";
    }
}

function presentable(error: unknown): Error {
    return error instanceof PartialFailure ? error : new PlainError(messageOf(error));
}
