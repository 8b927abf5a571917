import { expect } from "chai";
import type { EmulatorOptions } from "../../emulator/src";
import { createAndCrash } from "./support/crashes";
import { World } from "./support/world";

for (const ids of [false, true]) {
    describe(`a create that a crash cuts off, responses ${ids ? "with" : "without"} ids`, () => {
        let world: World;

        const open = async (options: EmulatorOptions = {}) => {
            world = await World.open({ ids, ...options });
        };

        afterEach(() => world.close());

        for (const reusedKeyWithOtherBody of ["replay", 422, 400] as const) {
            it(`leads changed inputs after a crash to the one schedule, or to words (${reusedKeyWithOtherBody})`, async () => {
                await open({ reusedKeyWithOtherBody });
                const { engine, emulator } = world;
                await createAndCrash(world);
                emulator.advanceClock(60_000);
                const failure = await engine.up({ nightly: world.daily(5) }).catch((error: unknown) => error);
                expect(world.schedules()).to.have.length(1);
                expect(world.schedules()[0]?.hour).to.equal("3");
                expect(String(failure)).to.contain(world.schedules()[0]?.id);
                if (reusedKeyWithOtherBody === "replay") {
                    expect(String(failure))
                        .to.contain("hour: 5 → 3\nNothing was changed.")
                        .and.to.contain("Run `pulumi up` again to go on with this schedule")
                        .and.to.contain("run `pulumi state delete` for this resource");
                } else {
                    expect(String(failure)).to.contain("delete it in Polytomic");
                    await engine.up({ nightly: world.daily(3) });
                }
                await engine.up({ nightly: world.daily(5) });
                expect(world.schedules().map(({ hour }) => hour)).to.deep.equal(["5"]);
                expect(world.idsInState()).to.deep.equal(world.idsAtService());
            });
        }

        it("goes on with the new schedule of a forced replacement that a crash cut off, when it is forced again", async () => {
            await open();
            const { engine, emulator } = world;
            await engine.up({ nightly: world.daily(3) });
            const [old] = world.schedules();
            engine.rename("nightly", "renamed");
            await world.restart();
            emulator.advanceClock(60_000);
            emulator.fault({ method: "POST", kind: "delay-after-write", delayMs: 800 });
            const declared = { renamed: world.daily(3) };
            const dying = engine.up(declared, { replace: ["renamed"] }).catch(() => undefined);
            while (world.schedules().length === 1) await new Promise((resolve) => setTimeout(resolve, 20));
            await world.restart();
            await dying;
            emulator.clearFaults();
            emulator.advanceClock(60_000);
            expect(world.idsInState()).to.deep.equal([`${world.syncId}/${old?.id}`]);
            await engine.up(declared, { replace: ["renamed"] });
            expect(world.schedules()).to.have.length(1).and.not.to.deep.include(old);
            expect(world.idsInState()).to.deep.equal(world.idsAtService());
        });

        it("gives two alike of the same second back to their resources, long after a crash", async () => {
            await open({ createdAt: "seconds" });
            const { emulator, engine } = world;
            const declared = { nightly: world.daily(3), weekly: world.daily(3) };
            await engine.up(declared);
            const made = world.idsAtService();
            engine.state.clear();
            await world.restart();
            emulator.advanceClock(60_000);
            // The first time, neither knows yet that the other waits for one of them as well.
            await engine.up(declared).catch(() => undefined);
            await engine.up(declared);
            expect(made).to.have.length(2);
            expect(world.idsAtService()).to.deep.equal(made);
            expect(world.idsInState()).to.deep.equal(made);
        });

        it("waits for the key to tell, after a crash, where a gateway keeps answering", async () => {
            await open();
            await createAndCrash(world);
            world.emulator.advanceClock(60_000);
            world.emulator.fault({ method: "POST", kind: "status", status: 503, times: Infinity });
            const hurried = { __timeouts: { create: "2s" } };
            const failure = await world.engine.up({ nightly: world.daily(3, hurried) }).catch(String);
            expect(failure)
                .to.contain("returned 503")
                .and.to.contain("the next `pulumi up` finds out before it creates another");
            expect(world.idsInState()).to.deep.equal([`${world.syncId}/unconfirmed`]);
            await world.restart();
            world.emulator.clearFaults();
            await world.engine.up({ nightly: world.daily(3) });
            expect(world.schedules()).to.have.length(1);
            expect(world.idsInState()).to.deep.equal(world.idsAtService());
        });

        it("takes over its schedule after a crash although somebody has changed it", async () => {
            await open();
            const { engine, emulator, syncId } = world;
            await createAndCrash(world);
            const [left] = world.schedules();
            emulator.editSchedule(syncId, left?.id ?? "", { hour: "11" });
            emulator.advanceClock(60_000);
            expect(await engine.up({ nightly: world.daily(3) }).catch(String)).to.contain("hour: 3 → 11");
            expect(world.schedules()[0]?.hour).to.equal("11");
            await engine.up({ nightly: world.daily(3) });
            expect(world.schedules().map(({ id, hour }) => [id, hour])).to.deep.equal([[left?.id, "3"]]);
            expect(world.idsInState()).to.deep.equal(world.idsAtService());
        });
    });
}
