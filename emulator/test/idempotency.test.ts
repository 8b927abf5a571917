import { expect } from "chai";
import { create, daily, dataOf, firstSync, schedulesPath, send, start } from "./support";

const key = "pulumi-create-1";
const hourly = { schedule: { frequency: "hourly" } };

describe("an idempotency key", () => {
    it("repeats the first response and writes once", async () => {
        const emulator = await start({ ids: true });
        const first = await create(emulator, { key });
        emulator.advanceClock(60_000);
        const second = await create(emulator, { key });
        expect(second.text).to.equal(first.text);
        expect(second.headers.get("date")).to.not.equal(first.headers.get("date"));
        expect(emulator.schedules(firstSync(emulator))).to.have.length(1);
    });

    it("repeats the old success after the schedule has been deleted", async () => {
        const emulator = await start({ ids: true });
        const first = dataOf(await create(emulator, { key }));
        emulator.removeSchedule(firstSync(emulator), String(first.id));
        expect(dataOf(await create(emulator, { key }))).to.deep.equal(first);
        expect(emulator.schedules(firstSync(emulator))).to.deep.equal([]);
    });

    it("repeats a refusal", async () => {
        const emulator = await start();
        const sync = emulator.addSync();
        const path = `/api/bulk/syncs/${sync.id}/schedules`;
        const post = () =>
            send(emulator, path, { method: "POST", body: { schedule: { frequency: "x" } }, key });
        expect((await post()).status).to.equal(400);
        emulator.removeSync(sync.id);
        expect((await post()).status).to.equal(400);
    });

    it("repeats a recorded 500, whether the service wrote or not", async () => {
        for (const write of [false, true]) {
            const emulator = await start();
            emulator.fault({ kind: "status", status: 500, write });
            const statuses = [await create(emulator, { key }), await create(emulator, { key })];
            expect(statuses.map(({ status }) => status)).to.deep.equal([500, 500]);
            expect(emulator.schedules(firstSync(emulator))).to.have.length(write ? 1 : 0);
            expect((await create(emulator, { key: "another-key" })).status).to.equal(200);
        }
    });

    it("does not repeat a 503 of something in front of the service", async () => {
        const emulator = await start();
        emulator.fault({ kind: "status", status: 503 });
        expect((await create(emulator, { key })).status).to.equal(503);
        expect((await create(emulator, { key })).status).to.equal(200);
    });

    it("records any status and spares a 500 where the fault says so", async () => {
        const emulator = await start();
        emulator.fault({ kind: "status", status: 503, recorded: true });
        emulator.fault({ kind: "status", status: 500, recorded: false, skip: 1 });
        expect((await create(emulator, { key })).status).to.equal(503);
        expect((await create(emulator, { key: "another-key" })).status).to.equal(500);
        expect((await create(emulator, { key })).status).to.equal(503);
        expect((await create(emulator, { key: "another-key" })).status).to.equal(200);
    });

    it("gets 409 while its first request is held, before and after the write", async () => {
        for (const kind of ["delay-before-write", "delay-after-write"] as const) {
            const emulator = await start();
            emulator.fault({ kind, delayMs: 250 });
            const first = create(emulator, { key });
            await arrival(emulator);
            expect(emulator.schedules(firstSync(emulator))).to.have.length(
                kind === "delay-after-write" ? 1 : 0,
            );
            const second = await create(emulator, { key });
            expect(second).to.deep.include({ status: 409 });
            expect((await first).status).to.equal(200);
            expect((await create(emulator, { key })).text).to.equal((await first).text);
        }
    });

    it("expires by the emulator's clock", async () => {
        const emulator = await start({ idempotencyKeyTtlMs: 60_000 });
        await create(emulator, { key });
        emulator.advanceClock(59_000);
        await create(emulator, { key });
        expect(emulator.schedules(firstSync(emulator))).to.have.length(1);
        emulator.advanceClock(2000);
        await create(emulator, { key });
        expect(emulator.schedules(firstSync(emulator))).to.have.length(2);
    });

    it("is kept for a day by default", async () => {
        const emulator = await start();
        await create(emulator, { key });
        emulator.advanceClock(24 * 60 * 60 * 1000 - 5000);
        await create(emulator, { key });
        expect(emulator.schedules(firstSync(emulator))).to.have.length(1);
        emulator.advanceClock(5001);
        await create(emulator, { key });
        expect(emulator.schedules(firstSync(emulator))).to.have.length(2);
    });

    it("has no effect where the service ignores keys", async () => {
        const emulator = await start({ idempotencyKeys: "ignored" });
        await create(emulator, { key });
        await create(emulator, { key });
        expect(emulator.schedules(firstSync(emulator))).to.have.length(2);
    });

    it("gets the old response, an error or a second schedule for another body", async () => {
        for (const [how, status, count] of [
            ["replay", 200, 1],
            [422, 422, 1],
            [400, 400, 1],
            ["created", 200, 2],
        ] as const) {
            const emulator = await start({ reusedKeyWithOtherBody: how });
            const first = await create(emulator, { key });
            const other = await create(emulator, { key, body: hourly });
            expect(other.status, String(how)).to.equal(status);
            expect(other.text === first.text, String(how)).to.equal(how === "replay");
            expect(emulator.schedules(firstSync(emulator)), String(how)).to.have.length(count);
            expect((await create(emulator, { key })).text, String(how)).to.equal(first.text);
        }
    });

    it("means nothing to another organization, nor on PUT", async () => {
        const emulator = await start();
        const { id, apiKey } = emulator.addOrganization();
        const theirs = emulator.addSync({ organizationId: id });
        await create(emulator, { key });
        const path = `/api/bulk/syncs/${theirs.id}/schedules`;
        await send(emulator, path, { method: "POST", body: daily, key, apiKey });
        expect(emulator.schedules(theirs.id)).to.have.length(1);

        const scheduleId = emulator.schedules(firstSync(emulator))[0]?.id ?? "";
        const put = `${schedulesPath(emulator)}/${scheduleId}`;
        await send(emulator, put, { method: "PUT", body: hourly, key });
        expect(emulator.schedules(firstSync(emulator))[0]?.frequency).to.equal("hourly");
    });
});

/** Until the emulator has taken the next request in and acted on it. */
async function arrival(emulator: Awaited<ReturnType<typeof start>>): Promise<void> {
    while (emulator.requests.at(-1)?.body === undefined)
        await new Promise((resolve) => setTimeout(resolve, 2));
    await new Promise((resolve) => setTimeout(resolve, 10));
}
