import { setTimeout } from "node:timers/promises";
import { expect } from "chai";
import type { BehaviourOptions, FaultRule, StoredSchedule } from "../../../../emulator/src";
import type { Declared, Engine } from "../engine";
import type { World } from "../world";
import type { Model, StackModel } from "./model";

const MOST_TRIES = 6;

/** Which of the two stacks. */
export type StackIndex = 0 | 1;
export type Stacks = readonly [Engine, Engine];

/** A bulk sync of its own, with what two stacks have there and what others do. */
export class Stage {
    readonly syncId: string;
    private readonly otherUserId: string;
    /** What people have added, as it was. */
    private readonly persons = new Map<string, StoredSchedule>();
    /** How many commands were run on it. */
    commands = 0;

    constructor(
        private readonly world: World,
        private readonly stacks: Stacks,
        behaviour: BehaviourOptions,
    ) {
        const { emulator } = world;
        this.syncId = emulator.addSync().id;
        this.otherUserId = emulator.addUser().userId;
        emulator.clearFaults();
        emulator.set(behaviour);
        for (const { state, doomed } of stacks) {
            state.clear();
            doomed.length = 0;
        }
    }

    up(stack: StackIndex, declared: Declared, replace: readonly string[]): Promise<void> {
        return this.stacks[stack].up({ ...declared }, { replace });
    }

    /** The state of a crashed run is what was saved before it: nothing of what it did. */
    async crash(
        stack: StackIndex,
        declared: Declared,
        replace: readonly string[],
        atRequest: number,
    ): Promise<void> {
        const { emulator } = this.world;
        const engine = this.stacks[stack];
        const [state, doomed] = [new Map(engine.state), [...engine.doomed]];
        emulator.clearRequests();
        const progress = { isOver: false };
        const running = engine
            .up({ ...declared }, { replace })
            .catch(() => undefined)
            .finally(() => (progress.isOver = true));
        while (!progress.isOver && emulator.requests.length < atRequest) await setTimeout(1);
        await this.world.restart(undefined, engine);
        await running;
        engine.state.clear();
        for (const [key, kept] of state) engine.state.set(key, kept);
        engine.doomed.splice(0, Infinity, ...doomed);
    }

    async refresh(stack: StackIndex): Promise<void> {
        await this.stacks[stack].refresh();
    }

    /** The next command has a process of its own, as each has: what the last one knew is by the old name. */
    async rename(stack: StackIndex, from: string, to: string): Promise<void> {
        this.stacks[stack].rename(from, to);
        await this.world.restart(undefined, this.stacks[stack]);
    }

    fault(rule: FaultRule): void {
        this.world.emulator.fault({ ...rule, path: this.syncId });
    }

    addPersons(hour: number, isKeysUser: boolean): void {
        const fields = { frequency: "daily", hour: String(hour), minute: "0" };
        const by = isKeysUser ? {} : { createdBy: this.otherUserId };
        const added = this.world.emulator.addSchedule(this.syncId, fields, by);
        this.persons.set(added.id, added);
    }

    edit(index: number): void {
        const id = this.ours()[index]?.id;
        if (id !== undefined) this.world.emulator.editSchedule(this.syncId, id, { hour: "23" });
    }

    remove(index: number): void {
        const id = this.ours()[index]?.id;
        if (id !== undefined) this.world.emulator.removeSchedule(this.syncId, id);
    }

    /** Those among the names that the last `up` did not fail for. */
    succeeded(stack: StackIndex, names: Iterable<string>): string[] {
        return [...names].filter((name) => !this.stacks[stack].failures.has(name));
    }

    inState(stack: StackIndex): string[] {
        return [...this.stacks[stack].state.keys()];
    }

    /** Ends a command. No two happen within what a Date header rounds away, or clocks may differ by. */
    endCommand(): void {
        this.commands++;
        this.world.emulator.advanceClock(5_000);
    }

    /** Without faults any more, everything must come to what is declared, and stay so. */
    async settle({ stacks }: Model): Promise<void> {
        this.world.emulator.clearFaults();
        for (const stack of [0, 1] as const) await this.settleStack(stack, stacks[stack]);
        for (const stack of [0, 1] as const) this.expectDeclared(stack, stacks[stack].declared);
        this.expectAgreement();
        for (const stack of [0, 1] as const) await this.expectRest(stack, stacks[stack].declared);
    }

    private async settleStack(
        stack: StackIndex,
        { declared, cutOffReplacements }: StackModel,
    ): Promise<void> {
        await this.refresh(stack);
        for (let tries = 1; ; tries++) {
            try {
                await this.up(stack, declared, [...cutOffReplacements]);
                return;
            } catch (error) {
                if (tries === MOST_TRIES) throw error;
                this.followMessages(stack, declared);
            } finally {
                this.endCommand();
            }
        }
    }

    /** Does what the messages of a failed `up` say that leave it to the user whose a schedule is. */
    followMessages(stack: StackIndex, declared: Declared): void {
        for (const [name, message] of this.stacks[stack].failures) this.follow(name, message, declared);
    }

    private follow(name: string, message: string, declared: Declared): void {
        const { emulator } = this.world;
        const [, candidates = ""] =
            /may have created (?:one of these|one too many): (.*)/.exec(message) ?? [];
        const isNamed = ({ id }: StoredSchedule) => candidates.includes(id);
        const leftOver = this.ours().filter((item) => isNamed(item) && !this.isInAnyState(item));
        for (const { id } of leftOver) emulator.removeSchedule(this.syncId, id);
        const isOthers = candidates !== "" && leftOver.length === 0 && !message.includes("one too many");
        if (!isOthers) return;
        declared[`${name}'`] = declared[name] ?? {};
        Reflect.deleteProperty(declared, name);
    }

    private isInAnyState({ id }: StoredSchedule): boolean {
        return this.stacks.some(({ state, doomed }) =>
            [...state.values(), ...doomed].some((kept) => kept.id === `${this.syncId}/${id}`),
        );
    }

    private ours(): StoredSchedule[] {
        return this.world.emulator.schedules(this.syncId).filter(({ id }) => !this.persons.has(id));
    }

    private expectDeclared(stack: StackIndex, declared: Declared): void {
        const declaredHours = Object.entries(declared).map(([name, { hour }]) => `${name} ${Number(hour)}`);
        const kept = [...this.stacks[stack].state].map(
            ([name, { inputs }]) => `${name} ${Number(inputs["hour"])}`,
        );
        expect(kept.sort()).to.deep.equal(declaredHours.sort());
    }

    private expectAgreement(): void {
        const held = this.ours().map(({ id, hour }) => `${id} ${Number(hour)}`);
        const kept = this.stacks.flatMap(({ state }) =>
            [...state.values()].map(
                ({ id, inputs }) => `${id.split("/")[1] ?? ""} ${Number(inputs["hour"])}`,
            ),
        );
        expect(held.sort()).to.deep.equal(kept.sort());
        const persons = this.world.emulator.schedules(this.syncId).filter(({ id }) => this.persons.has(id));
        expect(persons, "what people have added").to.have.deep.members([...this.persons.values()]);
    }

    private async expectRest(stack: StackIndex, declared: Declared): Promise<void> {
        const { emulator } = this.world;
        expect(await this.stacks[stack].refresh(), "drift").to.equal(false);
        emulator.clearRequests();
        await this.stacks[stack].up({ ...declared });
        expect(emulator.requests, "a final up's requests").to.deep.equal([]);
    }
}
