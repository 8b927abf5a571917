import { expect } from "chai";
import type { EmulatorOptions } from "../../emulator/src";
import { crashBehindRecordedError } from "./support/crashes";
import { World } from "./support/world";

for (const ids of [false, true]) {
    describe(`a create whose recorded error may be wrong, responses ${ids ? "with" : "without"} ids`, () => {
        let world: World;

        const open = async (options: EmulatorOptions = {}) => {
            world = await World.open({ ids, ...options });
        };

        afterEach(() => world.close());

        describe("after a crash right behind a recorded 500 that wrote", () => {
            const open500 = async () => {
                await open();
                await crashBehindRecordedError(world);
            };

            it("names it, takes nothing and creates nothing, until the user says whose it is", async () => {
                await open500();
                const [left] = world.schedules();
                for (let run = 1; run <= 2; run++) {
                    const failure = await world.engine.up({ nightly: world.daily(3) }).catch(String);
                    expect(failure).to.equal(
                        `Error: could not create a schedule of bulk sync ${world.syncId}: ` +
                            `POST /api/bulk/syncs/${world.syncId}/schedules returned 500 (internal_server_error: Internal ` +
                            "Server Error). Polytomic has a problem: run the command again later. Called " +
                            `${world.emulator.url} (from POLYTOMIC_DEPLOYMENT_URL) with the key from POLYTOMIC_API_KEY. ` +
                            `An interrupted \`pulumi up\` may have created one of these: ${left?.id} (daily 3 30, created ${left?.createdAt} by ` +
                            `${world.emulator.userId}). To keep one for this resource, give the resource the option ` +
                            `\`import: "${world.syncId}/${left?.id}"\` with its id. If one is left over, delete it in ` +
                            "Polytomic. If none of them is this resource's, give the resource another name. Then run " +
                            "`pulumi up` again.",
                    );
                    expect(world.schedules()).to.deep.equal([left]);
                    expect(world.idsInState()).to.deep.equal([]);
                    await world.restart();
                }
            });

            it("goes on with it by the import option", async () => {
                await open500();
                const [left] = world.schedules();
                const importId = `${world.syncId}/${left?.id}`;
                await world.engine.up({ nightly: world.daily(3, { importId }) });
                expect(world.schedules()).to.deep.equal([left]);
                expect(world.idsInState()).to.deep.equal([importId]);
            });

            it("goes on with a new one once it is deleted", async () => {
                await open500();
                const [left] = world.schedules();
                world.emulator.removeSchedule(world.syncId, left?.id ?? "");
                await world.engine.up({ nightly: world.daily(3) });
                expect(world.schedules()).to.have.length(1);
                expect(world.idsInState()).to.deep.equal(world.idsAtService());
            });

            it("leaves it alone under another name, and with other values", async () => {
                await open500();
                const [left] = world.schedules();
                await world.engine.up({ renamed: world.daily(3), nightly: world.daily(4) });
                expect(world.schedules()).to.have.length(3).and.to.deep.include(left);
                expect(world.idsInState()).not.to.include(`${world.syncId}/${left?.id}`);
            });

            it("counts nothing that is of another day, user or resource", async () => {
                await open500();
                const { emulator, engine, syncId } = world;
                emulator.removeSchedule(syncId, world.schedules()[0]?.id ?? "");
                const equal = { frequency: "daily", hour: "3", minute: "30" };
                const old = new Date(Date.now() - 25 * 3_600_000).toISOString();
                emulator.addSchedule(syncId, equal, { createdAt: old });
                emulator.addSchedule(syncId, equal, { createdBy: emulator.addUser().userId });
                await engine.up({ twin: world.daily(3) });
                await world.restart();
                const before = world.schedules();
                await engine.up({ twin: world.daily(3), nightly: world.daily(3) });
                expect(world.schedules()).to.have.length(4);
                expect(world.schedules().slice(0, 3)).to.deep.equal(before);
                expect(new Set(world.idsInState())).to.have.length(2);
            });
        });

        it("gives no schedule to two, even where one of them is being replaced", async () => {
            await open();
            const { emulator, engine } = world;
            await engine.up({ old: world.daily(3) });
            emulator.advanceClock(60_000);
            await world.restart();
            emulator.fault({ method: "POST", kind: "status", status: 500 });
            const declared = { new: world.daily(3), old: world.daily(3) };
            const failure = await engine.up(declared, { replace: ["old"] }).catch(String);
            expect(failure).to.contain("may have created one of these");
            await world.restart();
            await engine.up(declared);
            expect(new Set(world.idsInState())).to.have.length(2);
            expect(world.idsInState()).to.deep.equal(world.idsAtService());
        });

        it("looks for its schedule before it believes a 404 that is as old as the key", async () => {
            await open();
            world.emulator.fault({
                method: "POST",
                kind: "status",
                status: 404,
                recorded: true,
                write: true,
            });
            world.emulator.fault({ method: "GET", kind: "delay-before-write", delayMs: 30_000, skip: 1 });
            const dying = world.engine.up({ nightly: world.daily(3) }).catch(() => undefined);
            while (world.schedules().length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
            await world.restart();
            await dying;
            world.emulator.clearFaults();
            world.emulator.advanceClock(60_000);
            const failure = await world.engine.up({ nightly: world.daily(3) }).catch(String);
            expect(failure)
                .to.contain("returned 404")
                .and.to.contain(`may have created one of these: ${world.schedules()[0]?.id}`);
            expect(world.idsAtService()).to.have.length(1);
        });
    });
}
