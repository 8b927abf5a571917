import { expect } from "chai";
import { ResourceRegistry } from "../../../../provider/lifecycle/process/registry";
import { ProviderContext } from "../../../../provider/lifecycle/process/context";
import {
    ConfigurationError,
    ConnectionError,
    PolytomicError,
    ServiceError,
} from "../../../../provider/api/errors";
import { syncId } from "../../support/definitions";
import {
    answerJson,
    answerPage,
    startHttpServer,
    type HttpServer,
    type Respond,
} from "../../support/http-server";
import { Deadline } from "../../../../provider/api/deadline";

const user = { POLYTOMIC_API_KEY: "k" };
const scoped = { POLYTOMIC_ORGANIZATION_ID: "mine", POLYTOMIC_PARTNER_KEY: "p" };
const me: Respond = (response) => {
    answerJson(response, 200, { data: { id: "u", organization_id: "o" } });
};
const refusing =
    (status: number): Respond =>
    (response) => {
        answerJson(response, status, { message: "no" });
    };

describe("a context", () => {
    let server: HttpServer | undefined;

    afterEach(async () => {
        await server?.close();
        server = undefined;
    });

    async function sessionWith(respond: Respond, environment: Record<string, string> = user) {
        server = await startHttpServer(respond);
        const { url, received } = server;
        const context = new ProviderContext(new ResourceRegistry(), () => undefined, {
            ...environment,
            POLYTOMIC_DEPLOYMENT_URL: url,
        });
        return { context, received };
    }

    it("makes no call before it is asked to", async () => {
        const { received } = await sessionWith(me);
        await new Promise((resolve) => setTimeout(resolve, 50));
        expect(received).to.deep.equal([]);
    });

    it("does not begin without a key", () => {
        expect(() => new ProviderContext(new ResourceRegistry(), () => undefined, {})).to.throw(
            ConfigurationError,
        );
    });

    it("asks once whose key it has, however many want to know", async () => {
        const { context, received } = await sessionWith(me);
        const deadline = new Deadline(5_000);
        const answers = await Promise.all([
            context.account.keyOwner(deadline),
            context.account.keyOwner(deadline),
        ]);
        expect([...answers, await context.account.keyOwner(deadline)]).to.deep.equal(
            Array.from({ length: 3 }, () => ({ userId: "u", organizationId: "o" })),
        );
        expect(received.map(({ path }) => path)).to.deep.equal(["/api/me"]);
    });

    for (const status of [403, 404]) {
        it(`does not know whose a key is that may not ask (${status}), and does not ask again`, async () => {
            const { context, received } = await sessionWith(refusing(status));
            for (let times = 0; times < 2; times++)
                expect(await context.account.keyOwner(new Deadline(5_000))).to.deep.equal({});
            expect(received).to.have.lengthOf(1);
        });

        it(`knows the organization of credentials that may not ask (${status}), and does not ask again`, async () => {
            const { context, received } = await sessionWith(refusing(status), scoped);
            for (let times = 0; times < 2; times++)
                expect(await context.account.keyOwner(new Deadline(5_000))).to.deep.equal({
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
                    answerJson(response, status, { message: "no" }, { "Retry-After": "0.2" });
                },
            ]),
        ),
        "a page with status 404": (response) => {
            answerPage(response, 404);
        },
        "a dropped connection": (response) => response.socket?.destroy(),
    };
    for (const [what, fail] of Object.entries(passing)) {
        const failingOnce: Respond = (response, request, nth) => {
            (nth === 0 ? fail : me)(response, request, nth);
        };

        it(`does not take ${what} for an answer to whose key it is`, async () => {
            const { context } = await sessionWith(failingOnce);
            const failure = context.account.keyOwner(new Deadline(100)).catch((error: unknown) => error);
            expect(await failure).to.be.instanceOf(PolytomicError);
            expect(await context.account.keyOwner(new Deadline(5_000))).to.deep.equal({
                userId: "u",
                organizationId: "o",
            });
        });

        it(`knows the organization of credentials after ${what}, and their user once it can be asked`, async () => {
            const { context } = await sessionWith(failingOnce, scoped);
            expect(await context.account.keyOwner(new Deadline(100))).to.deep.equal({
                organizationId: "mine",
            });
            expect(await context.account.keyOwner(new Deadline(5_000))).to.deep.equal({
                userId: "u",
                organizationId: "mine",
            });
        });
    }

    it("lets each wait until its own deadline to know whose key it has, or what it reads", async () => {
        const waiting: (() => void)[] = [];
        const { context } = await sessionWith((response, { path }) => {
            waiting.push(() => {
                answerJson(response, 200, { data: path === "/api/me" ? { id: "u" } : [] });
            });
        });
        const asked = [100, 30_000].map((limitMs) => {
            const deadline = new Deadline(limitMs);
            return [context.account.keyOwner(deadline), context.account.schedules.get(syncId, deadline)];
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
        const { context, received } = await sessionWith(refusing(401));
        for (const times of [1, 2]) {
            const error: unknown = await context.account
                .keyOwner(new Deadline(5_000))
                .catch((reason: unknown) => reason);
            expect(error).to.be.instanceOf(ServiceError).with.property("status", 401);
            expect(received).to.have.lengthOf(times);
        }
    });

    it("believes what an organization's credentials name rather than the answer", async () => {
        const { context } = await sessionWith(me, scoped);
        expect(await context.account.keyOwner(new Deadline(5_000))).to.deep.equal({
            userId: "u",
            organizationId: "mine",
        });
    });

    it("knows the organization of such credentials though the service does not answer", async () => {
        const { context } = await sessionWith(refusing(401), scoped);
        expect(await context.account.keyOwner(new Deadline(5_000))).to.deep.equal({ organizationId: "mine" });
    });

    it("reads again what it was told to forget, and nothing else", async () => {
        const { context, received } = await sessionWith((response, { path }) => {
            answerJson(response, 200, { data: path.endsWith("/schedules") ? [] : {} });
        });
        const deadline = new Deadline(5_000);
        const readAll = () =>
            Promise.all([
                context.account.bulkSyncs.get(syncId, deadline),
                context.account.schedules.get(syncId, deadline),
                context.account.bulkSyncs.get("other", deadline),
            ]);
        await readAll();
        await readAll();
        expect(received).to.have.lengthOf(3);
        context.forget(syncId);
        await readAll();
        expect(received).to.have.lengthOf(5);
    });

    it("lets one read of a bulk sync serve each of its schedules once", async () => {
        const { context, received } = await sessionWith((response) => {
            answerJson(response, 200, { data: [] });
        });
        const read = async (scheduleId: string, ofSync = syncId) => {
            context.beginReading({ syncId: ofSync, scheduleId });
            await context.account.schedules.get(ofSync, new Deadline(5_000));
            return received.length;
        };
        expect([await read("a"), await read("b"), await read("c")]).to.deep.equal([1, 1, 1]);
        expect([await read("a", "other"), await read("b", "other")]).to.deep.equal([2, 2]);
        expect([await read("b"), await read("a"), await read("c")]).to.deep.equal([3, 3, 3]);
        expect([await read("a"), await read("a")]).to.deep.equal([4, 5]);
    });

    it("lets no read of other work serve a refresh that begins after it", async () => {
        const { context, received } = await sessionWith((response) => {
            answerJson(response, 200, { data: { id: syncId } });
        });
        const deadline = new Deadline(5_000);
        await context.account.bulkSyncs.get(syncId, deadline);
        for (const scheduleId of ["a", "b"]) {
            context.beginReading({ syncId, scheduleId });
            await context.account.bulkSyncs.get(syncId, deadline);
        }
        expect(received).to.have.length(2);
    });

    it("lets work of one name run in turn, even after a failure, and of other names at once", async () => {
        const { context } = await sessionWith(me);
        const log: string[] = [];
        const work =
            (name: string, fails = false) =>
            async () => {
                log.push(`${name} begins`);
                await new Promise((resolve) => setTimeout(resolve, 10));
                log.push(`${name} ends`);
                if (fails) throw new Error(name);
                return name;
            };
        const results = await Promise.allSettled([
            context.inSequence("a", work("a1", true)),
            context.inSequence("a", work("a2")),
            context.inSequence("b", work("b")),
        ]);
        expect(log.filter((line) => line.startsWith("a"))).to.deep.equal([
            "a1 begins",
            "a1 ends",
            "a2 begins",
            "a2 ends",
        ]);
        expect(log.indexOf("b begins")).to.be.lessThan(log.indexOf("a1 ends"));
        expect(results.map(({ status }) => status)).to.deep.equal(["rejected", "fulfilled", "fulfilled"]);
    });
});
