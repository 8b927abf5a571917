import { expect } from "chai";
import type { EmulatorOptions, StoredSchedule } from "../../../emulator/src";
import { callsDuring, openWorld, type World } from "./world";

/** A world with two bulk syncs, and what tests ask of it that concern whose a schedule is. */
export interface OwnersWorld extends World {
    readonly syncIds: readonly [string, string];
    /** The schedules of a bulk sync, by default of the first one. */
    held(syncId?: string): StoredSchedule[];
    idInState(name: string): Promise<string | undefined>;
    /** A line of a program that declares a daily schedule. `options`, and `syncId` if given, are code. */
    line(name: string, hour: number, options?: string, syncId?: string): string;
    /** Each of these resources has a schedule of its own, no other is there, and nothing is left to do. */
    expectOneEach(hours: Readonly<Record<string, string>>): Promise<void>;
}

export async function openOwnersWorld(options: EmulatorOptions): Promise<OwnersWorld> {
    const world = await openWorld(options);
    const { emulator, program } = world;
    const syncIds = emulator.syncs.map(({ id }) => id) as [string, string];
    const held = (syncId = world.syncId) => emulator.schedules(syncId);
    const idInState = async (name: string) => (await program.schedules())[name]?.id?.split("/")[1];
    return {
        ...world,
        ...{ syncIds, held, idInState },
        line: (name, hour, opts = "{}", syncId = `"${world.syncId}"`) =>
            `new polytomic.BulkSyncSchedule("${name}", ` +
            `{ syncId: ${syncId}, frequency: "daily", hour: ${hour}, minute: 30 }, ${opts});\n`,
        expectOneEach: async (hours) => {
            const known = await Promise.all(
                Object.entries(hours).map(async ([name, hour]) => `${await idInState(name)} ${hour}`),
            );
            const all = syncIds.flatMap((syncId) => held(syncId).map(({ id, hour }) => `${id} ${hour}`));
            expect(all).to.have.members(known);
            expect(await callsDuring(emulator, () => program.up())).to.deep.equal({});
            await program.pulumi("refresh --yes --skip-preview --expect-no-changes");
        },
    };
}
