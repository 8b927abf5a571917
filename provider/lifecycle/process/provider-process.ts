import { setMaxListeners } from "node:events";
import { Socket } from "node:net";
import { onCancelCall } from "./cancel-call.js";
import { ResourceRegistry } from "./registry.js";
import type { Call, ProviderContext } from "./context.js";
import { PartialFailure } from "./partial-failure.js";
import type { ReadConfig } from "../../api/settings.js";
import { Deadline } from "../../api/deadline.js";
import { explain, messageOf } from "../../api/errors.js";
import { propertyOf } from "../../model/objects.js";
import type { Properties } from "../../model/state.js";

// Loaded on first use: `check` and `diff` need no HTTP client.
const loadContext = () => require("./context.js") as typeof import("./context.js");

/** How long the last response takes to reach the engine. */
const LAST_RESPONSE_MS = 100;

/** Pulumi's provider process: runs the engine's calls, and ends with the CLI. */
export class ProviderProcess {
    /** Which resource of the stack has which schedule. */
    readonly registry = new ResourceRegistry();
    private readConfig: ReadConfig | undefined;
    private context: ProviderContext | undefined;
    private runningCalls = 0;
    private isEnding = false;
    private readonly interruption = new AbortController();

    constructor() {
        // Every waiting operation listens to it.
        setMaxListeners(0, this.interruption.signal);
    }

    /** Keeps the stack's configuration. It is first read by `operate`, so that a preview needs no key. */
    configure(readConfig: ReadConfig): Promise<void> {
        if (this.readConfig === undefined) this.endWithCli();
        this.readConfig = readConfig;
        return Promise.resolve();
    }

    /** Runs a call of the engine. What it throws is fit for the terminal. */
    async perform<T>(call: () => T | Promise<T>): Promise<T> {
        this.runningCalls++;
        try {
            return await call();
        } catch (error) {
            throw error instanceof PartialFailure ? error : toPrintableError(error);
        } finally {
            this.runningCalls--;
            if (this.runningCalls === 0 && this.isEnding) setTimeout(() => process.exit(0), LAST_RESPONSE_MS);
        }
    }

    /**
     * Runs a call of the engine that talks to Polytomic, within the timeout of this name in the `customTimeouts` among the
     * resource's properties. `action` is what the call does, for the error about missing credentials.
     */
    operate<T>(
        operation: Operation,
        { action, properties, timeoutMs }: OperationFacts,
        run: (call: Call) => Promise<T>,
    ): Promise<T> {
        return this.perform(async () => {
            const context = this.openContext(action);
            const deadline = deadlineOf(operation, properties, this.interruption.signal, timeoutMs);
            return context.account.track(() => run({ context, deadline }));
        });
    }

    private openContext(action: string): ProviderContext {
        const readConfig = this.readConfig ?? (() => undefined);
        try {
            const { ProviderContext } = loadContext();
            return (this.context ??= new ProviderContext(this.registry, readConfig, process.env));
        } catch (error) {
            throw explain(action, error);
        }
    }

    private endWithCli(): void {
        const interrupt = () => {
            this.interruption.abort();
        };
        const end = () => {
            this.isEnding = true;
            interrupt();
            if (this.runningCalls === 0) process.exit(0);
        };
        onCancelCall(interrupt);
        // A CLI that is done sends SIGINT, and kills this process 5 seconds later.
        process.once("SIGINT", end);
        // A CLI that was killed sends nothing, but its pipe ends. Anything else in place of the pipe may end at any time.
        if (process.stdin instanceof Socket && !process.stdin.isTTY) process.stdin.once("end", end).resume();
    }
}

// The engine shows the message under the resource's name. For some calls the SDK also prints `${error}: ${error.stack}`,
// which the engine shows under the stack's name: this line points to the message.
function toPrintableError(error: unknown): Error {
    const stack = "a schedule failed, see its error";
    return Object.assign(new Error(messageOf(error)), { stack, toString: () => "pulumi-polytomic" });
}

const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** Parses a duration of Pulumi's `customTimeouts`, such as `30s` or `1h30m`. Undefined where it is invalid. */
export function parseDurationMs(text: string): number | undefined {
    if (!/^(\d+(\.\d+)?(ms|s|m|h))+$/.test(text)) return undefined;
    let totalMs = 0;
    for (const [, count, unit = ""] of text.matchAll(/([\d.]+)(\D+)/g))
        totalMs += Number(count) * (UNIT_MS[unit] ?? 0);
    return totalMs;
}

/** An operation that talks to Polytomic. `customTimeouts` can limit all but the read. */
export type Operation = "create" | "read" | "update" | "delete";

/** What an operation does, on which resource, and how long it may take without `customTimeouts`. */
interface OperationFacts {
    readonly action: string;
    readonly properties: Properties;
    readonly timeoutMs?: number | undefined;
}

/** When an operation must be done: after the resource's `customTimeouts`, or the default, which is 5 minutes for most. */
export function deadlineOf(
    operation: Operation,
    properties: Properties,
    signal: AbortSignal,
    defaultMs?: number,
): Deadline {
    const text = propertyOf(properties["__timeouts"], operation);
    const limitMs = typeof text === "string" ? parseDurationMs(text) : undefined;
    return new Deadline(limitMs ?? defaultMs, signal);
}
