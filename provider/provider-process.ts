import { setMaxListeners } from "node:events";
import { Memory } from "./lifecycle/memory.js";
import type { Session } from "./lifecycle/session.js";
import { PartialFailure } from "./lifecycle/partial-failure.js";
import type { ReadConfig } from "./service/credentials.js";
import { explain, messageOf } from "./service/errors.js";

/** So long takes the last answer to reach the engine. */
const LAST_ANSWER_MS = 100;

/** What lasts as long as Pulumi's provider process: its settings, its session with the service, its end. */
export class ProviderProcess {
    readonly memory = new Memory();
    private readConfig: ReadConfig = () => undefined;
    private session: Promise<Session> | undefined;
    private operations = 0;
    private readonly interruption = new AbortController();
    private isEnding = false;

    constructor() {
        // Every operation that waits listens to it.
        setMaxListeners(0, this.interruption.signal);
        if (isProviderProcess()) this.endWithCli();
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
            if (this.operations === 0) await this.rest();
        }
    }

    /** The same for an operation that talks to the service. */
    withSession<T>(
        action: string,
        operation: (session: Session, signal: AbortSignal) => Promise<T>,
    ): Promise<T> {
        return this.perform(async () => {
            const session = await this.openSession(action);
            if (this.operations === 1) session.forgetAll();
            return operation(session, this.interruption.signal);
        });
    }

    private async openSession(action: string): Promise<Session> {
        this.session ??= import("./lifecycle/session.js").then(
            ({ Session }) => new Session(this.memory, this.readConfig, process.env),
        );
        try {
            return await this.session;
        } catch (error) {
            throw explain(`${action} the schedule`, error);
        }
    }

    // What was read is shared among operations that overlap, as in a refresh, and never beyond.
    private async rest(): Promise<void> {
        if (this.isEnding) setTimeout(() => process.exit(0), LAST_ANSWER_MS);
        await this.session?.then(
            (session) => {
                if (this.operations === 0) session.forgetAll();
            },
            () => undefined,
        );
    }

    // A killed CLI leaves this process behind: its standard input ends then, and never before. A CLI that is done sends
    // SIGINT, and waits for 5 seconds before it kills.
    private endWithCli(): void {
        const end = () => {
            this.isEnding = true;
            this.interruption.abort();
            if (this.operations === 0) process.exit(0);
        };
        process.stdin.once("end", end);
        process.stdin.resume();
        process.once("SIGINT", end);
    }
}

const isProviderProcess = () => /[/\\]cmd[/\\]dynamic-provider([/\\]|$)/.test(process.argv[1] ?? "");

/** The engine prints an error's name and stack as well: they are left empty, and the message says it all. */
function presentable(error: unknown): Error {
    if (error instanceof PartialFailure) return error;
    const plain = new Error(messageOf(error));
    plain.name = "";
    plain.stack = "";
    return plain;
}
