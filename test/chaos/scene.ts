/** An emulator and a project that talks to it, for tests that say what goes wrong and what must come of it. */
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmulator, type Emulator, type EmulatorOptions } from "../../emulator/src";
import type { StoredResource } from "../support/pulumi-project";
import { strike, waitWhileRunning } from "./interrupt";
import type { Victim } from "./plan";
import { killLeftovers, type Process } from "./processes";
import { Project, type Declared } from "./project";
import type { Equipment } from "./round";

const SCHEDULE_TYPE = "pulumi-nodejs:dynamic/polytomic:BulkSyncSchedule";
const UNATTENDED = ["--yes", "--skip-preview", "--color", "never"] as const;

export class Scene {
    private readonly declared: Declared = {};
    private readonly leftovers: Process[] = [];

    private constructor(
        readonly emulator: Emulator,
        readonly project: Project,
    ) {}

    static async open({ pulumi, modules }: Equipment, options: EmulatorOptions = {}): Promise<Scene> {
        const emulator = await startEmulator(options);
        const folder = realpathSync(mkdtempSync(join(tmpdir(), "pulumi-polytomic-faults-")));
        const project = new Project(folder, modules, pulumi, {
            POLYTOMIC_API_KEY: emulator.apiKey,
            POLYTOMIC_DEPLOYMENT_URL: emulator.url,
        });
        return new Scene(emulator, project);
    }

    syncId(index: number): string {
        return this.emulator.syncs[index]?.id ?? "no such sync";
    }

    /** Declares a daily schedule, besides what is declared already; or no longer, without an hour. */
    declare(name: string, sync: number, hour: number | undefined, opts: object = {}): void {
        if (hour === undefined) Reflect.deleteProperty(this.declared, name);
        else
            this.declared[name] = {
                args: { syncId: this.syncId(sync), frequency: "daily", hour, minute: 30 },
                opts,
            };
        this.project.declare(this.declared);
    }

    /** Runs a command that must succeed, and gives what it printed. */
    async succeed(command: string, environment?: NodeJS.ProcessEnv): Promise<string> {
        const { code, printed } = await this.run(command, environment);
        if (code !== 0) throw new Error(`\`pulumi ${command}\` was expected to succeed:\n${printed}`);
        return printed;
    }

    /** Runs a command that must fail, and gives what it printed. */
    async fail(command: string, environment?: NodeJS.ProcessEnv): Promise<string> {
        const { code, printed } = await this.run(command, environment);
        if (code === 0) throw new Error(`\`pulumi ${command}\` was expected to fail:\n${printed}`);
        return printed;
    }

    /** Starts a command, and strikes as soon as something is so. Resolves when the command has ended. */
    async interrupt(command: string, victim: Victim, isTime: () => boolean, blows = 1): Promise<void> {
        const running = this.project.start(argsOf(command));
        await waitWhileRunning(running, isTime);
        for (let blow = 1; blow <= blows; blow++) {
            this.leftovers.push(...strike(victim, running));
            if (blow < blows) await new Promise((resolve) => setTimeout(resolve, 300));
        }
        await running.ended;
    }

    /** The ids of the schedules that the service holds for a bulk sync, as Pulumi writes them. */
    held(sync: number): string[] {
        const syncId = this.syncId(sync);
        return this.emulator.schedules(syncId).map(({ id }) => `${syncId}/${id}`);
    }

    /** The schedules in state that bear a name: more than one in the midst of a replacement. */
    stored(name: string): StoredResource[] {
        const { resources = [] } = this.project.state();
        return resources.filter(({ urn, type }) => type === SCHEDULE_TYPE && urn.endsWith(`::${name}`));
    }

    storedIds(name: string): string[] {
        return this.stored(name).map(({ id = "" }) => id);
    }

    /** The resources whose create, update or delete has never come to an end, as far as state knows. */
    pending(): string[] {
        const { pending_operations: operations = [] } = this.project.state();
        return operations.map(({ resource: { urn } }) => urn.split("::").at(-1) ?? "");
    }

    async close(): Promise<void> {
        killLeftovers(this.leftovers);
        await this.emulator.close();
        rmSync(this.project.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    }

    private async run(command: string, environment?: NodeJS.ProcessEnv) {
        const before = this.project.printed().length;
        const code = await this.project.start(argsOf(command), environment).ended;
        return { code, printed: this.project.printed().slice(before) };
    }
}

function argsOf(command: string): string[] {
    const [name = "", ...args] = command.split(" ");
    if (name === "cancel") return [name, "--yes"];
    return name === "preview" ? [name, ...args, "--color", "never"] : [name, ...args, ...UNATTENDED];
}
