import { expect } from "chai";
import { Polytomic, PolytomicClient } from "polytomic";
import type { Emulator, EmulatorOptions } from "../src";
import { firstSync, idOf, start } from "./support";

const version = "2025-09-18";
const unknownId = "248df4b7-aa70-47b8-a036-33ac447e668d";

async function connect(options?: EmulatorOptions): Promise<{ emulator: Emulator; client: PolytomicClient }> {
    const emulator = await start(options);
    const client = new PolytomicClient({ environment: emulator.url, token: emulator.apiKey, version });
    return { emulator, client };
}

async function failureOf(promise: Promise<unknown>): Promise<unknown> {
    return promise.then(
        () => undefined,
        (error: unknown) => error,
    );
}

describe("the official SDK", () => {
    it("learns who it is", async () => {
        const { emulator, client } = await connect();
        const { data } = await client.identity.get();
        expect(data).to.include({
            id: emulator.userId,
            organization_id: emulator.organizationId,
            organization_name: "Main organization",
            role: "admin",
            is_user: true,
            is_partner: false,
        });
        expect(data?.email).to.match(/@example\.com$/);
    });

    it("lists the bulk syncs, all or only the active ones", async () => {
        const { emulator, client } = await connect();
        const paused = emulator.addSync({ name: "Paused", active: false });
        const all = await client.bulkSync.list();
        const inactive = await client.bulkSync.list({ active: false });
        expect(all.data?.map(({ id }) => id)).to.deep.equal(emulator.syncs.map(({ id }) => id));
        expect(inactive.data?.map(({ id }) => id)).to.deep.equal([paused.id]);
    });

    it("reads a bulk sync", async () => {
        const { emulator, client } = await connect();
        const { data } = await client.bulkSync.get(firstSync(emulator));
        expect(data).to.include({
            id: firstSync(emulator),
            name: "Salesforce to Snowflake",
            organization_id: emulator.organizationId,
            active: true,
        });
    });

    it("creates, reads, lists, replaces and deletes a schedule", async () => {
        const { emulator, client } = await connect();
        const syncId = firstSync(emulator);
        const { schedules } = client.bulkSync;

        const created = await schedules.create(syncId, {
            schedule: { frequency: "daily", hour: "3", minute: "30" },
        });
        expect(created.data).to.include({
            frequency: "daily",
            hour: "3",
            minute: "30",
            syncId,
            isDefault: true,
        });
        expect(created.data?.createdBy).to.equal(emulator.userId);

        const scheduleId = idOf(emulator.schedules(syncId)[0]);
        const read = await schedules.get(syncId, scheduleId);
        expect(read).to.deep.equal(created);
        const listed = await schedules.list(syncId);
        expect(listed.data).to.deep.equal([created.data]);

        const replaced = await schedules.update(syncId, scheduleId, {
            schedule: { frequency: "weekly", dayOfWeek: "monday" },
        });
        expect(replaced.data).to.include({ frequency: "weekly", dayOfWeek: "monday", hour: "null" });

        await schedules.delete(syncId, scheduleId);
        expect(await schedules.list(syncId)).to.deep.equal({ data: [] });
        const failure = await failureOf(schedules.get(syncId, scheduleId));
        expect(failure).to.be.instanceOf(Polytomic.NotFoundError);
    });

    it("starts an execution, sees it running, and reports the conflict with a second one", async () => {
        const { emulator, client } = await connect();
        const syncId = firstSync(emulator);
        const started = await client.bulkSync.start(syncId, { test: true });
        expect(started.data).to.include({ status: "running", is_test: true });

        const second = await failureOf(client.bulkSync.start(syncId, {}, { maxRetries: 0 }));
        expect(second).to.be.instanceOf(Polytomic.ConflictError);

        const running = await client.bulkSync.getStatus(syncId);
        expect(running.data?.current_execution?.id).to.equal(started.data?.id);
        emulator.advanceClock(10_000);
        const done = await client.bulkSync.getStatus(syncId);
        expect(done.data?.current_execution).to.equal(undefined);
        expect(done.data?.last_execution).to.include({ id: started.data?.id, status: "completed" });
    });

    it("pauses a bulk sync, which cancels its execution", async () => {
        const { emulator, client } = await connect();
        const syncId = firstSync(emulator);
        await client.bulkSync.start(syncId);
        const paused = await client.bulkSync.activate(syncId, { active: false });
        expect(paused.data).to.deep.equal({ id: syncId, active: false });
        const { data } = await client.bulkSync.get(syncId);
        expect(data?.active).to.equal(false);
        const canceling = await client.bulkSync.getStatus(syncId);
        expect(canceling.data?.current_execution?.status).to.equal("canceling");
        emulator.advanceClock(2000);
        const canceled = await client.bulkSync.getStatus(syncId);
        expect(canceled.data?.last_execution?.status).to.equal("canceled");
    });

    it("lists executions, reads and cancels one, and shows what every bulk sync does", async () => {
        const { emulator, client } = await connect();
        const syncId = firstSync(emulator);
        const { executions } = client.bulkSync;
        emulator.planExecution(syncId, {
            endsAs: "failed",
            statusMessage: "no rights",
            errorCount: 1,
            runMs: 5,
        });
        const first = (await client.bulkSync.start(syncId)).data?.id ?? "";
        emulator.advanceClock(5);
        const second = (await client.bulkSync.start(syncId, { schemas: ["users"] })).data?.id ?? "";
        expect((await executions.list(syncId)).data?.map(({ id }) => id)).to.deep.equal([second, first]);
        const ended = await executions.list(syncId, { only_terminal: true, ascending: true, limit: 1 });
        expect(ended.data).to.have.length(1);
        expect(ended.data?.[0]).to.include({ id: first, status: "failed", status_message: "no rights" });

        expect((await executions.cancel(syncId, second)).data?.message).to.be.a("string");
        expect((await executions.get(syncId, second)).data).to.include({
            status: "canceling",
            is_partial: true,
        });
        emulator.advanceClock(2000);
        await client.bulkSync.cancel(syncId);
        const statuses = await executions.listStatus({ sync_id: emulator.syncs.map(({ id }) => id) });
        expect(statuses.data?.map(({ status }) => status)).to.deep.equal(["canceled", undefined]);
        expect((await executions.listStatus({ active: true })).data).to.have.length(2);
    });

    it("recognises the errors", async () => {
        const { emulator, client } = await connect();
        const withBadKey = new PolytomicClient({ environment: emulator.url, token: "no such key", version });
        expect(await failureOf(withBadKey.identity.get())).to.be.instanceOf(Polytomic.UnauthorizedError);
        expect(await failureOf(client.bulkSync.get(unknownId))).to.be.instanceOf(Polytomic.NotFoundError);
        const invalid = client.bulkSync.schedules.create(firstSync(emulator), {
            schedule: { frequency: "daily", hour: "24" },
        });
        expect(await failureOf(invalid)).to.be.instanceOf(Polytomic.BadRequestError);
    });
});
