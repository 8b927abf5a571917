/** Provider processes that die in the middle of a create. */
import { setTimeout } from "node:timers/promises";
import { expect } from "chai";
import type { World } from "./world";

/** The service creates the schedule but responds with an error, and the process dies before it looks for the schedule. */
export async function crashBehindRecordedError(world: World): Promise<void> {
    const { emulator, engine } = world;
    emulator.fault({ method: "POST", kind: "status", status: 500, write: true });
    emulator.fault({ method: "GET", path: world.syncId, kind: "delay-before-write", delayMs: 30_000 });
    const dying = engine.up({ nightly: world.daily(3) }).catch(() => undefined);
    while (!emulator.requests.some(({ path }) => path.endsWith(world.syncId))) await setTimeout(20);
    await world.restart();
    await dying;
    emulator.clearFaults();
    emulator.advanceClock(60_000);
    expect(world.idsInState()).to.deep.equal([]);
    expect(world.schedules()).to.have.length(1);
}

/** The service creates the schedule while the process that asked for it dies: state does not have the schedule. */
export async function createAndCrash(world: World): Promise<void> {
    world.emulator.fault({ method: "POST", kind: "delay-after-write", delayMs: 800 });
    const dying = world.engine.up({ nightly: world.daily(3) }).catch(() => undefined);
    while (world.schedules().length === 0) await setTimeout(20);
    await world.restart();
    await dying;
    world.emulator.clearFaults();
    expect(world.idsInState()).to.deep.equal([]);
}
