import { expect } from "chai";
import {
    create,
    daily,
    dataOf,
    firstSync,
    idOf,
    list,
    record,
    schedulesPath,
    send,
    start,
    syncPath,
} from "./support";

const full = {
    schedule: {
        frequency: "weekly",
        dayOfMonth: "5",
        dayOfWeek: "monday",
        hour: "3",
        minute: "5",
        month: "1",
        selectiveMode: "incrementalFields",
    },
};

describe("responses", () => {
    it("carry the schedule's id only where asked for", async () => {
        const emulator = await start();
        expect(dataOf(await create(emulator))).to.not.have.property("id");
        emulator.set({ ids: true });
        const created = dataOf(await create(emulator));
        expect(created.id).to.equal(emulator.schedules(firstSync(emulator))[1]?.id);
    });

    it("write absent values in each of the four ways", async () => {
        const fields = ["dayOfMonth", "dayOfWeek", "month", "selectiveMode", "deletedAt", "deletedBy"];
        const nested = ["day_of_month", "day_of_week", "month"];
        for (const [absent, value] of [
            ["null-text", "null"],
            ["null", null],
            ["missing", undefined],
            ["empty", ""],
        ] as const) {
            const emulator = await start({ absent });
            const created = dataOf(await create(emulator));
            const sync = dataOf(await send(emulator, syncPath(emulator)));
            for (const field of fields) expect(created[field], `${absent} ${field}`).to.equal(value);
            for (const field of nested) expect(record(sync.default_schedule)[field], absent).to.equal(value);
            expect("month" in created, absent).to.equal(absent !== "missing");
            expect(created).to.include({ hour: "3", minute: "30" });
        }
    });

    it("repeat the spelling that was sent", async () => {
        const emulator = await start();
        const body = { schedule: { ...full.schedule, dayOfWeek: "MONDAY", hour: "03" } };
        expect(dataOf(await create(emulator, { body }))).to.include(body.schedule);
    });

    it("are spelled in the service's own way everywhere where asked for", async () => {
        const emulator = await start({ spelling: "service" });
        const spelled = { dayOfWeek: "Monday", dayOfMonth: "5", hour: "03", minute: "05", month: "January" };
        expect(dataOf(await create(emulator, { body: full }))).to.include(spelled);
        const sync = dataOf(await send(emulator, syncPath(emulator)));
        expect(sync.default_schedule).to.include({
            day_of_week: "Monday",
            hour: "03",
            minute: "05",
            month: "January",
        });
        expect(emulator.schedules(firstSync(emulator))[0]).to.include(full.schedule);
    });

    it("spell numbers of weekdays as names, and leave cron expressions alone", async () => {
        const emulator = await start({ spelling: "service" });
        for (const [sent, dayOfWeek] of [
            ["0", "Sunday"],
            ["6", "Saturday"],
            ["7", "Sunday"],
            ["WEDNESDAY", "Wednesday"],
        ]) {
            const body = { schedule: { frequency: "weekly", dayOfWeek: sent } };
            expect(dataOf(await create(emulator, { body })).dayOfWeek).to.equal(dayOfWeek);
        }
        const cron = { frequency: "custom", minute: "*/5", hour: "1-3", dayOfWeek: "mon-fri", month: "1,2" };
        expect(dataOf(await create(emulator, { body: { schedule: cron } }))).to.include(cron);
    });

    it("write createdAt with milliseconds, in seconds or not at all", async () => {
        const emulator = await start();
        const createdAt = async () => dataOf(await create(emulator)).createdAt;
        expect(await createdAt()).to.match(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
        emulator.set({ createdAt: "seconds" });
        expect(await createdAt()).to.match(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
        emulator.set({ createdAt: "missing" });
        expect(await createdAt()).to.equal(undefined);
        const sync = dataOf(await send(emulator, syncPath(emulator)));
        expect(record(sync.default_schedule).created_at).to.match(/\.\d{3}Z$/);
    });

    it("date the deletion of live schedules where asked for", async () => {
        const emulator = await start({ deletedAtOnLive: true });
        expect(dataOf(await create(emulator)).deletedAt).to.match(/^\d{4}-/);
        expect(emulator.schedules(firstSync(emulator))).to.have.length(1);
    });

    it("go on showing deleted schedules, dated, where asked for; the bulk sync does not", async () => {
        const emulator = await start({ deletedSchedules: "dated" });
        const { id } = emulator.addSchedule(firstSync(emulator), daily.schedule);
        const path = `${schedulesPath(emulator)}/${id}`;
        await send(emulator, path, { method: "DELETE" });
        const read = dataOf(await send(emulator, path));
        expect(read.deletedAt).to.match(/^\d{4}-/);
        expect(read.deletedBy).to.equal(emulator.userId);
        expect(list(record((await send(emulator, schedulesPath(emulator))).body).data)).to.deep.equal([read]);
        expect(dataOf(await send(emulator, syncPath(emulator))).default_schedule).to.equal(undefined);
        expect((await send(emulator, path, { method: "PUT", body: daily })).status).to.equal(404);
    });

    it("carry what the service fills in where asked for, on POST and on PUT", async () => {
        const emulator = await start({ fillIn: true });
        const filled = {
            hour: "0",
            minute: "0",
            dayOfWeek: "sunday",
            dayOfMonth: "1",
            month: "1",
            selectiveMode: "none",
        };
        const body = { schedule: { frequency: "daily", hour: "4" } };
        expect(dataOf(await create(emulator, { body }))).to.include({ ...filled, hour: "4" });
        const path = `${schedulesPath(emulator)}/${idOf(emulator.schedules(firstSync(emulator))[0])}`;
        const manual = { schedule: { frequency: "manual" } };
        expect(dataOf(await send(emulator, path, { method: "PUT", body: manual }))).to.include(filled);
        const custom = { schedule: { frequency: "custom", minute: "7" } };
        expect(dataOf(await create(emulator, { body: custom }))).to.include({
            minute: "7",
            hour: "*",
            month: "*",
        });
    });
});
