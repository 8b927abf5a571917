import { expect } from "chai";
import {
    ConfigurationError,
    ConnectionError,
    explain,
    InterruptedError,
    isOutcomeOpen,
    LifecycleError,
    messageOf,
    PolytomicError,
    ProxyError,
    ServiceError,
    statusOf,
    UnexpectedResponseError,
    type RequestFacts,
} from "../../../provider/api/errors";
import {
    describeOrigin,
    isLoopback,
    warningsAbout,
    type Origin,
    type Place,
} from "../../../provider/api/origin";
import type { Setting } from "../../../provider/model/settings";
import { originAt } from "../support/client";

const origin = originAt("https://p.example.com");
const place = (setting: Setting, source: Place["source"]): Place => ({ setting, source });
const from = (source: Place["source"], more: Partial<Origin> = {}) =>
    originAt("https://p.example.com", {
        address: place("deploymentUrl", source),
        key: place("apiKey", source),
        ...more,
    });
const [explicit, inStack] = [from("provider"), from("stack")];
const overridden = from("environment", { overrides: [{ winner: "apiKey", loser: "apiKey" }] });
const commandLine = from("default", { hasStack: false, key: place("apiKey", "environment") });
const proxy = { host: "10.0.0.1:3128", variable: "HTTPS_PROXY", hasUser: false };
const behindProxy = from("environment", { proxy });
const facts = { method: "PUT", path: "/api/bulk/syncs/s/schedules/1", attempts: 1, origin };
const where = "PUT /api/bulk/syncs/s/schedules/1";
const address = "POLYTOMIC_DEPLOYMENT_URL";
const directly = "If this machine reaches Polytomic without a proxy, add p.example.com to NO_PROXY.";

const response = (status: number, more: Partial<RequestFacts> = {}) =>
    new ServiceError(status, { ...facts, ...more });

const sentences: readonly (readonly [unknown, string])[] = [
    [
        response(400, { key: "invalid", detail: "hour is odd" }),
        `${where} returned 400 (invalid: hour is odd). Correct the schedule's values.`,
    ],
    [
        response(401),
        `${where} returned 401. The API key in POLYTOMIC_API_KEY is not valid (any more) at this address: export a new one.`,
    ],
    [
        response(401, { origin: overridden }),
        `${where} returned 401. The API key in POLYTOMIC_API_KEY is not valid (any more) at this address: export a new one, ` +
            "or unset the variable, so that polytomic:apiKey of the stack counts.",
    ],
    [
        response(401, { origin: inStack }),
        `${where} returned 401. The API key in polytomic:apiKey of the stack is not valid (any more) at this address. Set a ` +
            "new one with `pulumi config set --secret polytomic:apiKey` and run `pulumi up`. For `pulumi refresh` and " +
            "`pulumi destroy`, which use the configuration of the last `pulumi up`, export it in the environment.",
    ],
    [
        response(401, { origin: explicit }),
        `${where} returned 401. The API key in the \`apiKey\` of the resource's polytomic.Provider is not valid (any more) at ` +
            "this address. Give that provider a new one and run `pulumi up`; `pulumi refresh` and `pulumi destroy` take it " +
            "from the program with `--run-program`.",
    ],
    [
        response(308, { location: "https://p.example.com/api/bulk/syncs/s/schedules/1" }),
        `${where} returned 308 (a redirect to https://p.example.com/api/bulk/syncs/s/schedules/1). Redirects are not followed, since the API key would go along: set ${address} to https://p.example.com.`,
    ],
    [
        response(302, { location: "https://sso.example.com/login", origin: explicit }),
        `${where} returned 302 (a redirect to https://sso.example.com/login). Redirects are not followed, since the API key would go along: set the \`deploymentUrl\` of the resource's polytomic.Provider to Polytomic's own address.`,
    ],
    [
        response(304),
        `${where} returned 304. Check that ${address} is Polytomic's address and that no proxy responds in its place.`,
    ],
    [
        response(403),
        `${where} returned 403. The API key may not do this: use the key of a user who may edit bulk syncs.`,
    ],
    [
        response(404, { detail: "not found." }),
        `${where} returned 404 (not found.). Check the bulk sync's id, and that the API key belongs to its organization.`,
    ],
    [
        response(408),
        `${where} returned 408. Polytomic did not get the request in time: run the command again.`,
    ],
    ...[401, 403].map((status): [unknown, string] => [
        response(status, {
            origin: originAt("https://p.example.com", { key: place("partnerKey", "environment") }),
        }),
        `${where} returned ${status}. The partner key is not valid, or may not do this: Polytomic may limit partner keys to the endpoints of organizations and users. Use the API key of a user who may edit bulk syncs.`,
    ]),
    [
        response(409),
        `${where} returned 409. Another request for the same schedule is still running: run the command again in a minute.`,
    ],
    [response(422, { key: "invalid" }), `${where} returned 422 (invalid). Correct the schedule's values.`],
    [
        response(429, { attempts: 6 }),
        `${where} returned 429, after 6 tries. Polytomic limits the rate of requests: run the command again later, or with a lower \`--parallel\`.`,
    ],
    [
        response(500, { detail: "oops", attempts: 2 }),
        `${where} returned 500 (oops), after 2 tries. Polytomic has a problem: run the command again later.`,
    ],
    [response(503), `${where} returned 503. Polytomic has a problem: run the command again later.`],
    [response(418), `${where} returned 418. Check that ${address} is Polytomic's address.`],
    [
        response(405, { origin: explicit }),
        `${where} returned 405. Check that the \`deploymentUrl\` of the resource's polytomic.Provider is Polytomic's address.`,
    ],
    [
        new ConnectionError("ECONNREFUSED", false, { ...facts, attempts: 6 }),
        `${where} got no response (ECONNREFUSED), after 6 tries. Check the network and ${address}, and set HTTPS_PROXY if it needs a proxy, then run the command again.`,
    ],
    [
        new ConnectionError("ECONNREFUSED", false, { ...facts, origin: originAt("http://p.example.com") }),
        `${where} got no response (ECONNREFUSED). Check the network and ${address}, and set HTTP_PROXY if it needs a proxy, then run the command again.`,
    ],
    ...[originAt("http://127.0.0.1:8080"), behindProxy].map((other): [unknown, string] => [
        new ConnectionError("ECONNREFUSED", false, { ...facts, origin: other }),
        `${where} got no response (ECONNREFUSED). Check the network and ${address}, then run the command again.`,
    ]),
    ...Object.entries({
        SELF_SIGNED_CERT_IN_CHAIN: `Node.js does not trust the issuer of the server's certificate: set NODE_EXTRA_CA_CERTS to a file with the issuer's certificate (PEM), or correct ${address} if this is not the right server.`,
        UNABLE_TO_VERIFY_LEAF_SIGNATURE: `Node.js does not trust the issuer of the server's certificate: set NODE_EXTRA_CA_CERTS to a file with the issuer's certificate (PEM), or correct ${address} if this is not the right server.`,
        ERR_TLS_CERT_ALTNAME_INVALID: `The server's certificate is for another host: correct ${address}.`,
        CERT_HAS_EXPIRED: `The server's certificate is not valid: check this machine's clock, have the certificate renewed, or correct ${address} if this is not the right server.`,
        EPROTO: `The server does not speak TLS as it should: check host, port and protocol of ${address}.`,
    }).map(([code, remedy]): [unknown, string] => [
        new ConnectionError(code, false, facts),
        `${where} got no response (${code}). ${remedy}`,
    ]),
    [
        response(429, { origin: commandLine }),
        `${where} returned 429. Polytomic limits the rate of requests: run the command again later.`,
    ],
    [
        new ConnectionError("ENOTFOUND", false, { ...facts, origin: commandLine }),
        `${where} got no response (ENOTFOUND). Check the network and POLYTOMIC_DEPLOYMENT_URL, and set HTTPS_PROXY if it needs a proxy, then run the command again.`,
    ],
    [
        new ConnectionError("ECONNREFUSED", false, { ...facts, origin: behindProxy, isAtProxy: true }),
        `${where} did not get through the proxy 10.0.0.1:3128 (ECONNREFUSED). Check that HTTPS_PROXY names a proxy that runs. ${directly}`,
    ],
    [
        new ConnectionError("CERT_HAS_EXPIRED", false, { ...facts, origin: behindProxy, isAtProxy: true }),
        `${where} did not get through the proxy 10.0.0.1:3128 (CERT_HAS_EXPIRED). The server's certificate is not valid: check this machine's clock, have the certificate renewed, or correct HTTPS_PROXY if this is not the right server.`,
    ],
    [
        new ProxyError(407, "Who are you", { ...facts, origin: behindProxy }),
        `${where} was refused by the proxy 10.0.0.1:3128 (407 Who are you). The proxy wants a user and a password: set HTTPS_PROXY to http://<user>:<password>@10.0.0.1:3128.`,
    ],
    [
        new ProxyError(407, "", { ...facts, origin: from("stack", { proxy: { ...proxy, hasUser: true } }) }),
        `${where} was refused by the proxy 10.0.0.1:3128 (407). The proxy does not accept the user and the password in HTTPS_PROXY: correct them. Special characters must be percent-encoded, such as %40 for @.`,
    ],
    [
        new ProxyError(403, "Forbidden", { ...facts, origin: behindProxy }),
        `${where} was refused by the proxy 10.0.0.1:3128 (403 Forbidden). Ask who runs the proxy to let p.example.com through. ${directly}`,
    ],
    [
        new ProxyError(502, "Bad Gateway", { ...facts, origin: behindProxy, attempts: 6 }),
        `${where} was refused by the proxy 10.0.0.1:3128 (502 Bad Gateway), after 6 tries. The proxy can't reach Polytomic: check ${address}. ${directly}`,
    ],
    [
        new ConnectionError("EPROTO", true, facts),
        `${where} got no response (EPROTO). Check the network and ${address}, then run the command again.`,
    ],
    [
        new UnexpectedResponseError("no JSON", facts),
        `${where} got a response that is not Polytomic's (no JSON). Check that ${address} is Polytomic's address and that no proxy responds in its place.`,
    ],
    [
        new ConnectionError("ECONNRESET", true, { ...facts, attempts: 2 }),
        `${where} got no response (ECONNRESET), after 2 tries. Check the network and ${address}, then run the command again.`,
    ],
    [new ConfigurationError("there is no key"), "there is no key."],
    [new ConfigurationError("there is no key."), "there is no key."],
    [new ConfigurationError("export KEY=…"), "export KEY=…"],
    [new InterruptedError(), "interrupted while waiting to try again. Run `pulumi up` again to go on."],
    [
        new TypeError("x is not a function"),
        "x is not a function. This looks like a defect of pulumi-polytomic: please report it.",
    ],
    ["a text", "a text. This looks like a defect of pulumi-polytomic: please report it."],
];

describe("an explained error", () => {
    for (const [error, sentence] of sentences) {
        const name = error instanceof Error ? error.name : typeof error;
        it(
            `says what was tried, what happened and what to do: ${name} ${statusOf(error) ?? ""}`.trim(),
            () => {
                const explained = explain("update schedule 1", error);
                expect(explained).to.be.instanceOf(LifecycleError);
                const end = error instanceof PolytomicError ? ` ${describeOrigin(error.facts.origin)}` : "";
                expect(explained.message).to.equal(`could not update schedule 1: ${sentence}${end}`);
            },
        );
    }

    it("that is a sentence already stays as it is", () => {
        const sentence = new LifecycleError("could not find out which.");
        expect(explain("create the schedule", sentence)).to.equal(sentence);
    });
});

describe("the end of each error of a request", () => {
    for (const [what, shown, sentence] of [
        [
            "the environment",
            from("environment"),
            "(from POLYTOMIC_DEPLOYMENT_URL) with the key from POLYTOMIC_API_KEY.",
        ],
        [
            "the stack",
            inStack,
            "(from polytomic:deploymentUrl of the stack) with the key from polytomic:apiKey of the stack.",
        ],
        [
            "a provider",
            explicit,
            "(from the `deploymentUrl` of the resource's polytomic.Provider) with the key from the `apiKey` of the " +
                "resource's polytomic.Provider.",
        ],
        ["the default address", commandLine, "(the default) with the key from POLYTOMIC_API_KEY."],
        [
            "a proxy",
            behindProxy,
            "(from POLYTOMIC_DEPLOYMENT_URL) through the proxy 10.0.0.1:3128 (from HTTPS_PROXY) with the key from " +
                "POLYTOMIC_API_KEY.",
        ],
        [
            "a value that does not count",
            overridden,
            "(from POLYTOMIC_DEPLOYMENT_URL) with the key from POLYTOMIC_API_KEY. POLYTOMIC_API_KEY counts, not " +
                "polytomic:apiKey of the stack, which is different.",
        ],
    ] as const)
        it(`names ${what}`, () => {
            expect(describeOrigin(shown)).to.equal(`Called https://p.example.com ${sentence}`);
        });
});

describe("warnings about settings", () => {
    const route = "Requests go to https://p.example.com";
    const mixed = { key: place("apiKey", "stack"), address: place("deploymentUrl", "environment") };

    it("are none where all comes from one place, and where only the key comes from outside", () => {
        for (const source of ["environment", "stack", "provider", "default"] as const)
            expect(warningsAbout(from(source))).to.deep.equal([]);
        expect(warningsAbout(from("stack", { key: place("apiKey", "environment") }))).to.deep.equal([]);
    });

    it("say which of two different values counts", () => {
        expect(warningsAbout(overridden)).to.deep.equal([
            "POLYTOMIC_API_KEY counts, not polytomic:apiKey of the stack, which is different. " +
                `${route} (from POLYTOMIC_DEPLOYMENT_URL) with the key from POLYTOMIC_API_KEY.`,
        ]);
    });

    it("say that the stack's key goes to an address of the environment", () => {
        expect(warningsAbout(from("stack", mixed))).to.deep.equal([
            `${route} (from POLYTOMIC_DEPLOYMENT_URL) with the key from polytomic:apiKey of the stack.`,
        ]);
    });

    it("say that the key travels unencrypted, unless it stays on this machine", () => {
        const at = (baseUrl: string) => warningsAbout({ ...inStack, baseUrl });
        expect(at("http://p.example.com")).to.deep.equal([
            "the API key travels unencrypted to http://p.example.com: set polytomic:deploymentUrl of the stack to an https address.",
        ]);
        for (const host of ["localhost", "emulator.localhost", "127.0.0.1", "127.1.2.3", "[::1]"])
            expect(isLoopback(`http://${host}:8080`), host).to.be.true;
        for (const host of ["127.0.0.1.example.com", "localhost.example.com", "10.0.0.1", "[::2]", "0.0.0.0"])
            expect(at(`http://${host}`), host).to.have.lengthOf(1);
    });
});

describe("an error of the service", () => {
    it("knows its facts", () => {
        const error = response(404, { key: "missing", attempts: 3 });
        expect(error).to.be.instanceOf(PolytomicError).with.property("status", 404);
        expect(error.facts).to.deep.equal({ ...facts, key: "missing", attempts: 3 });
        expect(statusOf(error)).to.equal(404);
    });

    it("alone has a status", () => {
        const others = [new UnexpectedResponseError("status 404, no JSON", facts), new Error("404"), 404];
        expect(others.map(statusOf)).to.deep.equal([undefined, undefined, undefined]);
    });
});

describe("each kind of error", () => {
    const kinds = [
        new PolytomicError("a", facts),
        response(500),
        new ConnectionError("a", true, facts),
        new UnexpectedResponseError("a", facts),
        new ConfigurationError("a"),
        new InterruptedError(),
        new LifecycleError("a"),
    ];
    for (const error of kinds) {
        it(`has its class's name: ${error.constructor.name}`, () => {
            expect(error.name).to.equal(error.constructor.name);
        });
    }
});

describe("the outcome of a request", () => {
    const rows: readonly (readonly [string, unknown, boolean])[] = [
        ["a lost response", new ConnectionError("ECONNRESET", true, facts), true],
        ["a connection that was refused", new ConnectionError("ECONNREFUSED", false, facts), false],
        ["a certificate that is not trusted", new ConnectionError("CERT_UNTRUSTED", false, facts), false],
        ["a response that is not Polytomic's", new UnexpectedResponseError("no JSON", facts), true],
        ["a redirect", response(308), false],
        ["500", response(500), true],
        ["504", response(504), true],
        ["429", response(429), false],
        ["409", response(409), false],
        ["400", response(400), false],
        ["bad settings", new ConfigurationError("no key"), false],
    ];
    for (const [what, error, isOpen] of rows) {
        it(`is ${isOpen ? "open" : "known"} after ${what}`, () => {
            expect(isOutcomeOpen(error)).to.equal(isOpen);
        });
    }
});

describe("the message of something thrown", () => {
    it("is an error's message or the text of anything else", () => {
        expect([new Error("a"), "b", 3, undefined].map(messageOf)).to.deep.equal([
            "a",
            "b",
            "3",
            "undefined",
        ]);
    });
});
