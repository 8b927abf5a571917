import { expect } from "chai";
import type { FaultRule } from "../../../../emulator/src";
import { Deadline } from "../../../../provider/api/deadline";
import { createExecution } from "../../../../provider/lifecycle/execution/execution";
import { ProviderContext } from "../../../../provider/lifecycle/process/context";
import { ResourceRegistry } from "../../../../provider/lifecycle/process/registry";
import { EXECUTION_LOADER } from "../../../../provider/program/loader";
import { BulkSyncWorld, errorOf } from "../../support/bulk-sync-world";
import { closeService, openService } from "../../support/client";
import { until, useClock } from "../../support/clock";
import { respondJson } from "../../support/http-server";

describe("the start of an execution", () => {
    const clock = useClock();
    let world: BulkSyncWorld;

    const open = async (options: Parameters<typeof BulkSyncWorld.open>[0] = {}) => {
        world = await BulkSyncWorld.open(options);
    };
    afterEach(() => world.emulator.close());

    const create = (args: object = {}, call = world.call()) => {
        const { syncId } = world;
        return createExecution(call, {
            ...{ __provider: EXECUTION_LOADER, __identity: "run", syncId, waitForCompletion: false },
            ...args,
        });
    };
    const executions = () => Object.values(world.emulator.snapshot().executions).flat();
    const starts = () => world.requests().filter((request) => request === "POST /executions");
    const fault = (rule: Omit<FaultRule, "method" | "path">) => {
        world.emulator.fault({ method: "POST", path: `${world.syncId}/executions`, ...rule });
    };
    /** As of somebody else. */
    const startOther = async (runMs: number) => {
        const { emulator, syncId } = world;
        emulator.planExecution(syncId, { runMs });
        const headers = { authorization: `Bearer ${emulator.apiKey}` };
        await fetch(`${emulator.url}/api/bulk/syncs/${syncId}/executions`, { method: "POST", headers });
        return executions().at(-1)?.id ?? "";
    };

    it("sends what is declared, and nothing else", async () => {
        await open();
        const request = { resyncMode: "resync", schemas: ["a"], fetchMode: "full", test: false };
        await create({ ...request, triggers: ["x"], failOn: "errors" });
        expect(world.emulator.requests[0]?.body).to.deep.equal({
            resync_mode: "resync",
            schemas: ["a"],
            fetch_mode: "full",
            test: false,
        });
    });

    it("leaves to Polytomic what is not declared", async () => {
        await open();
        await create();
        expect(world.emulator.requests[0]?.body).to.deep.equal({});
    });

    it("takes one request, and shows nothing", async () => {
        await open();
        const { id, outs } = await create();
        expect(world.requests()).to.deep.equal(["POST /executions"]);
        const [execution] = executions();
        expect(id).to.equal(`${world.syncId}/${execution?.id}`);
        expect(outs).to.include({
            executionId: execution?.id,
            status: "running",
            __provider: EXECUTION_LOADER,
        });
        expect(world.lines).to.deep.equal([]);
    });

    it("finds the execution of an earlier run with the same triggers, and says so", async () => {
        await open();
        const { id } = await create({ triggers: ["a"] });
        world.emulator.advanceClock(60_000);
        expect((await create({ triggers: ["a"] })).id).to.equal(id);
        expect(world.lines).to.have.length(1);
        expect(world.lines[0]).to.match(
            /^warning: execution \S+ of bulk sync \S+ was started at 2\S+Z by an earlier run of this resource/,
        );
    });

    const differences: Record<string, (context: ProviderContext) => object> = {
        "other triggers": () => ({ triggers: ["b"] }),
        "another resource": () => ({ __identity: "another" }),
        "another bulk sync": () => ({ syncId: world.emulator.addSync().id }),
        "an execution before it": ({ registry }) => {
            registry.executions.set("run", "earlier");
            return {};
        },
    };
    for (const [name, change] of Object.entries(differences))
        it(`starts another one for ${name}`, async () => {
            await open();
            const { id } = await create({ triggers: ["a"] });
            world.emulator.advanceClock(60_000);
            const context = world.newRun();
            const args = { triggers: ["a"], ...change(context) };
            expect((await create(args, world.call({ context }))).id).not.to.equal(id);
            expect(executions()).to.have.length(2);
        });

    it("starts no other one for other inputs", async () => {
        await open();
        const { id } = await create();
        expect((await create({ failOn: "errors", cancelOnDelete: true })).id).to.equal(id);
        expect(executions()).to.have.length(1);
    });

    describe("while another one runs", () => {
        it("waits for its end, then starts one", async () => {
            await open({ stepMs: 5_000 });
            const other = await startOther(60_000);
            const { id } = await create({ ifRunning: "wait" });
            expect(id).not.to.contain(other);
            const [first, second] = executions();
            expect(second?.startedAtMs).to.be.at.least((first?.startedAtMs ?? Infinity) + 60_000);
        });

        it("waits without being told", async () => {
            await open({ stepMs: 5_000 });
            await startOther(60_000);
            await create();
            expect(executions()).to.have.length(2);
        });

        it("joins it, and says so", async () => {
            await open();
            const other = await startOther(60_000);
            expect((await create({ ifRunning: "join" })).id).to.equal(`${world.syncId}/${other}`);
            expect(world.lines).to.deep.equal([
                `warning: execution ${other} of bulk sync ${world.syncId} was running already, and counts as this resource's.`,
            ]);
        });

        it("fails, and starts none", async () => {
            await open();
            const other = await startOther(60_000);
            const { message } = await errorOf(create({ ifRunning: "fail" }));
            expect(message).to.equal(
                `could not start an execution of bulk sync ${world.syncId}: execution ${other} is running. Run the command ` +
                    'again when it has ended, or set ifRunning to "wait" or "join".',
            );
            expect(executions()).to.have.length(1);
        });

        it("starts one in the next run, though Polytomic repeats its refusal", async () => {
            await open();
            await startOther(60_000);
            await errorOf(create({ ifRunning: "fail" }));
            world.emulator.advanceClock(120_000);
            await create({ ifRunning: "fail" });
            expect(executions()).to.have.length(2);
        });

        it("gives up when the time is up, and starts none", async () => {
            await open();
            const other = await startOther(3_600_000);
            const { message } = await errorOf(create({}, world.call({ deadline: new Deadline(30_000) })));
            expect(message).to.contain(
                `execution ${other} of bulk sync ${world.syncId} has not ended in time`,
            );
            expect(executions()).to.have.length(1);
        });

        it("ends with Ctrl-C, and starts none", async () => {
            await open();
            await startOther(3_600_000);
            const controller = new AbortController();
            const deadline = new Deadline(60_000, controller.signal);
            clock().isManual = true;
            const failure = errorOf(create({}, world.call({ deadline })));
            await until(() => world.requests().includes("GET /status"));
            setImmediate(() => {
                controller.abort();
            });
            const { message } = await failure;
            expect(message).to.match(/^could not start an execution of bulk sync \S+: interrupted/);
            expect(executions()).to.have.length(1);
        });
    });

    const lost: Omit<FaultRule, "method" | "path">[] = [
        { kind: "reset-before-write" },
        { kind: "reset-after-write" },
        { kind: "half-response" },
        { kind: "html", status: 502 },
        { kind: "html", status: 502, write: true },
        { kind: "status", status: 503 },
        { kind: "status", status: 504, write: true },
        { kind: "status", status: 408, write: true },
    ];
    for (const rule of lost)
        for (const times of [1, 6])
            it(`is once in spite of ${times} × ${JSON.stringify(rule)}`, async () => {
                await open();
                fault({ ...rule, times });
                await create();
                expect(executions()).to.have.length(1);
                expect(starts()).to.have.length(times + 1);
                expect(world.lines).to.deep.equal([]);
                const keys = world.emulator.requests.map(({ idempotencyKey }) => idempotencyKey);
                expect(new Set(keys.filter(Boolean)).size).to.equal(1);
            });

    it("takes its own one for its own, however long the responses were lost", async () => {
        await open({ stepMs: 10_000 });
        fault({ kind: "status", status: 503, write: true, retryAfter: "15", times: 4 });
        await create({}, world.call({ deadline: new Deadline(600_000) }));
        expect(world.lines).to.deep.equal([]);
    });

    it("fails after seven lost responses, and the next run finds what was started", async () => {
        await open();
        fault({ kind: "reset-after-write", times: 7 });
        expect((await errorOf(create())).message).to.match(
            /^could not start an execution of bulk sync \S+: POST \S+ got no response \(ECONNRESET\)/,
        );
        expect(starts()).to.have.length(7);
        await create();
        expect(executions()).to.have.length(1);
    });

    it("takes the one that a recorded 500 has started", async () => {
        await open();
        fault({ kind: "status", status: 500, write: true });
        const startedMs = performance.now();
        const { id } = await create();
        // Reads may lag behind writes.
        expect(performance.now() - startedMs).to.be.at.least(1_000);
        expect(id).to.equal(`${world.syncId}/${executions()[0]?.id}`);
        expect(starts()).to.have.length(1);
        expect(world.lines).to.deep.equal([]);
    });

    for (const times of [1, 25])
        it(`goes past ${times} recorded errors that have started none`, async () => {
            await open();
            fault({ kind: "status", status: 500, times });
            await create();
            expect(executions()).to.have.length(1);
            expect(starts()).to.have.length(times + 1);
        });

    it("fails after 26 of them", async () => {
        await open();
        fault({ kind: "status", status: 500, times: 26 });
        expect((await errorOf(create())).message).to.contain("returned 500");
        expect(executions()).to.have.length(0);
    });

    it("is not confused by an older execution that runs while a 500 is recorded", async () => {
        await open();
        const other = await startOther(90_000);
        world.emulator.advanceClock(30_000);
        fault({ kind: "status", status: 500 });
        const { message } = await errorOf(create({ ifRunning: "fail" }));
        expect(message).to.contain(`execution ${other} is running`);
    });

    for (const status of [400, 401, 403, 404, 422])
        it(`fails at once after ${status}`, async () => {
            await open();
            fault({ kind: "status", status });
            expect((await errorOf(create())).message).to.match(
                new RegExp(`^could not start an execution of bulk sync \\S+: .*${status}`),
            );
            expect(starts()).to.have.length(1);
        });

    it("fails where the time is up before the next try, with what happened", async () => {
        await open();
        fault({ kind: "status", status: 503, times: Infinity });
        const { message } = await errorOf(create({}, world.call({ deadline: new Deadline(2_000) })));
        expect(message).to.contain("returned 503");
        expect(starts().length).to.be.within(2, 6);
    });
});

describe("the start of an execution, where the service responds oddly", () => {
    useClock();
    afterEach(closeService);

    /** `respond` gets what was asked, such as `POST /executions`, and how often it was asked before. */
    const createWith = async (
        respond: (asked: string, nth: number) => { status?: number; data?: object } | undefined,
        args: object = {},
    ) => {
        const counts = new Map<string, number>();
        const { url, received } = await openService((response, { method, path }) => {
            const asked = `${method} ${path.replace("/api/bulk/syncs/s", "")}`;
            const nth = counts.get(asked) ?? 0;
            counts.set(asked, nth + 1);
            const { status = 200, data } = respond(asked, nth) ?? { status: 0 };
            if (status === 0) response.socket?.destroy();
            else respondJson(response, status, { data });
        });
        const lines: string[] = [];
        const environment = { POLYTOMIC_API_KEY: "any", POLYTOMIC_DEPLOYMENT_URL: url };
        const print = (line: string) => lines.push(line);
        const context = new ProviderContext(new ResourceRegistry(), () => undefined, environment, print);
        const inputs = { __provider: EXECUTION_LOADER, syncId: "s", ...args };
        const created = createExecution({ context, deadline: new Deadline(60_000) }, inputs);
        return { created, lines, received };
    };
    const unwaited = { waitForCompletion: false };

    it("does not take a response without a time for an earlier one", async () => {
        const { created, lines } = await createWith(
            () => ({ data: { id: "1", status: "created" } }),
            unwaited,
        );
        expect((await created).id).to.equal("s/1");
        expect(lines).to.deep.equal([]);
    });

    it("fails without an id", async () => {
        const { created } = await createWith(() => ({ data: { status: "created" } }), unwaited);
        expect((await errorOf(created)).message).to.equal(
            "could not start an execution of bulk sync s: Polytomic responded without the execution's id. Please report it.",
        );
    });

    it("waits for its own request whose response was lost, which has the key in use", async () => {
        const { created, received } = await createWith(
            (asked, nth) => {
                if (asked === "GET /status")
                    return { data: { current_execution: { id: "1", status: "running" } } };
                if (nth === 0) return undefined;
                return nth < 3 ? { status: 409 } : { data: { id: "1" } };
            },
            { ...unwaited, ifRunning: "fail" },
        );
        expect((await created).id).to.equal("s/1");
        expect(new Set(received.map(({ headers }) => headers["idempotency-key"])).size).to.equal(1);
    });

    it("knows by the list of ended ones that a status is an end which nothing explains", async () => {
        const one = { id: "1", status: "interrupted" };
        const { created, received } = await createWith(
            (asked, nth) => {
                const isList = asked === "GET /executions?only_terminal=true";
                return { data: isList ? (nth < 3 ? [{ id: "0" }] : [{ id: "0" }, one]) : one };
            },
            { failOn: "never" },
        );
        expect((await created).outs).to.include({ status: "interrupted" });
        expect(received.filter(({ path }) => path.includes("only_terminal"))).to.have.length(4);
    });
});
