/** One round: a program's life with faults and kills, then peace, and the question whether all is as declared. */
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { startEmulator, type Emulator, type StoredSchedule } from "../../emulator/src";
import type { Pulumi } from "../../scripts/pulumi-cli";
import { STACK } from "../support/pulumi-project";
import { interrupt, waitWhileRunning } from "./interrupt";
import { candidatesIn } from "./messages";
import { planOf, type Plan, type Program, type Step } from "./plan";
import { killLeftovers, type Process } from "./processes";
import { PROJECT, Project, type Command, type Declared } from "./project";
import { problemsOf } from "./verdict";

export interface Equipment {
    readonly pulumi: Pulumi;
    /** A `node_modules` folder that holds the package. */
    readonly modules: string;
}

export interface RoundResult {
    readonly seed: number;
    readonly plan: Plan;
    /** What was not as it must be, in sentences; none in a round that passed. */
    readonly problems: readonly string[];
    /** What is kept of a failed round: program, state, the output of all commands, and all requests. */
    readonly folder: string;
}

const MOST_TRIES = 5;
const UP = ["up", "--yes", "--skip-preview", "--suppress-outputs"] as const;

export async function runRound(seed: number, equipment: Equipment): Promise<RoundResult> {
    const plan = planOf(seed);
    const folder = realpathSync(mkdtempSync(join(tmpdir(), `pulumi-polytomic-chaos-${seed}-`)));
    const emulator = await startEmulator(plan.service);
    const round = new Round(plan, emulator, folder, equipment);
    try {
        const problems = await round
            .run()
            .catch((error: unknown) => [`the round broke off: ${String(error)}`]);
        if (problems.length === 0)
            rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
        else writeFileSync(join(folder, "requests.json"), JSON.stringify(emulator.requests, undefined, 1));
        return { seed, plan, problems, folder };
    } finally {
        round.end();
        await emulator.close();
    }
}

class Round {
    private readonly project: Project;
    private readonly leftovers: Process[] = [];
    /** What other people have added, as it was. */
    private readonly strangers: StoredSchedule[] = [];
    private readonly otherUserId: string;
    private declared: Program = {};
    /** Whether a process was killed since the last `up` that succeeded. */
    private isAfterKill = false;

    constructor(
        private readonly plan: Plan,
        private readonly emulator: Emulator,
        folder: string,
        { pulumi, modules }: Equipment,
    ) {
        this.project = new Project(folder, modules, pulumi, {
            POLYTOMIC_API_KEY: emulator.apiKey,
            POLYTOMIC_DEPLOYMENT_URL: emulator.url,
        });
        this.otherUserId = emulator.addUser().userId;
    }

    async run(): Promise<string[]> {
        for (const [index, step] of this.plan.steps.entries()) await this.take(step, index);
        this.emulator.clearFaults();
        this.emulator.set({ latencyMs: 0 });
        return this.settle();
    }

    end(): void {
        killLeftovers(this.leftovers);
    }

    private async take(step: Step, index: number): Promise<void> {
        this.declare(step.declared);
        this.emulator.clearFaults();
        for (const fault of step.faults) this.emulator.fault(fault);
        const replacements = step.replaced
            .map(urnOf)
            .filter((urn) => this.isInState(urn))
            .flatMap((urn) => ["--replace", urn]);
        await this.unlock();
        const before = this.project.printed().length;
        const command = this.project.start([
            ...UP,
            ...replacements,
            ...(step.isRefreshed ? ["--refresh"] : []),
        ]);
        const [code] = await Promise.all([
            command.ended,
            this.addStranger(step, index, command),
            this.disturb(step, command),
        ]);
        if (code === 0) this.isAfterKill = false;
        else if (isKill(step)) this.isAfterKill = true;
        if (code !== 0) this.followMessages(this.project.printed().slice(before));
    }

    /** Does what messages say that leave it to the user whose a schedule is. */
    private followMessages(printed: string): void {
        for (const { name, ids } of candidatesIn(printed)) {
            const leftOver = ids.filter((id) => !this.isStrangers(id) && !this.isInAnyRecord(id));
            for (const id of leftOver) this.remove(id);
            if (leftOver.length === 0) this.rename(name);
        }
        this.project.declare(this.written());
    }

    private isStrangers(scheduleId: string): boolean {
        return this.strangers.some(({ id }) => id === scheduleId);
    }

    private isInAnyRecord(scheduleId: string): boolean {
        return (this.project.state().resources ?? []).some(({ id }) => id?.endsWith(`/${scheduleId}`));
    }

    private remove(scheduleId: string): void {
        for (const { id: syncId } of this.emulator.syncs) {
            if (this.emulator.schedules(syncId).some(({ id }) => id === scheduleId))
                this.emulator.removeSchedule(syncId, scheduleId);
        }
    }

    private rename(name: string): void {
        const { [name]: declaration, ...others } = this.declared;
        if (declaration !== undefined) this.declared = { ...others, [`${name}2`]: declaration };
    }

    private async disturb({ interruption }: Step, command: Command): Promise<void> {
        if (interruption === null) return;
        this.leftovers.push(...(await interrupt(interruption, command, this.emulator)));
        this.project.note(`interruption: ${JSON.stringify(interruption)}`);
    }

    private async addStranger({ stranger }: Step, index: number, command: Command): Promise<void> {
        if (stranger === null) return;
        const before = this.emulator.requests.length;
        const isPosting = () => this.emulator.requests.slice(before).some(({ method }) => method === "POST");
        await waitWhileRunning(command, isPosting);
        // Those of one instant can't be told apart where responses carry no ids.
        await setTimeout(50);
        const texts = Object.entries(stranger.definition).map(
            ([field, value]) => [field, String(value)] as const,
        );
        const { frequency = "", ...others } = Object.fromEntries(texts);
        const syncId = this.emulator.syncs[stranger.sync]?.id ?? "";
        const { ids, createdAt } = this.plan.service;
        const isKeysUser = index % 2 === 0 && (ids === true || createdAt !== "seconds");
        this.strangers.push(
            this.emulator.addSchedule(
                syncId,
                { frequency, ...others },
                isKeysUser ? {} : { createdBy: this.otherUserId },
            ),
        );
    }

    // After a kill, only the program knows what may have been created: what it declared, and where, has to stay until
    // an `up` has succeeded.
    private declare(next: Program): void {
        const kept = this.isAfterKill ? Object.entries(this.declared) : [];
        const held = kept.map(([name, { sync, ...old }]) => [name, { ...old, ...next[name], sync }] as const);
        this.declared = { ...next, ...Object.fromEntries(held) };
        this.project.declare(this.written());
    }

    private written(): Declared {
        const entries = Object.entries(this.declared).map(([name, { sync, definition, isHurried }]) => {
            const args = { syncId: this.emulator.syncs[sync]?.id, ...definition };
            const limits = { create: "3s", update: "3s", delete: "3s" };
            return [name, { args, opts: isHurried ? { customTimeouts: limits } : {} }] as const;
        });
        return Object.fromEntries(entries);
    }

    private async unlock(): Promise<void> {
        if (this.project.isLocked()) await this.project.run("cancel", "--yes");
    }

    private async settle(): Promise<string[]> {
        for (let tries = 1; ; tries++) {
            await this.unlock();
            const before = this.project.printed().length;
            if ((await this.project.run(...UP)) === 0) break;
            if (tries === MOST_TRIES) return [`\`pulumi up\` failed ${MOST_TRIES} times without any fault`];
            this.followMessages(this.project.printed().slice(before));
        }
        // Reads may lag behind the last writes.
        await setTimeout(this.plan.service.readLagMs ?? 0);
        const refresh = ["refresh", "--yes", "--skip-preview", "--suppress-outputs"];
        if (this.hasPending()) await this.project.run(...refresh, "--clear-pending-creates");
        const problems = this.problems();
        const isWithoutDrift = (await this.project.run(...refresh, "--expect-no-changes")) === 0;
        if (!isWithoutDrift) problems.push("`pulumi refresh` sees drift");
        const isWithoutChanges = (await this.project.run(...UP, "--expect-no-changes")) === 0;
        if (!isWithoutChanges) problems.push("the last `pulumi up` changes something");
        return [...new Set([...problems, ...this.problems()])];
    }

    private isInState(urn: string): boolean {
        return (this.project.state().resources ?? []).some((resource) => resource.urn === urn);
    }

    private hasPending(): boolean {
        return (this.project.state().pending_operations ?? []).length > 0;
    }

    private problems(): string[] {
        const { emulator, project, declared, strangers, plan } = this;
        return problemsOf({ emulator, project, declared, strangers, fillsIn: plan.service.fillIn === true });
    }
}

function urnOf(name: string): string {
    return `urn:pulumi:${STACK}::${PROJECT}::pulumi-nodejs:dynamic/polytomic:BulkSyncSchedule::${name}`;
}

const isKill = ({ interruption }: Step) => interruption !== null && interruption.victim !== "ctrl-c";
