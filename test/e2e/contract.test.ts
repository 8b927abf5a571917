import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { json } from "node:stream/consumers";
import { expect } from "chai";
import { summaryOf } from "./support/command-line";
import { openWorld, type World } from "./support/world";

type Fields = Record<string, string>;

const SYNC_ID = "248df4b7-aa70-47b8-a036-33ac447e668d";
const SNAKE_CASE: Readonly<Record<string, string>> = { dayOfWeek: "day_of_week", dayOfMonth: "day_of_month" };

/**
 * A second stand-in, which shares nothing with the emulator and says as little as the contract allows: answers with a
 * frequency and nothing else, ids in the bulk sync only, no instants, no identity, no memory of idempotency keys.
 */
class MinimalService {
    readonly schedules = new Map<string, Fields>();
    readonly calls: string[] = [];
    private readonly server: Server = createServer((request, response) => {
        const { method = "", url = "" } = request;
        this.calls.push(`${method} ${url}`);
        void json(request)
            .catch(() => undefined)
            .then((body) => {
                const answer = this.answer(method, url, body as { schedule: Fields } | undefined);
                const status = answer === undefined ? 404 : 200;
                response.writeHead(status, { "content-type": "application/json" });
                response.end(JSON.stringify(answer ?? {}));
            });
    });

    async listen(): Promise<string> {
        this.server.listen(0, "127.0.0.1");
        await once(this.server, "listening");
        const address = this.server.address();
        return typeof address === "object" && address !== null ? `http://127.0.0.1:${address.port}` : "";
    }

    close(): void {
        this.server.closeAllConnections();
        this.server.close();
    }

    private answer(method: string, url: string, body: { schedule: Fields } | undefined): object | undefined {
        const [sync, kind, id] = url.split("/").slice(4);
        if (sync !== SYNC_ID) return undefined;
        if (kind === undefined) return { data: { id: sync, additional_schedules: this.listing() } };
        if (id !== undefined) return this.schedules.has(id) ? this.one(method, id, body) : undefined;
        if (method === "GET") return { data: [...this.schedules.values()].map(minimal) };
        return this.one("PUT", randomUUID(), body);
    }

    private one(method: string, id: string, body: { schedule: Fields } | undefined): object {
        if (method === "DELETE") return { deleted: this.schedules.delete(id) };
        if (body !== undefined) this.schedules.set(id, body.schedule);
        return { data: minimal(this.schedules.get(id) ?? {}) };
    }

    private listing(): object[] {
        return [...this.schedules].map(([id, fields]) => {
            const named = Object.entries(fields).map(([name, value]) => [SNAKE_CASE[name] ?? name, value]);
            return { id, ...(Object.fromEntries(named) as object) };
        });
    }
}

const minimal = ({ frequency }: Fields) => ({ frequency });

describe("any service that keeps the contract, however little it says", () => {
    let service: MinimalService;
    let world: World;

    before(async () => {
        service = new MinimalService();
        const environment = {
            POLYTOMIC_API_KEY: "any-key",
            POLYTOMIC_DEPLOYMENT_URL: await service.listen(),
        };
        world = await openWorld({}, { environment });
    });

    after(async () => {
        service.close();
        await world.close();
    });

    const declare = (schedules: Record<string, object>) => {
        const entries = Object.entries(schedules);
        world.declare(
            Object.fromEntries(entries.map(([name, fields]) => [name, { syncId: SYNC_ID, ...fields }])),
        );
    };

    /** What the service holds, by the names that state has for it. */
    const held = async () => {
        const stored = Object.entries(await world.program.schedules());
        expect(service.schedules.size).to.equal(stored.length);
        return Object.fromEntries(
            stored.map(([name, { id = "" }]) => [name, service.schedules.get(id.split("/")[1] ?? "")]),
        );
    };

    const NIGHTLY = { frequency: "daily", hour: "3", minute: "30" };
    const MONDAYS = { frequency: "weekly", dayOfWeek: "monday", hour: "6" };
    const NOON = { frequency: "daily", hour: "12" };

    it("serves for creating two schedules", async () => {
        declare({ nightly: NIGHTLY, mondays: MONDAYS });
        await world.program.up();
        expect(await held()).to.deep.equal({ nightly: NIGHTLY, mondays: MONDAYS });
    });

    it("serves for a run without changes, and for a refresh", async () => {
        service.calls.length = 0;
        expect(summaryOf(await world.program.up())).to.deep.equal({ unchanged: 3 });
        expect(service.calls).to.deep.equal([]);
        expect(summaryOf(await world.program.refresh())).to.deep.equal({ unchanged: 3 });
    });

    it("serves for changing one, adding one like another, and deleting one", async () => {
        declare({ nightly: { ...NIGHTLY, minute: 45 }, noon: NOON });
        await world.program.up();
        expect(await held()).to.deep.equal({ nightly: { ...NIGHTLY, minute: "45" }, noon: NOON });
    });

    it("serves for finding and undoing what somebody changed and deleted", async () => {
        const { nightly, noon } = await world.program.schedules();
        service.schedules.set(nightly?.id?.split("/")[1] ?? "", { ...NIGHTLY, hour: "9", minute: "45" });
        service.schedules.delete(noon?.id?.split("/")[1] ?? "");
        const shown = await world.program.refresh();
        expect(shown).to.match(/~ hour *: "3" *=> "9"/);
        expect(summaryOf(shown)).to.include({ deleted: 1 });
        await world.program.up();
        expect(await held()).to.deep.equal({ nightly: { ...NIGHTLY, minute: "45" }, noon: NOON });
    });

    it("serves for destroying all", async () => {
        await world.program.destroy();
        expect(service.schedules.size).to.equal(0);
        expect(await world.program.schedules()).to.deep.equal({});
    });
});
