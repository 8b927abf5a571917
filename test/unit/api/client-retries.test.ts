import { expect } from "chai";
import { clientOf, closeService, failureOf, get, good, post, put, remove } from "../support/client";
import { respondJson, respondPage } from "../support/http-server";
import { Deadline } from "../../../provider/api/deadline";

describe("the client", () => {
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
            const atMs: number[] = [];
            const { client } = await clientOf((response, _, nth) => {
                atMs.push(performance.now());
                respondJson(response, nth === 0 ? 503 : 200, good, { "Retry-After": "0.6" });
            });
            await client.send(get, new Deadline(5_000));
            expect((atMs[1] ?? 0) - (atMs[0] ?? 0)).to.be.within(590, 1_500);
        });

        it("at the date that the service names, by the service's own clock", async () => {
            const atMs: number[] = [];
            const dayAgoMs = Date.now() - 86_400_000;
            const { client } = await clientOf((response, _, nth) => {
                atMs.push(performance.now());
                respondJson(response, nth === 0 ? 429 : 200, good, {
                    Date: new Date(dayAgoMs).toUTCString(),
                    "Retry-After": new Date(dayAgoMs + 1_000).toUTCString(),
                });
            });
            await client.send(get, new Deadline(5_000));
            expect((atMs[1] ?? 0) - (atMs[0] ?? 0)).to.be.within(900, 2_000);
        });

        it("at the date that a proxy names, by the proxy's own clock", async () => {
            const atMs: number[] = [];
            const dayAgoMs = Date.now() - 86_400_000;
            const { client } = await clientOf((response, _, nth) => {
                atMs.push(performance.now());
                if (nth > 0) respondJson(response, 200, good);
                else
                    response
                        .writeHead(503, {
                            Date: new Date(dayAgoMs).toUTCString(),
                            "Retry-After": new Date(dayAgoMs + 1_000).toUTCString(),
                        })
                        .end("<html>");
            });
            await client.send(get, new Deadline(5_000));
            expect((atMs[1] ?? 0) - (atMs[0] ?? 0)).to.be.within(900, 2_000);
        });

        it("none of the other requests before the service wants any again", async () => {
            const atMs: number[] = [];
            const { client } = await clientOf((response, _, nth) => {
                atMs.push(performance.now());
                respondJson(response, nth === 0 ? 429 : 200, good, { "Retry-After": "0.8" });
            });
            const deadline = new Deadline(5_000);
            const first = client.send(get, deadline);
            await new Promise((resolve) => setTimeout(resolve, 250));
            await Promise.all([first, client.send(get, deadline), client.send(put, deadline)]);
            const [begunMs = 0, ...othersMs] = atMs;
            expect(othersMs).to.have.lengthOf(3);
            for (const otherMs of othersMs) expect(otherMs - begunMs).to.be.greaterThan(790);
        });
    });

    describe("tells what hinders its requests", () => {
        async function hindrances(status: number, retryAfter: string): Promise<(string | undefined)[]> {
            const { client } = await clientOf((response, _, nth) => {
                respondJson(response, nth === 0 ? status : 200, good, { "Retry-After": retryAfter });
            });
            const before = client.blockedBy();
            const sending = client.send(get, new Deadline(5_000));
            while (client.blockedBy() === undefined) await new Promise((resolve) => setTimeout(resolve, 10));
            const meanwhile = client.blockedBy();
            await sending;
            return [before, meanwhile, client.blockedBy()];
        }

        it("a failure, until the request is through", async () => {
            expect(await hindrances(503, "0.5")).to.deep.equal([
                undefined,
                "GET /api/things/1 returned 503",
                undefined,
            ]);
        });

        it("a pause that the service wants, and the pace after it", async () => {
            expect(await hindrances(429, "1")).to.deep.equal([
                undefined,
                "it wants no request for another 1 s",
                "it lets about one request a second through",
            ]);
        });
    });
});
