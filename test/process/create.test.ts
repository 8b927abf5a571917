import { setTimeout } from "node:timers/promises";
import { expect } from "chai";
import type { EmulatorOptions, FaultRule } from "../../emulator/src";
import type { Declared } from "./support/engine";
import { World } from "./support/world";

/** What the service may be like, as far as its documentation leaves it open. */
const READINGS: Record<string, EmulatorOptions> = {
    "keys kept, answers without ids": {},
    "keys kept, answers with ids": { ids: true },
    "keys ignored, answers without ids": { idempotencyKeys: "ignored" },
    "keys ignored, answers with ids": { idempotencyKeys: "ignored", ids: true },
    "seconds only, lagging reads": { createdAt: "seconds", readLagMs: 300 },
    "no instants in answers": { createdAt: "missing" },
    "filled in, spelt the service's way": { fillIn: true, spelling: "service", absent: "null" },
    "deleted schedules answer with a date": { deletedSchedules: "dated", deletedAtOnLive: true, ids: true },
};

const FAULTS: Record<string, Omit<FaultRule, "method" | "path">> = {
    "reset before the write": { kind: "reset-before-write" },
    "reset after the write": { kind: "reset-after-write" },
    "half an answer": { kind: "half-answer" },
    "a proxy's page with 200, not written": { kind: "html", status: 200, write: false },
    "a proxy's page with 200, written": { kind: "html", status: 200, write: true },
    "a proxy's page with 404, written": { kind: "html", status: 404, write: true },
    "a proxy's page with 502, written": { kind: "html", status: 502, write: true },
    "503, not written": { kind: "status", status: 503, write: false },
    "504, written": { kind: "status", status: 504, write: true, recorded: false },
    "a recorded 500, not written": { kind: "status", status: 500, write: false, recorded: true },
    "a recorded 500, written": { kind: "status", status: 500, write: true, recorded: true },
    "429 with Retry-After": { kind: "status", status: 429, retryAfter: "1" },
    "409 once": { kind: "status", status: 409, recorded: false },
    "an answer too late, not written before": { kind: "delay-before-write", delayMs: 1_500 },
    "an answer too late, written before": { kind: "delay-after-write", delayMs: 1_500 },
};

for (const [reading, options] of Object.entries(READINGS)) {
    describe(`create, ${reading}`, () => {
        let world: World;
        const syncOf = new Map<string, string>();
        let declared: Declared = {};

        // Each fault hits the one schedule of a sync of its own, all at once.
        before(async () => {
            world = await World.open({ ...options, syncs: Object.keys(FAULTS).length });
            const { emulator, engine } = world;
            const hit = Object.entries(FAULTS).map(([name, fault], index) => {
                const syncId = emulator.syncs[index]?.id ?? "";
                syncOf.set(name, syncId);
                emulator.fault({ method: "POST", path: syncId, ...fault });
                const timeouts = fault.delayMs === undefined ? {} : { __timeouts: { create: "3s" } };
                return [name, world.daily(3, { syncId, ...timeouts })] as const;
            });
            declared = Object.fromEntries(hit);
            await engine.up(declared);
        });

        after(() => world.close());

        it("takes nobody else's equal schedule for its own", async () => {
            const { emulator, engine } = world;
            const { id: syncId } = emulator.addSync();
            const { userId } = emulator.addUser();
            const equal = { frequency: "daily", hour: "3", minute: "30" };
            emulator.addSchedule(syncId, equal, { createdBy: userId });
            const old = new Date(Date.now() - 48 * 3_600_000).toISOString();
            emulator.addSchedule(syncId, equal, { createdAt: old });
            emulator.fault({ method: "POST", path: syncId, kind: "reset-after-write" });
            const before = emulator.schedules(syncId).map(({ id }) => id);
            await engine.up({
                ...declared,
                lost: world.daily(3, { syncId }),
                twin: world.daily(3, { syncId }),
            });
            const ours = emulator
                .schedules(syncId)
                .map(({ id }) => id)
                .filter((id) => !before.includes(id));
            expect(ours).to.have.length(2);
            const inState = ["lost", "twin"].map((name) => engine.state.get(name)?.id.split("/")[1]);
            expect(inState).to.have.members(ours);
        });

        for (const name of Object.keys(FAULTS)) {
            it(`makes exactly one schedule through ${name}`, () => {
                const syncId = syncOf.get(name) ?? "";
                const ids = world.emulator.schedules(syncId).map(({ id }) => `${syncId}/${id}`);
                expect(ids).to.have.length(1);
                expect(world.engine.state.get(name)?.id).to.equal(ids[0]);
            });
        }

        it("shows no drift afterwards", async () => {
            await world.letReadsCatchUp();
            expect(await world.engine.refresh()).to.equal(false);
        });
    });
}

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

    it("takes it on a refresh", async () => {
        await leaveOpen("nightly");
        await world.engine.refresh();
        expectAgreement(1);
    });

    it("deletes it on a destroy", async () => {
        await leaveOpen("nightly");
        await world.engine.destroy();
        expectAgreement(0);
    });

    it("lets two alike take one each", async () => {
        await leaveOpen("one", "two");
        const made = world.idsAtService();
        await world.engine.up(declared("one", "two"));
        expect(world.idsAtService()).to.deep.equal(made);
        expectAgreement(2);
    });

    it("lets two alike take one each on a refresh", async () => {
        await leaveOpen("one", "two");
        const made = world.idsAtService();
        await world.engine.refresh();
        expect(world.idsAtService()).to.deep.equal(made);
        expectAgreement(2);
    });

    it("lets two alike that are given up delete one each", async () => {
        await leaveOpen("one", "two", "three");
        expect(world.idsAtService()).to.have.length(3);
        await world.engine.up(declared("three"));
        expectAgreement(1);
    });

    it("says what may be left over where the service has forgotten whose is which", async () => {
        await leaveOpen("one", "two");
        const [first, second] = world.schedules().map(({ id }) => id);
        world.emulator.set({ idempotencyKeys: "ignored" });
        const failure = await world.engine.up(declared("two")).catch(String);
        expect(failure).to.match(
            new RegExp(
                "created schedule [-0-9a-f]{36} of bulk sync [-0-9a-f]{36}, but an earlier create of this resource, whose " +
                    `answer was lost, may have made one of these: ${first} \\(.*\\); ${second} \\(.*\\)\\. If nothing else ` +
                    "accounts for it, delete that one in Polytomic\\. Then run `pulumi up` again\\.",
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

    it("takes none that a resource alike has, on a refresh", async () => {
        world.emulator.clearFaults();
        world.emulator.fault({ method: "POST", kind: "reset-before-write", times: Infinity });
        const failing = world.engine.up(declared("one", "two")).catch(String);
        // They are made one after the other.
        while (world.idsInState().length === 0) await setTimeout(20);
        world.emulator.clearFaults();
        expect(await failing).to.contain("The schedule may exist all the same");
        expect(world.idsInState()).to.have.length(2);
        await world.restart();
        await world.engine.refresh();
        expectAgreement(1);
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

    it("leaves what another resource took for its own to that one", async () => {
        world.emulator.clearFaults();
        await world.engine.up(declared("one"));
        await world.restart();
        world.emulator.advanceClock(1_500);
        world.emulator.fault({ method: "POST", path: world.syncId, kind: "reset-before-write" });
        const moved = { ...declared("one")["one"], syncId: world.emulator.addSync().id };
        // A forced replacement is no diff, so that nothing tells whose the schedule is.
        await world.engine.up({ one: moved, ...declared("two") }, { replace: ["one"] });
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
