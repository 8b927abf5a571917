import { expect } from "chai";
import { LOADER } from "../../provider/program/loader";
import type { Kept } from "./support/engine";
import { World } from "./support/world";

describe("reading", () => {
    let world: World;

    afterEach(() => world.close());

    const names = ["a", "b", "c", "d", "e", "f"];

    /** Six schedules on two bulk syncs, one in turn from each. */
    async function open(ids: boolean): Promise<void> {
        world = await World.open({ ids });
        const declared = names.map((name, index) => {
            const syncId = world.emulator.syncs[index % 2]?.id;
            return [name, world.daily(index, { syncId })] as const;
        });
        await world.engine.up(Object.fromEntries(declared));
        await world.restart();
        world.emulator.clearRequests();
    }

    const calls = () => world.emulator.requests.map(({ method, path }) => `${method} ${kindOf(path)}`).sort();
    const kindOf = (path: string) => (path.endsWith("/schedules") ? "schedules" : "sync");
    const edit = (name: string, hour: string) => {
        const [syncId = "", scheduleId = ""] = kept(name).id.split("/");
        world.emulator.editSchedule(syncId, scheduleId, { hour });
    };
    const kept = (name: string): Kept => {
        const found = world.engine.state.get(name);
        if (!found) throw new Error(`${name} is not in state`);
        return found;
    };
    const read = async (name: string, state: object = kept(name).outs) =>
        (await world.engine.provider.read(kept(name).id, { ...state }))?.outs["hour"];

    it("asks once for each bulk sync in a refresh, though its schedules are read one after another", async () => {
        await open(true);
        expect(await world.engine.refresh()).to.be.false;
        // The bulk sync shows whether its schedules run at all.
        expect(calls()).to.deep.equal(["GET schedules", "GET schedules", "GET sync", "GET sync"]);
    });

    it("asks no more where the answers carry no ids", async () => {
        await open(false);
        expect(await world.engine.refresh()).to.be.false;
        expect(calls()).to.deep.equal(["GET schedules", "GET schedules", "GET sync", "GET sync"]);
    });

    it("tells two alike of the same second apart by which is the default one", async () => {
        world = await World.open({ createdAt: "seconds" });
        const syncId = world.emulator.addSync().id;
        const alike = world.daily(3, { syncId });
        await world.engine.up({ a: alike, b: alike });
        expect(await world.engine.refresh()).to.be.false;
    });

    it("sees in the next refresh what changed since the last one", async () => {
        await open(true);
        await world.engine.refresh();
        for (const name of ["a", "f"]) edit(name, "20");
        expect(await world.engine.refresh()).to.be.true;
        expect(names.map((name) => kept(name).outs["hour"])).to.deep.equal([20, 1, 2, 3, 4, 20]);
    });

    it("sees what the provider itself has written", async () => {
        await open(true);
        await world.engine.refresh();
        const { id, inputs, outs } = kept("a");
        await world.engine.provider.update(id, outs, { ...inputs, __provider: LOADER, hour: 20 });
        await read("c");
        expect(await read("a")).to.equal(20);
    });

    it("without state, as `get` does, sees what happened a moment ago", async () => {
        await open(true);
        const state = { __provider: LOADER };
        await read("a", state);
        edit("c", "20");
        expect(await read("c", state)).to.equal("20");
    });
});
