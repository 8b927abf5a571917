import { expect } from "chai";
import { z } from "zod";
import { API_VERSION, Client, type Request } from "../../../../provider/service/client";
import type { Connection } from "../../../../provider/service/credentials";
import {
    ConnectionError,
    PolytomicError,
    ServiceError,
    UnexpectedAnswerError,
} from "../../../../provider/service/errors";
import { Deadline } from "../../../../provider/service/retry";
import {
    answerJson,
    answerPage,
    startHttpServer,
    type HttpServer,
    type Respond,
} from "../support/http-server";

const key = "hush-f00dfeed-0123456789";
const encoded = Buffer.from(`organization:${key}`).toString("base64");
const user: Omit<Connection, "baseUrl"> = {
    authorization: `Bearer ${key}`,
    secrets: [key],
    maxConcurrentRequests: 10,
};
const scoped: Omit<Connection, "baseUrl"> = {
    authorization: `Basic ${encoded}`,
    secrets: [key, encoded],
    organizationId: "organization",
    maxConcurrentRequests: 10,
};

const schema = z.object({ data: z.object({ name: z.string() }) });
const get = { method: "GET", path: "/api/things/1", schema } as const;
const put = { method: "PUT", path: "/api/things/1", schema, body: { name: "a" } } as const;
const post = {
    method: "POST",
    path: "/api/things",
    schema,
    body: { name: "a" },
    idempotencyKey: "key-1",
} as const;
const remove = { method: "DELETE", path: "/api/things/1", schema: z.unknown() } as const;

const good = { data: { name: "a" } };

describe("the client", () => {
    let server: HttpServer | undefined;

    afterEach(async () => {
        await server?.close();
        server = undefined;
    });

    async function clientOf(
        respond: Respond,
        account = user,
    ): Promise<{ client: Client; received: HttpServer["received"] }> {
        server = await startHttpServer(respond);
        return { client: new Client({ baseUrl: server.url, ...account }), received: server.received };
    }

    async function failureOf(
        client: Client,
        request: Request<unknown>,
        limitMs = 5_000,
    ): Promise<PolytomicError> {
        try {
            await client.send(request, new Deadline(limitMs));
        } catch (error) {
            if (error instanceof PolytomicError) return error;
            throw error;
        }
        throw new Error("the request did not fail");
    }

    describe("sends", () => {
        it("the key, the API's version and what it accepts with each request", async () => {
            const { client, received } = await clientOf((response) => {
                answerJson(response, 200, good);
            });
            await client.send(get, new Deadline(5_000));
            expect(received).to.have.lengthOf(1);
            expect(received[0]).to.deep.include({ method: "GET", path: "/api/things/1", body: "" });
            expect(received[0]?.headers).to.include({
                authorization: `Bearer ${key}`,
                "x-polytomic-version": API_VERSION,
                accept: "application/json",
            });
            expect(received[0]?.headers).not.to.have.property("idempotency-key");
            expect(API_VERSION).to.equal("2025-09-18");
        });

        it("a body as JSON, with its idempotency key", async () => {
            const { client, received } = await clientOf((response) => {
                answerJson(response, 200, good);
            });
            await client.send(post, new Deadline(5_000));
            expect(JSON.parse(received[0]?.body ?? "")).to.deep.equal({ name: "a" });
            expect(received[0]?.headers).to.include({ "idempotency-key": "key-1" });
            expect(received[0]?.headers["content-type"]).to.match(/^application\/json/);
        });

        it("requests below a deployment's own path", async () => {
            server = await startHttpServer((response) => {
                answerJson(response, 200, good);
            });
            const client = new Client({ baseUrl: `${server.url}/polytomic`, ...user });
            await client.send(get, new Deadline(5_000));
            expect(server.received[0]?.path).to.equal("/polytomic/api/things/1");
        });

        for (const maxConcurrentRequests of [1, 4, 10]) {
            it(`no more than ${maxConcurrentRequests} requests at once where so many are allowed, on as many connections`, async () => {
                let running = 0;
                let most = 0;
                const { client, received } = await clientOf(
                    (response) => {
                        most = Math.max(most, ++running);
                        setTimeout(() => {
                            running--;
                            answerJson(response, 200, good);
                        }, 20);
                    },
                    { ...user, maxConcurrentRequests },
                );
                const deadline = new Deadline(5_000);
                await Promise.all(Array.from({ length: 35 }, () => client.send(get, deadline)));
                expect(received).to.have.lengthOf(35);
                expect(most).to.equal(maxConcurrentRequests);
                expect(server?.connections()).to.equal(maxConcurrentRequests);
            });
        }

        it("requests that had to wait for others, for however long, within the time that each may take", async () => {
            const { client, received } = await clientOf(
                (response) => {
                    setTimeout(() => {
                        answerJson(response, 200, good);
                    }, 400);
                },
                { ...user, maxConcurrentRequests: 1 },
            );
            const sent = Array.from({ length: 8 }, () => client.send(post, new Deadline(2_400)));
            await Promise.all(sent);
            expect(received).to.have.lengthOf(8);
        });

        it("at the rate that the service has let through, once it has refused a request", async () => {
            const atMs: number[] = [];
            const { client } = await clientOf((response, _, nth) => {
                atMs.push(performance.now());
                answerJson(response, nth === 4 ? 429 : 200, good, { "Retry-After": "0.8" });
            });
            for (let times = 0; times < 4; times++) await client.send(get, new Deadline(5_000));
            await Promise.all([1, 2, 3].map(() => client.send(get, new Deadline(5_000))));
            const afterPauseMs = atMs.slice(-2);
            expect((afterPauseMs[1] ?? 0) - (afterPauseMs[0] ?? 0)).to.be.within(150, 1_100);
        });
    });

    describe("returns", () => {
        it("what the schema reads, and when the request went out", async () => {
            const { client } = await clientOf((response) => {
                answerJson(response, 200, { data: { name: "a", colour: "blue" } });
            });
            const beforeMs = Date.now();
            const { data, sentAtMs } = await client.send(get, new Deadline(5_000));
            expect(data).to.deep.equal(good);
            expect(sentAtMs).to.be.within(beforeMs, Date.now());
        });

        for (const status of [200, 202, 204]) {
            it(`from an empty answer with status ${status} where none is needed`, async () => {
                const { client } = await clientOf((response) => response.writeHead(status).end());
                expect((await client.send(remove, new Deadline(5_000))).data).to.be.undefined;
            });
        }

        it("the service's time, once an answer has told it", async () => {
            const serviceNowMs = Date.now() + 3_600_000;
            const { client } = await clientOf((response) => {
                answerJson(response, 200, good, { Date: new Date(serviceNowMs).toUTCString() });
            });
            expect(client.serviceTimeMs(Date.now())).to.be.undefined;
            await client.send(get, new Deadline(5_000));
            expect(client.serviceTimeMs(Date.now())).to.be.closeTo(serviceNowMs, 3_000);
        });

        it("no service's time where no answer tells it", async () => {
            const { client } = await clientOf((response) => {
                response.sendDate = false;
                answerJson(response, 200, good);
            });
            await client.send(get, new Deadline(5_000));
            expect(client.serviceTimeMs(Date.now())).to.be.undefined;
        });
    });

    describe("tries again", () => {
        for (const status of [429, 500, 502, 503, 504]) {
            it(`a GET, a PUT and a DELETE that got ${status}`, async () => {
                const { client, received } = await clientOf((response, _, nth) => {
                    answerJson(response, nth % 2 === 0 ? status : 200, good, { "Retry-After": "0" });
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
                else answerJson(response, 200, good);
            });
            expect((await client.send(get, new Deadline(5_000))).data).to.deep.equal(good);
            expect(received).to.have.lengthOf(2);
        });

        it("a GET that got a proxy's page", async () => {
            const { client, received } = await clientOf((response, _, nth) => {
                if (nth === 0) answerPage(response, 200);
                else answerJson(response, 200, good);
            });
            await client.send(get, new Deadline(5_000));
            expect(received).to.have.lengthOf(2);
        });

        it("a POST that was too much, with the same key and body", async () => {
            const { client, received } = await clientOf((response, _, nth) => {
                answerJson(response, nth === 0 ? 429 : 200, good, { "Retry-After": "0" });
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
                answerJson(response, 503, { message: "busy" }, { "Retry-After": "0" });
            });
            const error = await failureOf(client, get);
            expect(received).to.have.lengthOf(6);
            expect(error.message).to.equal("GET /api/things/1 answered 503 (busy), after 6 tries");
        });

        it("as long as the service only asks to slow down", async () => {
            const { client, received } = await clientOf((response, _, nth) => {
                answerJson(response, nth < 9 ? 429 : 200, good, { "Retry-After": "0.01" });
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
                answerJson(response, nth === 0 ? 503 : 200, good, { "Retry-After": "0.6" });
            });
            await client.send(get, new Deadline(5_000));
            expect((atMs[1] ?? 0) - (atMs[0] ?? 0)).to.be.within(590, 1_500);
        });

        it("at the date that the service names, by the service's own clock", async () => {
            const atMs: number[] = [];
            const dayAgoMs = Date.now() - 86_400_000;
            const { client } = await clientOf((response, _, nth) => {
                atMs.push(performance.now());
                answerJson(response, nth === 0 ? 429 : 200, good, {
                    Date: new Date(dayAgoMs).toUTCString(),
                    "Retry-After": new Date(dayAgoMs + 1_000).toUTCString(),
                });
            });
            await client.send(get, new Deadline(5_000));
            expect((atMs[1] ?? 0) - (atMs[0] ?? 0)).to.be.within(900, 2_000);
        });

        it("none of the other requests before the service wants any again", async () => {
            const atMs: number[] = [];
            const { client } = await clientOf((response, _, nth) => {
                atMs.push(performance.now());
                answerJson(response, nth === 0 ? 429 : 200, good, { "Retry-After": "0.8" });
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
                answerJson(response, nth === 0 ? status : 200, good, { "Retry-After": retryAfter });
            });
            const before = client.hindrance();
            const sending = client.send(get, new Deadline(5_000));
            while (client.hindrance() === undefined) await new Promise((resolve) => setTimeout(resolve, 10));
            const meanwhile = client.hindrance();
            await sending;
            return [before, meanwhile, client.hindrance()];
        }

        it("a failure, until the request is through", async () => {
            expect(await hindrances(503, "0.5")).to.deep.equal([
                undefined,
                "GET /api/things/1 answered 503",
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

    describe("does not try again", () => {
        for (const status of [400, 401, 403, 404, 409, 422]) {
            it(`what got ${status}`, async () => {
                const { client, received } = await clientOf((response) => {
                    answerJson(response, status, { key: "k", message: "m" });
                });
                for (const request of [get, put, post, remove]) {
                    const error = await failureOf(client, request);
                    expect(error).to.be.instanceOf(ServiceError).with.property("status", status);
                }
                expect(received).to.have.lengthOf(4);
            });
        }

        for (const status of [500, 502, 503, 504]) {
            it(`a POST that got ${status}, even where it is asked to`, async () => {
                const { client, received } = await clientOf((response) => {
                    answerJson(response, status, {}, { "Retry-After": "0" });
                });
                expect(await failureOf(client, post)).to.have.property("status", status);
                expect(received).to.have.lengthOf(1);
            });
        }

        it("a POST whose connection was cut", async () => {
            const { client, received } = await clientOf((response) => response.socket?.destroy());
            const error = await failureOf(client, post);
            expect(error).to.be.instanceOf(ConnectionError).with.property("sent", true);
            expect(error.message).to.equal("POST /api/things got no answer (ECONNRESET)");
            expect(received).to.have.lengthOf(1);
        });

        it("a POST that got a proxy's page", async () => {
            const { client, received } = await clientOf((response) => {
                answerPage(response, 200);
            });
            expect(await failureOf(client, post)).to.be.instanceOf(UnexpectedAnswerError);
            expect(received).to.have.lengthOf(1);
        });

        it("a POST that got no answer in time", async () => {
            const { client, received } = await clientOf(() => undefined);
            const error = await failureOf(client, post, 600);
            expect(error).to.be.instanceOf(ConnectionError).with.property("sent", true);
            expect(error.message).to.equal("POST /api/things got no answer (none within 0.2 s)");
            expect(received).to.have.lengthOf(1);
        });

        it("storms no service that limits the rate and asks for no wait", async () => {
            const { client, received } = await clientOf((response) => {
                answerJson(response, 429, {}, { "Retry-After": "0" });
            });
            const error = await failureOf(client, get, 1_000);
            expect(error.facts).to.include({ status: 429 });
            expect(received.length).to.be.lessThan(10);
        });

        it("sends nothing while the service wants none, even if that is past the deadline", async () => {
            const { client, received } = await clientOf((response) => {
                answerJson(response, 429, {}, { "Retry-After": "60" });
            });
            for (let times = 1; times <= 3; times++) {
                expect((await failureOf(client, get, 1_000)).facts).to.include({ status: 429 });
            }
            expect(received).to.have.lengthOf(1);
        });

        it("past the deadline", async () => {
            const { client, received } = await clientOf((response) => {
                answerJson(response, 429, {}, { "Retry-After": "60" });
            });
            const begunMs = performance.now();
            const error = await failureOf(client, get, 1_000);
            expect(performance.now() - begunMs).to.be.lessThan(900);
            expect(error.facts).to.include({ status: 429, retryAfterMs: 60_000, attempts: 1 });
            expect(received).to.have.lengthOf(1);
        });
    });

    describe("takes as no answer", () => {
        it("what is not there within a third of the deadline, so that another try has its time", async () => {
            const { client, received } = await clientOf((response, _, nth) => {
                if (nth > 0) answerJson(response, 200, good);
            });
            await client.send(get, new Deadline(1_500));
            expect(received).to.have.lengthOf(2);
        });

        it("a body that does not end", async () => {
            const { client } = await clientOf((response) => {
                response.writeHead(200, { "Content-Type": "application/json" });
                response.write('{"data":{"na');
            });
            const error = await failureOf(client, post, 600);
            expect(error).to.be.instanceOf(ConnectionError).with.property("sent", true);
            expect(error.message).to.equal("POST /api/things got no answer (none within 0.2 s)");
        });

        it("a body that is cut short", async () => {
            const { client } = await clientOf((response) => {
                response.writeHead(200, { "Content-Type": "application/json", "Content-Length": "100" });
                response.write('{"data":{"na', () => response.socket?.destroy());
            });
            const error = await failureOf(client, post);
            expect(error).to.be.instanceOf(ConnectionError).with.property("sent", true);
        });

        it("a refused connection, which certainly did nothing", async () => {
            const closed = await startHttpServer(() => undefined);
            await closed.close();
            const client = new Client({ baseUrl: closed.url, ...user });
            const error = await failureOf(client, post, 1_000);
            expect(error).to.be.instanceOf(ConnectionError).with.property("sent", false);
            expect(error.message).to.match(
                /^POST \/api\/things got no answer \(ECONNREFUSED\), after [2-4] tries$/,
            );
        });
    });

    describe("takes as somebody else's answer", () => {
        const strange: readonly (readonly [string, Respond, string])[] = [
            [
                "a page",
                (response) => {
                    answerPage(response, 200);
                },
                "no JSON",
            ],
            ["half an answer", (response) => response.writeHead(200).end('{"data":{"na'), "no JSON"],
            [
                "an empty answer",
                (response) => response.writeHead(200).end(),
                "the answer: Invalid input: expected object, received undefined",
            ],
            [
                "data of another shape",
                (response) => {
                    answerJson(response, 200, { data: { name: 1 } });
                },
                "data.name: Invalid input: expected string, received number",
            ],
            [
                "a page that says not found",
                (response) => {
                    answerPage(response, 404);
                },
                "status 404, no JSON",
            ],
            [
                "a page that says forbidden",
                (response) => {
                    answerPage(response, 403);
                },
                "status 403, no JSON",
            ],
        ];
        for (const [what, respond, reason] of strange) {
            it(what, async () => {
                const { client } = await clientOf(respond);
                const error = await failureOf(client, post);
                expect(error).to.be.instanceOf(UnexpectedAnswerError);
                expect(error.message).to.equal(
                    `POST /api/things got an answer that is not Polytomic's (${reason})`,
                );
            });
        }

        for (const status of [301, 302, 303, 307, 308]) {
            it(`a redirect (${status}), which it does not follow`, async () => {
                const { client, received } = await clientOf((response, request) => {
                    if (request.path === "/elsewhere") answerJson(response, 200, good);
                    else response.writeHead(status, { Location: "/elsewhere" }).end();
                });
                const error = await failureOf(client, post);
                expect(error).to.be.instanceOf(UnexpectedAnswerError);
                expect(error.message).to.equal(
                    `POST /api/things got an answer that is not Polytomic's (status ${status})`,
                );
                expect(received.map(({ path }) => path)).to.deep.equal(["/api/things"]);
            });
        }

        it("but no page with which a proxy says that the service is down", async () => {
            const { client } = await clientOf((response) => {
                answerPage(response, 502);
            });
            const error = await failureOf(client, post);
            expect(error).to.be.instanceOf(ServiceError).with.property("status", 502);
            expect(error.message).to.equal("POST /api/things answered 502");
        });
    });

    describe("puts into an error", () => {
        it("the service's words, on one line and no more than it takes", async () => {
            const { client } = await clientOf((response) => {
                answerJson(response, 422, {
                    key: "bad\nkey",
                    message: `  hour\n\tis odd ${"x".repeat(5_000)}`,
                });
            });
            const error = await failureOf(client, post);
            expect(error.message).to.match(/^POST \/api\/things answered 422 \(bad key: hour is odd x+…\)$/);
            expect(error.message.length).to.be.lessThan(400);
            expect(error.facts.key).to.equal("bad key");
        });

        it("nothing in the place of words that the service does not say", async () => {
            const { client } = await clientOf((response) => response.writeHead(404).end());
            expect((await failureOf(client, post)).message).to.equal("POST /api/things answered 404");
        });

        for (const [name, account] of Object.entries({ user, scoped })) {
            const everywhere = (response: Parameters<Respond>[0], status: number) => {
                const { authorization } = account;
                answerJson(
                    response,
                    status,
                    {
                        key: `bad ${authorization}`,
                        message: `no access with ${authorization}, that is ${key} or ${encoded}${" and".repeat(40)} ${key}`,
                        data: { name: [authorization] },
                    },
                    { "X-Echo": authorization, "Retry-After": "60" },
                );
            };

            for (const status of [200, 400, 401, 403, 404, 429, 500, 503]) {
                it(`no credential of a ${name} account, though the service's ${status} repeats it`, async () => {
                    const { client } = await clientOf((response) => {
                        everywhere(response, status);
                    }, account);
                    const error = await failureOf(client, post);
                    const told = JSON.stringify([
                        error,
                        error.message,
                        error.stack,
                        error.cause,
                        error.facts,
                    ]);
                    for (const secret of account.secrets) expect(told).not.to.contain(secret);
                });
            }

            it(`no credential of a ${name} account when there is no answer`, async () => {
                const { client } = await clientOf((response) => response.socket?.destroy(), account);
                const error = await failureOf(client, post);
                const told = JSON.stringify([error, error.message, error.stack, error.cause, error.facts]);
                for (const secret of account.secrets) expect(told).not.to.contain(secret);
            });
        }
    });
});
