import { execFileSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { expect } from "chai";
import { ProviderProcess } from "./support/provider-process";
import { World } from "./support/world";

describe("the provider process", () => {
    let world: World;

    beforeEach(async () => {
        world = await World.open();
    });

    afterEach(() => world.close());

    it("ends when its CLI is gone", async () => {
        await world.engine.up({ nightly: world.daily(3) });
        expect(await world.engine.provider.endInput()).to.equal(0);
    });

    /** A pipe as those of Go are, which Node.js does not make for its children. */
    function openPipe(): { readonly read: number; readonly write: number } {
        const path = join(mkdtempSync(join(tmpdir(), "polytomic-")), "pipe");
        execFileSync("mkfifo", [path]);
        // Opened for both, it waits for nobody at the other end.
        const write = openSync(path, "r+");
        const read = openSync(path, "r");
        rmSync(dirname(path), { recursive: true });
        return { read, write };
    }

    async function withStdin<T>(stdin: "ignore" | number, act: (running: ProviderProcess) => Promise<T>) {
        const running = await ProviderProcess.start({}, {}, stdin);
        try {
            return await act(running);
        } finally {
            await running.kill();
            if (typeof stdin === "number") closeSync(stdin);
        }
    }

    const isAnswering = async (running: ProviderProcess) => {
        const { inputs } = await running.check({}, { ...world.daily(3), __identity: "i" });
        return inputs["hour"] === 3;
    };

    const noPipes: Readonly<Record<string, () => "ignore" | number>> = {
        "/dev/null": () => "ignore",
        "a file": () => openSync(__filename, "r"),
    };
    for (const [what, stdin] of Object.entries(noPipes))
        it(`goes on where its standard input is ${what}, which ends at once`, () =>
            withStdin(stdin(), async (running) => {
                expect(await isAnswering(running)).to.be.true;
                await setTimeout(300);
                expect(await isAnswering(running)).to.be.true;
                running.interrupt();
                expect(await running.exited()).to.equal(0);
            }));

    it("ends when the pipe to it ends, and not before", async () => {
        const { read, write } = openPipe();
        await withStdin(read, async (running) => {
            expect(await isAnswering(running)).to.be.true;
            await setTimeout(300);
            expect(await isAnswering(running)).to.be.true;
            closeSync(write);
            expect(await running.exited()).to.equal(0);
        });
    });

    it("ends at once when its CLI is done", async () => {
        await world.engine.up({ nightly: world.daily(3) });
        const startedAtMs = Date.now();
        world.engine.provider.interrupt();
        expect(await world.engine.provider.exited()).to.equal(0);
        expect(Date.now() - startedAtMs).to.be.below(4_000);
    });

    it("finishes what is in flight before it ends", async () => {
        world.emulator.fault({ method: "POST", kind: "delay-before-write", delayMs: 500 });
        const creating = world.engine.up({ nightly: world.daily(3) }).catch(() => undefined);
        while (!world.emulator.requests.some(({ method }) => method === "POST")) await setTimeout(20);
        await world.engine.provider.endInput();
        await creating;
        expect(world.idsAtService()).to.have.length(1);
    });

    it("stops waiting at once when it is interrupted, and goes on in the next run", async () => {
        world.emulator.fault({
            method: "POST",
            kind: "status",
            status: 429,
            retryAfter: "60",
            times: Infinity,
        });
        const failing = world.engine.up({ nightly: world.daily(3) }).catch(String);
        while (!world.emulator.requests.some(({ status }) => status === 429)) await setTimeout(20);
        const interruptedAtMs = Date.now();
        world.engine.provider.interrupt();
        expect(await failing).to.contain("interrupted while waiting to try again");
        expect(Date.now() - interruptedAtMs).to.be.below(4_000);
        world.emulator.clearFaults();
        await world.restart();
        await world.engine.up({ nightly: world.daily(3) });
        expect(world.idsAtService()).to.have.length(1);
    });

    it("stops waiting at once when the engine cancels, and goes on working for the same engine", async () => {
        const rule = { kind: "status", status: 429, retryAfter: "60", times: Infinity } as const;
        world.emulator.fault({ method: "POST", ...rule });
        const failing = world.engine.up({ nightly: world.daily(3) }).catch(String);
        while (!world.emulator.requests.some(({ status }) => status === 429)) await setTimeout(20);
        const cancelledAtMs = Date.now();
        await world.engine.provider.cancel();
        expect(await failing).to.match(
            /could not create a schedule of bulk sync .*: interrupted while waiting to try again\. Run `pulumi up` again to go on\./,
        );
        expect(Date.now() - cancelledAtMs).to.be.below(1_000);
        const { inputs } = await world.engine.provider.check({}, { ...world.daily(3), __identity: "i" });
        expect(inputs).to.include({ hour: 3 });
        world.emulator.clearFaults();
        await world.restart();
        await world.engine.up({ nightly: world.daily(3) });
        expect(world.idsAtService()).to.have.length(1);
        expect(world.idsInState()).to.deep.equal(world.idsAtService());
    });

    it("keeps a create open whose wait is cancelled, and finds its schedule in the next run", async () => {
        world.emulator.fault({ method: "POST", kind: "reset-after-write" });
        const rule = { kind: "status", status: 503, retryAfter: "60", times: Infinity } as const;
        world.emulator.fault({ path: world.syncId, ...rule });
        const failing = world.engine.up({ nightly: world.daily(3) }).catch(String);
        while (!world.emulator.requests.some(({ status }) => status === 503)) await setTimeout(20);
        await world.engine.provider.cancel();
        expect(await failing).to.contain("The schedule may exist all the same");
        expect(world.idsInState()).to.deep.equal([`${world.syncId}/unconfirmed`]);
        world.emulator.clearFaults();
        await world.restart();
        await world.engine.up({ nightly: world.daily(3) });
        expect(world.idsAtService()).to.have.length(1);
        expect(world.idsInState()).to.deep.equal(world.idsAtService());
    });

    it("keeps to the time that the resource allows", async () => {
        world.emulator.set({ latencyMs: 10_000 });
        const startedAtMs = Date.now();
        const failure = await world.engine
            .up({ nightly: world.daily(3, { __timeouts: { create: "1.5s" } }) })
            .catch(String);
        expect(failure).to.match(/got no response \(none within \d[.\d]* s\)/);
        expect(Date.now() - startedAtMs).to.be.below(4_000);
    });

    it("never has more requests running than it allows itself", async () => {
        world.emulator.set({ latencyMs: 30 });
        const names = Array.from({ length: 60 }, (_, index) => `s${index}`);
        const declared = names.map((name, index) => [name, world.daily(index % 24, { minute: index })]);
        await world.engine.up(Object.fromEntries(declared) as Record<string, Record<string, unknown>>);
        expect(world.emulator.maxInFlight).to.be.at.most(10);
        expect(world.idsInState()).to.deep.equal(world.idsAtService());
    });

    it("gets through a service that allows ten requests a second, with few refusals", async () => {
        world.emulator.set({ rateLimit: { requests: 10, perMs: 1_000 } });
        const names = Array.from({ length: 60 }, (_, index) => `s${index}`);
        const declared = names.map((name, index) => [name, world.daily(index % 24, { minute: index })]);
        await world.engine.up(Object.fromEntries(declared) as Record<string, Record<string, unknown>>);
        expect(world.idsInState()).to.have.length(60);
        expect(world.idsInState()).to.deep.equal(world.idsAtService());
        // The ten that are out together are refused together; one more at most finds out whether more are let through.
        expect(world.emulator.requests.filter(({ status }) => status === 429)).to.have.length.at.most(12);
    });
});
