import { expect } from "chai";
import type { ExecutionPlan } from "../../../../emulator/src";
import { Deadline } from "../../../../provider/api/deadline";
import {
    cancelExecution,
    createExecution,
    readExecution,
    updateExecution,
} from "../../../../provider/lifecycle/execution/execution";
import { PartialFailure } from "../../../../provider/lifecycle/process/partial-failure";
import { EXECUTION_LOADER } from "../../../../provider/program/loader";
import { BulkSyncWorld, errorOf } from "../../support/bulk-sync-world";
import { until, useClock } from "../../support/clock";

describe("an execution", () => {
    const clock = useClock();
    let world: BulkSyncWorld;
    let inputs: Record<string, unknown>;

    const open = async (plan: ExecutionPlan = {}, stepMs = 10_000) => {
        world = await BulkSyncWorld.open({ stepMs });
        world.emulator.planExecution(world.syncId, plan);
        inputs = { __provider: EXECUTION_LOADER, __identity: "run", syncId: world.syncId, triggers: ["a"] };
    };
    afterEach(() => world.emulator.close());

    const create = (args: object = {}, call = world.call()) => createExecution(call, { ...inputs, ...args });
    const partial = async (operation: Promise<unknown>) => {
        const error = await errorOf(operation);
        if (error instanceof PartialFailure) return error;
        throw error;
    };
    const executions = () => Object.values(world.emulator.snapshot().executions).flat();

    describe("that a create starts", () => {
        it("is waited for, and its facts are outputs beside the inputs", async () => {
            await open({ runMs: 60_000, recordCount: 1234, warningCount: 2 });
            const { id, outs } = await create();
            const [started] = executions();
            const { startedAt, completedAt, ...others } = outs;
            expect(id).to.equal(`${world.syncId}/${started?.id}`);
            expect(others).to.deep.equal({
                ...inputs,
                ...{ executionId: started?.id, status: "completed" },
                ...{ recordCount: 1234, warningCount: 2, errorCount: 0 },
            });
            const tookMs = Date.parse(String(completedAt)) - Date.parse(String(startedAt));
            expect(tookMs).to.equal(60_000);
        });

        it("is asked for less and less often, and at least every 15 seconds", async () => {
            await open({ runMs: 3_000_000 }, 100_000);
            const asked: number[] = [];
            const startedMs = performance.now();
            const call = world.call({ deadline: new Deadline(3_600_000) });
            const { executions: endpoints } = call.context.account;
            const get = endpoints.get.bind(endpoints);
            endpoints.get = (...args) => {
                asked.push(performance.now() - startedMs);
                return get(...args);
            };
            await create({}, call);
            const delays = asked.slice(1).map((atMs, index) => atMs - (asked[index] ?? 0));
            expect(asked.length).to.be.greaterThan(20);
            expect(asked[0]).to.be.within(400, 1_500);
            for (const [index, delayMs] of delays.entries()) {
                expect(delayMs).to.be.at.most(16_000);
                expect(delayMs).to.be.at.least(Math.min(15_000, delays[index - 1] ?? 0) - 500);
            }
            expect(delays.at(-1)).to.be.at.least(14_000);
        });

        it("says every 15 seconds how far it is", async () => {
            await open({ runMs: 20_000, recordCount: 0 }, 1_000);
            const startedMs = performance.now();
            await create({}, world.call({ deadline: new Deadline(3_600_000) }));
            const tookMs = performance.now() - startedMs;
            expect(tookMs).to.be.greaterThan(100_000);
            expect(world.lines.length).to.be.within(Math.floor(tookMs / 30_000), Math.ceil(tookMs / 15_000));
            for (const line of world.lines)
                expect(line).to.match(/^Execution \S+ of bulk sync \S+: running, 0 records so far\.$/);
        });

        it("need not be waited for", async () => {
            await open({ endsAs: "failed" });
            const { outs } = await create({ waitForCompletion: false });
            expect(outs).to.include({ status: "running" }).and.not.to.have.property("completedAt");
            expect(world.requests()).to.deep.equal(["POST /executions"]);
        });

        const words = ["completed", "failed", "canceled", "errors", "interrupted"] as const;
        const failing: Record<string, (end: (typeof words)[number], errorCount: number) => boolean> = {
            failed: (end) => ["failed", "canceled", "interrupted"].includes(end),
            errors: (end, errorCount) => end !== "completed" || errorCount > 0,
            never: () => false,
        };
        for (const [failOn, isFailing] of Object.entries(failing))
            for (const endsAs of words)
                for (const errorCount of [0, 7]) {
                    const fails = isFailing(endsAs, errorCount);
                    it(`${fails ? "fails" : "succeeds"} with failOn ${failOn} as ${endsAs} with ${errorCount} errors`, async () => {
                        await open({ endsAs, errorCount, statusMessage: "Disk full", runMs: 1 });
                        if (!fails) {
                            const { outs } = await create({ failOn });
                            expect(outs).to.include({ status: endsAs, errorCount });
                            expect(outs).not.to.have.property("__failed");
                            return;
                        }
                        const { id, properties, reasons } = await partial(create({ failOn }));
                        const [started] = executions();
                        expect(id).to.equal(`${world.syncId}/${started?.id}`);
                        expect(properties).to.include({
                            ...inputs,
                            failOn,
                            status: endsAs,
                            __failed: "true",
                        });
                        const { url } = world.emulator;
                        expect(reasons).to.deep.equal([
                            `execution ${started?.id} of bulk sync ${world.syncId} ended as ${endsAs} (Disk full), with 0 records, ` +
                                `0 warnings and ${errorCount} errors. Look at it in Polytomic, or at ${url}/api/bulk/syncs/` +
                                `${world.syncId}/executions/${started?.id}. The next \`pulumi up\` starts another.`,
                        ]);
                    });
                }

        it("fails by default as failed, and says nothing where Polytomic does", async () => {
            await open({ endsAs: "failed", runMs: 1 });
            const { message } = await partial(create());
            expect(message).to.contain("ended as failed, with");
        });

        it("stays in state when the time is up, and is looked at once more just before", async () => {
            await open({ runMs: 3_600_000 }, 0);
            const startedMs = performance.now();
            const { id, properties, message } = await partial(
                create({}, world.call({ deadline: new Deadline(20_000) })),
            );
            expect(performance.now() - startedMs).to.be.within(18_500, 20_500);
            const [started] = executions();
            expect(id).to.equal(`${world.syncId}/${started?.id}`);
            expect(properties).to.include({ executionId: started?.id, status: "running" });
            expect(properties).to.include(inputs).and.not.to.have.property("__failed");
            expect(message).to.equal(
                `execution ${started?.id} of bulk sync ${world.syncId} has not ended in time: it is running. The next \`pulumi up\` ` +
                    "goes on waiting for it. To wait for longer, set `customTimeouts.create`.",
            );
        });

        it("stays in state after Ctrl-C", async () => {
            await open({ runMs: 3_600_000 }, 0);
            clock().isManual = true;
            const controller = new AbortController();
            const deadline = new Deadline(60_000, controller.signal);
            const failure = partial(create({}, world.call({ deadline })));
            await until(() => world.emulator.requests.some(({ status }) => status === 200));
            await new Promise((resolve) => setTimeout(resolve, 50));
            controller.abort();
            const { id, properties, message } = await failure;
            const [started] = executions();
            expect(id).to.equal(`${world.syncId}/${started?.id}`);
            expect(properties).to.include({ executionId: started?.id, __provider: EXECUTION_LOADER });
            expect(message).to.equal(
                `could not wait for execution ${started?.id} of bulk sync ${world.syncId}: interrupted. The execution goes on, ` +
                    "and the next `pulumi up` waits for it.",
            );
        });

        it("stays in state where it can't be read any more", async () => {
            await open({ runMs: 3_600_000 }, 0);
            world.emulator.fault({ method: "GET", path: "/executions/", kind: "status", status: 403 });
            const { properties, message } = await partial(create());
            expect(properties).to.include({ executionId: executions()[0]?.id, status: "running" });
            expect(message).to.match(
                /^could not wait for execution \S+ of bulk sync \S+: GET \S+ returned 403/,
            );
        });
    });

    describe("that is updated", () => {
        const overdue = async () => {
            await open({ runMs: 60_000 }, 0);
            const { properties } = await partial(create({}, world.call({ deadline: new Deadline(5_000) })));
            world.emulator.clearRequests();
            return { ...properties };
        };

        it("is waited for again, and no other one is started", async () => {
            const state = await overdue();
            world.emulator.advanceClock(120_000);
            const { outs } = await updateExecution(world.call(), "id", state, inputs);
            expect(outs).to.include({ status: "completed", executionId: executions()[0]?.id });
            expect(world.requests().filter((request) => !request.startsWith("GET"))).to.deep.equal([]);
        });

        it("fails if it ends so, and stays in state as failed", async () => {
            await open({ runMs: 60_000, endsAs: "failed" }, 0);
            const call = world.call({ deadline: new Deadline(5_000) });
            const { properties: state } = await partial(create({}, call));
            world.emulator.advanceClock(120_000);
            const { id, properties } = await partial(updateExecution(world.call(), "the-id", state, inputs));
            expect([id, properties["__failed"]]).to.deep.equal(["the-id", "true"]);
        });

        it("is not waited for where that is not wanted any more", async () => {
            const state = await overdue();
            const news = { ...inputs, waitForCompletion: false };
            const { outs } = await updateExecution(world.call(), "id", state, news);
            expect(outs).to.include({ status: "running", waitForCompletion: false });
            expect(world.requests()).to.have.length(1);
        });

        it("makes no request once it has ended: other inputs count from the next one on", async () => {
            await open({ endsAs: "failed", errorCount: 3, runMs: 1 });
            const { outs } = await create({ failOn: "never" });
            world.emulator.clearRequests();
            const news = { ...inputs, failOn: "errors", resyncMode: "resync" };
            const updated = await updateExecution(world.call(), "id", outs, news);
            expect(updated.outs).to.deep.equal({ ...outs, failOn: "errors", resyncMode: "resync" });
            expect(world.requests()).to.deep.equal([]);
        });

        it("fails where it can't be read, with what was tried", async () => {
            const state = await overdue();
            const call = world.call({ context: world.newRun("wrong") });
            expect((await errorOf(updateExecution(call, "id", state, inputs))).message).to.match(
                /^could not read execution \S+ of bulk sync \S+: GET \S+ returned 401/,
            );
        });
    });

    describe("that is read", () => {
        it("has its facts as they are by now, and its inputs as they were", async () => {
            await open({ runMs: 60_000, recordCount: 5 });
            const { id, outs } = await create({ waitForCompletion: false });
            world.emulator.advanceClock(120_000);
            const read = await readExecution(world.call(), id, outs);
            expect(read.id).to.equal(id);
            expect(read.props).to.include({ status: "completed", recordCount: 5, waitForCompletion: false });
            expect(read.inputs).to.deep.equal({ ...inputs, waitForCompletion: false });
        });

        it("stays failed", async () => {
            await open({ endsAs: "failed", runMs: 1 });
            const { id, properties } = await partial(create());
            const read = await readExecution(world.call(), id, properties);
            expect(read.props).to.deep.equal(properties);
        });

        it("stays in state as it was where Polytomic does not show it any more", async () => {
            await open({ runMs: 1 });
            const { id, outs } = await create();
            world.emulator.removeSync(world.syncId);
            expect(await readExecution(world.call(), id, outs)).to.deep.equal({ id, props: outs, inputs });
        });

        it("fails after any other error", async () => {
            await open({ runMs: 1 });
            const { id, outs } = await create();
            const call = world.call({ context: world.newRun("wrong") });
            expect((await errorOf(readExecution(call, id, outs))).message).to.match(
                /^could not read execution \S+ of bulk sync \S+: GET \S+ returned 401/,
            );
        });
    });

    describe("that is deleted, with cancelOnDelete", () => {
        it("is cancelled while it runs", async () => {
            await open({ runMs: 3_600_000 }, 0);
            const { outs } = await create({ waitForCompletion: false });
            await cancelExecution(world.call(), outs);
            expect(executions()[0]?.canceledAtMs).to.be.a("number");
        });

        for (const endsAs of ["completed", "errors", "interrupted"] as const)
            it(`is left alone once it has ended as ${endsAs}`, async () => {
                await open({ runMs: 1, endsAs });
                const { outs } = await create({ failOn: "never" });
                world.emulator.clearRequests();
                await cancelExecution(world.call(), outs);
                expect(world.requests().filter((request) => request.startsWith("POST"))).to.deep.equal([]);
            });

        it("is cancelled though a response is lost", async () => {
            await open({ runMs: 3_600_000 }, 0);
            const { outs } = await create({ waitForCompletion: false });
            world.emulator.fault({ method: "POST", path: "/cancel", kind: "reset-after-write" });
            await cancelExecution(world.call(), outs);
            expect(executions()[0]?.canceledAtMs).to.be.a("number");
        });

        it("is no reason to fail with a key that does not see it, but to say so", async () => {
            await open({ runMs: 3_600_000 }, 0);
            const { outs } = await create({ waitForCompletion: false });
            const { apiKey } = world.emulator.addOrganization("Other");
            await cancelExecution(world.call({ context: world.newRun(apiKey) }), outs);
            expect(world.lines).to.deep.equal([
                `warning: did not cancel execution ${executions()[0]?.id} of bulk sync ${world.syncId}: Polytomic does not find it ` +
                    "with this API key. If it still runs, cancel it in Polytomic.",
            ]);
        });

        it("fails after any other error", async () => {
            await open({ runMs: 3_600_000 }, 0);
            const { outs } = await create({ waitForCompletion: false });
            world.emulator.fault({ method: "POST", path: "/cancel", kind: "status", status: 403 });
            expect((await errorOf(cancelExecution(world.call(), outs))).message).to.match(
                /^could not cancel execution \S+ of bulk sync \S+: POST \S+ returned 403/,
            );
        });
    });
});
