import { setTimeout } from "node:timers/promises";
import { expect } from "chai";
import type { Declared } from "./support/engine";
import { World } from "./support/world";

describe("a create that never learnt its schedule", () => {
    let world: World;

    beforeEach(async () => {
        world = await World.open();
        world.emulator.fault({ method: "POST", kind: "reset-after-write", times: Infinity });
        world.emulator.fault({
            method: "GET",
            path: "/api/bulk",
            kind: "status",
            status: 503,
            times: Infinity,
        });
    });

    afterEach(() => world.close());

    const declared = (...names: string[]) =>
        Object.fromEntries(names.map((name) => [name, world.daily(3, { __timeouts: { create: "2s" } })]));

    const equal = { frequency: "daily", hour: "3", minute: "30" };

    const leaveOpen = async (...names: string[]) => {
        const failure: unknown = await world.engine.up(declared(...names)).catch((error: unknown) => error);
        expect(String(failure)).to.contain("The schedule may exist all the same");
        expect(world.idsInState()[0]).to.equal(`${world.syncId}/unconfirmed`);
        world.emulator.clearFaults();
        await world.restart();
    };

    const expectAgreement = (count: number) => {
        expect(world.idsAtService()).to.have.length(count);
        expect(world.idsInState()).to.deep.equal(world.idsAtService());
    };

    it("takes it on the next run", async () => {
        await leaveOpen("nightly");
        await world.engine.up(declared("nightly"));
        expectAgreement(1);
    });

    it("stays open over a refresh, which creates nothing", async () => {
        await leaveOpen("nightly");
        const made = world.idsAtService();
        await world.engine.refresh();
        expect(world.idsInState()).to.deep.equal([`${world.syncId}/unconfirmed`]);
        await world.engine.up(declared("nightly"));
        expect(world.idsAtService()).to.deep.equal(made);
        expectAgreement(1);
    });

    it("deletes it on a destroy", async () => {
        await leaveOpen("nightly");
        await world.engine.destroy();
        expectAgreement(0);
    });

    for (const hours of [0.1, 23]) {
        it(`deletes on a destroy ${hours} hours later what its key names, and no equal one of the same user`, async () => {
            await leaveOpen("nightly");
            const other = world.emulator.addSchedule(world.syncId, equal);
            world.emulator.advanceClock(hours * 3_600_000);
            const third = world.emulator.addSchedule(world.syncId, equal);
            await world.engine.destroy();
            expect(world.schedules()).to.deep.equal([other, third]);
            expect(world.idsInState()).to.deep.equal([]);
        });
    }

    it("has an end: what is created after it is somebody else's", async () => {
        world.emulator.clearFaults();
        world.emulator.fault({ method: "POST", kind: "reset-before-write", times: Infinity });
        const late = {
            method: "GET",
            path: "/api/bulk",
            kind: "status",
            status: 503,
            times: Infinity,
        } as const;
        world.emulator.fault(late);
        await leaveOpen("nightly", "given-up");
        world.emulator.advanceClock(3 * 24 * 3_600_000);
        const others = [equal, equal].map((fields) => world.emulator.addSchedule(world.syncId, fields));
        await world.engine.refresh();
        expect(world.schedules()).to.deep.equal(others);
        await world.engine.up(declared("nightly"));
        expect(world.schedules().slice(0, 2)).to.deep.equal(others);
        expect(world.schedules()).to.have.length(3);
        await world.engine.destroy();
        expect(world.schedules()).to.deep.equal(others);
    });

    it("names what it may have created once the service has forgotten its key", async () => {
        await leaveOpen("nightly");
        const [left] = world.schedules();
        world.emulator.advanceClock(3 * 24 * 3_600_000);
        for (const command of [() => world.engine.up(declared("nightly")), () => world.engine.destroy()]) {
            expect(await command().catch(String))
                .to.contain("the response to an earlier request was lost more than a day ago")
                .and.to.contain(
                    `may have created one of these: ${left?.id} (daily 3 30, created ${left?.createdAt}`,
                )
                .and.to.contain(`import: "${world.syncId}/${left?.id}"`);
            expect(world.schedules()).to.deep.equal([left]);
        }
        const importId = `${world.syncId}/${left?.id}`;
        await world.engine.up({ nightly: { ...declared("nightly")["nightly"], importId } });
        expectAgreement(1);
    });

    it("lets two alike take one each", async () => {
        await leaveOpen("one", "two");
        const made = world.idsAtService();
        await world.engine.up(declared("one", "two"));
        expect(world.idsAtService()).to.deep.equal(made);
        expectAgreement(2);
    });

    it("lets two alike that are given up delete one each", async () => {
        await leaveOpen("one", "two", "three");
        expect(world.idsAtService()).to.have.length(3);
        await world.engine.up(declared("three"));
        expectAgreement(1);
    });

    it("names what may be one too many where keys have no effect", async () => {
        await leaveOpen("one", "two");
        const [first, second] = world.schedules().map(({ id }) => id);
        world.emulator.set({ idempotencyKeys: "ignored" });
        const failure = await world.engine.up(declared("two")).catch(String);
        expect(failure).to.match(
            new RegExp(
                "created schedule [-0-9a-f]{36} of bulk sync [-0-9a-f]{36}, but an earlier request, whose response was lost, " +
                    `may have created one too many: ${first} \\(.*\\); ${second} \\(.*\\)\\. If nothing else accounts for it, ` +
                    "delete it in Polytomic\\. Then run `pulumi up` again\\.",
            ),
        );
        expect(world.schedules()).to.have.length(3);
    });

    it("lets two alike move to another bulk sync", async () => {
        await leaveOpen("one", "two");
        const syncId = world.emulator.addSync().id;
        const moved = Object.entries(declared("one", "two")).map(([name, args]) => [
            name,
            { ...args, syncId },
        ]);
        await world.engine.up(Object.fromEntries(moved) as Declared);
        expectAgreement(2);
        expect(world.schedules()).to.deep.equal([]);
    });

    it("takes none that a resource alike has, which the engine has yet to mention", async () => {
        world.emulator.clearFaults();
        await world.engine.up(declared("one"));
        const [one] = [...world.engine.state.values()];
        await world.restart();
        // The clocks of the service's machines may differ by so much.
        world.emulator.advanceClock(1_500);
        world.emulator.fault({ method: "POST", kind: "reset-before-write" });
        const { inputs } = await world.engine.provider.check(
            {},
            { ...declared("two")["two"], __identity: "two" },
        );
        const creating = world.engine.provider.create(inputs);
        while (!world.emulator.requests.some(({ method, status }) => method === "GET" && status === 200))
            await setTimeout(20);
        await setTimeout(200);
        await world.engine.provider.diff(one?.id ?? "", one?.outs ?? {}, one?.inputs ?? {});
        expect((await creating).id).not.to.equal(one?.id);
        expect(world.schedules()).to.have.length(2);
    });

    it("takes none of a resource that is being moved", async () => {
        world.emulator.clearFaults();
        await world.engine.up(declared("one"));
        await world.restart();
        world.emulator.fault({ method: "POST", path: world.syncId, kind: "reset-before-write" });
        const moved = { ...declared("one")["one"], syncId: world.emulator.addSync().id };
        // A forced replacement is no diff, so that nothing tells whose the schedule is.
        const both = { one: moved, ...declared("two") };
        // What was created within the tolerance for clocks is named, once.
        await world.engine.up(both, { replace: ["one"] }).catch(() => undefined);
        await world.engine.up(both);
        expectAgreement(2);
        expect(world.schedules()).to.have.length(1);
    });

    it("keeps what it found where the delete of it fails and comes again", async () => {
        await leaveOpen("one");
        world.emulator.fault({ method: "DELETE", status: 400, kind: "status" });
        expect(await world.engine.destroy().catch(String)).to.contain("could not delete");
        await world.engine.destroy();
        expectAgreement(0);
    });

    it("is not held up by a bulk sync that was deleted since", async () => {
        await leaveOpen("nightly");
        world.emulator.removeSync(world.syncId);
        await world.engine.refresh();
        expectAgreement(0);
    });

    it("is not forgotten with another organization's key", async () => {
        await leaveOpen("nightly");
        await world.restart(world.emulator.addOrganization("Other").apiKey);
        const failure = await world.engine.refresh().then(() => "none", String);
        expect(failure).to.contain(`made in organization ${world.emulator.organizationId}`);
        expect(world.idsInState()).to.have.length(1);
    });
});
