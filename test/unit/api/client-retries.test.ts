import { expect } from "chai";
import { clientOf, closeService, failureOf, get, good, post, put, remove } from "../support/client";
import { until, useClock } from "../support/clock";
import { respondJson, respondPage } from "../support/http-server";
import { Deadline } from "../../../provider/api/deadline";

/** The times of requests, of which the first is refused: with a status, headers and a body. */
async function timesOfRetry(status: number, headers: Record<string, string>, body?: string): Promise<number> {
    const atMs: number[] = [];
    const { client } = await clientOf((response, _, nth) => {
        atMs.push(performance.now());
        if (nth > 0) respondJson(response, 200, good);
        else if (body === undefined) respondJson(response, status, good, headers);
        else response.writeHead(status, headers).end(body);
    });
    await client.send(get, new Deadline(5_000));
    return (atMs[1] ?? 0) - (atMs[0] ?? 0);
}

describe("the client", () => {
    const clock = useClock();

    afterEach(closeService);

    describe("tries again", () => {
        for (const status of [429, 500, 502, 503, 504]) {
            it(`a GET, a PUT and a DELETE that got ${status}`, async () => {
                const { client, received } = await clientOf((response, _, nth) => {
                    respondJson(response, nth % 2 === 0 ? status : 200, good, { "Retry-After": "0" });
                });
                for (const request of [get, put, remove]) await client.send(request, new Deadline(5_000));
                expect(received.map(({ method }) => method)).to.deep.equal([
                    "GET",
                    "GET",
                    "PUT",
                    "PUT",
                    "DELETE",
                    "DELETE",
                ]);
            });
        }

        it("a GET whose connection was cut", async () => {
            const { client, received } = await clientOf((response, _, nth) => {
                if (nth === 0) response.socket?.destroy();
                else respondJson(response, 200, good);
            });
            expect((await client.send(get, new Deadline(5_000))).data).to.deep.equal(good);
            expect(received).to.have.lengthOf(2);
        });

        it("a GET that got a proxy's page", async () => {
            const { client, received } = await clientOf((response, _, nth) => {
                if (nth === 0) respondPage(response, 200);
                else respondJson(response, 200, good);
            });
            await client.send(get, new Deadline(5_000));
            expect(received).to.have.lengthOf(2);
        });

        it("a POST that was too much, with the same key and body", async () => {
            const { client, received } = await clientOf((response, _, nth) => {
                respondJson(response, nth === 0 ? 429 : 200, good, { "Retry-After": "0" });
            });
            await client.send(post, new Deadline(5_000));
            expect(received).to.have.lengthOf(2);
            expect(received.map(({ body }) => body)).to.deep.equal([received[0]?.body, received[0]?.body]);
            expect(received.map(({ headers }) => headers["idempotency-key"])).to.deep.equal([
                "key-1",
                "key-1",
            ]);
        });

        it("six times at the most", async () => {
            const { client, received } = await clientOf((response) => {
                respondJson(response, 503, { message: "busy" }, { "Retry-After": "0" });
            });
            const error = await failureOf(client, get);
            expect(received).to.have.lengthOf(6);
            expect(error.message).to.equal("GET /api/things/1 returned 503 (busy), after 6 tries");
        });

        it("as long as the service only asks to slow down", async () => {
            const { client, received } = await clientOf((response, _, nth) => {
                respondJson(response, nth < 9 ? 429 : 200, good, { "Retry-After": "0.01" });
            });
            for (const request of [get, post]) {
                expect((await client.send(request, new Deadline(5_000))).data).to.deep.equal(good);
            }
            expect(received).to.have.lengthOf(11);
        });

        it("after as many seconds as the service asks for", async () => {
            expect(await timesOfRetry(503, { "Retry-After": "0.6" })).to.be.within(590, 1_500);
        });

        for (const [who, status, body] of [
            ["the service", 429],
            ["a proxy", 503, "<html>"],
        ] as const) {
            it(`at the date that ${who} names, by the clock of ${who}`, async () => {
                const dayAgoMs = Date.now() - 86_400_000;
                const headers = {
                    Date: new Date(dayAgoMs).toUTCString(),
                    "Retry-After": new Date(dayAgoMs + 1_000).toUTCString(),
                };
                expect(await timesOfRetry(status, headers, body)).to.be.within(900, 2_000);
            });
        }

        it("after a pause in which no other request goes out either", async () => {
            clock().isManual = true;
            const { client, received } = await clientOf((response, _, nth) => {
                respondJson(response, nth === 0 ? 429 : 200, good, { "Retry-After": "60" });
            });
            const deadline = new Deadline(300_000);
            const first = client.send(get, deadline);
            await until(() => client.blockedBy() !== undefined);
            const others = [client.send(get, deadline), client.send(put, deadline)];
            clock().advance(50_000);
            await new Promise((resolve) => setTimeout(resolve, 50));
            expect(received).to.have.lengthOf(1);
            clock().isManual = false;
            clock().advance(10_000);
            await Promise.all([first, ...others]);
            expect(received).to.have.lengthOf(4);
        });
    });

    describe("says what blocks its requests:", () => {
        async function blocksDuring(status: number, retryAfter: string): Promise<(string | undefined)[]> {
            clock().isManual = true;
            const { client } = await clientOf((response, _, nth) => {
                respondJson(response, nth === 0 ? status : 200, good, { "Retry-After": retryAfter });
            });
            const before = client.blockedBy();
            const sending = client.send(get, new Deadline(5_000));
            await until(() => client.blockedBy() !== undefined);
            const meanwhile = client.blockedBy();
            clock().isManual = false;
            clock().advance(1_000);
            await sending;
            return [before, meanwhile, client.blockedBy()];
        }

        it("a failure, until the request is through", async () => {
            expect(await blocksDuring(503, "0.5")).to.deep.equal([
                undefined,
                "GET /api/things/1 returned 503",
                undefined,
            ]);
        });

        it("a pause that the service asks for, and the rate after it", async () => {
            expect(await blocksDuring(429, "1")).to.deep.equal([
                undefined,
                "it wants no request for another 1 s",
                "it lets about one request a second through",
            ]);
        });
    });
});
