import { expect } from "chai";
import { Account } from "../../../provider/api/account";
import { syncId } from "../support/definitions";
import { respondJson, startHttpServer, type HttpServer } from "../support/http-server";
import { Deadline } from "../../../provider/api/deadline";

const scheduleId = "6f4f2f4e-6d3c-4f6f-9d55-0d3a6a9a8f01";
const schedules = `/api/bulk/syncs/${syncId}/schedules`;
const fields = { frequency: "Weekly", hour: 3, dayOfWeek: 1 };
const body = { schedule: { frequency: "weekly", hour: "3", dayOfWeek: "monday" } };
const response = { id: scheduleId, frequency: "weekly", hour: "03", minute: "null" };
const read = { id: scheduleId, schedule: { frequency: "weekly", hour: "03" } };

const accountAt = ({ url }: HttpServer) =>
    new Account(() => undefined, { POLYTOMIC_API_KEY: "k", POLYTOMIC_DEPLOYMENT_URL: url });

async function listFrom(server: HttpServer, active: boolean | undefined) {
    const syncs = await accountAt(server).listBulkSyncs(active, new Deadline(5_000));
    return syncs.map(({ id }) => id);
}

describe("a list of bulk syncs over several pages", () => {
    it("is read again from the first page on, where a bulk sync may have moved there meanwhile", async () => {
        const pages = { first: [["a"], ["moved", "a"]], second: [["b"]] };
        const server = await startHttpServer((response, { path }) => {
            const page = path.includes("page_token") ? pages.second : pages.first;
            const ids = page.length > 1 ? page.shift() : page[0];
            const pagination = path.includes("page_token") ? {} : { next_page_token: "2" };
            respondJson(response, 200, { data: ids?.map((id) => ({ id })), pagination });
        });
        try {
            const account = accountAt(server);
            const list = async (isNew: boolean) =>
                (await account.listBulkSyncs(undefined, new Deadline(5_000), isNew)).map(({ id }) => id);
            expect(await list(false)).to.deep.equal(["a", "b"]);
            expect(await list(false)).to.deep.equal(["a", "b"]);
            expect(await list(true)).to.deep.equal(["moved", "a", "b"]);
            expect(server.received).to.have.length(3);
        } finally {
            await server.close();
        }
    });
});

describe("a call of Polytomic", () => {
    let server: HttpServer | undefined;

    afterEach(async () => {
        await server?.close();
        server = undefined;
    });

    /** The one request that a call sends, and the call's result. */
    async function exchange<T>(data: unknown, call: (account: Account, deadline: Deadline) => Promise<T>) {
        server = await startHttpServer((response) => {
            if (data === undefined) response.writeHead(204).end();
            else respondJson(response, 200, { data });
        });
        const result = await call(accountAt(server), new Deadline(5_000));
        expect(server.received).to.have.lengthOf(1);
        const [request] = server.received;
        return {
            result,
            line: `${request?.method ?? ""} ${request?.path ?? ""}`,
            key: request?.headers["idempotency-key"],
            body: (request?.body ? JSON.parse(request.body) : undefined) as unknown,
        };
    }

    it("creates a schedule with its idempotency key, and says when it was sent, in the service's time", async () => {
        const beforeMs = Date.now();
        const sent = await exchange(response, (account, deadline) =>
            account.createSchedule(syncId, fields, "key-1", deadline),
        );
        expect(sent).to.deep.include({ line: `POST ${schedules}`, body, key: "key-1" });
        const { sentAtMs, ...created } = sent.result;
        expect(created).to.deep.equal(read);
        // To a second: the `Date` header has no fractions.
        expect(sentAtMs).to.be.within(beforeMs - 1_000, Date.now());
    });

    it("reads a schedule", async () => {
        const sent = await exchange(response, (account, deadline) =>
            account.getSchedule(syncId, scheduleId, deadline),
        );
        expect(sent).to.deep.include({
            line: `GET ${schedules}/${scheduleId}`,
            body: undefined,
            result: read,
        });
    });

    it("updates a schedule with its whole definition, and no idempotency key", async () => {
        const sent = await exchange(response, (account, deadline) =>
            account.updateSchedule(syncId, scheduleId, fields, deadline),
        );
        expect(sent).to.deep.equal({
            line: `PUT ${schedules}/${scheduleId}`,
            body,
            key: undefined,
            result: read,
        });
    });

    it("deletes a schedule and needs no response's body", async () => {
        const sent = await exchange(undefined, (account, deadline) =>
            account.deleteSchedule(syncId, scheduleId, deadline),
        );
        expect(sent).to.deep.include({ line: `DELETE ${schedules}/${scheduleId}`, body: undefined });
    });

    it("lists a bulk sync's schedules", async () => {
        const sent = await exchange([response], (account, deadline) =>
            account.schedules.get(syncId, deadline),
        );
        expect(sent).to.deep.include({ line: `GET ${schedules}`, result: [read] });
    });

    it("reads a bulk sync", async () => {
        const sent = await exchange({ id: syncId }, (account, deadline) =>
            account.bulkSyncs.get(syncId, deadline),
        );
        expect(sent).to.deep.include({
            line: `GET /api/bulk/syncs/${syncId}`,
            result: { id: syncId, schedules: [] },
        });
    });

    it("lists the account's bulk syncs page by page, each of them once", async () => {
        const pages = [
            {
                data: [{ id: "a" }, { id: "b" }, { name: "without an id" }],
                pagination: { next_page_token: "t 1" },
            },
            { data: [{ id: "b" }, { id: "c" }], pagination: { next_page_token: null } },
        ];
        server = await startHttpServer((response, _, nth) => {
            respondJson(response, 200, pages[nth]);
        });
        expect(await listFrom(server, true)).to.deep.equal(["a", "b", "c"]);
        expect(server.received.map(({ path }) => path)).to.deep.equal([
            "/api/bulk/syncs?active=true",
            "/api/bulk/syncs?active=true&page_token=t+1",
        ]);
    });

    it("ends the list where the service repeats itself", async () => {
        server = await startHttpServer((response) => {
            respondJson(response, 200, { data: [{ id: "a" }], pagination: { next_page_token: "same" } });
        });
        expect(await listFrom(server, undefined)).to.deep.equal(["a"]);
        expect(server.received.map(({ path }) => path)).to.deep.equal([
            "/api/bulk/syncs",
            "/api/bulk/syncs?page_token=same",
        ]);
    });

    it("requests the owner of the key", async () => {
        const sent = await exchange({ id: "u", organization_id: "o" }, (account, deadline) =>
            account.keyOwner(deadline),
        );
        expect(sent).to.deep.include({ line: "GET /api/me", result: { userId: "u", organizationId: "o" } });
    });

    it("keeps ids in their place in the path, whatever they hold", async () => {
        const sent = await exchange(response, (account, deadline) =>
            account.getSchedule("a/../b?c", "d#e f", deadline),
        );
        expect(sent.line).to.equal("GET /api/bulk/syncs/a%2F..%2Fb%3Fc/schedules/d%23e%20f");
    });
});
