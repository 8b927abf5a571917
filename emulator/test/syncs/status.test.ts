import { expect } from "chai";
import type { Emulator } from "../../src";
import { dataOf, firstSync, list, record, send, start, syncPath } from "../support";

const SECOND = 1000;
const DAY = 24 * 60 * 60 * SECOND;

describe("the status of a bulk sync", () => {
    const status = async (emulator: Emulator) => dataOf(await send(emulator, `${syncPath(emulator)}/status`));
    const run = async (emulator: Emulator) =>
        dataOf(await send(emulator, `${syncPath(emulator)}/executions`, { method: "POST" })).id;

    it("shows what runs and what ran last", async () => {
        const emulator = await start();
        expect(await status(emulator)).to.deep.equal({ next_execution_time: null });
        const first = await run(emulator);
        const path = `${syncPath(emulator)}/executions/${String(first)}`;
        expect((await status(emulator)).current_execution).to.deep.equal(dataOf(await send(emulator, path)));
        emulator.advanceClock(10 * SECOND);
        const second = await run(emulator);
        const both = await status(emulator);
        expect(record(both.current_execution).id).to.equal(second);
        expect(record(both.last_execution).id).to.equal(first);
    });

    it("shows when an active bulk sync runs next", async () => {
        const emulator = await start();
        const syncId = firstSync(emulator);
        const next = async () => {
            const { next_execution_time: time } = await status(emulator);
            return typeof time === "string" ? new Date(time) : time;
        };
        for (const [fields, atMostMs, expected] of [
            [{ frequency: "continuous" }, 5 * 60 * SECOND, {}],
            [{ frequency: "hourly", minute: "15" }, DAY / 24, { minute: 15 }],
            [{ frequency: "daily", hour: "03", minute: "30" }, DAY, { minute: 30, hour: 3 }],
            [{ frequency: "daily" }, DAY, { minute: 0, hour: 0 }],
            [{ frequency: "weekly", dayOfWeek: "Monday", hour: "5" }, 7 * DAY, { hour: 5, day: 1 }],
            [{ frequency: "weekly", dayOfWeek: "7" }, 7 * DAY, { hour: 0, day: 0 }],
            [{ frequency: "custom", minute: "5", hour: "1-3", dayOfWeek: "mon-fri" }, 4 * DAY, { minute: 5 }],
        ] as const) {
            const { id } = emulator.addSchedule(syncId, fields);
            const time = await next();
            const text = JSON.stringify(fields);
            if (!(time instanceof Date)) throw new Error(`no next run of ${text}`);
            expect(time.getTime() - Date.now(), text).to.be.within(-SECOND, atMostMs);
            const parts = { minute: time.getUTCMinutes(), hour: time.getUTCHours(), day: time.getUTCDay() };
            expect(parts, text).to.include(expected);
            emulator.removeSchedule(syncId, id);
        }
        for (const frequency of ["manual", "builder", "runafter", "dbtcloud", "multi"])
            emulator.addSchedule(syncId, { frequency });
        emulator.addSchedule(syncId, {
            frequency: "custom",
            dayOfMonth: "30",
            month: "2",
            hour: "1",
            minute: "1",
        });
        expect(await next()).to.equal(null);
        emulator.addSchedule(syncId, { frequency: "daily" });
        emulator.addSchedule(syncId, { frequency: "continuous" });
        expect(Number(await next()) - Date.now()).to.be.within(-SECOND, 5 * 60 * SECOND);
        await send(emulator, `${syncPath(emulator)}/activate`, { method: "POST", body: { active: false } });
        expect(await next()).to.equal(null);
    });

    it("is listed for all, for the active ones, or for those that are named", async () => {
        const emulator = await start({ syncs: 3 });
        const [first, second, third] = emulator.syncs.map(({ id }) => id);
        emulator.addSchedule(first ?? "", { frequency: "continuous" });
        await run(emulator);
        await send(emulator, `/api/bulk/syncs/${second ?? ""}/activate`, {
            method: "POST",
            body: { active: false },
        });
        const listed = async (query: string) => {
            const { body } = await send(emulator, `/api/bulk/syncs/status?${query}`);
            return list(record(body).data);
        };
        const ids = async (query: string) => (await listed(query)).map(({ sync_id }) => sync_id);
        const [running, idle] = await listed("all=true");
        expect(running).to.include({ sync_id: first, status: "running" });
        expect(running?.nextExecutionTime).to.be.a("string");
        expect(idle).to.deep.equal({ sync_id: second, nextExecutionTime: null });
        expect(await ids(`all=true&active=true&sync_id=${first ?? ""}`)).to.deep.equal([
            first,
            second,
            third,
        ]);
        expect(await ids(`active=true&sync_id=${second ?? ""}`)).to.deep.equal([first, third]);
        expect(await ids(`sync_id=${third ?? ""}&sync_id=${second ?? ""}`)).to.deep.equal([third, second]);
        expect(await ids(`sync_id=${third ?? ""}`)).to.deep.equal([third]);
        expect(await ids("")).to.deep.equal([]);
        const unknown = "/api/bulk/syncs/status?sync_id=248df4b7-aa70-47b8-a036-33ac447e668d";
        expect((await send(emulator, unknown)).status).to.equal(404);
    });
});
