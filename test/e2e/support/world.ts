import { startEmulator, type Emulator, type EmulatorOptions } from "../../../emulator/src";
import { installationFolder } from "./hooks";
import { Program, type ProgramOptions } from "./program";

let count = 0;

/** An emulator, and a program whose environment points to it. */
export interface World {
    readonly emulator: Emulator;
    readonly program: Program;
    /** The first of the emulator's bulk syncs. */
    readonly syncId: string;
    /** Writes a program that declares these schedules of that sync, by resource name. */
    declare(schedules: Record<string, object>, options?: object): void;
    close(): Promise<void>;
}

export async function openWorld(
    options: EmulatorOptions = {},
    programOptions: Partial<ProgramOptions> = {},
): Promise<World> {
    const emulator = await startEmulator(options);
    const syncId = emulator.syncs[0]?.id ?? "";
    const environment = { POLYTOMIC_API_KEY: emulator.apiKey, POLYTOMIC_DEPLOYMENT_URL: emulator.url };
    const installation = installationFolder();
    const program = await Program.create({
        installation,
        name: `program-${process.pid}-${++count}`,
        environment,
        ...programOptions,
    });
    return {
        emulator,
        program,
        syncId,
        declare: (schedules, resourceOptions = {}) => {
            program.write(declarations(syncId, schedules, resourceOptions));
        },
        close: () => emulator.close(),
    };
}

function declarations(syncId: string, schedules: Record<string, object>, options: object): string {
    const lines = Object.entries(schedules).map(([name, fields]) => {
        const args = JSON.stringify({ syncId, ...fields });
        const [key, text, opts] = [JSON.stringify(name), args, JSON.stringify(options)];
        return `exports[${key}] = new polytomic.BulkSyncSchedule(${key}, ${text}, ${opts}).scheduleId;`;
    });
    return lines.join("\n");
}

/** The requests that reached the emulator, such as `POST schedules` or `GET sync`, counted. */
export function countedCalls(emulator: Emulator): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const { method, path } of emulator.requests) {
        const call = `${method} ${kindOf(path)}`;
        counts[call] = (counts[call] ?? 0) + 1;
    }
    return counts;
}

function kindOf(path: string): string {
    if (path === "/api/me") return "me";
    const rest = path.replace(/^\/api\/bulk\/syncs/, "").split("/");
    return ["syncs", "sync", "schedules", "schedule"][rest.length - 1] ?? path;
}

/** The same for what one piece of work makes. */
export async function callsDuring(
    emulator: Emulator,
    work: () => Promise<unknown>,
): Promise<Record<string, number>> {
    emulator.clearRequests();
    await work();
    return countedCalls(emulator);
}
