import { expect } from "chai";
import type { EmulatorOptions } from "../../emulator/src";
import { LOADER } from "../../provider/program/loader";
import { World } from "./support/world";

for (const ids of [false, true]) {
    describe(`idempotency keys that stick, responses ${ids ? "with" : "without"} ids`, () => {
        let world: World;

        const open = async (options: EmulatorOptions = {}) => {
            world = await World.open({ ids, ...options });
        };

        afterEach(() => world.close());

        it("makes a new schedule after its key's was deleted, again and again", async () => {
            await open();
            for (let round = 1; round <= 4; round++) {
                await world.engine.up({ nightly: world.daily(3) });
                expect(world.idsAtService(), `round ${round}`).to.have.length(1);
                expect(world.idsInState()).to.deep.equal(world.idsAtService());
                await world.engine.destroy();
                expect(world.idsAtService()).to.deep.equal([]);
                await world.restart();
                world.emulator.advanceClock(60_000);
            }
        });

        it("finds what a lost request created long ago, after an older key was spent", async () => {
            await open();
            const { engine, emulator } = world;
            await engine.up({ nightly: world.daily(3) });
            await engine.destroy();
            emulator.advanceClock(60_000);
            emulator.fault({ method: "POST", kind: "delay-after-write", delayMs: 4_000, skip: 1 });
            const creating = engine.up({ nightly: world.daily(3, { __timeouts: { create: "9s" } }) });
            while (world.schedules().length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
            emulator.advanceClock(60_000);
            await creating;
            expect(world.idsAtService()).to.have.length(1);
            expect(world.idsInState()).to.deep.equal(world.idsAtService());
        });

        it("goes past many recorded errors", async () => {
            await open();
            world.emulator.fault({ method: "POST", kind: "status", status: 500, times: 3 });
            await world.engine.up({ nightly: world.daily(3) });
            expect(world.idsAtService()).to.have.length(1);
        });

        it("gives up on a service that only answers 500, and says so in a sentence", async () => {
            await open();
            world.emulator.fault({ method: "POST", kind: "status", status: 500, times: Infinity });
            const declared = { nightly: world.daily(3, { __timeouts: { create: "4s" } }) };
            const failure = await world.engine.up(declared).catch((error: unknown) => error);
            expect(failure).to.be.instanceOf(Error);
            expect(String(failure)).to.match(
                /could not create a schedule of bulk sync .*returned 500 .*Polytomic has a problem: run the command again later\./,
            );
            expect(world.idsAtService()).to.deep.equal([]);
        });

        it("finds the first request's schedule while that one is still running", async () => {
            await open();
            world.emulator.fault({ method: "POST", kind: "delay-before-write", delayMs: 6_000 });
            await world.engine.up({ nightly: world.daily(3, { __timeouts: { create: "9s" } }) });
            expect(world.emulator.requests.map(({ status }) => status)).to.include(409);
            expect(world.idsAtService()).to.have.length(1);
            expect(world.idsInState()).to.deep.equal(world.idsAtService());
        });

        it("creates what was refused once its values are corrected", async () => {
            await open();
            world.emulator.fault({ method: "POST", kind: "status", status: 422, recorded: true, times: 2 });
            const refused = await world.engine
                .up({ nightly: world.daily(3) })
                .catch((error: unknown) => error);
            expect(String(refused))
                .to.contain("returned 422")
                .and.to.contain("Correct the schedule's values.");
            await world.engine.up({ nightly: world.daily(4) });
            expect(world.schedules().map(({ hour }) => hour)).to.deep.equal(["4"]);
            await world.engine.refresh();
            expect(world.idsInState()).to.deep.equal(world.idsAtService());
        });

        it("creates several with other values at once, where their old keys are refused for these", async () => {
            await open({ reusedKeyWithOtherBody: 422 });
            const { engine, emulator } = world;
            const declare = (firstHour: number) =>
                Object.fromEntries(["a", "b", "c"].map((name, at) => [name, world.daily(firstHour + at)]));
            await engine.up(declare(3));
            await engine.destroy();
            await world.restart();
            // One looks for what it may have left behind while the others wait for the responses to their creates.
            emulator.fault({ method: "POST", kind: "delay-after-write", delayMs: 500 });
            emulator.fault({ method: "POST", kind: "delay-after-write", delayMs: 800, skip: 2, times: 2 });
            await engine.up(declare(13));
            expect(world.schedules().map(({ hour }) => hour)).to.have.members(["13", "14", "15"]);
            expect(world.idsInState()).to.deep.equal(world.idsAtService());
        });

        it("leaves an older schedule to the renamed resource that has it, of which a diff tells a moment later", async () => {
            await open();
            const { engine, emulator } = world;
            await engine.up({ nightly: world.daily(3) });
            engine.rename("nightly", "renamed");
            emulator.advanceClock(600_000);
            await world.restart();
            const { id = "", outs = {} } = engine.state.get("renamed") ?? {};
            const declared = { ...world.daily(3), __provider: LOADER, __identity: " nightly" };
            const creating = engine.provider.create((await engine.provider.check({}, declared)).inputs);
            await new Promise((resolve) => setTimeout(resolve, 500));
            await engine.provider.diff(id, outs, { ...declared, __identity: " renamed" });
            expect((await creating).id).not.to.equal(id);
            expect(world.idsAtService()).to.have.length(2).and.to.include(id);
        });

        it("creates on a bulk sync that the service did not find before", async () => {
            await open();
            world.emulator.fault({ method: "POST", kind: "status", status: 404, recorded: true });
            await world.engine.up({ nightly: world.daily(3) });
            expect(world.idsInState()).to.deep.equal(world.idsAtService());
        });
    });
}
