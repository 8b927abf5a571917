import { expect } from "chai";
import { clientOf, closeService, encoded, failureOf, key, post, scoped, user } from "../support/client";
import { respondJson, type Respond } from "../support/http-server";

describe("the client", () => {
    afterEach(closeService);

    describe("puts into an error", () => {
        it("the service's words, on one line and no more than it takes", async () => {
            const { client } = await clientOf((response) => {
                respondJson(response, 422, {
                    key: "bad\nkey",
                    message: `  hour\n\tis odd ${"x".repeat(5_000)}`,
                });
            });
            const error = await failureOf(client, post);
            expect(error.message).to.match(/^POST \/api\/things returned 422 \(bad key: hour is odd x+…\)$/);
            expect(error.message.length).to.be.lessThan(400);
            expect(error.facts.key).to.equal("bad key");
        });

        it("nothing in the place of words that the service does not say", async () => {
            const { client } = await clientOf((response) => response.writeHead(404).end());
            expect((await failureOf(client, post)).message).to.equal("POST /api/things returned 404");
        });

        for (const [name, account] of Object.entries({ user, scoped })) {
            const everywhere = (response: Parameters<Respond>[0], status: number) => {
                const { authorization } = account;
                respondJson(
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
                    const shown = JSON.stringify([
                        error,
                        error.message,
                        error.stack,
                        error.cause,
                        error.facts,
                    ]);
                    for (const secret of account.secrets) expect(shown).not.to.contain(secret);
                });
            }

            it(`no credential of a ${name} account when there is no response`, async () => {
                const { client } = await clientOf((response) => response.socket?.destroy(), account);
                const error = await failureOf(client, post);
                const shown = JSON.stringify([error, error.message, error.stack, error.cause, error.facts]);
                for (const secret of account.secrets) expect(shown).not.to.contain(secret);
            });
        }
    });
});
