import { setTimeout } from "node:timers/promises";
import { expect } from "chai";
import type { FaultRule } from "../../emulator/src";
import { InitFailed } from "./support/provider-process";
import { World } from "./support/world";

const FAULTS: Record<string, Omit<FaultRule, "method">> = {
    "reset before the write": { kind: "reset-before-write" },
    "reset after the write": { kind: "reset-after-write" },
    "half an answer": { kind: "half-response" },
    "a proxy's page with 200": { kind: "html", status: 200, write: false },
    "a proxy's page with 502": { kind: "html", status: 502, write: true },
    "503": { kind: "status", status: 503 },
    "429 with Retry-After": { kind: "status", status: 429, retryAfter: "1" },
};

describe("update and delete", () => {
    let world: World;

    beforeEach(async () => {
        world = await World.open();
        await world.engine.up({ nightly: world.daily(3) });
    });

    afterEach(() => world.close());

    for (const [name, rule] of Object.entries(FAULTS)) {
        it(`writes the new definition through ${name}`, async () => {
            world.emulator.fault({ method: "PUT", ...rule });
            await world.engine.up({ nightly: world.daily(4) });
            expect(world.schedules().map(({ hour }) => hour)).to.deep.equal(["4"]);
        });

        it(`deletes through ${name}`, async () => {
            world.emulator.fault({ method: "DELETE", ...rule });
            await world.engine.destroy();
            expect(world.idsAtService()).to.deep.equal([]);
            expect(world.idsInState()).to.deep.equal([]);
        });
    }

    it("writes again what an update left open, even if the program went back", async () => {
        world.emulator.fault({ method: "PUT", kind: "reset-after-write", times: Infinity });
        const changed = { nightly: world.daily(4, { __timeouts: { update: "2s" } }) };
        const failure = await world.engine.up(changed).catch((error: unknown) => error);
        expect(failure).to.be.instanceOf(InitFailed);
        expect(world.schedules()[0]?.hour).to.equal("4");
        world.emulator.clearFaults();
        await world.engine.up({ nightly: world.daily(3) });
        expect(world.schedules()[0]?.hour).to.equal("3");
    });

    it("does so whatever the last try came to", async () => {
        world.emulator.fault({ method: "PUT", kind: "reset-after-write" });
        const rule = { kind: "status", status: 429, retryAfter: "60", times: Infinity } as const;
        world.emulator.fault({ method: "PUT", ...rule });
        const changed = { nightly: world.daily(4, { __timeouts: { update: "2s" } }) };
        const failure = await world.engine.up(changed).catch((error: unknown) => error);
        expect(failure).to.be.instanceOf(InitFailed);
        world.emulator.clearFaults();
        await world.restart();
        await world.engine.up({ nightly: world.daily(3) });
        expect(world.schedules()[0]?.hour).to.equal("3");
    });

    it("does so after a cancelled wait", async () => {
        const rule = { kind: "status", status: 503, retryAfter: "60", write: true } as const;
        world.emulator.fault({ method: "PUT", ...rule });
        const failing = world.engine.up({ nightly: world.daily(4) }).catch((error: unknown) => error);
        while (!world.emulator.requests.some(({ status }) => status === 503)) await setTimeout(20);
        await world.engine.provider.cancel();
        expect(await failing).to.be.instanceOf(InitFailed);
        await world.restart();
        await world.engine.up({ nightly: world.daily(3) });
        expect(world.schedules()[0]?.hour).to.equal("3");
    });

    it("fails where the schedule to update does not exist any more, and creates it anew in the next run", async () => {
        world.emulator.removeSchedule(world.syncId, world.schedules()[0]?.id ?? "");
        const failure: unknown = await world.engine
            .up({ nightly: world.daily(4) })
            .catch((error: unknown) => error);
        expect(failure).to.be.instanceOf(InitFailed);
        expect(String(failure)).to.match(
            /could not update schedule .* does not exist any more\. Run `pulumi up` again: it creates the schedule anew\./,
        );
        await world.restart();
        await world.engine.up({ nightly: world.daily(3) });
        expect(world.schedules().map(({ hour }) => hour)).to.deep.equal(["3"]);
        expect(world.idsInState()).to.deep.equal(world.idsAtService());
        world.emulator.clearRequests();
        await world.engine.up({ nightly: world.daily(3) });
        expect(world.emulator.requests).to.deep.equal([]);
    });

    it("leaves a schedule that was gone for an update to a refresh or a destroy, too", async () => {
        world.emulator.removeSchedule(world.syncId, world.schedules()[0]?.id ?? "");
        await world.engine.up({ nightly: world.daily(4) }).catch(() => undefined);
        const kept = new Map(world.engine.state);
        await world.engine.refresh();
        expect(world.idsInState()).to.deep.equal([]);
        for (const [name, record] of kept) world.engine.state.set(name, record);
        await world.engine.destroy();
        expect(world.idsInState()).to.deep.equal([]);
    });

    it("takes a schedule that is gone already as deleted", async () => {
        world.emulator.removeSchedule(world.syncId, world.schedules()[0]?.id ?? "");
        await world.engine.destroy();
        expect(world.idsInState()).to.deep.equal([]);
    });
});
