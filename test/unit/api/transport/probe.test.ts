import { expect } from "chai";
import { connectionFrom } from "../../../../provider/api/credentials";
import { Probe } from "../../../../provider/api/transport/probe";
import {
    closeService,
    connectionTo,
    get,
    key,
    openService,
    post,
    remove,
    scoped,
    user,
} from "../../support/client";
import { useClock } from "../../support/clock";
import {
    respondJson,
    respondPage,
    startHttpServer,
    startHttpsServer,
    type Respond,
} from "../../support/http-server";

async function probeOf(respond: Respond, account = user) {
    const service = await openService(respond);
    return { probe: new Probe(connectionTo(service.url, account)), received: service.received };
}

describe("a probe", () => {
    useClock();
    afterEach(closeService);

    it("shows any response as it arrived: status, headers, JSON and times", async () => {
        const { probe, received } = await probeOf((response) => {
            respondJson(response, 201, { data: [] }, { "X-Polytomic-Version": "2025-09-18" });
        });
        const { status, headers, json, error, trace } = await probe.send(post);
        expect([status, headers["x-polytomic-version"], json, error]).to.deep.equal([
            201,
            "2025-09-18",
            { data: [] },
            undefined,
        ]);
        expect(trace.responseMs).to.be.at.least(trace.connectMs ?? NaN);
        expect(trace).not.to.have.any.keys("proxy", "certificate");
        const { headers: sent, body } = received[0] ?? { headers: {}, body: "" };
        expect(sent).to.include({ "idempotency-key": "key-1", authorization: `Bearer ${key}` });
        expect(body).to.equal('{"name":"a"}');
    });

    it("shows an empty body, and no response, as no JSON", async () => {
        const { probe } = await probeOf((response) => response.writeHead(204).end());
        expect(await probe.send(remove)).to.include({ status: 204, json: undefined, error: undefined });
        await closeService();
        const { status, json, error } = await probe.send(get);
        expect([status, json]).to.deep.equal([undefined, undefined]);
        expect(error?.message).to.match(/^GET \/api\/things\/1 got no response \(/);
    });

    it("says why a response can't be used", async () => {
        const { probe } = await probeOf((response, _, nth) => {
            if (nth === 0) respondJson(response, 401, { message: "no such key" });
            else respondPage(response, 200);
        });
        const refused = await probe.send(get);
        expect(refused.status).to.equal(401);
        expect(refused.error?.message).to.equal("GET /api/things/1 returned 401 (no such key)");
        expect((await probe.send(get)).error?.message).to.match(/not Polytomic's \(no JSON\)$/);
    });

    it("sends again what is refused as too many, and nothing else", async () => {
        const { probe, received } = await probeOf((response, _, nth) => {
            respondJson(response, nth < 2 ? 429 : 503, {}, { "Retry-After": "1" });
        });
        expect((await probe.send(post)).status).to.equal(503);
        expect(received).to.have.length(3);
    });

    for (const account of [user, scoped])
        it(`returns no credential, whatever the service repeats: ${account.authorization.slice(0, 6)}`, async () => {
            const { probe } = await probeOf((response, { headers }) => {
                const text = headers.authorization ?? "";
                respondJson(
                    response,
                    400,
                    { message: text, data: { [text]: `${key} ${text}` } },
                    { "X-Echo": text },
                );
            }, account);
            const { error, ...rest } = await probe.send(get);
            const shown = JSON.stringify(rest) + String(error?.message) + JSON.stringify(error);
            expect(shown).to.contain("[secret]");
            for (const secret of account.secrets) expect(shown).not.to.contain(secret);
        });

    describe("of a secure server", () => {
        it("shows the certificate that Node.js does not trust, and sends no credential for it", async () => {
            const server = await startHttpsServer((response) => {
                respondJson(response, 200, {});
            });
            const probe = new Probe(connectionTo(server.url));
            expect((await probe.send(get)).error?.message).to.match(/DEPTH_ZERO_SELF_SIGNED_CERT/);
            const certificate = await probe.certificate();
            expect(certificate?.issuer).to.equal("test only");
            expect(new Date(certificate?.validToMs ?? 0).getUTCFullYear()).to.equal(2120);
            expect(JSON.stringify(server.received)).not.to.contain(key);
            await server.close();
        });
    });

    it("shows the proxy that a request went to", async () => {
        const proxy = await startHttpServer((response) => {
            respondJson(response, 200, {});
        });
        try {
            const { trace } = await new Probe(
                connectionFrom(() => undefined, {
                    http_proxy: proxy.url.replace("//", "//somebody:password@"),
                    POLYTOMIC_API_KEY: key,
                    POLYTOMIC_DEPLOYMENT_URL: "http://polytomic.invalid",
                }),
            ).send(get);
            expect(trace.proxy).to.equal(proxy.url.replace("http://", ""));
            expect(proxy.received.map(({ path }) => path)).to.deep.equal([
                "http://polytomic.invalid/api/things/1",
            ]);
        } finally {
            await proxy.close();
        }
    });
});
