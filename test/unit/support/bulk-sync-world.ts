/** An emulator with one bulk sync, for operations that run without Pulumi. */
import { startEmulator, type Emulator, type EmulatorOptions } from "../../../emulator/src";
import { Deadline } from "../../../provider/api/deadline";
import { ProviderContext, type Call } from "../../../provider/lifecycle/process/context";
import { ResourceRegistry } from "../../../provider/lifecycle/process/registry";

export class BulkSyncWorld {
    /** What the user was shown. */
    readonly lines: string[] = [];

    private constructor(
        readonly emulator: Emulator,
        readonly syncId: string,
    ) {}

    /** With `stepMs`, each request moves the emulator's clock. */
    static async open({
        stepMs = 0,
        ...options
    }: EmulatorOptions & { stepMs?: number } = {}): Promise<BulkSyncWorld> {
        const emulator: Emulator = await startEmulator({
            ids: true,
            syncs: 1,
            ...options,
            log: () => {
                emulator.advanceClock(stepMs);
            },
        });
        return new BulkSyncWorld(emulator, emulator.syncs[0]?.id ?? "");
    }

    /** A provider process of its own, as each command of Pulumi has. */
    newRun(apiKey = this.emulator.apiKey): ProviderContext {
        return new ProviderContext(
            new ResourceRegistry(),
            () => undefined,
            { POLYTOMIC_API_KEY: apiKey, POLYTOMIC_DEPLOYMENT_URL: this.emulator.url },
            (line) => this.lines.push(line),
        );
    }

    call({ context = this.newRun(), deadline = new Deadline(60_000) }: Partial<Call> = {}): Call {
        return { context, deadline };
    }

    /** The requests so far, such as `POST /executions`, without the path of the bulk sync. */
    requests(): string[] {
        const prefix = `/api/bulk/syncs/${this.syncId}`;
        return this.emulator.requests.map(({ method, path }) => `${method} ${path.replace(prefix, "")}`);
    }
}

/** What was thrown. Fails if nothing was. */
export async function errorOf(operation: Promise<unknown>): Promise<Error> {
    const result: unknown = await operation.then(
        () => undefined,
        (error: unknown) => error,
    );
    if (result instanceof Error) return result;
    throw new Error("the operation was expected to fail, and succeeded");
}
