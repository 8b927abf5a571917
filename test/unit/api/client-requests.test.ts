import type { ServerResponse } from "node:http";
import { expect } from "chai";
import { API_VERSION, Client } from "../../../provider/api/client";
import {
    clientOf,
    closeService,
    failureOf,
    get,
    good,
    key,
    openService,
    post,
    remove,
    user,
} from "../support/client";
import { version } from "../../../package.json";
import { connectionTo } from "../support/client";
import { useClock } from "../support/clock";
import { respondJson, type Respond } from "../support/http-server";
import { Deadline } from "../../../provider/api/deadline";

describe("the client", () => {
    const clock = useClock();

    afterEach(closeService);

    describe("sends", () => {
        it("the key, the API's version and what it accepts with each request", async () => {
            const { client, received } = await clientOf((response) => {
                respondJson(response, 200, good);
            });
            await client.send(get, new Deadline(5_000));
            expect(received).to.have.lengthOf(1);
            expect(received[0]).to.deep.include({ method: "GET", path: "/api/things/1", body: "" });
            expect(received[0]?.headers).to.include({
                authorization: `Bearer ${key}`,
                "x-polytomic-version": API_VERSION,
                accept: "application/json",
                "user-agent": `pulumi-polytomic/${version} node/${process.versions.node}`,
            });
            expect(received[0]?.headers).not.to.have.property("idempotency-key");
            expect(API_VERSION).to.equal("2025-09-18");
        });

        it("a body as JSON, with its idempotency key", async () => {
            const { client, received } = await clientOf((response) => {
                respondJson(response, 200, good);
            });
            await client.send(post, new Deadline(5_000));
            expect(JSON.parse(received[0]?.body ?? "")).to.deep.equal({ name: "a" });
            expect(received[0]?.headers).to.include({ "idempotency-key": "key-1" });
            expect(received[0]?.headers["content-type"]).to.match(/^application\/json/);
        });

        it("requests below a deployment's own path", async () => {
            const server = await openService((response) => {
                respondJson(response, 200, good);
            });
            const client = new Client(connectionTo(`${server.url}/polytomic`));
            await client.send(get, new Deadline(5_000));
            expect(server.received[0]?.path).to.equal("/polytomic/api/things/1");
        });

        for (const maxConcurrentRequests of [1, 4, 10]) {
            it(`no more than ${maxConcurrentRequests} requests at once where so many are allowed, on as many connections`, async () => {
                let running = 0;
                let most = 0;
                const { client, received, connections } = await clientOf(
                    (response) => {
                        most = Math.max(most, ++running);
                        setTimeout(() => {
                            running--;
                            respondJson(response, 200, good);
                        }, 20);
                    },
                    { ...user, maxConcurrentRequests },
                );
                const deadline = new Deadline(5_000);
                const count = 3 * maxConcurrentRequests;
                await Promise.all(Array.from({ length: count }, () => client.send(get, deadline)));
                expect(received).to.have.lengthOf(count);
                expect(most).to.equal(maxConcurrentRequests);
                expect(connections()).to.equal(maxConcurrentRequests);
            });
        }

        it("requests that had to wait for others, for however long, within the time that each may take", async () => {
            const { client, received } = await clientOf(
                (response) => {
                    clock().advance(400);
                    respondJson(response, 200, good);
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
                respondJson(response, nth === 4 ? 429 : 200, good, { "Retry-After": "0.8" });
            });
            for (let times = 0; times < 7; times++) await client.send(get, new Deadline(5_000));
            const [pauseEndMs = 0, nextMs = 0, lastMs = 0] = atMs.slice(-3);
            // Four requests have gone through, the pause of 0.8 s included.
            expect(nextMs - pauseEndMs).to.be.within(150, 400);
            expect(lastMs - nextMs).to.be.within(150, 400);
        });
    });

    describe("returns", () => {
        it("what the schema reads, and when the request went out", async () => {
            const { client } = await clientOf((response) => {
                respondJson(response, 200, { data: { name: "a", colour: "blue" } });
            });
            const beforeMs = Date.now();
            const { data, sentAtMs } = await client.send(get, new Deadline(5_000));
            expect(data).to.deep.equal(good);
            expect(sentAtMs).to.be.within(beforeMs, Date.now());
        });

        for (const status of [200, 202, 204]) {
            it(`from an empty response with status ${status} where none is needed`, async () => {
                const { client } = await clientOf((response) => response.writeHead(status).end());
                expect((await client.send(remove, new Deadline(5_000))).data).to.be.undefined;
            });
        }

        it("the service's time, once a response shows it", async () => {
            const serviceNowMs = Date.now() + 3_600_000;
            const { client } = await clientOf((response) => {
                respondJson(response, 200, good, { Date: new Date(serviceNowMs).toUTCString() });
            });
            expect(client.serviceTimeMs(Date.now())).to.be.undefined;
            await client.send(get, new Deadline(5_000));
            expect(client.serviceTimeMs(Date.now())).to.be.closeTo(serviceNowMs, 3_000);
        });

        const hourAhead = () => ({ Date: new Date(Date.now() + 3_600_000).toUTCString() });
        const page = (response: ServerResponse, status: number, headers: Record<string, string> = {}) => {
            response
                .writeHead(status, { "Content-Type": "text/html", ...hourAhead(), ...headers })
                .end("<html>");
        };
        const others: Readonly<Record<string, Respond>> = {
            "a page": (response) => {
                page(response, 200);
            },
            ...Object.fromEntries(
                [403, 407, 429, 503].map((status) => [
                    `a page with status ${status}`,
                    (response: ServerResponse) => {
                        page(response, status);
                    },
                ]),
            ),
            ...Object.fromEntries(
                [404, 429, 503].map((status) => [
                    `an empty ${status}`,
                    (response: ServerResponse) => response.writeHead(status, hourAhead()).end(),
                ]),
            ),
            "an empty response": (response) => response.writeHead(200, hourAhead()).end(),
            "a redirect": (response) => {
                page(response, 302, { Location: "https://example.com/login" });
            },
            "a redirect with an error": (response) => {
                respondJson(response, 302, { message: "moved" }, { ...hourAhead(), Location: "/login" });
            },
            "a proxy that requires authentication": (response) => {
                respondJson(response, 407, { message: "who are you?" }, hourAhead());
            },
            "half a response": (response) => response.writeHead(200, hourAhead()).end('{"data":{"na'),
            "half an error": (response) => response.writeHead(500, hourAhead()).end('{"message":"oo'),
            "data of another shape": (response) => {
                respondJson(response, 200, { status: "up" }, hourAhead());
            },
            "an error of another shape": (response) => {
                respondJson(response, 503, { error: "no upstream" }, hourAhead());
            },
            "a response that is cut short": (response) => {
                response.writeHead(200, { "Content-Length": "100", ...hourAhead() });
                response.write('{"data":{"na', () => response.socket?.destroy());
            },
        };
        for (const [what, respond] of Object.entries(others)) {
            it(`no service's time from ${what}`, async () => {
                const { client } = await clientOf((response, request, nth) => {
                    if (nth === 0) respondJson(response, 200, good);
                    else respond(response, request, nth);
                });
                await client.send(get, new Deadline(5_000));
                await failureOf(client, post, 100);
                expect(client.serviceTimeMs(Date.now())).to.be.closeTo(Date.now(), 3_000);
            });
        }

        it("no service's time from an empty response where no other is needed", async () => {
            const { client } = await clientOf((response) => response.writeHead(200, hourAhead()).end());
            await client.send(remove, new Deadline(5_000));
            expect(client.serviceTimeMs(Date.now())).to.be.undefined;
        });

        for (const status of [401, 404, 429, 503]) {
            it(`the service's time from its own error (${status})`, async () => {
                const { client } = await clientOf((response) => {
                    respondJson(response, status, { message: "no" }, hourAhead());
                });
                await failureOf(client, post, 100);
                expect(client.serviceTimeMs(Date.now())).to.be.closeTo(Date.now() + 3_600_000, 3_000);
            });
        }

        it("no service's time where no response has a date", async () => {
            const { client } = await clientOf((response) => {
                response.sendDate = false;
                respondJson(response, 200, good);
            });
            await client.send(get, new Deadline(5_000));
            expect(client.serviceTimeMs(Date.now())).to.be.undefined;
        });
    });
});
