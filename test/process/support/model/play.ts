import { setTimeout } from "node:timers/promises";
import { expect } from "chai";
import type { Declared } from "../engine";
import type { World } from "../world";
import { NAMES, type Scenario, type Step } from "./scenario";

const MOST_TRIES = 3;

/** One scenario: what is declared, who else has schedules there, and what has happened. */
export class Play {
    private readonly declared: Declared = {};
    private readonly strangers = new Set<string>();
    /** The resources whose creates a crash may have cut off. */
    private readonly cutOff = new Set<string>();
    private readonly stranger: string;
    private readonly syncId: string;

    /** On a bulk sync of its own. */
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
        this.expectAgreement();
        await this.expectRest();
    }

    private async take(each: Step): Promise<void> {
        const { emulator, engine } = this.world;
        if (each.kind === "declare") this.declared[each.name] = this.definition(each.name, each.hour);
        else if (each.kind === "undeclare") this.undeclare(each.name);
        else if (each.kind === "up") await this.up([...each.replace], each.crashAtRequest);
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

    private async up(replace: string[], crashAtRequest: number | undefined): Promise<void> {
        const { engine } = this.world;
        if (crashAtRequest !== undefined) return this.crash(replace, crashAtRequest);
        await engine.up({ ...this.declared }, { replace }).catch(() => undefined);
        for (const kept of engine.state.keys()) this.cutOff.delete(kept);
    }

    // The state of a crashed run is what was saved before it: nothing of what it did.
    private async crash(replace: string[], atRequest: number): Promise<void> {
        const { engine, emulator } = this.world;
        for (const each of Object.keys(this.declared)) this.cutOff.add(each);
        const [state, doomed] = [new Map(engine.state), [...engine.doomed]];
        emulator.clearRequests();
        const progress = { isOver: false };
        const running = engine
            .up({ ...this.declared }, { replace })
            .catch(() => undefined)
            .finally(() => (progress.isOver = true));
        while (!progress.isOver && emulator.requests.length < atRequest) await setTimeout(1);
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
                return;
            } catch (error) {
                if (tries === MOST_TRIES) throw error;
            }
        }
    }

    private expectAgreement(): void {
        const { emulator, engine } = this.world;
        const held = this.ours().map(({ id, hour, minute }) => `${id} ${Number(hour)}:${Number(minute)}`);
        const kept = [...engine.state.values()].map(
            ({ id, inputs }) =>
                `${id.split("/")[1] ?? ""} ${Number(inputs["hour"])}:${Number(inputs["minute"])}`,
        );
        expect(held.sort()).to.deep.equal(kept.sort());
        expect([...engine.state.keys()].sort()).to.deep.equal(Object.keys(this.declared).sort());
        const strangers = emulator.schedules(this.syncId).filter(({ id }) => this.strangers.has(id));
        expect(strangers, "strangers' schedules").to.have.length(this.strangers.size);
    }

    private async expectRest(): Promise<void> {
        const { emulator, engine } = this.world;
        expect(await engine.refresh(), "drift").to.equal(false);
        emulator.clearRequests();
        await engine.up(this.declared);
        expect(emulator.requests, "a final up's requests").to.deep.equal([]);
    }
}
