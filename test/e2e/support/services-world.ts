import { expect } from "chai";
import {
    startEmulator,
    type Emulator,
    type EmulatorOptions,
    type StoredSchedule,
} from "../../../emulator/src";
import type { Program, StoredResource } from "./program";
import { countedCalls, openWorld } from "./world";

/** A service with two bulk syncs, and the resources that the program has there. */
export interface Service {
    readonly options: EmulatorOptions;
    readonly emulator: Emulator;
    readonly syncIds: readonly [string, string];
    /** The full name of a resource: each service has a resource of each short name. */
    readonly nameOf: (short: string) => string;
    /** The schedules of a bulk sync, by default of the first one. */
    readonly held: (syncId?: string) => StoredSchedule[];
    readonly stored: (short: string) => Promise<StoredResource | undefined>;
    readonly idInState: (short: string) => Promise<string | undefined>;
    /** A line of a program that declares a schedule, by default of the first bulk sync. `options` is code. */
    readonly declare: (short: string, fields: object, options?: string) => string;
    /** The same for a daily schedule. `options`, and `syncId` if given, are code. */
    readonly line: (short: string, hour: number, options?: string, syncId?: string) => string;
}

/**
 * One program for several services, which respond in different ways. Each command works on all of them, so that a test for all
 * takes no more commands than for one.
 */
export interface ServicesWorld {
    readonly program: Program;
    readonly services: readonly Service[];
    /** Writes a program of the lines for each service. */
    write(linesFor: (service: Service) => string): void;
    advanceClocks(ms: number): void;
    /** The requests that each service gets during some work, counted. */
    callsDuring(work: () => Promise<unknown>): Promise<Record<string, number>[]>;
    /** Each of these resources has a schedule of its own, no other is there, and nothing is left to do. */
    expectOneEach(hours: Readonly<Record<string, string>>): Promise<void>;
    close(): Promise<void>;
}

/** Services whose responses to writes carry ids, and whose do not. */
export const WITH_AND_WITHOUT_IDS: readonly EmulatorOptions[] = [{ ids: true }, { ids: false }];

export async function openServicesWorld(
    each: readonly EmulatorOptions[] = WITH_AND_WITHOUT_IDS,
): Promise<ServicesWorld> {
    const world = await openWorld();
    const { program } = world;
    const services = await Promise.all(
        each.map(async (options, index) =>
            openService(options, await startEmulator(options), `service-${index + 1}`, program),
        ),
    );
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
            expect(await callsDuring(() => program.up())).to.deep.equal(services.map(() => ({})));
            await program.pulumi("refresh --yes --skip-preview --expect-no-changes");
        },
        close: async () => {
            await world.close();
            for (const { emulator } of services) await emulator.close();
        },
    };
}

function openService(options: EmulatorOptions, emulator: Emulator, name: string, program: Program): Service {
    const syncIds = emulator.syncs.map(({ id }) => id) as [string, string];
    const nameOf = (short: string) => `${short}-${name}`;
    const stored = async (short: string) => (await program.schedules())[nameOf(short)];
    const line = (short: string, args: string, opts: string) =>
        `new polytomic.BulkSyncSchedule("${nameOf(short)}", ${args}, { provider, ...${opts} });\n`;
    return {
        ...{ options, emulator, syncIds, nameOf, stored },
        held: (syncId = syncIds[0]) => emulator.schedules(syncId),
        idInState: async (short) => (await stored(short))?.id?.split("/")[1],
        declare: (short, fields, opts = "{}") =>
            line(short, JSON.stringify({ syncId: syncIds[0], ...fields }), opts),
        line: (short, hour, opts = "{}", syncId = `"${syncIds[0]}"`) =>
            line(short, `{ syncId: ${syncId}, frequency: "daily", hour: ${hour}, minute: 30 }`, opts),
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
    expect(all, JSON.stringify(service.options)).to.have.members(known);
}
