import { expect } from "chai";
import { Client } from "../../../../provider/service/client";
import { ConnectionError, ServiceError, UnexpectedAnswerError } from "../../../../provider/service/errors";
import { Deadline } from "../../../../provider/service/retry";
import { clientOf, closeService, failureOf, get, good, post, user } from "../support/client";
import { answerJson, answerPage, startHttpServer, type Respond } from "../support/http-server";

describe("the client", () => {
    afterEach(closeService);

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
});
