import { setTimeout } from "node:timers/promises";
import { expect } from "chai";
import fc from "fast-check";
import type { BehaviourOptions, FaultRule } from "../../emulator/src";
import type { Declared } from "./support/engine";
import { World } from "./support/world";

const NAMES = ["nightly", "hourly", "weekly"] as const;
/** So many scenarios run side by side, each with a service and a provider process of its own. */
const SIDE_BY_SIDE = 6;
const ROUNDS = 7;

type Step =
    | { kind: "declare"; name: string; hour: number }
    | { kind: "undeclare"; name: string }
    | { kind: "up"; replace: readonly string[]; crashAfterMs: number | undefined }
    | { kind: "refresh" }
    | { kind: "fault"; rule: FaultRule }
    | { kind: "stranger"; hour: number }
    | { kind: "edit" | "remove"; index: number };

interface Scenario {
    readonly behaviour: BehaviourOptions;
    readonly steps: readonly Step[];
}

const name = fc.constantFrom(...NAMES);
const hour = fc.integer({ min: 0, max: 3 });

const fault: fc.Arbitrary<FaultRule> = fc.record({
    method: fc.constantFrom("POST", "POST", "PUT", "DELETE", "GET"),
    kind: fc.constantFrom("reset-before-write", "reset-after-write", "half-answer"),
});
const refusal: fc.Arbitrary<FaultRule> = fc
    .record({
        method: fc.constantFrom("POST", "PUT", "DELETE", "GET"),
        status: fc.constantFrom(429, 500, 502, 503, 504),
        write: fc.boolean(),
    })
    // Not a 500 that has written: a crash right after one leaves what docs/faults.md names among what remains.
    .map((rule) => ({ ...rule, write: rule.write && rule.status > 500, kind: "status" as const }));

const step: fc.Arbitrary<Step> = fc.oneof(
    { weight: 6, arbitrary: fc.record({ kind: fc.constant("declare"), name, hour }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant("undeclare"), name }) },
    {
        weight: 8,
        arbitrary: fc.record({
            kind: fc.constant("up"),
            replace: fc.oneof(
                { weight: 5, arbitrary: fc.constant([]) },
                { weight: 1, arbitrary: fc.array(name) },
            ),
            crashAfterMs: fc.option(fc.integer({ min: 0, max: 30 }), { freq: 4, nil: undefined }),
        }),
    },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant("refresh") }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant("fault"), rule: fc.oneof(fault, refusal) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant("stranger"), hour }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom("edit", "remove"), index: fc.nat(3) }) },
);

const scenario: fc.Arbitrary<Scenario> = fc.record({
    behaviour: fc.record({
        ids: fc.boolean(),
        absent: fc.constantFrom("null-text", "null", "missing", "empty"),
        spelling: fc.constantFrom("as-sent", "service"),
        createdAt: fc.constantFrom("milliseconds", "seconds"),
        deletedSchedules: fc.constantFrom("not-found", "dated"),
    }),
    steps: fc.array(step, { minLength: 20, maxLength: 40 }),
});

/** One scenario: what is declared, who else has schedules there, and what has happened. */
class Play {
    private readonly declared: Declared = {};
    private readonly strangers = new Set<string>();
    /** The resources whose creates a crash may have cut off. */
    private readonly cutOff = new Set<string>();
    private readonly stranger: string;
    private readonly syncId: string;

    constructor(private readonly world: World) {
        this.syncId = world.emulator.addSync().id;
        this.stranger = world.emulator.addUser().userId;
    }

    async run({ behaviour, steps }: Scenario): Promise<void> {
        this.world.emulator.clearFaults();
        this.world.emulator.set(behaviour);
        this.world.engine.state.clear();
        this.world.engine.doomed.length = 0;
        for (const each of steps) await this.take(each);
        await this.settle();
    }

    private async take(each: Step): Promise<void> {
        const { emulator, engine } = this.world;
        if (each.kind === "declare") this.declared[each.name] = this.definition(each.name, each.hour);
        else if (each.kind === "undeclare") this.undeclare(each.name);
        else if (each.kind === "up") await this.up([...each.replace], each.crashAfterMs);
        else if (each.kind === "refresh") await engine.refresh().catch(() => undefined);
        else if (each.kind === "fault") emulator.fault({ ...each.rule, path: this.syncId });
        else if (each.kind === "stranger") this.addStranger(each.hour);
        else this.meddle(each.kind, each.index);
        // Let no two runs happen within what a Date header rounds away.
        emulator.advanceClock(5_000);
    }

    // The engine never comes back to a create that a crash has cut off once its resource is no longer declared.
    private undeclare(undeclared: string): void {
        if (!this.cutOff.has(undeclared)) Reflect.deleteProperty(this.declared, undeclared);
    }

    private definition(of: string, atHour: number) {
        return {
            syncId: this.syncId,
            frequency: "daily",
            hour: atHour,
            minute: NAMES.indexOf(of as "nightly"),
        };
    }

    private async up(replace: string[], crashAfterMs: number | undefined): Promise<void> {
        const { engine } = this.world;
        const running = engine.up({ ...this.declared }, { replace }).catch(() => undefined);
        if (crashAfterMs === undefined) {
            await running;
            for (const kept of engine.state.keys()) this.cutOff.delete(kept);
            return;
        }
        for (const each of Object.keys(this.declared)) this.cutOff.add(each);
        // The state of a crashed run is what was saved before it: nothing of what it did.
        const [state, doomed] = [new Map(engine.state), [...engine.doomed]];
        await setTimeout(crashAfterMs);
        await this.world.restart();
        await running;
        engine.state.clear();
        for (const [key, kept] of state) engine.state.set(key, kept);
        engine.doomed.splice(0, Infinity, ...doomed);
    }

    private addStranger(atHour: number): void {
        const { emulator } = this.world;
        const fields = { frequency: "daily", hour: String(atHour), minute: "0" };
        this.strangers.add(emulator.addSchedule(this.syncId, fields, { createdBy: this.stranger }).id);
    }

    private meddle(kind: "edit" | "remove", index: number): void {
        const { emulator } = this.world;
        const ours = this.ours()[index];
        if (ours === undefined) return;
        if (kind === "edit") emulator.editSchedule(this.syncId, ours.id, { hour: "23" });
        else emulator.removeSchedule(this.syncId, ours.id);
    }

    private ours() {
        return this.world.emulator.schedules(this.syncId).filter(({ id }) => !this.strangers.has(id));
    }

    private async settle(): Promise<void> {
        const { emulator, engine } = this.world;
        emulator.clearFaults();
        await engine.refresh();
        for (let tries = 1; ; tries++) {
            try {
                await engine.up(this.declared);
                break;
            } catch (error) {
                if (tries === 3) throw error;
            }
        }
        const held = this.ours().map(({ id, hour, minute }) => `${id} ${Number(hour)}:${Number(minute)}`);
        const kept = [...engine.state.values()].map(
            ({ id, inputs }) =>
                `${id.split("/")[1] ?? ""} ${Number(inputs["hour"])}:${Number(inputs["minute"])}`,
        );
        expect(held.sort()).to.deep.equal(kept.sort());
        expect([...engine.state.keys()].sort()).to.deep.equal(Object.keys(this.declared).sort());
        const strangers = emulator.schedules(this.syncId).filter(({ id }) => this.strangers.has(id));
        expect(strangers, "strangers' schedules").to.have.length(this.strangers.size);
        expect(await engine.refresh(), "drift").to.equal(false);
    }
}

describe("any sequence of runs, faults, crashes and other people's work", () => {
    const worlds: World[] = [];

    before(async () => {
        const opened = Array.from({ length: SIDE_BY_SIDE }, () => World.open());
        worlds.push(...(await Promise.all(opened)));
    });

    after(() => Promise.all(worlds.map((world) => world.close())));

    it("ends with exactly the declared schedules", async () => {
        let steps = 0;
        const side = fc.array(scenario, { minLength: SIDE_BY_SIDE, maxLength: SIDE_BY_SIDE });
        const property = fc.asyncProperty(side, async (scenarios) => {
            // All come to their end before one failure ends the test, so that none outlives it.
            const outcomes = await Promise.allSettled(
                worlds.map(async (world, index) => {
                    const played = scenarios[index];
                    if (played === undefined) return;
                    steps += played.steps.length;
                    await new Play(world).run(played);
                }),
            );
            for (const outcome of outcomes) if (outcome.status === "rejected") throw outcome.reason;
        });
        await fc.assert(property, { numRuns: ROUNDS, endOnFailure: true, verbose: false });
        expect(steps).to.be.greaterThan(1_000);
    }).timeout(300_000);
});
