import { expect } from "chai";
import { pageOf } from "../../src/store/paging";
import type { PageRequest } from "../../src/store/paging";
import { dataOf, idOf, list, record, send, start } from "../support";

/** @param between Is called after each page but the last one. */
async function pages(
    emulator: Awaited<ReturnType<typeof start>>,
    query = "",
    between: () => unknown = () => undefined,
): Promise<unknown[][]> {
    const found: unknown[][] = [];
    let token: unknown = "";
    while (typeof token === "string") {
        if (token !== "") await between();
        const path = `/api/bulk/syncs?${query}${token === "" ? "" : `&page_token=${token}`}`;
        const body = record((await send(emulator, path)).body);
        found.push(list(body.data).map(({ id }) => id));
        token = record(body.pagination).next_page_token;
    }
    return found;
}

describe("the list of bulk syncs", () => {
    it("comes in pages of 50", async () => {
        const emulator = await start({ syncs: 120 });
        const found = await pages(emulator);
        expect(found.map((page) => page.length)).to.deep.equal([50, 50, 20]);
        expect(found.flat()).to.deep.equal(emulator.syncs.map(({ id }) => id));
    });

    it("ends with a full page where nothing follows", async () => {
        const emulator = await start({ syncs: 50 });
        expect((await pages(emulator)).map((page) => page.length)).to.deep.equal([50]);
        expect(await pages(await start({ syncs: 0 }))).to.deep.equal([[]]);
    });

    it("filters on every page", async () => {
        const emulator = await start({ syncs: 0 });
        for (let index = 0; index < 60; index += 1) {
            emulator.addSync({ active: true });
            emulator.addSync({ active: false });
        }
        expect((await pages(emulator, "active=true")).map((page) => page.length)).to.deep.equal([50, 10]);
        expect((await pages(emulator, "active=false")).map((page) => page.length)).to.deep.equal([50, 10]);
    });

    it("has as many on a page as asked for", async () => {
        const emulator = await start({ syncs: 5 });
        const found = await pages(emulator, "limit=2");
        expect(found.map((page) => page.length)).to.deep.equal([2, 2, 1]);
        expect(found.flat()).to.deep.equal(emulator.syncs.map(({ id }) => id));
    });

    it("begins with the bulk sync that was changed last", async () => {
        const emulator = await start({ syncs: 4 });
        const ids = emulator.syncs.map(({ id }) => id);
        const [first, second, third, fourth] = ids;
        emulator.replaceSync(third ?? "", { default_schedule: { frequency: "manual" } });
        emulator.advanceClock(1);
        const path = `/api/bulk/syncs/${second ?? ""}`;
        const before = dataOf(await send(emulator, path));
        await send(emulator, `${path}/activate`, { method: "POST", body: { active: true } });
        expect(await pages(emulator)).to.deep.equal([[second, third, first, fourth]]);
        const after = dataOf(await send(emulator, path));
        expect(Date.parse(String(after.updated_at))).to.be.greaterThan(Date.parse(String(before.updated_at)));
        expect(after.created_at).to.equal(before.created_at);
        expect(emulator.syncs.map(({ id }) => id)).to.deep.equal(ids);
    });

    it("misses one that is changed between two pages, and no other one", async () => {
        const emulator = await start({ syncs: 5 });
        const [first, second, third, fourth, fifth] = emulator.syncs.map(({ id }) => id);
        const changed = idOf(emulator.syncs[3]);
        let isChanged = false;
        const found = await pages(emulator, "limit=2", () => {
            if (!isChanged) emulator.replaceSync(changed, { default_schedule: { frequency: "manual" } });
            isChanged = true;
        });
        expect(found).to.deep.equal([
            [first, second],
            [third, fifth],
        ]);
        expect((await pages(emulator, "limit=2"))[0]).to.deep.equal([fourth, first]);
    });

    it("has those that were changed at the same time by their ids", () => {
        const syncs = ["c", "a", "b"].map((id) => ({ id, atMs: 5 }));
        const place = (sync: { id: string; atMs: number }) => sync;
        const ids = (request: PageRequest) => pageOf(syncs, place, request).items.map(({ id }) => id);
        expect(ids({ limit: 2 })).to.deep.equal(["a", "b"]);
        expect(ids({ limit: 2, after: { id: "b", atMs: 5 } })).to.deep.equal(["c"]);
        expect(ids({ limit: 2, isAscending: true })).to.deep.equal(["a", "b"]);
    });

    it("carries the version and the emulator's time", async () => {
        const emulator = await start();
        emulator.advanceClock(24 * 60 * 60 * 1000);
        const { headers } = await send(emulator, "/api/bulk/syncs");
        expect(headers.get("x-polytomic-version")).to.equal("2025-09-18");
        const aheadMs = Date.parse(headers.get("date") ?? "") - Date.now();
        expect(aheadMs).to.be.within(24 * 60 * 60 * 1000 - 5000, 24 * 60 * 60 * 1000 + 5000);
    });
});
