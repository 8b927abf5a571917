import { expect } from "chai";
import { create, daily, firstSync, record, schedulesPath, send, start, syncPath } from "./support";

const accepted: Record<string, unknown>[] = [
    ...["manual", "continuous", "hourly", "daily", "builder", "runafter", "multi", "dbtcloud"].map(
        (frequency) => ({
            frequency,
        }),
    ),
    { frequency: "daily", hour: "0", minute: "0" },
    { frequency: "daily", hour: "23", minute: "59", dayOfMonth: "31", month: "12" },
    { frequency: "daily", hour: "05", selectiveMode: "incrementalFields" },
    { frequency: "weekly", dayOfWeek: "wednesday", selectiveMode: "none" },
    { frequency: "weekly", dayOfWeek: "Monday", selectiveMode: "nonincrementalFields" },
    { frequency: "weekly", dayOfWeek: "1" },
    {
        frequency: "custom",
        minute: "*/15",
        hour: "8-18/2",
        dayOfMonth: "1,15",
        month: "jan-jun",
        dayOfWeek: "mon-fri",
    },
    { frequency: "custom" },
    { frequency: "custom", dayOfWeek: "fri-sun,1-7/2" },
    { frequency: "hourly", minute: "45" },
];

const refused: Record<string, unknown>[] = [
    {},
    { frequency: "Daily" },
    { frequency: "yearly" },
    { frequency: "daily", hour: "24" },
    { frequency: "daily", hour: "-1" },
    { frequency: "daily", hour: "3.5" },
    { frequency: "daily", hour: "" },
    { frequency: "daily", hour: null },
    { frequency: "daily", hour: 3 },
    { frequency: "daily", minute: "60" },
    { frequency: "daily", minute: "*/15" },
    { frequency: "daily", dayOfMonth: "0" },
    { frequency: "daily", dayOfMonth: "32" },
    { frequency: "daily", month: "13" },
    { frequency: "daily", month: "January" },
    { frequency: "weekly", dayOfWeek: "someday" },
    { frequency: "weekly", dayOfWeek: "8" },
    { frequency: "daily", selectiveMode: "all" },
    { frequency: "daily", schemas: ["users"] },
    { frequency: "daily", day_of_month: "1" },
    { frequency: "custom", hour: "25" },
    { frequency: "custom", minute: "*/x" },
    { frequency: "custom", minute: "1-2-3" },
    { frequency: "custom", minute: "1/2/3" },
    { frequency: "custom", minute: "5/15" },
    { frequency: "custom", hour: "20-8" },
    { frequency: "custom", dayOfWeek: "monday" },
    { frequency: "custom", month: "january" },
    { frequency: "weekly", hour: "3" },
    { frequency: "hourly", minute: "20" },
];

describe("validation", () => {
    it("accepts what is documented", async () => {
        const emulator = await start();
        for (const schedule of accepted) {
            const { status } = await create(emulator, { body: { schedule } });
            expect(status, JSON.stringify(schedule)).to.equal(200);
        }
        expect(emulator.schedules(firstSync(emulator))).to.have.length(accepted.length);
    });

    it("refuses what is not, and writes nothing", async () => {
        const emulator = await start();
        for (const schedule of refused) {
            const { status } = await create(emulator, { body: { schedule } });
            expect(status, JSON.stringify(schedule)).to.equal(400);
        }
        expect(emulator.schedules(firstSync(emulator))).to.deep.equal([]);
    });

    it("names the field in the error", async () => {
        const emulator = await start();
        const { body } = await create(emulator, { body: { schedule: { frequency: "daily", hour: "24" } } });
        expect(body).to.deep.equal({
            key: "invalid_request",
            message: "schedule.hour: must be 0 to 23",
            status: 400,
            metadata: { problems: [{ path: "schedule.hour", message: "must be 0 to 23" }] },
        });
    });

    it("wants the schedule in a body of its own", async () => {
        const emulator = await start();
        expect((await create(emulator, { body: daily.schedule })).status).to.equal(400);
        expect((await create(emulator, { body: { ...daily, name: "x" } })).status).to.equal(400);
        expect((await create(emulator, { body: "" })).status).to.equal(400);
        expect((await create(emulator, { body: "{" })).status).to.equal(400);
    });

    it("checks a replacement in the same way", async () => {
        const emulator = await start();
        const { id } = emulator.addSchedule(firstSync(emulator), daily.schedule);
        const body = { schedule: { frequency: "daily", hour: 3 } };
        const { status } = await send(emulator, `${schedulesPath(emulator)}/${id}`, { method: "PUT", body });
        expect(status).to.equal(400);
    });

    it("wants UUIDs in the path", async () => {
        const emulator = await start();
        expect((await send(emulator, "/api/bulk/syncs/42")).status).to.equal(400);
        expect((await send(emulator, `${schedulesPath(emulator)}/42`)).status).to.equal(400);
    });

    it("checks the bodies of executions and activation, and the query of the list", async () => {
        const emulator = await start();
        const post = (path: string, body: unknown) =>
            send(emulator, `${syncPath(emulator)}/${path}`, { method: "POST", body });
        expect((await post("executions", { resync: true })).status).to.equal(400);
        expect((await post("executions", { test: true, resync_mode: "rebuild" })).status).to.equal(400);
        expect((await post("activate", {})).status).to.equal(400);
        for (const query of ["active=maybe", "page_token=nonsense", "limit=0", "limit=51", "limit=x"])
            expect((await send(emulator, `/api/bulk/syncs?${query}`)).status, query).to.equal(400);
        for (const query of ["ascending=maybe", "only_terminal=1", "page_token=nonsense", "limit=0"])
            expect(
                (await send(emulator, `${syncPath(emulator)}/executions?${query}`)).status,
                query,
            ).to.equal(400);
        expect((await send(emulator, "/api/bulk/syncs/status?sync_id=42")).status).to.equal(400);
    });

    it("refuses with 422 where asked for, but not what it cannot read", async () => {
        const emulator = await start({ refusals: 422 });
        const invalid = { schedule: { frequency: "yearly" } };
        const { status, body } = await create(emulator, { body: invalid });
        expect(status).to.equal(422);
        expect(body).to.include({ key: "invalid_request", status: 422 });
        expect((await send(emulator, "/api/bulk/syncs/42")).status).to.equal(422);
        expect((await create(emulator, { body: "{" })).status).to.equal(400);
        expect((await create(emulator, { key: "short" })).status).to.equal(400);
    });

    it("refuses malformed idempotency keys", async () => {
        const emulator = await start();
        for (const key of ["short", "x".repeat(256), "with space", "with.dots"]) {
            const { status, body } = await create(emulator, { key });
            expect(status, key).to.equal(400);
            expect(record(body).key).to.equal("bad_request");
        }
        expect((await create(emulator, { key: "x".repeat(255) })).status).to.equal(200);
    });

    it("knows no other endpoints", async () => {
        const emulator = await start();
        expect((await send(emulator, "/api/connections")).status).to.equal(404);
        expect(
            (await send(emulator, schedulesPath(emulator), { method: "PATCH", body: daily })).status,
        ).to.equal(404);
    });
});
