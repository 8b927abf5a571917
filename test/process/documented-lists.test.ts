import { expect } from "chai";
import { World } from "./support/world";

describe("lists as Polytomic documents them", () => {
    let world: World;

    afterEach(() => world.close());

    const failures = async (up: Promise<void>) => {
        await up.catch(() => undefined);
        return [...world.engine.failures.values()].join("\n");
    };

    for (const ids of [true, false])
        it(`may be null if they are empty, with ids in responses: ${ids}`, async () => {
            world = await World.open({ emptyLists: "null", ids });
            const { engine, emulator, syncId } = world;
            await engine.up({ nightly: world.daily(3) });
            expect(world.idsInState()).to.deep.equal(world.idsAtService());
            emulator.removeSchedule(syncId, world.schedules()[0]?.id ?? "");
            await world.restart();
            await engine.refresh();
            expect(world.idsInState()).to.deep.equal([]);
            const missing = world.daily(3, { importId: `${syncId}/6f4f2f4e-6d3c-4f6f-9d55-0d3a6a9a8f01` });
            expect(await failures(engine.up({ nightly: missing }))).to.contain(
                "there is no such schedule. It has none.",
            );
        });

    it("may lack the ids of schedules, as far as responses show these", async () => {
        world = await World.open({ nestedIds: false, ids: true });
        const { engine } = world;
        await engine.up({ nightly: world.daily(3) });
        await engine.up({ nightly: world.daily(5) });
        expect(world.schedules()[0]).to.include({ hour: "5" });
        await world.restart();
        expect(await engine.refresh()).to.be.false;
        expect(world.idsInState()).to.deep.equal(world.idsAtService());
        await engine.destroy();
        expect(world.idsAtService()).to.deep.equal([]);
    });

    it("without ids can't show that a live schedule is not deleted, as a date in its response says: nothing is dropped", async () => {
        world = await World.open({ nestedIds: false, ids: true });
        const { engine, emulator } = world;
        await engine.up({ nightly: world.daily(3) });
        emulator.set({ deletedAtOnLive: true });
        await world.restart();
        const message = `could not identify the schedules of bulk sync ${world.syncId}`;
        expect(await engine.refresh().catch(String)).to.contain(message);
        expect(world.idsInState()).to.deep.equal(world.idsAtService());
    });

    it("must not lack the ids of schedules where a refused key may have created one: nothing is created", async () => {
        world = await World.open({ nestedIds: false, ids: true, reusedKeyWithOtherBody: 422 });
        const { engine, emulator, syncId } = world;
        await engine.up({ nightly: world.daily(3) });
        await engine.destroy();
        emulator.addSchedule(syncId, { frequency: "hourly" });
        const message = `could not identify the schedules of bulk sync ${syncId}`;
        expect(await failures(engine.up({ nightly: world.daily(5) }))).to.contain(message);
        expect(world.schedules().map(({ frequency }) => frequency)).to.deep.equal(["hourly"]);
    });

    it("must not lack the ids of schedules where nothing else shows them: a create fails, and makes no second one", async () => {
        world = await World.open({ nestedIds: false });
        const declared = { nightly: world.daily(3) };
        const message =
            `could not identify the schedules of bulk sync ${world.syncId}: Polytomic lists them without ids, which ` +
            "this package needs. Please report it.";
        expect(await failures(world.engine.up(declared))).to.contain(message);
        expect(await failures(world.engine.up(declared))).to.contain(message);
        expect(world.schedules()).to.have.length(1);
    });
});
