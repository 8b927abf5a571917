import { expect } from "chai";
import type { EmulatorOptions } from "../../emulator/src";
import { World } from "./support/world";

for (const ids of [false, true]) {
    describe(`idempotency keys that stick, answers ${ids ? "with" : "without"} ids`, () => {
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
            emulator.fault({ method: "POST", kind: "delay-after-write", delayMs: 1_500, skip: 1 });
            const creating = engine.up({ nightly: world.daily(3, { __timeouts: { create: "3s" } }) });
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

        it("creates on a bulk sync that the service did not find before", async () => {
            await open();
            world.emulator.fault({ method: "POST", kind: "status", status: 404, recorded: true });
            await world.engine.up({ nightly: world.daily(3) });
            expect(world.idsInState()).to.deep.equal(world.idsAtService());
        });

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
                            "Server Error). Polytomic has a problem: run the command again later. An interrupted `pulumi " +
                            `up\` may have created one of these: ${left?.id} (daily 3 30, created ${left?.createdAt} by ` +
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

/** A POST that the service carries out, but answers with an error, to a process that dies before it looks. */
async function crashBehindRecordedError(world: World): Promise<void> {
    const { emulator, engine } = world;
    emulator.fault({ method: "POST", kind: "status", status: 500, write: true });
    emulator.fault({ method: "GET", path: world.syncId, kind: "delay-before-write", delayMs: 30_000 });
    const dying = engine.up({ nightly: world.daily(3) }).catch(() => undefined);
    while (!emulator.requests.some(({ path }) => path.endsWith(world.syncId)))
        await new Promise((resolve) => setTimeout(resolve, 20));
    await world.restart();
    await dying;
    emulator.clearFaults();
    emulator.advanceClock(60_000);
    expect(world.idsInState()).to.deep.equal([]);
    expect(world.schedules()).to.have.length(1);
}

/** A POST that the service carries out while the process that sent it dies: state learns nothing of it. */
async function createAndCrash(world: World): Promise<void> {
    world.emulator.fault({ method: "POST", kind: "delay-after-write", delayMs: 800 });
    const dying = world.engine.up({ nightly: world.daily(3) }).catch(() => undefined);
    while (world.schedules().length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    await world.restart();
    await dying;
    world.emulator.clearFaults();
    expect(world.idsInState()).to.deep.equal([]);
}
