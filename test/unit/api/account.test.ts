import { expect } from "chai";
import { Account } from "../../../provider/api/account";
import {
    ConfigurationError,
    ConnectionError,
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
const scoped = { POLYTOMIC_ORGANIZATION_ID: "mine", POLYTOMIC_PARTNER_KEY: "p" };
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

    it("makes no call before it is asked to", async () => {
        const { received } = await accountWith(me);
        await new Promise((resolve) => setTimeout(resolve, 50));
        expect(received).to.deep.equal([]);
    });

    it("does not begin without a key", () => {
        expect(() => new Account(() => undefined, {})).to.throw(ConfigurationError);
    });

    it("asks once whose key it has, however many want to know", async () => {
        const { account, received } = await accountWith(me);
        const deadline = new Deadline(5_000);
        const answers = await Promise.all([account.keyOwner(deadline), account.keyOwner(deadline)]);
        expect([...answers, await account.keyOwner(deadline)]).to.deep.equal(
            Array.from({ length: 3 }, () => ({ userId: "u", organizationId: "o" })),
        );
        expect(received.map(({ path }) => path)).to.deep.equal(["/api/me"]);
    });

    for (const status of [403, 404]) {
        it(`does not know whose a key is that may not ask (${status}), and does not ask again`, async () => {
            const { account, received } = await accountWith(refusing(status));
            for (let times = 0; times < 2; times++)
                expect(await account.keyOwner(new Deadline(5_000))).to.deep.equal({});
            expect(received).to.have.lengthOf(1);
        });

        it(`knows the organization of credentials that may not ask (${status}), and does not ask again`, async () => {
            const { account, received } = await accountWith(refusing(status), scoped);
            for (let times = 0; times < 2; times++)
                expect(await account.keyOwner(new Deadline(5_000))).to.deep.equal({
                    organizationId: "mine",
                });
            expect(received).to.have.lengthOf(1);
        });
    }

    /** Anything but the two above says nothing about the key, or nothing that will be true the next time. */
    const passing: Readonly<Record<string, Respond>> = {
        ...Object.fromEntries(
            [400, 401, 405, 407, 408, 409, 418, 422, 429, 500, 502, 503, 504].map((status) => [
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

        it(`does not take ${what} for a response to whose key it is`, async () => {
            const { account } = await accountWith(failingOnce);
            const failure = account.keyOwner(new Deadline(100)).catch((error: unknown) => error);
            expect(await failure).to.be.instanceOf(PolytomicError);
            expect(await account.keyOwner(new Deadline(5_000))).to.deep.equal({
                userId: "u",
                organizationId: "o",
            });
        });

        it(`knows the organization of credentials after ${what}, and their user once it can be asked`, async () => {
            const { account } = await accountWith(failingOnce, scoped);
            expect(await account.keyOwner(new Deadline(100))).to.deep.equal({
                organizationId: "mine",
            });
            expect(await account.keyOwner(new Deadline(5_000))).to.deep.equal({
                userId: "u",
                organizationId: "mine",
            });
        });
    }

    it("lets each wait until its own deadline to know whose key it has, or what it reads", async () => {
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
        const [hasty = [], patient = []] = asked;
        const paths = ["/api/me", `/api/bulk/syncs/${syncId}/schedules`];
        for (const [index, result] of (await Promise.allSettled(hasty)).entries())
            expect(result)
                .to.have.property("reason")
                .that.is.instanceOf(ConnectionError)
                .with.property("message")
                .that.matches(
                    new RegExp(`^GET ${paths[index] ?? ""} got no response \\(none within [\\d.]+ s\\)$`),
                );
        for (const answer of waiting) answer();
        expect(await Promise.all(patient)).to.deep.equal([{ userId: "u" }, []]);
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

    it("believes what an organization's credentials name rather than the response", async () => {
        const { account } = await accountWith(me, scoped);
        expect(await account.keyOwner(new Deadline(5_000))).to.deep.equal({
            userId: "u",
            organizationId: "mine",
        });
    });

    it("knows the organization of such credentials though the service does not answer", async () => {
        const { account } = await accountWith(refusing(401), scoped);
        expect(await account.keyOwner(new Deadline(5_000))).to.deep.equal({ organizationId: "mine" });
    });

    it("reads again what it was told to forget, and nothing else", async () => {
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
});
