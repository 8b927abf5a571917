import { expect } from "chai";
import { Client } from "../../../provider/api/client";
import {
    ConnectionError,
    explain,
    isOutcomeOpen,
    ServiceError,
    UnexpectedResponseError,
} from "../../../provider/api/errors";
import { clientOf, closeService, connectionTo, failureOf, get, good, key, post } from "../support/client";
import { useClock } from "../support/clock";
import { respondJson, respondPage, startHttpServer, type Respond } from "../support/http-server";
import { Deadline } from "../../../provider/api/deadline";

describe("the client", () => {
    useClock();

    afterEach(closeService);

    describe("takes as no response", () => {
        it("what is not there within a third of the deadline, so that another try has its time", async () => {
            const { client, received } = await clientOf((response, _, nth) => {
                if (nth > 0) respondJson(response, 200, good);
            });
            await client.send(get, new Deadline(600));
            expect(received).to.have.lengthOf(2);
        });

        it("a body that does not end", async () => {
            const { client } = await clientOf((response) => {
                response.writeHead(200, { "Content-Type": "application/json" });
                response.write('{"data":{"na');
            });
            const error = await failureOf(client, post, 600);
            expect(error).to.be.instanceOf(ConnectionError).with.property("sent", true);
            expect(error.message).to.equal("POST /api/things got no response (none within 0.2 s)");
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
            const client = new Client(connectionTo(closed.url));
            const error = await failureOf(client, post, 1_000);
            expect(error).to.be.instanceOf(ConnectionError).with.property("sent", false);
            expect(error.message).to.match(
                /^POST \/api\/things got no response \(ECONNREFUSED\), after [2-4] tries$/,
            );
        });
    });

    describe("takes as not Polytomic's response", () => {
        const strange: readonly (readonly [string, Respond, string])[] = [
            [
                "a page",
                (response) => {
                    respondPage(response, 200);
                },
                "no JSON",
            ],
            ["half a response", (response) => response.writeHead(200).end('{"data":{"na'), "no JSON"],
            [
                "an empty response",
                (response) => response.writeHead(200).end(),
                "the response: Invalid input: expected object, received undefined",
            ],
            [
                "data of another shape",
                (response) => {
                    respondJson(response, 200, { data: { name: 1 } });
                },
                "data.name: Invalid input: expected string, received number",
            ],
            [
                "a page that says not found",
                (response) => {
                    respondPage(response, 404);
                },
                "status 404, no JSON",
            ],
            [
                "a page that says forbidden",
                (response) => {
                    respondPage(response, 403);
                },
                "status 403, no JSON",
            ],
        ];
        for (const [what, respond, reason] of strange) {
            it(what, async () => {
                const { client } = await clientOf(respond);
                const error = await failureOf(client, post);
                expect(error).to.be.instanceOf(UnexpectedResponseError);
                expect(error.message).to.equal(
                    `POST /api/things got a response that is not Polytomic's (${reason})`,
                );
            });
        }

        it("but no page with which a proxy says that the service is down", async () => {
            const { client } = await clientOf((response) => {
                respondPage(response, 502);
            });
            const error = await failureOf(client, post);
            expect(error).to.be.instanceOf(ServiceError).with.property("status", 502);
            expect(error.message).to.equal("POST /api/things returned 502");
        });
    });

    describe("fails at once after a redirect, which it does not follow:", () => {
        const setting = "POLYTOMIC_DEPLOYMENT_URL";
        const called = `Called ORIGIN (from ${setting}) with the key from POLYTOMIC_API_KEY.`;
        const notFollowed = `Redirects are not followed, since the API key would go along: set ${setting} to`;
        const elsewhere = `${notFollowed} Polytomic's own address.`;
        const noRedirect = `Check that ${setting} is Polytomic's address and that no proxy responds in its place.`;
        /** What `Location` says (ORIGIN: the service's own), how the error names it, and what to do. */
        const targets: readonly (readonly [string | undefined, string, string])[] = [
            [
                "https://polytomic.example.com/api/things",
                " (a redirect to https://polytomic.example.com/api/things)",
                `${notFollowed} https://polytomic.example.com.`,
            ],
            [
                "https://example.com/polytomic/api/things",
                " (a redirect to https://example.com/polytomic/api/things)",
                `${notFollowed} https://example.com/polytomic.`,
            ],
            [
                "https://user:password@sso.example.com/login?token=secret#secret",
                " (a redirect to https://sso.example.com/login)",
                elsewhere,
            ],
            [`/login/${key}`, " (a redirect to ORIGIN/login/[secret])", elsewhere],
            ["login", " (a redirect to ORIGIN/api/login)", elsewhere],
            [undefined, "", noRedirect],
            ["", " (a redirect to ORIGIN/api/things)", `${notFollowed} ORIGIN.`],
            ["https://", "", noRedirect],
            ["mailto:admin@example.com", "", noRedirect],
        ];
        for (const [location, target, remedy] of targets)
            // One target stands for all with each status.
            for (const status of location === "login" ? [300, 301, 302, 303, 304, 305, 307, 308] : [308])
                it(`${status}: ${location ?? "no Location"}`, async () => {
                    const { client, received } = await clientOf((response) => {
                        const headers = location === undefined ? {} : { Location: location };
                        response.writeHead(status, headers).end();
                    });
                    for (const request of [post, get]) {
                        const error = await failureOf(client, { ...request, path: "/api/things" });
                        expect(error).to.be.instanceOf(ServiceError).with.property("status", status);
                        expect(isOutcomeOpen(error)).to.be.false;
                        const origin = `http://${received[0]?.headers.host ?? ""}`;
                        expect(explain("act", error).message).to.equal(
                            `could not act: ${request.method} /api/things returned ${status}${target}. ${remedy} ${called}`.replaceAll(
                                "ORIGIN",
                                origin,
                            ),
                        );
                    }
                    expect(received).to.have.lengthOf(2);
                });
    });
});
