import { expect } from "chai";
import {
    create,
    daily,
    dataOf,
    firstSync,
    idOf,
    list,
    schedulesPath,
    send,
    start,
    syncPath,
} from "./support";

describe("schedules", () => {
    it("are listed by the bulk sync with their ids, the first one as default", async () => {
        const emulator = await start();
        await create(emulator);
        await create(emulator, { body: { schedule: { frequency: "hourly", minute: "15" } } });
        const [first, second] = emulator.schedules(firstSync(emulator));

        const sync = dataOf(await send(emulator, syncPath(emulator)));
        expect(sync.default_schedule).to.include({
            id: idOf(first),
            frequency: "daily",
            hour: "3",
            minute: "30",
        });
        const additional = list(sync.additional_schedules);
        expect(additional).to.have.length(1);
        expect(additional[0]).to.include({
            id: idOf(second),
            frequency: "hourly",
            created_at: second?.createdAt,
        });
        expect(additional[0]?.created_by).to.include({ id: emulator.userId, type: "user" });
        expect(additional[0]).to.have.property("schemas").that.deep.equals([]);
    });

    it("leave the default out on a bulk sync that has none, or show it as null where asked for", async () => {
        const emulator = await start({ absent: "null" });
        const sync = dataOf(await send(emulator, syncPath(emulator)));
        expect(sync).not.to.have.property("default_schedule");
        expect(sync.additional_schedules).to.deep.equal([]);
        emulator.set({ absent: "missing", missingDefault: "null", emptyLists: "null" });
        expect(dataOf(await send(emulator, syncPath(emulator)))).to.include({
            default_schedule: null,
            additional_schedules: null,
        });
    });

    it("make the next created one the default once the default is deleted", async () => {
        const emulator = await start();
        const syncId = firstSync(emulator);
        const first = emulator.addSchedule(syncId, { frequency: "daily" });
        emulator.addSchedule(syncId, { frequency: "hourly" });
        emulator.removeSchedule(syncId, first.id);
        expect(emulator.schedules(syncId).map(({ isDefault }) => isDefault)).to.deep.equal([false]);
        expect(dataOf(await create(emulator)).isDefault).to.equal(true);
    });

    it("become no default where asked for", async () => {
        const emulator = await start({ newDefault: "never" });
        expect(dataOf(await create(emulator)).isDefault).to.equal(false);
        const sync = dataOf(await send(emulator, syncPath(emulator)));
        expect(sync).not.to.have.property("default_schedule");
        expect(sync.additional_schedules).to.have.length(1);
    });

    for (const [scheduleUpdates, kept] of [
        ["keep", { schemas: ["users"], syncMode: "resync" }],
        ["reset", { schemas: [], syncMode: "normal" }],
    ] as const)
        it(`lose on PUT what the new definition leaves out; ${scheduleUpdates} what the endpoint cannot set`, async () => {
            const emulator = await start({ scheduleUpdates });
            const syncId = firstSync(emulator);
            const added = emulator.addSchedule(syncId, {
                ...daily.schedule,
                schemas: ["users"],
                syncMode: "resync",
            });
            const path = `${schedulesPath(emulator)}/${added.id}`;
            const body = { schedule: { frequency: "hourly" } };
            const replaced = dataOf(await send(emulator, path, { method: "PUT", body }));
            expect(replaced).to.deep.include({ frequency: "hourly", hour: "null", isDefault: true, ...kept });
            expect(emulator.schedules(syncId)[0]).to.not.have.property("hour");
            expect(emulator.schedules(syncId)[0]).to.include({ id: added.id, createdAt: added.createdAt });
        });

    it("are deleted with an empty text or without content, and with 404 the second time", async () => {
        const emulator = await start();
        const syncId = firstSync(emulator);
        const remove = (id: string) =>
            send(emulator, `${schedulesPath(emulator)}/${id}`, { method: "DELETE" });
        const { id } = emulator.addSchedule(syncId, daily.schedule);
        expect(await remove(id)).to.include({ status: 200, text: '""' });
        const again = await remove(id);
        expect(again.status).to.equal(404);
        expect(again.body).to.deep.equal({
            key: "not_found",
            message: "schedule not found",
            status: 404,
            metadata: {},
        });
        emulator.set({ deleteResponse: "no-content" });
        expect(await remove(emulator.addSchedule(syncId, daily.schedule).id)).to.include({
            status: 204,
            text: "",
        });
        expect(emulator.schedules(syncId)).to.deep.equal([]);
    });

    it("are changed in the web app by somebody who can be named", async () => {
        const emulator = await start();
        const syncId = firstSync(emulator);
        const { userId } = emulator.addUser();
        const createdAt = "2024-01-15T09:30:00.000Z";
        const added = emulator.addSchedule(syncId, daily.schedule, { createdBy: userId, createdAt });
        emulator.editSchedule(syncId, added.id, { hour: "5", minute: undefined });
        const read = dataOf(await send(emulator, `${schedulesPath(emulator)}/${added.id}`));
        expect(read).to.include({ hour: "5", minute: "null", createdBy: userId, createdAt });
        expect(read.updatedAt).to.not.equal(createdAt);
    });

    it("go with their bulk sync", async () => {
        const emulator = await start();
        const { id } = emulator.addSync();
        emulator.addSchedule(id, daily.schedule);
        emulator.removeSync(id);
        expect((await send(emulator, `/api/bulk/syncs/${id}/schedules`)).status).to.equal(404);
        expect(emulator.syncs).to.have.length(2);
    });
});
