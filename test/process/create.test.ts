import { setTimeout } from "node:timers/promises";
import { expect } from "chai";
import type { EmulatorOptions, FaultRule } from "../../emulator/src";
import type { Declared } from "./support/engine";
import { World } from "./support/world";

/** What the service may be like, as far as its documentation leaves it open. */
const READINGS: Record<string, EmulatorOptions> = {
    "answers without ids": {},
    "answers with ids": { ids: true },
    "seconds only, lagging reads": { createdAt: "seconds", readLagMs: 300 },
    "no instants in answers": { createdAt: "missing" },
    "ids, but no instants in answers": { createdAt: "missing", ids: true, readLagMs: 300 },
    "filled in, spelt the service's way": { fillIn: true, spelling: "service", absent: "null" },
    "deleted schedules answer with a date": { deletedSchedules: "dated", deletedAtOnLive: true, ids: true },
};

type Fault = Omit<FaultRule, "method" | "path">;

/** Faults that leave no schedule behind. */
const NOT_WRITTEN: Record<string, Fault> = {
    "reset before the write": { kind: "reset-before-write" },
    "a proxy's page with 200, not written": { kind: "html", status: 200, write: false },
    "503, not written": { kind: "status", status: 503, write: false },
    "a recorded 500, not written": { kind: "status", status: 500, write: false, recorded: true },
    "429 with Retry-After": { kind: "status", status: 429, retryAfter: "1" },
    "409 once": { kind: "status", status: 409, recorded: false },
};

/** Faults that leave a schedule behind which no response has named. */
const WRITTEN: Record<string, Fault> = {
    "reset after the write": { kind: "reset-after-write" },
    "half an answer": { kind: "half-response" },
    "a proxy's page with 200, written": { kind: "html", status: 200, write: true },
    "a proxy's page with 404, written": { kind: "html", status: 404, write: true },
    "a proxy's page with 502, written": { kind: "html", status: 502, write: true },
    "504, written": { kind: "status", status: 504, write: true, recorded: false },
    "an answer too late, not written before": { kind: "delay-before-write", delayMs: 1_500 },
    "an answer too late, written before": { kind: "delay-after-write", delayMs: 1_500 },
};

/** One bulk sync for each fault, which hits the one schedule that is created there. */
class Hits {
    readonly declared: Declared;

    private constructor(
        readonly world: World,
        private readonly syncs: ReadonlyMap<string, string>,
        faults: Record<string, Fault>,
    ) {
        const hit = Object.entries(faults).map(([name, fault]) => {
            const syncId = this.syncOf(name);
            world.emulator.fault({ method: "POST", path: syncId, ...fault });
            const timeouts = fault.delayMs === undefined ? {} : { __timeouts: { create: "3s" } };
            return [name, world.daily(3, { syncId, ...timeouts })] as const;
        });
        this.declared = Object.fromEntries(hit);
    }

    static async open(options: EmulatorOptions, faults: Record<string, Fault>): Promise<Hits> {
        const names = Object.keys(faults);
        const world = await World.open({ ...options, syncs: names.length });
        const syncs = names.map((name, index) => [name, world.emulator.syncs[index]?.id ?? ""] as const);
        return new Hits(world, new Map(syncs), faults);
    }

    syncOf(name: string): string {
        return this.syncs.get(name) ?? "";
    }

    heldFor(name: string): string[] {
        const syncId = this.syncOf(name);
        return this.world.emulator.schedules(syncId).map(({ id }) => `${syncId}/${id}`);
    }

    idOf(name: string): string | undefined {
        return this.world.engine.state.get(name)?.id;
    }
}

for (const [reading, options] of Object.entries(READINGS)) {
    describe(`create, ${reading}`, () => {
        const faults = { ...NOT_WRITTEN, ...WRITTEN };
        let hits: Hits;

        before(async () => {
            hits = await Hits.open(options, faults);
            await hits.world.engine.up(hits.declared);
        });

        after(() => hits.world.close());

        it("takes nobody else's equal schedule for its own", async () => {
            const { emulator, engine } = hits.world;
            const { id: syncId } = emulator.addSync();
            const { userId } = emulator.addUser();
            const equal = { frequency: "daily", hour: "3", minute: "30" };
            const secondsAgo = (count: number) => new Date(Date.now() - count * 1_000).toISOString();
            const others = [
                emulator.addSchedule(syncId, equal, { createdBy: userId }),
                emulator.addSchedule(syncId, equal, { createdAt: secondsAgo(48 * 3_600) }),
                emulator.addSchedule(syncId, equal, { createdAt: secondsAgo(10) }),
            ];
            emulator.fault({ method: "POST", path: syncId, kind: "reset-after-write" });
            const daily = hits.world.daily(3, { syncId });
            await engine.up({ ...hits.declared, lost: daily, twin: daily });
            const held = emulator.schedules(syncId);
            expect(held.filter(({ id }) => others.some((other) => other.id === id))).to.deep.equal(others);
            const ours = held.map(({ id }) => id).filter((id) => !others.some((other) => other.id === id));
            expect(ours).to.have.length(2);
            const inState = ["lost", "twin"].map((name) => engine.state.get(name)?.id.split("/")[1]);
            expect(inState).to.have.members(ours);
        });

        for (const name of Object.keys(faults)) {
            it(`makes exactly one schedule through ${name}`, () => {
                expect(hits.heldFor(name)).to.have.length(1);
                expect(hits.idOf(name)).to.equal(hits.heldFor(name)[0]);
            });
        }

        it("shows no drift afterwards", async () => {
            await hits.world.letReadsCatchUp();
            expect(await hits.world.engine.refresh()).to.equal(false);
        });
    });
}

for (const ids of [false, true]) {
    describe(`create, keys ignored, answers ${ids ? "with" : "without"} ids`, () => {
        let hits: Hits;

        before(async () => {
            hits = await Hits.open({ ids, idempotencyKeys: "ignored" }, { ...NOT_WRITTEN, ...WRITTEN });
            await hits.world.engine.up(hits.declared).catch(() => undefined);
        });

        after(() => hits.world.close());

        for (const name of Object.keys(NOT_WRITTEN)) {
            it(`makes exactly one schedule through ${name}`, () => {
                expect(hits.heldFor(name)).to.have.length(1);
                expect(hits.idOf(name)).to.equal(hits.heldFor(name)[0]);
            });
        }

        for (const name of Object.keys(WRITTEN)) {
            it(`keeps the one that it knows, and names the one too many, through ${name}`, () => {
                const [known = "none", ...others] = [hits.idOf(name), ...hits.heldFor(name)];
                expect(others).to.include(known);
                const tooMany = others.filter((id) => id !== known).map((id) => id.split("/")[1]);
                expect(tooMany).to.have.length(1);
                expect(hits.world.engine.failures.get(name))
                    .to.contain(`created schedule ${known.split("/")[1]}`)
                    .and.to.contain(`may have created one too many: ${tooMany[0]} (daily 3 30, created `)
                    .and.to.contain("delete it in Polytomic");
            });
        }

        it("fails only once, and deletes nothing", async () => {
            const before = hits.world.idsAtService();
            await hits.world.engine.up(hits.declared);
            expect(hits.world.idsAtService()).to.deep.equal(before);
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
