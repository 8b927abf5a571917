import { expect } from "chai";
import type { Emulator } from "../../src";
import { dataOf, firstSync, list, record, send, start, syncPath } from "../support";

const SECOND = 1000;

async function run(emulator: Emulator, body: object = {}): Promise<string> {
    const started = await send(emulator, `${syncPath(emulator)}/executions`, { method: "POST", body });
    expect(started.status).to.equal(200);
    return String(dataOf(started).id);
}

async function execution(emulator: Emulator, id: string): Promise<Record<string, unknown>> {
    return dataOf(await send(emulator, `${syncPath(emulator)}/executions/${id}`));
}

async function cancel(emulator: Emulator, path: string): Promise<unknown> {
    return dataOf(await send(emulator, `${syncPath(emulator)}/${path}`, { method: "POST" })).message;
}

/** The ids on each page. */
async function pages(emulator: Emulator, query: string): Promise<unknown[][]> {
    const found: unknown[][] = [];
    for (let token: unknown = ""; typeof token === "string";) {
        const page = token === "" ? "" : `&page_token=${token}`;
        const { body } = await send(emulator, `${syncPath(emulator)}/executions?${query}${page}`);
        found.push(list(record(body).data).map(({ id }) => id));
        token = record(record(body).pagination).next_page_token;
    }
    return found;
}

describe("executions", () => {
    it("run for ten seconds", async () => {
        const emulator = await start();
        const id = await run(emulator, { schemas: null });
        const running = await execution(emulator, id);
        expect(running).to.deep.include({
            ...{
                id,
                type: "manual",
                status: "running",
                status_message: null,
                completed_at: null,
                schemas: [],
            },
            ...{ is_test: false, is_resync: false, is_partial: false },
            ...{ record_count: 0, error_count: 0, warning_count: 0 },
        });
        expect(running.started_at).to.equal(running.created_at);
        emulator.advanceClock(10 * SECOND);
        const completed = await execution(emulator, id);
        expect(completed.status).to.equal("completed");
        const tookMs = Date.parse(String(completed.completed_at)) - Date.parse(String(completed.started_at));
        expect(tookMs).to.equal(10 * SECOND);
        expect(completed.updated_at).to.equal(completed.completed_at);
    });

    it("end as planned, one plan each", async () => {
        const emulator = await start();
        const syncId = firstSync(emulator);
        const failed = {
            endsAs: "failed",
            statusMessage: "no rights",
            recordCount: 7,
            errorCount: 2,
        } as const;
        emulator.planExecution(syncId, { ...failed, warningCount: 1, runMs: 3 * SECOND });
        emulator.planExecution(syncId, { endsAs: "interrupted" });
        const ids: string[] = [];
        for (const schemas of [["users", "orders"], [], []]) {
            ids.push(await run(emulator, { schemas, test: schemas.length > 0 }));
            emulator.advanceClock(3 * SECOND);
            if (ids.length > 1) emulator.advanceClock(7 * SECOND);
        }
        const [first, second, third] = await Promise.all(ids.map((id) => execution(emulator, id)));
        const counts = { record_count: 7, error_count: 2, warning_count: 1 };
        expect(first).to.include({
            ...{ status: "failed", status_message: "no rights", is_partial: true, is_test: true },
            ...counts,
        });
        const [users, orders] = list(first?.schemas);
        expect(users).to.include({ schema: "users", status: "failed", ...counts });
        expect(users).to.include({ completed_at: first?.completed_at });
        expect(orders).to.include({ schema: "orders", status: "failed", record_count: 0 });
        expect([second?.status, third?.status]).to.deep.equal(["interrupted", "completed"]);
    });

    it("are listed by their start, newest first, a page at a time", async () => {
        const emulator = await start();
        const ids: string[] = [];
        for (let index = 0; index < 5; index += 1) {
            ids.unshift(await run(emulator));
            emulator.advanceClock(10 * SECOND);
        }
        ids.unshift(await run(emulator));
        const [latest, ...over] = ids;
        expect(await pages(emulator, "limit=4")).to.deep.equal([ids.slice(0, 4), ids.slice(4)]);
        expect(await pages(emulator, "")).to.deep.equal([ids]);
        expect(await pages(emulator, "limit=1000")).to.deep.equal([ids]);
        expect((await pages(emulator, "ascending=true&limit=4")).flat()).to.deep.equal([...ids].reverse());
        expect(await pages(emulator, "only_terminal=true")).to.deep.equal([over]);
        expect(over).to.not.include(latest);
    });

    it("have at most a hundred on a page", async () => {
        const emulator = await start();
        for (let index = 0; index < 101; index += 1) {
            emulator.planExecution(firstSync(emulator), { runMs: 0 });
            await run(emulator);
            emulator.advanceClock(1);
        }
        const lengths = (await pages(emulator, "limit=1000")).map(({ length }) => length);
        expect(lengths).to.deep.equal([100, 1]);
    });

    it("are canceled by way of canceling, alone or with their bulk sync", async () => {
        for (const isAlone of [true, false]) {
            const emulator = await start();
            const id = await run(emulator, { schemas: ["users"] });
            const path = isAlone ? `executions/${id}/cancel` : "cancel";
            expect(await cancel(emulator, path)).to.be.a("string");
            const canceling = await execution(emulator, id);
            expect(canceling).to.include({ status: "canceling", completed_at: null });
            expect(list(canceling.schemas)[0]?.status).to.equal("running");
            const second = await send(emulator, `${syncPath(emulator)}/executions`, { method: "POST" });
            expect(second.status).to.equal(409);
            emulator.advanceClock(SECOND);
            await cancel(emulator, path);
            emulator.advanceClock(SECOND);
            const canceled = await execution(emulator, id);
            expect(canceled.status).to.equal("canceled");
            await cancel(emulator, path);
            expect(await execution(emulator, id)).to.deep.equal(canceled);
            const next = await run(emulator);
            await cancel(emulator, `executions/${id}/cancel`);
            expect(await execution(emulator, next)).to.include({ status: "running" });
        }
    });

    it("are canceled where the bulk sync is deactivated, by activate and by PUT", async () => {
        const emulator = await start();
        const deactivate = [
            () =>
                send(emulator, `${syncPath(emulator)}/activate`, { method: "POST", body: { active: false } }),
            () =>
                emulator.replaceSync(firstSync(emulator), {
                    active: false,
                    default_schedule: { frequency: "manual" },
                }),
        ];
        for (const work of deactivate) {
            const id = await run(emulator);
            await work();
            expect((await execution(emulator, id)).status).to.equal("canceling");
            emulator.advanceClock(2 * SECOND);
        }
    });

    it("are found by their id alone, in their own bulk sync", async () => {
        const emulator = await start();
        const id = await run(emulator);
        const other = `/api/bulk/syncs/${emulator.syncs[1]?.id ?? ""}/executions`;
        expect((await send(emulator, `${other}/${id}`)).status).to.equal(404);
        expect((await send(emulator, `${other}/${id}/cancel`, { method: "POST" })).status).to.equal(404);
        expect((await send(emulator, other)).body).to.deep.include({ data: [] });
        emulator.set({ emptyLists: "null" });
        expect((await send(emulator, other)).body).to.deep.include({ data: null });
        const { apiKey } = emulator.addOrganization();
        expect((await send(emulator, `${syncPath(emulator)}/executions`, { apiKey })).status).to.equal(404);
    });
});
