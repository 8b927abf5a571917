import { execFile } from "node:child_process";
import { once } from "node:events";
import { createServer, type AddressInfo, type Socket } from "node:net";
import { promisify } from "node:util";
import { expect } from "chai";
import { Client } from "../../../provider/api/client";
import { connectionFrom } from "../../../provider/api/credentials";
import { ConnectionError, explain, isOutcomeOpen } from "../../../provider/api/errors";
import { closeService, clientOf, failureOf, connectionTo, get, good, post } from "../support/client";
import { useClock } from "../support/clock";
import {
    respondJson,
    certificateFile,
    startHttpServer,
    startHttpsServer,
    type HttpServer,
    type Respond,
} from "../support/http-server";
import { Deadline } from "../../../provider/api/deadline";

const respond: Respond = (response) => {
    respondJson(response, 200, good);
};

describe("the client", () => {
    useClock();

    const open: { close: () => Promise<void> }[] = [];

    afterEach(async () => {
        await closeService();
        for (const server of open.splice(0)) await server.close();
    });

    async function opened(server: Promise<HttpServer>): Promise<HttpServer> {
        open.push(await server);
        return server;
    }

    /** A server that does this to each connection. */
    async function rawServer(onConnection: (socket: Socket) => void): Promise<string> {
        const sockets: Socket[] = [];
        const server = createServer((socket) => {
            sockets.push(socket.on("error", () => undefined));
            onConnection(socket);
        });
        await once(server.listen(0, "127.0.0.1"), "listening");
        open.push({
            close: async () => {
                for (const socket of sockets) socket.destroy();
                await promisify(server.close.bind(server))();
            },
        });
        return `127.0.0.1:${(server.address() as AddressInfo).port}`;
    }

    const clientAt = (baseUrl: string) => new Client(connectionTo(baseUrl));

    describe("fails at once, as not sent,", () => {
        const kinds: Readonly<Record<string, readonly [() => Promise<string>, RegExp, string]>> = {
            "where it can't trust the server's certificate": [
                async () => (await opened(startHttpsServer(respond))).url,
                /^DEPTH_ZERO_SELF_SIGNED_CERT$/,
                "Node.js does not trust the issuer of the server's certificate: set NODE_EXTRA_CA_CERTS to a file with " +
                    "the issuer's certificate (PEM), or correct POLYTOMIC_DEPLOYMENT_URL if this is not the right server.",
            ],
            "where the server speaks no TLS": [
                async () => (await opened(startHttpServer(respond))).url.replace("http:", "https:"),
                /^(EPROTO|ERR_SSL_\w+)$/,
                "The server does not speak TLS as it should: check host, port and protocol of " +
                    "POLYTOMIC_DEPLOYMENT_URL.",
            ],
        };
        for (const [what, [start, reason, remedy]] of Object.entries(kinds))
            it(what, async () => {
                const client = clientAt(await start());
                for (const request of [get, post]) {
                    const error = await failureOf(client, request);
                    expect(error).to.be.instanceOf(ConnectionError).with.property("sent", false);
                    expect(error).to.have.property("reason").that.matches(reason);
                    expect(error.facts.attempts).to.equal(1);
                    expect(isOutcomeOpen(error)).to.be.false;
                    expect(explain("act", error).message).to.contain(`. ${remedy} Called https://`);
                }
            });
    });

    it("fails at once, as not sent, where there is no such host, and soon where no name server responds", async () => {
        // Longer than a name can be: nobody is asked for it.
        const error = await failureOf(clientAt(`http://${"a".repeat(64)}.invalid`), post);
        expect(error).to.be.instanceOf(ConnectionError).with.property("sent", false);
        expect(error.message).to.match(
            /^POST \/api\/things got no response \((ENOTFOUND\)|EAI_\w+\), after 3 tries)$/,
        );
    });

    describe("takes as not sent", () => {
        it("what is reset before the connection is secure, and tries again", async () => {
            const address = await rawServer((socket) => socket.once("data", () => socket.resetAndDestroy()));
            const error = await failureOf(clientAt(`https://${address}`), post, 600);
            expect(error).to.be.instanceOf(ConnectionError).with.property("sent", false);
            expect(error.message).to.match(/ got no response \(ECONNRESET\), after \d tries$/);
        });

        it("what goes to a proxy that can't be reached", async () => {
            const closed = await startHttpServer(respond);
            await closed.close();
            const connection = connectionFrom(undefined, {
                https_proxy: closed.url,
                POLYTOMIC_API_KEY: "k",
                POLYTOMIC_DEPLOYMENT_URL: "polytomic.invalid",
            });
            const error = await failureOf(new Client(connection), post, 300);
            expect(error).to.be.instanceOf(ConnectionError).with.property("sent", false);
            expect(error).to.have.property("reason", "ECONNREFUSED");
        });

        it("what gets no secure connection in time", async () => {
            const address = await rawServer(() => undefined);
            const error = await failureOf(clientAt(`https://${address}`), post, 300);
            expect(error).to.be.instanceOf(ConnectionError).with.property("sent", false);
            expect(error.message).to.match(/ got no response \(none within 0\.1 s\)/);
        });
    });

    describe("takes as sent", () => {
        it("what is reset once it has arrived, though there is no response", async () => {
            const address = await rawServer((socket) => socket.once("data", () => socket.resetAndDestroy()));
            const error = await failureOf(clientAt(`http://${address}`), post);
            expect(error).to.be.instanceOf(ConnectionError).with.property("sent", true);
        });

        it("what is reset on a connection that has served before", async () => {
            const { client, connections } = await clientOf((response, request, nth) => {
                if (nth === 0) respond(response, request, nth);
                else response.socket?.resetAndDestroy();
            });
            await client.send(post, new Deadline(5_000));
            const error = await failureOf(client, post);
            expect(error).to.be.instanceOf(ConnectionError).with.property("sent", true);
            expect(connections()).to.equal(1);
        });
    });

    it("trusts the certificates that NODE_EXTRA_CA_CERTS names, each for its host", async () => {
        const server = await opened(startHttpsServer(respond));
        const resetting = await opened(
            startHttpsServer((response, request, nth) => {
                if (nth === 0) respond(response, request, nth);
                else response.socket?.destroy();
            }),
        );
        const urls = [server.url, server.url.replace("localhost", "127.0.0.1"), resetting.url];
        const [trusted = [], misnamed = [], reset = []] = await outcomesWithCertificate(urls);
        expect(trusted).to.deep.equal(["ok", "ok"]);
        expect(reset[0]).to.equal("ok");
        expect(reset[1]).to.match(
            /^sent: could not act: POST \/api\/things got no response \(ECONNRESET\)\. /,
        );
        expect(misnamed[0]).to.equal(
            "not sent: could not act: POST /api/things got no response (ERR_TLS_CERT_ALTNAME_INVALID). The server's " +
                "certificate is for another host: correct POLYTOMIC_DEPLOYMENT_URL. Called " +
                `${urls[1] ?? ""} (from POLYTOMIC_DEPLOYMENT_URL) with the key from POLYTOMIC_API_KEY.`,
        );
        expect(server.received).to.have.lengthOf(2);
    }).timeout(60_000);
});

/** What comes of two POSTs to each, in a process that knows the servers' certificate: Node.js reads it when it starts. */
async function outcomesWithCertificate(urls: readonly string[]): Promise<string[][]> {
    const program = `
        const { Client } = require("./provider/api/client");
        const { explain } = require("./provider/api/errors");
        const { Deadline } = require("./provider/api/deadline");
        const { connectionTo, post } = require("./test/unit/support/client");
        const send = (client) => client.send(post, new Deadline(5_000)).then(
            () => "ok",
            (error) => (error.sent ? "sent: " : "not sent: ") + explain("act", error).message,
        );
        const sendTwice = async (baseUrl) => {
            const client = new Client(connectionTo(baseUrl));
            return [await send(client), await send(client)];
        };
        Promise.all(${JSON.stringify(urls)}.map(sendTwice)).then((outcomes) => console.log(JSON.stringify(outcomes)));
    `;
    const { stdout } = await promisify(execFile)(process.execPath, ["--import", "tsx", "-e", program], {
        cwd: `${__dirname}/../../..`,
        env: { ...process.env, NODE_EXTRA_CA_CERTS: certificateFile },
    });
    return JSON.parse(stdout) as string[][];
}
