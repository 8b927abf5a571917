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

    it("leave the default empty on a bulk sync without schedules", async () => {
        const emulator = await start();
        const sync = dataOf(await send(emulator, syncPath(emulator)));
        expect(sync).to.deep.include({ default_schedule: null, additional_schedules: [] });
        emulator.set({ absent: "missing" });
        expect(dataOf(await send(emulator, syncPath(emulator)))).not.to.have.property("default_schedule");
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

    it("lose on PUT what the new definition leaves out, and keep what the endpoint cannot set", async () => {
        const emulator = await start();
        const syncId = firstSync(emulator);
        const added = emulator.addSchedule(syncId, {
            ...daily.schedule,
            schemas: ["users"],
            syncMode: "resync",
        });
        const path = `${schedulesPath(emulator)}/${added.id}`;
        const body = { schedule: { frequency: "hourly" } };
        const replaced = dataOf(await send(emulator, path, { method: "PUT", body }));
        expect(replaced).to.deep.include({
            frequency: "hourly",
            hour: "null",
            schemas: ["users"],
            syncMode: "resync",
        });
        expect(emulator.schedules(syncId)[0]).to.not.have.property("hour");
        expect(emulator.schedules(syncId)[0]).to.include({ id: added.id, createdAt: added.createdAt });
    });

    it("return a deletion without content, and with 404 the second time", async () => {
        const emulator = await start();
        const { id } = emulator.addSchedule(firstSync(emulator), daily.schedule);
        const path = `${schedulesPath(emulator)}/${id}`;
        const deleted = await send(emulator, path, { method: "DELETE" });
        expect(deleted).to.include({ status: 204, text: "" });
        const again = await send(emulator, path, { method: "DELETE" });
        expect(again.status).to.equal(404);
        expect(again.body).to.deep.equal({
            key: "not_found",
            message: "schedule not found",
            status: 404,
            metadata: {},
        });
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
