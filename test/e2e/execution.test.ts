import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import type { Emulator } from "../../emulator/src";
import { findPulumi } from "../../scripts/pulumi-cli";
import { Scene } from "../chaos/scene";
import { installationFolder } from "./support/hooks";
import { failureOf, type StoredResource } from "./support/program";
import { callsDuring, openWorld, type World } from "./support/world";

interface Run {
    readonly id: string;
    readonly status: string;
    readonly is_resync: boolean;
}

async function ask<T>(emulator: Emulator, method: "GET" | "POST", path: string): Promise<T> {
    const response = await fetch(`${emulator.url}/api/bulk/syncs/${path}`, {
        method,
        headers: { authorization: `Bearer ${emulator.apiKey}` },
    });
    return ((await response.json()) as { data: T }).data;
}

/** The executions of a bulk sync, the newest first, as the service has them. */
const runsOf = (emulator: Emulator, syncId: string) => ask<Run[]>(emulator, "GET", `${syncId}/executions`);

const programOf = (syncId: string, args: object, options: object = {}) =>
    `new polytomic.BulkSyncExecution("run", ${JSON.stringify({ syncId, ...args })}, ${JSON.stringify(options)});`;

describe("an execution as a resource", () => {
    let world: World;
    let syncId: string;

    before(async () => {
        world = await openWorld({ ids: true, syncs: 0 });
    });

    after(() => world.close());

    // Each test has a bulk sync of its own, and begins with an empty stack.
    beforeEach(async () => {
        world.program.write("");
        await world.program.up();
        syncId = world.emulator.addSync().id;
        world.emulator.planExecution(syncId, { runMs: 200, recordCount: 1234 });
    });

    const declare = (args: object, options?: object) => {
        world.program.write(programOf(syncId, args, options));
    };
    const runs = () => runsOf(world.emulator, syncId);
    const stored = async (): Promise<StoredResource | undefined> =>
        (await world.program.deployment()).resources?.find(({ type }) => type.endsWith("Execution"));

    it("refuses bad inputs at preview, and shows good ones, without a call", async () => {
        const { emulator, program } = world;
        declare({
            resyncMode: "all",
            ifRunning: "stop",
            failOn: "always",
            test: "no",
            trigger: ["1"],
            schemas: ["a", 5, "", "a"],
        });
        const calls = await callsDuring(emulator, async () => {
            const failure = await failureOf(program.preview());
            for (const message of [
                'unknown property "trigger". Did you mean "triggers"?',
                'resyncMode: "all" is not allowed. It takes one of refetch, resync, rebuild.',
                'ifRunning: "stop" is not allowed. It takes one of wait, join, fail.',
                'failOn: "always" is not allowed. It takes one of failed, errors, never.',
                'test: "no" is not allowed. It takes true or false.',
                "schemas[1]: 5 is not allowed. It takes a schema's id.",
                'schemas[2]: "" is not allowed.',
                'schemas[3]: "a" is in the list already.',
            ])
                expect(failure).to.contain(message);
            declare({ test: true, resyncMode: "resync" });
            expect(await failureOf(program.preview())).to.contain(
                "test: true has no effect with resyncMode.",
            );
            declare({ triggers: ["a"] });
            expect(await program.preview()).to.match(/\+ .*BulkSyncExecution/);
        });
        expect(calls).to.deep.equal({});
    });

    it("starts one and waits for its end; nothing changed makes no call, and a refresh no difference", async () => {
        const { emulator, program } = world;
        declare({ resyncMode: "resync" });
        await program.up();
        const [run, ...others] = await runs();
        expect(others).to.deep.equal([]);
        expect(run).to.include({ status: "completed", is_resync: true });
        const resource = await stored();
        expect(resource?.id).to.equal(`${syncId}/${run?.id}`);
        expect(resource?.outputs).to.include({
            executionId: run?.id,
            status: "completed",
            recordCount: 1234,
        });
        expect(await callsDuring(emulator, () => program.up())).to.deep.equal({});
        await program.pulumi("refresh --yes --skip-preview --expect-no-changes");
        await program.destroy();
        expect(await runs()).to.have.length(1);
    });

    it("starts another one for each change of triggers, also back, and for no other change", async () => {
        const { emulator, program } = world;
        for (const [index, trigger] of ["a", "b", "a"].entries()) {
            if (index > 0) emulator.planExecution(syncId, { runMs: 200 });
            declare({ triggers: [trigger] });
            if (index > 0) expect(await program.preview()).to.match(/\+-.*BulkSyncExecution|replace/);
            await program.up();
            expect(await runs()).to.have.length(index + 1);
        }
        declare({ triggers: ["a"], failOn: "errors", resyncMode: "refetch" });
        await program.up();
        expect(await runs()).to.have.length(3);
    });

    for (const [ifRunning, expected] of [
        ["fail", 1],
        ["join", 1],
        ["wait", 2],
    ] as const)
        it(`while another one runs: ${ifRunning}`, async () => {
            const { emulator, program } = world;
            const clockStops = { runMs: ifRunning === "fail" ? 3_600_000 : 4_000 };
            await ask(emulator, "POST", `${syncId}/executions`);
            await new Promise((resolve) => setTimeout(resolve, 250));
            emulator.planExecution(syncId, clockStops);
            const other = await ask<Run>(emulator, "POST", `${syncId}/executions`);
            emulator.planExecution(syncId, { runMs: 200 });
            declare({ ifRunning });
            if (ifRunning === "fail")
                expect(await failureOf(program.up())).to.contain(`execution ${other.id} is running.`);
            else {
                const printed = await program.up();
                if (ifRunning === "join")
                    expect(printed).to.contain("was running already, and counts as this");
            }
            expect(await runs()).to.have.length(1 + expected);
            if (ifRunning === "join") expect((await stored())?.id).to.equal(`${syncId}/${other.id}`);
        });

    const ends = [
        { endsAs: "failed", failOn: "failed", fails: true },
        { endsAs: "canceled", failOn: "failed", fails: true },
        { endsAs: "interrupted", failOn: "failed", fails: true },
        { endsAs: "completed", failOn: "failed", fails: false },
        { endsAs: "completed", failOn: "errors", fails: true },
        { endsAs: "failed", failOn: "never", fails: false },
    ] as const;
    for (const { endsAs, failOn, fails } of ends)
        it(`that ends as ${endsAs} with errors ${fails ? "fails" : "does not fail"} the resource with failOn ${failOn}`, async () => {
            const { emulator, program } = world;
            const own = emulator.addSync().id;
            emulator.planExecution(own, { endsAs, errorCount: 7, statusMessage: "Disk full", runMs: 200 });
            emulator.planExecution(own, { runMs: 200 });
            program.write(programOf(own, { failOn }));
            if (fails) {
                const failure = await failureOf(program.up());
                const [run] = await runsOf(emulator, own);
                expect(failure)
                    .to.contain(
                        `execution ${run?.id} of bulk sync ${own} ended as ${endsAs} (Disk full), with 0 records`,
                    )
                    .and.contain("7 errors")
                    .and.contain(`${emulator.url}/api/bulk/syncs/${own}/executions/${run?.id}`);
                expect((await stored())?.id).to.equal(`${own}/${run?.id}`);
            }
            await program.up();
            expect(await runsOf(emulator, own)).to.have.length(fails ? 2 : 1);
        });

    for (const fault of [
        { kind: "reset-before-write" },
        { kind: "reset-after-write" },
        { kind: "html", status: 502, write: true },
        { kind: "status", status: 500, write: true },
        { kind: "status", status: 500, write: false },
    ] as const)
        it(`is started exactly once in spite of ${JSON.stringify(fault)}`, async () => {
            const { emulator, program } = world;
            const own = emulator.addSync().id;
            emulator.planExecution(own, { runMs: 4_000 });
            emulator.fault({ method: "POST", path: `${own}/executions`, ...fault });
            program.write(programOf(own, {}));
            await program.up();
            expect(await runsOf(emulator, own)).to.have.length(1);
        });

    it("need not be waited for, and is cancelled on request when the resource goes", async () => {
        const { emulator, program } = world;
        const own = emulator.addSync().id;
        emulator.planExecution(own, { runMs: 3_600_000 });
        program.write(programOf(own, { waitForCompletion: false, cancelOnDelete: true }));
        await program.up();
        expect((await stored())?.outputs).to.include({ status: "running" });
        await program.destroy();
        expect(await runsOf(emulator, own)).to.have.length(1);
        expect(["canceling", "canceled"]).to.include((await runsOf(emulator, own))[0]?.status);
    });

    it("that takes longer than the time-out goes on, and the next `pulumi up` waits for it", async () => {
        const { emulator, program } = world;
        const own = emulator.addSync().id;
        emulator.planExecution(own, { runMs: 6_000 });
        program.write(programOf(own, {}, { customTimeouts: { create: "2s" } }));
        expect(await failureOf(program.up())).to.contain("has not ended in time: it is running.");
        program.write(programOf(own, {}));
        await program.up();
        expect(await runsOf(emulator, own)).to.have.length(1);
        expect((await stored())?.outputs).to.include({ status: "completed" });
    });
});

describe("an execution whose command ends too early", () => {
    let scene: Scene;

    beforeEach(async () => {
        const modules = join(installationFolder(), "node_modules");
        scene = await Scene.open({ pulumi: await findPulumi(), modules }, { ids: true });
        const program = `const polytomic = require("pulumi-polytomic");\n${programOf(scene.syncId(0), {})}`;
        writeFileSync(join(scene.project.folder, "index.js"), program);
        scene.emulator.planExecution(scene.syncId(0), { runMs: 8_000 });
    });

    afterEach(() => scene.close());

    const isWaiting = () =>
        scene.emulator.requests.some(({ method, path }) => method === "GET" && path.includes("/executions/"));

    it("is found again after a `kill -9` of the CLI", async () => {
        await scene.interrupt("up", "cli", isWaiting);
        await scene.succeed("cancel");
        // Within the tolerance between clocks, it would count as this run's own.
        scene.emulator.advanceClock(5_000);
        const printed = await scene.succeed("up");
        expect(printed).to.contain("by an earlier run of this resource");
        expect(await runsOf(scene.emulator, scene.syncId(0))).to.have.length(1);
    });

    it("is waited for again after a Ctrl-C", async () => {
        await scene.interrupt("up", "ctrl-c", isWaiting);
        const { resources = [] } = scene.project.state();
        const kept = resources.find(({ type }) => type.endsWith("BulkSyncExecution"));
        expect(kept?.outputs).to.include({ status: "running" });
        await scene.succeed("up");
        const [run, ...others] = await runsOf(scene.emulator, scene.syncId(0));
        expect(others).to.deep.equal([]);
        expect(run).to.include({ status: "completed" });
    });
});
