import { expect } from "chai";
import { startEmulator, type Emulator, type StoredSchedule } from "../../../emulator/src";
import type { Program } from "./program";
import { countedCalls, openWorld } from "./world";

/** A service with two bulk syncs, and the resources that the program has there. */
export interface Service {
    readonly emulator: Emulator;
    readonly syncIds: readonly [string, string];
    /** The full name of a resource: each service has a resource of each short name. */
    readonly nameOf: (short: string) => string;
    /** The schedules of a bulk sync, by default of the first one. */
    readonly held: (syncId?: string) => StoredSchedule[];
    readonly idInState: (short: string) => Promise<string | undefined>;
    /** A line of a program that declares a daily schedule. `options`, and `syncId` if given, are code. */
    readonly line: (short: string, hour: number, options?: string, syncId?: string) => string;
}

/**
 * One program for two services, whose responses to writes carry ids and no ids. Each command works on both, so that a test
 * for both takes no more commands than for one.
 */
export interface OwnersWorld {
    readonly program: Program;
    readonly services: readonly [Service, Service];
    /** Writes a program of the lines for each service. */
    write(linesFor: (service: Service) => string): void;
    advanceClocks(ms: number): void;
    /** The requests that each service gets during some work, counted. */
    callsDuring(work: () => Promise<unknown>): Promise<Record<string, number>[]>;
    /** Each of these resources has a schedule of its own, no other is there, and nothing is left to do. */
    expectOneEach(hours: Readonly<Record<string, string>>): Promise<void>;
    close(): Promise<void>;
}

export async function openOwnersWorld(): Promise<OwnersWorld> {
    const world = await openWorld({ ids: true });
    const { program } = world;
    const withoutIds = await startEmulator({ ids: false });
    const services = [
        openService("with-ids", world.emulator, program),
        openService("without-ids", withoutIds, program),
    ] as const;
    const callsDuring = async (work: () => Promise<unknown>) => {
        for (const { emulator } of services) emulator.clearRequests();
        await work();
        return services.map(({ emulator }) => countedCalls(emulator));
    };
    return {
        ...{ program, services, callsDuring },
        write: (linesFor) => {
            program.write(services.map((service) => scopeOf(service, linesFor(service))).join("\n"));
        },
        advanceClocks: (ms) => {
            for (const { emulator } of services) emulator.advanceClock(ms);
        },
        expectOneEach: async (hours) => {
            for (const service of services) await expectOneEachAt(service, hours);
            expect(await callsDuring(() => program.up())).to.deep.equal([{}, {}]);
            await program.pulumi("refresh --yes --skip-preview --expect-no-changes");
        },
        close: async () => {
            await world.close();
            await withoutIds.close();
        },
    };
}

function openService(kind: string, emulator: Emulator, program: Program): Service {
    const syncIds = emulator.syncs.map(({ id }) => id) as [string, string];
    const nameOf = (short: string) => `${short}-${kind}`;
    return {
        ...{ emulator, syncIds, nameOf },
        held: (syncId = syncIds[0]) => emulator.schedules(syncId),
        idInState: async (short) => (await program.schedules())[nameOf(short)]?.id?.split("/")[1],
        line: (short, hour, options = "{}", syncId = `"${syncIds[0]}"`) =>
            `new polytomic.BulkSyncSchedule("${nameOf(short)}", ` +
            `{ syncId: ${syncId}, frequency: "daily", hour: ${hour}, minute: 30 }, { provider, ...${options} });\n`,
    };
}

/** Lines of a program in which `provider` is the account at the service. */
function scopeOf({ emulator, nameOf }: Service, lines: string): string {
    const account = JSON.stringify({ apiKey: emulator.apiKey, deploymentUrl: emulator.url });
    return `{ const provider = new polytomic.Provider("${nameOf("account")}", ${account});\n${lines} }`;
}

async function expectOneEachAt(service: Service, hours: Readonly<Record<string, string>>): Promise<void> {
    const known = await Promise.all(
        Object.entries(hours).map(async ([short, hour]) => `${await service.idInState(short)} ${hour}`),
    );
    const all = service.syncIds.flatMap((syncId) =>
        service.held(syncId).map(({ id, hour }) => `${id} ${hour}`),
    );
    expect(all, service.nameOf("schedules")).to.have.members(known);
}
