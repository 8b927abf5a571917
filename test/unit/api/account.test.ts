import { expect } from "chai";
import { Account } from "../../../provider/api/account";
import {
    ConfigurationError,
    ConnectionError,
    explain,
    PolytomicError,
    ServiceError,
} from "../../../provider/api/errors";
import { syncId } from "../support/definitions";
import {
    respondJson,
    respondPage,
    startHttpServer,
    type HttpServer,
    type Respond,
} from "../support/http-server";
import { Deadline } from "../../../provider/api/deadline";

const user = { POLYTOMIC_API_KEY: "k" };
const mine = "5a7a1b9e-3c0f-4c62-9a55-4d7b0a3f6b11";
const scoped = { POLYTOMIC_ORGANIZATION_ID: mine, POLYTOMIC_PARTNER_KEY: "p" };
const me: Respond = (response) => {
    respondJson(response, 200, { data: { id: "u", organization_id: "o" } });
};
const refusing =
    (status: number): Respond =>
    (response) => {
        respondJson(response, status, { message: "no" });
    };

describe("an account", () => {
    let server: HttpServer | undefined;

    afterEach(async () => {
        await server?.close();
        server = undefined;
    });

    async function accountWith(respond: Respond, environment: Record<string, string> = user) {
        server = await startHttpServer(respond);
        const { url, received } = server;
        const account = new Account(() => undefined, { ...environment, POLYTOMIC_DEPLOYMENT_URL: url });
        return { account, received };
    }

    it("sends no request by itself", async () => {
        const { received } = await accountWith(me);
        await new Promise((resolve) => setTimeout(resolve, 50));
        expect(received).to.deep.equal([]);
    });

    it("needs a key", () => {
        expect(() => new Account(() => undefined, {})).to.throw(ConfigurationError);
    });

    it("requests the owner of its key once", async () => {
        const { account, received } = await accountWith(me);
        const deadline = new Deadline(5_000);
        const owners = await Promise.all([account.keyOwner(deadline), account.keyOwner(deadline)]);
        expect([...owners, await account.keyOwner(deadline)]).to.deep.equal(
            Array.from({ length: 3 }, () => ({ userId: "u", organizationId: "o" })),
        );
        expect(received.map(({ path }) => path)).to.deep.equal(["/api/me"]);
    });

    for (const status of [403, 404]) {
        it(`does not know the owner of a key that may not ask (${status}), and does not ask again`, async () => {
            const { account, received } = await accountWith(refusing(status));
            for (let times = 0; times < 2; times++)
                expect(await account.keyOwner(new Deadline(5_000))).to.deep.equal({});
            expect(received).to.have.lengthOf(1);
        });

        it(`knows the organization of credentials that may not ask (${status}), and does not ask again`, async () => {
            const { account, received } = await accountWith(refusing(status), scoped);
            for (let times = 0; times < 2; times++)
                expect(await account.keyOwner(new Deadline(5_000))).to.deep.equal({
                    organizationId: mine,
                });
            expect(received).to.have.lengthOf(1);
        });
    }

    /** Failures that say nothing about the key, or nothing that will be true the next time. */
    const passing: Readonly<Record<string, Respond>> = {
        ...Object.fromEntries(
            [400, 401, 407, 429, 503].map((status) => [
                status,
                (response: Parameters<Respond>[0]) => {
                    respondJson(response, status, { message: "no" }, { "Retry-After": "0.2" });
                },
            ]),
        ),
        "a page with status 404": (response) => {
            respondPage(response, 404);
        },
        "a dropped connection": (response) => response.socket?.destroy(),
    };
    for (const [what, fail] of Object.entries(passing)) {
        const failingOnce: Respond = (response, request, nth) => {
            (nth === 0 ? fail : me)(response, request, nth);
        };

        it(`asks for the owner of the key again after ${what}`, async () => {
            const { account } = await accountWith(failingOnce);
            const failure = account.keyOwner(new Deadline(100)).catch((error: unknown) => error);
            expect(await failure).to.be.instanceOf(PolytomicError);
            expect(await account.keyOwner(new Deadline(5_000))).to.deep.equal({
                userId: "u",
                organizationId: "o",
            });
        });

        it(`knows the organization of credentials after ${what}, and their user after the next response`, async () => {
            const { account } = await accountWith(failingOnce, scoped);
            expect(await account.keyOwner(new Deadline(100))).to.deep.equal({
                organizationId: mine,
            });
            expect(await account.keyOwner(new Deadline(5_000))).to.deep.equal({
                userId: "u",
                organizationId: mine,
            });
        });
    }

    it("lets each caller wait for a shared request until its own deadline", async () => {
        const waiting: (() => void)[] = [];
        const { account } = await accountWith((response, { path }) => {
            waiting.push(() => {
                respondJson(response, 200, { data: path === "/api/me" ? { id: "u" } : [] });
            });
        });
        const asked = [100, 30_000].map((limitMs) => {
            const deadline = new Deadline(limitMs);
            return [account.keyOwner(deadline), account.schedules.get(syncId, deadline)];
        });
        const [short = [], long = []] = asked;
        const paths = ["/api/me", `/api/bulk/syncs/${syncId}/schedules`];
        for (const [index, result] of (await Promise.allSettled(short)).entries())
            expect(result)
                .to.have.property("reason")
                .that.is.instanceOf(ConnectionError)
                .with.property("message")
                .that.matches(
                    new RegExp(`^GET ${paths[index] ?? ""} got no response \\(none within [\\d.]+ s\\)$`),
                );
        for (const respond of waiting) respond();
        expect(await Promise.all(long)).to.deep.equal([{ userId: "u" }, []]);
        expect(waiting).to.have.lengthOf(2);
    });

    it("fails with a key that is not valid, and asks again the next time", async () => {
        const { account, received } = await accountWith(refusing(401));
        for (const times of [1, 2]) {
            const error: unknown = await account
                .keyOwner(new Deadline(5_000))
                .catch((reason: unknown) => reason);
            expect(error).to.be.instanceOf(ServiceError).with.property("status", 401);
            expect(received).to.have.lengthOf(times);
        }
    });

    it("prefers the organization of the credentials to that of the response", async () => {
        const { account } = await accountWith(me, scoped);
        expect(await account.keyOwner(new Deadline(5_000))).to.deep.equal({
            userId: "u",
            organizationId: mine,
        });
    });

    it("knows the organization of such credentials even where the request fails", async () => {
        const { account } = await accountWith(refusing(401), scoped);
        expect(await account.keyOwner(new Deadline(5_000))).to.deep.equal({ organizationId: mine });
    });

    it("reads again only what it is to forget", async () => {
        const { account, received } = await accountWith((response, { path }) => {
            respondJson(response, 200, { data: path.endsWith("/schedules") ? [] : {} });
        });
        const deadline = new Deadline(5_000);
        const readAll = () =>
            Promise.all([
                account.bulkSyncs.get(syncId, deadline),
                account.schedules.get(syncId, deadline),
                account.bulkSyncs.get("other", deadline),
            ]);
        await readAll();
        await readAll();
        expect(received).to.have.lengthOf(3);
        account.forget(syncId);
        await readAll();
        expect(received).to.have.lengthOf(5);
    });

    it("explains a refusal of a partner key", async () => {
        const { account } = await accountWith(refusing(403), scoped);
        const failure = await account
            .getSchedule("a", "b", new Deadline(5_000))
            .catch((error: unknown) => error);
        expect(explain("read it", failure).message).to.contain("Polytomic may limit partner keys");
    });
});
