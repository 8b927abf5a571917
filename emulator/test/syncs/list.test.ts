import { expect } from "chai";
import { list, record, send, start } from "../support";

async function pages(emulator: Awaited<ReturnType<typeof start>>, query = ""): Promise<unknown[][]> {
    const found: unknown[][] = [];
    let token: unknown = "";
    while (typeof token === "string") {
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

    it("carries the version and the emulator's time", async () => {
        const emulator = await start();
        emulator.advanceClock(24 * 60 * 60 * 1000);
        const { headers } = await send(emulator, "/api/bulk/syncs");
        expect(headers.get("x-polytomic-version")).to.equal("2025-09-18");
        const aheadMs = Date.parse(headers.get("date") ?? "") - Date.now();
        expect(aheadMs).to.be.within(24 * 60 * 60 * 1000 - 5000, 24 * 60 * 60 * 1000 + 5000);
    });
});
