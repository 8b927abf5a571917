import { expect } from "chai";
import { ConnectionError, ServiceError, UnexpectedResponseError } from "../../../provider/api/errors";
import { clientOf, closeService, failureOf, get, post, put, remove } from "../support/client";
import { respondJson, respondPage } from "../support/http-server";

describe("the client", () => {
    afterEach(closeService);

    describe("does not try again", () => {
        for (const status of [400, 401, 403, 404, 409, 422]) {
            it(`what got ${status}`, async () => {
                const { client, received } = await clientOf((response) => {
                    respondJson(response, status, { key: "k", message: "m" });
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
                    respondJson(response, status, {}, { "Retry-After": "0" });
                });
                expect(await failureOf(client, post)).to.have.property("status", status);
                expect(received).to.have.lengthOf(1);
            });
        }

        it("a POST whose connection was cut", async () => {
            const { client, received } = await clientOf((response) => response.socket?.destroy());
            const error = await failureOf(client, post);
            expect(error).to.be.instanceOf(ConnectionError).with.property("sent", true);
            expect(error.message).to.equal("POST /api/things got no response (ECONNRESET)");
            expect(received).to.have.lengthOf(1);
        });

        it("a POST that got a proxy's page", async () => {
            const { client, received } = await clientOf((response) => {
                respondPage(response, 200);
            });
            expect(await failureOf(client, post)).to.be.instanceOf(UnexpectedResponseError);
            expect(received).to.have.lengthOf(1);
        });

        it("a POST that got no response in time", async () => {
            const { client, received } = await clientOf(() => undefined);
            const error = await failureOf(client, post, 600);
            expect(error).to.be.instanceOf(ConnectionError).with.property("sent", true);
            expect(error.message).to.equal("POST /api/things got no response (none within 0.2 s)");
            expect(received).to.have.lengthOf(1);
        });

        it("storms no service that limits the rate and asks for no wait", async () => {
            const { client, received } = await clientOf((response) => {
                respondJson(response, 429, {}, { "Retry-After": "0" });
            });
            await failureOf(client, get, 1_000);
            expect(received.length).to.be.within(2, 9);
        });

        it("sends nothing while the service wants none, even if that is past the deadline", async () => {
            const { client, received } = await clientOf((response) => {
                respondJson(response, 429, {}, { "Retry-After": "60" });
            });
            for (let times = 1; times <= 3; times++) {
                expect(await failureOf(client, get, 1_000)).to.have.property("status", 429);
            }
            expect(received).to.have.lengthOf(1);
        });

        it("past the deadline", async () => {
            const { client, received } = await clientOf((response) => {
                respondJson(response, 429, {}, { "Retry-After": "60" });
            });
            const begunMs = performance.now();
            const error = await failureOf(client, get, 1_000);
            expect(performance.now() - begunMs).to.be.lessThan(900);
            expect(error).to.have.property("status", 429);
            expect(error.facts).to.include({ retryAfterMs: 60_000, attempts: 1 });
            expect(received).to.have.lengthOf(1);
        });
    });
});
