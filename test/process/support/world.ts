import { setTimeout } from "node:timers/promises";
import { startEmulator, type Emulator, type EmulatorOptions } from "../../../emulator/src";
import { Engine, type Declared } from "./engine";
import { ProviderProcess } from "./provider-process";

/** An emulator, a provider process that talks to it, and an engine that asks that process. */
export class World {
    private constructor(
        readonly emulator: Emulator,
        readonly engine: Engine,
        readonly syncId: string,
    ) {}

    static async open(options: EmulatorOptions = {}): Promise<World> {
        const emulator = await startEmulator(options);
        const provider = await ProviderProcess.start(environmentOf(emulator));
        return new World(emulator, new Engine(provider), emulator.syncs[0]?.id ?? "");
    }

    /** Another stack with a process of its own. */
    async openStack(stack: string): Promise<Engine> {
        return new Engine(await ProviderProcess.start(environmentOf(this.emulator)), stack);
    }

    /** As a crash: the process is killed, and the next command starts another. */
    async restart(
        apiKey = this.emulator.apiKey,
        engine = this.engine,
        more: Readonly<Record<string, string>> = {},
    ): Promise<void> {
        await engine.provider.kill();
        engine.provider = await ProviderProcess.start({ ...environmentOf(this.emulator, apiKey), ...more });
    }

    /** The declaration of a daily schedule of the first sync. */
    daily(hour: number, more: object = {}): Declared[string] {
        return { syncId: this.syncId, frequency: "daily", hour, minute: 30, ...more };
    }

    /** Waits until the service's reads show all that was written, where they lag behind. */
    async letReadsCatchUp(): Promise<void> {
        await setTimeout(400);
    }

    /** What the service holds for the first sync, and what state says of it. */
    schedules() {
        return this.emulator.schedules(this.syncId);
    }

    idsInState(): string[] {
        return [...this.engine.state.values()].map(({ id }) => id).sort();
    }

    idsAtService(): string[] {
        return this.emulator.syncs
            .flatMap(({ id: syncId }) => this.emulator.schedules(syncId).map(({ id }) => `${syncId}/${id}`))
            .sort();
    }

    async close(): Promise<void> {
        await this.engine.provider.kill();
        await this.emulator.close();
    }
}

function environmentOf(emulator: Emulator, apiKey = emulator.apiKey): Record<string, string> {
    return { POLYTOMIC_API_KEY: apiKey, POLYTOMIC_DEPLOYMENT_URL: emulator.url };
}
