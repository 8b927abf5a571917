import { setTimeout } from "node:timers/promises";
import { expect } from "chai";
import type { BehaviourOptions, FaultRule } from "../../../../emulator/src";
import type { Declared } from "../engine";
import type { World } from "../world";

const MOST_TRIES = 3;

/** A bulk sync of its own, with what a stack has there and what others do. */
export class Stage {
    readonly syncId: string;
    private readonly stranger: string;
    private readonly strangers = new Set<string>();
    /** How many commands were run on it. */
    commands = 0;

    constructor(
        private readonly world: World,
        behaviour: BehaviourOptions,
    ) {
        const { emulator, engine } = world;
        this.syncId = emulator.addSync().id;
        this.stranger = emulator.addUser().userId;
        emulator.clearFaults();
        emulator.set(behaviour);
        engine.state.clear();
        engine.doomed.length = 0;
    }

    up(declared: Declared, replace: readonly string[]): Promise<void> {
        return this.world.engine.up({ ...declared }, { replace });
    }

    /** The state of a crashed run is what was saved before it: nothing of what it did. */
    async crash(declared: Declared, replace: readonly string[], atRequest: number): Promise<void> {
        const { engine, emulator } = this.world;
        const [state, doomed] = [new Map(engine.state), [...engine.doomed]];
        emulator.clearRequests();
        const progress = { isOver: false };
        const running = this.up(declared, replace)
            .catch(() => undefined)
            .finally(() => (progress.isOver = true));
        while (!progress.isOver && emulator.requests.length < atRequest) await setTimeout(1);
        await this.world.restart();
        await running;
        engine.state.clear();
        for (const [key, kept] of state) engine.state.set(key, kept);
        engine.doomed.splice(0, Infinity, ...doomed);
    }

    async refresh(): Promise<void> {
        await this.world.engine.refresh();
    }

    fault(rule: FaultRule): void {
        this.world.emulator.fault({ ...rule, path: this.syncId });
    }

    addStranger(hour: number): void {
        const fields = { frequency: "daily", hour: String(hour), minute: "0" };
        const createdBy = this.stranger;
        this.strangers.add(this.world.emulator.addSchedule(this.syncId, fields, { createdBy }).id);
    }

    edit(index: number): void {
        const id = this.ours()[index]?.id;
        if (id !== undefined) this.world.emulator.editSchedule(this.syncId, id, { hour: "23" });
    }

    remove(index: number): void {
        const id = this.ours()[index]?.id;
        if (id !== undefined) this.world.emulator.removeSchedule(this.syncId, id);
    }

    inState(): string[] {
        return [...this.world.engine.state.keys()];
    }

    /** Ends a command. No two happen within what a Date header rounds away. */
    endCommand(): void {
        this.commands++;
        this.world.emulator.advanceClock(5_000);
    }

    /** Without faults any more, everything must come to what is declared, and stay so. */
    async settle(declared: Declared): Promise<void> {
        const { emulator, engine } = this.world;
        emulator.clearFaults();
        await engine.refresh();
        for (let tries = 1; ; tries++) {
            try {
                await engine.up(declared);
                break;
            } catch (error) {
                if (tries === MOST_TRIES) throw error;
            }
        }
        this.expectAgreement(declared);
        await this.expectRest(declared);
    }

    private ours() {
        return this.world.emulator.schedules(this.syncId).filter(({ id }) => !this.strangers.has(id));
    }

    private expectAgreement(declared: Declared): void {
        const { emulator, engine } = this.world;
        const held = this.ours().map(({ id, hour }) => `${id} ${Number(hour)}`);
        const kept = [...engine.state.values()].map(
            ({ id, inputs }) => `${id.split("/")[1] ?? ""} ${Number(inputs["hour"])}`,
        );
        expect(held.sort()).to.deep.equal(kept.sort());
        const declaredHours = Object.entries(declared).map(([name, { hour }]) => `${name} ${Number(hour)}`);
        const keptHours = [...engine.state].map(([name, { inputs }]) => `${name} ${Number(inputs["hour"])}`);
        expect(keptHours.sort()).to.deep.equal(declaredHours.sort());
        const strangers = emulator.schedules(this.syncId).filter(({ id }) => this.strangers.has(id));
        expect(strangers, "strangers' schedules").to.have.length(this.strangers.size);
    }

    private async expectRest(declared: Declared): Promise<void> {
        const { emulator, engine } = this.world;
        expect(await engine.refresh(), "drift").to.equal(false);
        emulator.clearRequests();
        await engine.up(declared);
        expect(emulator.requests, "a final up's requests").to.deep.equal([]);
    }
}
