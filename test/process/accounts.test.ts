import { expect } from "chai";
import { World } from "./support/world";

describe("what counts as gone", () => {
    let world: World;

    beforeEach(async () => {
        world = await World.open({ ids: true });
        await world.engine.up({ nightly: world.daily(3) });
        world.emulator.advanceClock(60_000);
        await world.restart();
    });

    afterEach(() => world.close());

    const failureOf = (work: Promise<unknown>) => work.then(() => "no failure", String);

    it("forgets a schedule that somebody deleted", async () => {
        const [schedule] = world.schedules();
        world.emulator.removeSchedule(world.syncId, schedule?.id ?? "");
        await world.engine.refresh();
        expect(world.idsInState()).to.deep.equal([]);
    });

    it("forgets the schedules of a deleted bulk sync", async () => {
        world.emulator.removeSync(world.syncId);
        await world.engine.refresh();
        expect(world.idsInState()).to.deep.equal([]);
    });

    it("keeps a schedule that answers with a date of deletion while its bulk sync lists it", async () => {
        world.emulator.set({ deletedAtOnLive: true });
        await world.engine.refresh();
        expect(world.idsInState()).to.deep.equal(world.idsAtService());
    });

    it("forgets a schedule that answers with a date of deletion and is not listed", async () => {
        world.emulator.set({ deletedSchedules: "dated" });
        world.emulator.removeSchedule(world.syncId, world.schedules()[0]?.id ?? "");
        await world.engine.refresh();
        expect(world.idsInState()).to.deep.equal([]);
    });

    for (const [operation, run] of Object.entries({
        refresh: () => world.engine.refresh(),
        update: () => world.engine.up({ nightly: world.daily(4) }),
        destroy: () => world.engine.destroy(),
    })) {
        it(`changes and forgets nothing with another organization's key (${operation})`, async () => {
            const stranger = world.emulator.addOrganization("Other");
            await world.restart(stranger.apiKey);
            const before = world.idsInState();
            const failure = await failureOf(run());
            expect(failure).to.contain(`made in organization ${world.emulator.organizationId}`);
            expect(failure).to.contain(`belongs to organization ${stranger.id}`);
            expect(failure).not.to.contain(stranger.apiKey);
            expect(world.idsInState()).to.deep.equal(before);
            expect(world.schedules().map(({ hour }) => hour)).to.deep.equal(["3"]);
        });

        it(`believes no proxy that something is gone (${operation})`, async () => {
            world.emulator.fault({ path: "/api/", kind: "html", status: 404, write: false, times: Infinity });
            const before = world.idsInState();
            expect(await failureOf(run())).to.contain("not Polytomic's");
            expect(world.idsInState()).to.deep.equal(before);
        });

        for (const kind of ["user", "organization"])
            it(`believes no proxy that says so in JSON either, with the key of a ${kind} (${operation})`, async () => {
                const { organizationId, deploymentKey } = world.emulator;
                const scoped = {
                    POLYTOMIC_ORGANIZATION_ID: organizationId,
                    POLYTOMIC_DEPLOYMENT_KEY: deploymentKey,
                };
                if (kind === "organization") await world.restart("", world.engine, scoped);
                world.emulator.fault({ path: "/api/", kind: "status", status: 404, times: Infinity });
                const before = world.idsInState();
                expect(await failureOf(run())).to.contain(
                    "either they are deleted, or the API key belongs to another organization, or the address is not Polytomic's",
                );
                expect(world.idsInState()).to.deep.equal(before);
            });
    }
});
