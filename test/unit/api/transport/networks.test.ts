import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { expect } from "chai";
import { proxyFor } from "../../../../provider/api/transport/proxy";
import { listen, startProxy, type Front, type Proxy } from "../../../support/proxy";
import { good } from "../../support/client";
import {
    certificateFile,
    respondJson,
    startHttpServer,
    startHttpsServer,
    type Respond,
} from "../../support/http-server";
import { CONNECT_TIMEOUT_MS, outcomesOf, type Variables } from "../../support/network-client";

const page = readFileSync(join(__dirname, "../../../../docs/networks.md"), "utf8");

/** The rows of a table of docs/networks.md, which the comment `<!-- rows: name -->` marks, without its heading. */
function rowsOf(name: string): string[][] {
    const [, table = ""] = page.split(`<!-- rows: ${name} -->\n\n`);
    const lines = table.split("\n\n")[0]?.split("\n").slice(2) ?? [];
    return lines.map((line) =>
        line
            .split("|")
            .slice(1, -1)
            .map((cell) => cell.trim()),
    );
}

const codesIn = (cell = "") => [...cell.matchAll(/`([^`]+)`/g)].map(([, code = ""]) => code);
const certificate = (name: string) => join(__dirname, `../../support/certificates/${name}.pem`);
const portOf = ({ url }: { readonly url: string }) => Number(new URL(url).port);
const respond: Respond = (response) => {
    respondJson(response, 200, good);
};

const HTTPS = { POLYTOMIC_DEPLOYMENT_URL: "https://polytomic.example.com" };
const HTTP = { POLYTOMIC_DEPLOYMENT_URL: "http://polytomic.example.com" };
const PROXY = "proxy.example.com:3128";
/** Nothing listens there. */
const CLOSED = "http://127.0.0.1:9";

describe("docs/networks.md", function () {
    this.timeout(60_000);
    const open: { close(): Promise<void> }[] = [];
    async function opened<T extends { close(): Promise<void> }>(server: Promise<T>): Promise<T> {
        open.push(await server);
        return server;
    }
    let ports: readonly [secure: number, plain: number] = [0, 0];

    before(async () => {
        const secure = await opened(startHttpsServer(respond, certificate("alone")));
        ports = [portOf(secure), portOf(await opened(startHttpServer(respond)))];
    });
    after(async () => {
        for (const server of open) await server.close();
    });

    describe("proxies:", () => {
        const tunnel = "CONNECT polytomic.example.com:443";
        const whole = "POST http://polytomic.example.com/api/things";
        /** By row: what is called with which other variables, what the proxy is asked for, and the user that it wants. */
        const rows: Readonly<Record<string, readonly [Variables[], string[], string?]>> = {
            [`HTTPS_PROXY=http://${PROXY}`]: [
                [HTTPS, { ...HTTPS, HTTP_PROXY: CLOSED }],
                [tunnel, tunnel],
            ],
            [`HTTPS_PROXY=${PROXY}`]: [[HTTPS], [tunnel]],
            [`HTTPS_PROXY=http://user:p%40ss@${PROXY}`]: [[HTTPS], [tunnel], "user:p@ss"],
            [`https_proxy=http://${PROXY}`]: [[{ ...HTTPS, HTTPS_PROXY: CLOSED }], [tunnel]],
            [`HTTP_PROXY=http://${PROXY}`]: [
                [HTTP, { ...HTTP, HTTPS_PROXY: CLOSED }],
                [whole, whole],
            ],
            [`ALL_PROXY=http://${PROXY}`]: [
                [HTTPS, HTTP],
                [tunnel, whole],
            ],
            [`HTTPS_PROXY=socks5://${PROXY}`]: [[HTTPS], []],
        };
        const seen = new Map<string, { readonly proxy: Proxy; readonly outcomes: string[] }>();

        before(async () => {
            const proxies = await Promise.all(
                Object.values(rows).map(([, , user]) =>
                    opened(startProxy(...ports, user === undefined ? {} : { user })),
                ),
            );
            const environments = Object.entries(rows).map(([row, [calls]], index) => {
                const [name = "", value = ""] = row.split(/=(.*)/);
                const here = value.replace(PROXY, `127.0.0.1:${proxies[index]?.port ?? 0}`);
                return calls.map((call) => ({ ...call, [name]: here }));
            });
            const outcomes = await outcomesOf(environments.flat(), certificate("issuer"));
            Object.keys(rows).forEach((row, index) => {
                const [proxy, count] = [proxies[index], environments[index]?.length];
                if (proxy !== undefined) seen.set(row, { proxy, outcomes: outcomes.splice(0, count) });
            });
        });

        it("the page has these rows", () => {
            expect(rowsOf("proxies").flatMap(([cell]) => codesIn(cell))).to.have.members(Object.keys(rows));
        });

        for (const [row, [calls, asked]] of Object.entries(rows))
            it(row, () => {
                const { proxy, outcomes = [] } = seen.get(row) ?? {};
                expect([...(proxy?.asked ?? [])].sort()).to.deep.equal(asked);
                if (asked.length > 0) expect(outcomes).to.deep.equal(calls.map(() => "ok"));
                else
                    expect(outcomes[0]).to.match(
                        /^could not act: HTTPS_PROXY is not the address of an HTTP proxy/,
                    );
            });

        it("a variable of the other protocol does not count", () => {
            expect(
                proxyFor("http://polytomic.example.com", { HTTPS_PROXY: PROXY, https_proxy: PROXY }),
            ).to.equal(undefined);
            expect(
                proxyFor("https://polytomic.example.com", { HTTP_PROXY: PROXY, http_proxy: PROXY }),
            ).to.equal(undefined);
            expect(proxyFor("https://polytomic.example.com", { HTTPS_PROXY: " ", ALL_PROXY: "" })).to.equal(
                undefined,
            );
        });
    });

    describe("NO_PROXY:", () => {
        for (const [list, directly, proxied] of rowsOf("no-proxy"))
            it(codesIn(list).join(), () => {
                const goesDirectly = (host: string) => {
                    const environment = { HTTPS_PROXY: PROXY, NO_PROXY: codesIn(list)[0] };
                    return proxyFor(`https://${host}`, environment) === undefined;
                };
                expect(codesIn(directly)).not.to.deep.equal([]);
                for (const host of codesIn(directly)) expect(goesDirectly(host), host).to.equal(true);
                for (const host of codesIn(proxied)) expect(goesDirectly(host), host).to.equal(false);
            });

        it("a server on this machine is reached directly only where it is listed", async () => {
            const proxy = await opened(startProxy(...ports));
            const [secure] = ports;
            const environment = {
                POLYTOMIC_DEPLOYMENT_URL: `https://localhost:${secure}`,
                HTTPS_PROXY: `127.0.0.1:${proxy.port}`,
            };
            const lists = ["*", "localhost", `localhost:${secure}`, "127.0.0.1", "localhost:1", ""];
            const environments = lists.map((list) => ({ ...environment, no_proxy: list, NO_PROXY: "" }));
            expect(await outcomesOf(environments, certificate("issuer"))).to.deep.equal(
                lists.map(() => "ok"),
            );
            expect(proxy.asked).to.deep.equal(Array.from({ length: 3 }, () => `CONNECT localhost:${secure}`));
        });
    });

    describe("refusals:", () => {
        const user = "somebody:right";
        const directly =
            "If this machine reaches Polytomic without a proxy, add polytomic.example.com to NO_PROXY.";
        /** By row: how the proxy is, the user in the variable, and the middle of the error, where HOST is the proxy's. */
        const rows: Readonly<Record<string, readonly [() => Promise<Pick<Front, "port">>, string, string]>> =
            {
                "wants a user and a password": [
                    () => opened(startProxy(...ports, { user })),
                    "",
                    "was refused by the proxy HOST (407 Says no). The proxy wants a user and a password: set HTTPS_PROXY to " +
                        "http://<user>:<password>@HOST.",
                ],
                "does not accept user and password": [
                    () => opened(startProxy(...ports, { user })),
                    "somebody:hush@",
                    "was refused by the proxy HOST (407 Says no). The proxy does not accept the user and the password in " +
                        "HTTPS_PROXY: correct them. Special characters must be percent-encoded, such as %40 for @.",
                ],
                "does not let the host through": [
                    () => opened(startProxy(...ports, { refuses: 403 })),
                    "",
                    "was refused by the proxy HOST (403 Says no). Ask who runs the proxy to let polytomic.example.com through. " +
                        directly,
                ],
                "can't reach the host": [
                    () => opened(startProxy(...ports, { refuses: 502 })),
                    "",
                    "was refused by the proxy HOST (502 Says no), after 6 tries. The proxy can't reach Polytomic: check " +
                        `POLYTOMIC_DEPLOYMENT_URL. ${directly}`,
                ],
                "does not run": [
                    () => Promise.resolve({ port: portOf({ url: CLOSED }) }),
                    "",
                    "did not get through the proxy HOST (ECONNREFUSED), after 6 tries. Check that HTTPS_PROXY names a proxy that " +
                        `runs. ${directly}`,
                ],
                "is silent": [
                    () => opened(listen(createServer((socket) => socket.on("error", () => undefined)))),
                    "",
                    `did not get through the proxy HOST (no connection within ${CONNECT_TIMEOUT_MS / 1_000} s), after 3 tries. Check ` +
                        `that HTTPS_PROXY names a proxy that runs. ${directly}`,
                ],
            };
        let hosts: string[] = [];
        let outcomes: string[] = [];

        before(async () => {
            const proxies = await Promise.all(Object.values(rows).map(([start]) => start()));
            hosts = proxies.map(({ port }) => `127.0.0.1:${port}`);
            const environments = Object.values(rows).map(([, credentials], index) => ({
                ...HTTPS,
                HTTPS_PROXY: `http://${credentials}${hosts[index] ?? ""}`,
            }));
            // It also shows that no connection outlives its request: the process ends.
            outcomes = await outcomesOf(environments, certificate("issuer"));
        });

        it("the page has these rows, and says which are tried again", () => {
            const found = rowsOf("refusals").map(([row = "", again]) => [row, again]);
            const tried = Object.entries(rows).map(([row, [, , error]]) => [
                row,
                error.includes(" tries.") ? "yes" : "no",
            ]);
            expect(found).to.deep.equal(tried);
        });

        Object.entries(rows).forEach(([row, [, , error]], index) => {
            it(row, () => {
                const host = hosts[index] ?? "";
                const called =
                    `Called https://polytomic.example.com (from POLYTOMIC_DEPLOYMENT_URL) through the proxy ${host} (from ` +
                    "HTTPS_PROXY) with the key from POLYTOMIC_API_KEY.";
                const text = error.replaceAll("HOST", host);
                expect(outcomes[index]).to.equal(`could not act: POST /api/things ${text} ${called}`);
            });
        });

        it("without a tunnel, status 407 is the proxy's, too", async () => {
            const { port } = await opened(startProxy(...ports, { user }));
            const [outcome] = await outcomesOf([{ ...HTTP, HTTP_PROXY: `127.0.0.1:${port}` }]);
            expect(outcome).to.contain(
                `was refused by the proxy 127.0.0.1:${port} (407 Proxy Authentication Required). The proxy wants a user and a ` +
                    "password: set HTTP_PROXY to ",
            );
        });
    });

    describe("certificates:", () => {
        /** By row: the server's certificate, and what has to be trusted. */
        const rows: Readonly<Record<string, readonly [string, string?]>> = {
            "signed by itself": [certificateFile, certificateFile],
            "of a private issuer": [certificate("alone"), certificate("issuer")],
            "of a private issuer, which comes along": [certificate("with-issuer"), certificate("issuer")],
            "of an intermediate issuer, which comes along": [
                certificate("below-intermediate"),
                certificate("issuer"),
            ],
            "of an intermediate issuer, which does not": [
                certificate("without-intermediate"),
                certificate("issuers"),
            ],
            expired: [certificate("expired")],
            "not valid yet": [certificate("not-yet-valid")],
            "of another host": [certificate("other-host")],
            "none: the server speaks plain HTTP": [""],
        };
        const advice = "set NODE_EXTRA_CA_CERTS to a file with the issuer's certificate (PEM)";
        let urls: string[] = [];
        let untrusting: string[] = [];
        let trusting: string[] = [];
        const environments = () => urls.map((url) => ({ POLYTOMIC_DEPLOYMENT_URL: url }));

        before(async () => {
            const servers = Object.values(rows).map(([file]) =>
                opened(file === "" ? startHttpServer(respond) : startHttpsServer(respond, file)),
            );
            urls = (await Promise.all(servers)).map((server) => `https://localhost:${portOf(server)}`);
            untrusting = await outcomesOf(environments());
            trusting = await outcomesOf(environments(), certificate("issuers"));
        });

        it("the page has these rows", () => {
            expect(rowsOf("certificates").map(([row]) => row)).to.deep.equal(Object.keys(rows));
        });

        rowsOf("certificates").forEach(([row = "", code, helps = ""], index) => {
            it(`${row}: NODE_EXTRA_CA_CERTS helps: ${helps}`, async () => {
                const [, trusted] = rows[row] ?? [];
                const isHelp = helps.startsWith("yes");
                expect(trusted !== undefined).to.equal(isHelp);
                // What no trusted issuer has signed fails for that first.
                const outcome = isHelp ? untrusting[index] : trusting[index];
                const reason = /got no response \((.*?)\)/.exec(outcome ?? "")?.[1];
                // Releases of Node.js name what is no TLS differently.
                expect(reason?.replace(/^ERR_SSL_\w+$/, "EPROTO")).to.equal(codesIn(code)[0]);
                expect(outcome?.includes(advice), outcome).to.equal(isHelp);
                if (isHelp)
                    expect(await outcomesOf([environments()[index] ?? {}], trusted)).to.deep.equal(["ok"]);
            });
        });
    });

    describe("time limits:", () => {
        it("a server that is silent before the connection is secure", async () => {
            const silent = await opened(
                listen(createServer((socket) => socket.on("error", () => undefined))),
            );
            const [outcome] = await outcomesOf([
                { POLYTOMIC_DEPLOYMENT_URL: `https://localhost:${silent.port}` },
            ]);
            expect(outcome).to.contain(
                `POST /api/things got no response (no connection within ${CONNECT_TIMEOUT_MS / 1_000} s), after 3 tries. Check ` +
                    "the network and POLYTOMIC_DEPLOYMENT_URL",
            );
        });
    });
});
