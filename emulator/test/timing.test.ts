import { expect } from "chai";
import {
    create,
    daily,
    dataOf,
    firstSync,
    list,
    record,
    schedulesPath,
    send,
    start,
    syncPath,
} from "./support";

describe("time", () => {
    it("passes before reads show what was written", async () => {
        const emulator = await start({ readLagMs: 500 });
        const syncId = firstSync(emulator);
        const { id } = emulator.addSchedule(syncId, daily.schedule);
        const path = `${schedulesPath(emulator)}/${id}`;
        const hour = async () => dataOf(await send(emulator, path)).hour;
        const isListed = async () =>
            list(record((await send(emulator, schedulesPath(emulator))).body).data).length === 1;

        expect((await send(emulator, path)).status).to.equal(404);
        expect(await isListed()).to.equal(false);
        expect(dataOf(await send(emulator, syncPath(emulator))).default_schedule).to.equal(undefined);
        emulator.advanceClock(500);
        expect(await hour()).to.equal("3");
        expect(await isListed()).to.equal(true);
        expect(dataOf(await send(emulator, syncPath(emulator))).default_schedule).to.include({ id });

        const body = { schedule: { frequency: "daily", hour: "9" } };
        expect(dataOf(await send(emulator, path, { method: "PUT", body })).hour).to.equal("9");
        expect(await hour()).to.equal("3");
        emulator.advanceClock(500);
        expect(await hour()).to.equal("9");

        await send(emulator, path, { method: "DELETE" });
        expect(await hour()).to.equal("9");
        expect(emulator.schedules(syncId)).to.deep.equal([]);
        emulator.advanceClock(500);
        expect((await send(emulator, path)).status).to.equal(404);
    });

    it("is taken by each response, errors included", async () => {
        const emulator = await start({ latencyMs: 50 });
        for (const apiKey of [emulator.apiKey, "wrong"]) {
            const startedMs = performance.now();
            await send(emulator, "/api/me", { apiKey });
            expect(performance.now() - startedMs).to.be.greaterThan(45);
        }
    });

    it("shows how many requests were in flight at once", async () => {
        const emulator = await start({ latencyMs: 100 });
        await Promise.all([1, 2, 3].map(() => send(emulator, "/api/me")));
        await send(emulator, "/api/me");
        expect(emulator.maxInFlight).to.equal(3);
        expect(emulator.requests.map(({ inFlight }) => inFlight)).to.deep.equal([1, 2, 3, 1]);
        emulator.clearRequests();
        expect(emulator.maxInFlight).to.equal(0);
    });

    it("limits the rate, and says how long to wait", async () => {
        const emulator = await start({ rateLimit: { requests: 2, perMs: 10_000 } });
        const statuses = async () => [(await create(emulator)).status, (await create(emulator)).status];
        expect(await statuses()).to.deep.equal([200, 200]);
        const refused = await create(emulator);
        expect(refused.status).to.equal(429);
        expect(Number(refused.headers.get("retry-after"))).to.be.within(9, 10);
        emulator.advanceClock(10_000);
        expect(await statuses()).to.deep.equal([200, 200]);
        emulator.set({ rateLimit: undefined });
        expect(await statuses()).to.deep.equal([200, 200]);
        expect(emulator.schedules(firstSync(emulator))).to.have.length(6);
    });

    it("does not hold up closing, and what is delayed is not written any more", async () => {
        const emulator = await start();
        emulator.fault({ kind: "delay-before-write", delayMs: 100 });
        const waiting = create(emulator).catch((error: unknown) => error);
        while (emulator.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 2));
        await emulator.close();
        expect(await waiting).to.be.instanceOf(Error);
        await new Promise((resolve) => setTimeout(resolve, 120));
        expect(emulator.schedules(firstSync(emulator))).to.deep.equal([]);
        await emulator.close();
    });
});
