import { expect } from "chai";
import type { EmulatorOptions, FaultRule } from "../../emulator/src";
import type { Declared } from "./support/engine";
import { World } from "./support/world";

/** What the service may be like, as far as its documentation leaves it open. */
const READINGS: Record<string, EmulatorOptions> = {
    "responses without ids": {},
    "responses with ids": { ids: true },
    "instants in seconds only, and lagging reads": { createdAt: "seconds", readLagMs: 300 },
    "no instants in responses": { createdAt: "missing" },
    "ids, but no instants in responses": { createdAt: "missing", ids: true, readLagMs: 300 },
    "values filled in and spelt its own way": { fillIn: true, spelling: "service", absent: "null" },
    "dated responses for deleted schedules": { deletedSchedules: "dated", deletedAtOnLive: true, ids: true },
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

const FAULTS = { ...NOT_WRITTEN, ...WRITTEN };

/** Creates through all faults at each service, side by side: most of it is waiting. */
function createAtEach(services: Record<string, EmulatorOptions>): (service: string) => Hits {
    const opened = new Map<string, Hits>();

    before(async () => {
        for (const [service, options] of Object.entries(services))
            opened.set(service, await Hits.open(options, FAULTS));
        const creating = [...opened.values()].map(({ world, declared }) => world.engine.up(declared));
        await Promise.allSettled(creating);
    });

    after(() => Promise.all([...opened.values()].map(({ world }) => world.close())));

    return (service) => {
        const hits = opened.get(service);
        if (hits === undefined) throw new Error(`no service with ${service} is open`);
        return hits;
    };
}

describe("create", () => {
    const hitsAt = createAtEach(READINGS);

    for (const reading of Object.keys(READINGS)) {
        describe(`where the service has ${reading}`, () => {
            it("takes nobody else's equal schedule for its own", async () => {
                const { world, declared } = hitsAt(reading);
                const { emulator, engine } = world;
                const { id: syncId } = emulator.addSync();
                const { userId } = emulator.addUser();
                const equal = { frequency: "daily", hour: "3", minute: "30" };
                const secondsAgo = (count: number) => new Date(Date.now() - count * 1_000).toISOString();
                const others = [
                    emulator.addSchedule(syncId, equal, { createdBy: userId }),
                    emulator.addSchedule(syncId, equal, { createdAt: secondsAgo(48 * 3_600) }),
                    emulator.addSchedule(syncId, equal, { createdAt: secondsAgo(10) }),
                ];
                const isOthers = (id: string) => others.some((other) => other.id === id);
                emulator.fault({ method: "POST", path: syncId, kind: "reset-after-write" });
                const daily = world.daily(3, { syncId });
                await engine.up({ ...declared, lost: daily, twin: daily });
                const held = emulator.schedules(syncId);
                expect(held.filter(({ id }) => isOthers(id))).to.deep.equal(others);
                const ours = held.map(({ id }) => id).filter((id) => !isOthers(id));
                expect(ours).to.have.length(2);
                const inState = ["lost", "twin"].map((name) => engine.state.get(name)?.id.split("/")[1]);
                expect(inState).to.have.members(ours);
            });

            for (const name of Object.keys(FAULTS)) {
                it(`makes exactly one schedule through ${name}`, () => {
                    const hits = hitsAt(reading);
                    expect([...hits.world.engine.failures.keys()]).not.to.include(name);
                    expect(hits.heldFor(name)).to.have.length(1);
                    expect(hits.idOf(name)).to.equal(hits.heldFor(name)[0]);
                });
            }

            it("shows no drift afterwards", async () => {
                const { world } = hitsAt(reading);
                await world.letReadsCatchUp();
                expect(await world.engine.refresh()).to.equal(false);
            });
        });
    }
});

describe("create, where the service ignores keys", () => {
    const hitsAt = createAtEach({
        "responses without ids": { idempotencyKeys: "ignored" },
        "responses with ids": { ids: true, idempotencyKeys: "ignored" },
    });

    for (const reading of ["responses without ids", "responses with ids"]) {
        describe(`and has ${reading}`, () => {
            for (const name of Object.keys(NOT_WRITTEN)) {
                it(`makes exactly one schedule through ${name}`, () => {
                    const hits = hitsAt(reading);
                    expect(hits.heldFor(name)).to.have.length(1);
                    expect(hits.idOf(name)).to.equal(hits.heldFor(name)[0]);
                });
            }

            for (const name of Object.keys(WRITTEN)) {
                it(`keeps the one that it knows, and names the one too many, through ${name}`, () => {
                    const hits = hitsAt(reading);
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
                const { world, declared } = hitsAt(reading);
                const before = world.idsAtService();
                await world.engine.up(declared);
                expect(world.idsAtService()).to.deep.equal(before);
            });
        });
    }
});
