import { expect } from "chai";
import fc from "fast-check";
import { connectionFrom } from "../../../provider/api/credentials";
import { ConfigurationError } from "../../../provider/api/errors";
import { EXPLICIT_PROVIDER } from "../../../provider/model/settings";

type Settings = Readonly<Record<string, string>>;

const connect = (configuration: Settings = {}, environment: Settings = {}) =>
    connectionFrom((key) => configuration[key], environment);

const organizationId = "5a7a1b9e-3c0f-4c62-9a55-4d7b0a3f6b11";

const basic = (text: string) => `Basic ${Buffer.from(text).toString("base64")}`;

const accounts: readonly (readonly [string, Settings, Settings, string])[] = [
    ["a user's key in the configuration", { "polytomic:apiKey": "k1" }, {}, "Bearer k1"],
    ["a user's key in the environment", {}, { POLYTOMIC_API_KEY: "k2" }, "Bearer k2"],
    [
        "the environment's key rather than the configuration's",
        { "polytomic:apiKey": "k1" },
        { POLYTOMIC_API_KEY: "k2" },
        "Bearer k2",
    ],
    [
        "the configuration's key where the environment's is empty",
        { "polytomic:apiKey": "k1" },
        { POLYTOMIC_API_KEY: " " },
        "Bearer k1",
    ],
    ["a key without the line break around it", { "polytomic:apiKey": "\tk1\n" }, {}, "Bearer k1"],
    [
        "an organization with its partner key",
        { "polytomic:organizationId": organizationId, "polytomic:partnerKey": "p" },
        {},
        basic(`${organizationId}:p`),
    ],
    [
        "an organization with its deployment key",
        {},
        { POLYTOMIC_ORGANIZATION_ID: organizationId, POLYTOMIC_DEPLOYMENT_KEY: "d" },
        basic(`${organizationId}:d`),
    ],
    [
        "an organization and its key from different places",
        { "polytomic:organizationId": organizationId },
        { POLYTOMIC_PARTNER_KEY: "p" },
        basic(`${organizationId}:p`),
    ],
    [
        "a user's key rather than a partner's beside it",
        { "polytomic:apiKey": "k1", "polytomic:organizationId": organizationId, "polytomic:partnerKey": "p" },
        {},
        "Bearer k1",
    ],
    [
        "a user's key rather than a partner's beside it, both from the environment",
        {},
        { POLYTOMIC_API_KEY: "k2", POLYTOMIC_ORGANIZATION_ID: organizationId, POLYTOMIC_PARTNER_KEY: "p" },
        "Bearer k2",
    ],
    [
        "a user's key from the environment rather than a partner's from the configuration",
        { "polytomic:organizationId": organizationId, "polytomic:partnerKey": "p" },
        { POLYTOMIC_API_KEY: "k2" },
        "Bearer k2",
    ],
    [
        "a partner's key from the environment rather than a user's from the configuration",
        { "polytomic:apiKey": "k1" },
        { POLYTOMIC_ORGANIZATION_ID: organizationId, POLYTOMIC_PARTNER_KEY: "p" },
        basic(`${organizationId}:p`),
    ],
    [
        "the user's key of an explicit provider rather than the environment's",
        { [EXPLICIT_PROVIDER]: "true", "polytomic:apiKey": "k3" },
        { POLYTOMIC_API_KEY: "k2" },
        "Bearer k3",
    ],
    [
        "the partner's key of an explicit provider though the environment has a user's",
        {
            [EXPLICIT_PROVIDER]: "true",
            "polytomic:organizationId": organizationId,
            "polytomic:partnerKey": "p",
        },
        { POLYTOMIC_API_KEY: "k2", POLYTOMIC_ORGANIZATION_ID: "other" },
        basic(`${organizationId}:p`),
    ],
];

const unusable: readonly (readonly [string, Settings, Settings, string])[] = [
    [
        "no key at all",
        {},
        {},
        "there is no Polytomic API key. Set one with `pulumi config set --secret polytomic:apiKey` (it asks for the key), " +
            "or in the environment: export POLYTOMIC_API_KEY=…",
    ],
    [
        "an organization without a key",
        { "polytomic:organizationId": organizationId },
        {},
        "there is no Polytomic API key. Set one with `pulumi config set --secret polytomic:apiKey` (it asks for the key), " +
            "or in the environment: export POLYTOMIC_API_KEY=…",
    ],
    [
        "an explicit provider without a key, whatever the environment has",
        { [EXPLICIT_PROVIDER]: "true" },
        { POLYTOMIC_API_KEY: "k2" },
        "the polytomic.Provider of this resource has no API key: give it `apiKey`, or `organizationId` with `partnerKey` " +
            "or `deploymentApiKey`",
    ],
    [
        "a partner key without its organization",
        { "polytomic:partnerKey": "p" },
        {},
        "a partner or deployment key needs the id of its organization. Set it: `pulumi config set " +
            "polytomic:organizationId`, or export POLYTOMIC_ORGANIZATION_ID=…",
    ],
    [
        "a Provider's partner key without its organization",
        { [EXPLICIT_PROVIDER]: "true", "polytomic:partnerKey": "p" },
        {},
        "a partner or deployment key needs the id of its organization. Set it: give the resource's polytomic.Provider " +
            "`organizationId`",
    ],
    [
        "a key with a space in it",
        { "polytomic:apiKey": "hush hush" },
        {},
        "polytomic:apiKey of the stack holds a space, a line break or a character that no key has. Set it again: " +
            "`pulumi config set --secret polytomic:apiKey`, or export POLYTOMIC_API_KEY=…",
    ],
    [
        "an organization that is no id, such as a key in its place, which the message does not show",
        {},
        { POLYTOMIC_ORGANIZATION_ID: "p", POLYTOMIC_PARTNER_KEY: organizationId },
        "POLYTOMIC_ORGANIZATION_ID is not a UUID. Set it again: export POLYTOMIC_ORGANIZATION_ID=…",
    ],
    [
        "a key in other letters",
        {},
        { POLYTOMIC_API_KEY: "clé" },
        "POLYTOMIC_API_KEY holds a space, a line break or a character that no key has. Set it again: " +
            "export POLYTOMIC_API_KEY=…",
    ],
];

describe("the connection", () => {
    for (const [what, configuration, environment, authorization] of accounts) {
        it(`uses ${what}`, () => {
            expect(connect(configuration, environment).authorization).to.equal(authorization);
        });
    }

    for (const [what, configuration, environment, message] of unusable) {
        it(`is refused with ${what}`, () => {
            expect(() => connect(configuration, environment))
                .to.throw(ConfigurationError)
                .with.property("message", message);
        });
    }

    it("knows the organization only from credentials that name it", () => {
        const scoped = { "polytomic:organizationId": organizationId, "polytomic:partnerKey": "p" };
        expect(connect(scoped).organizationId).to.equal(organizationId);
        expect(
            connect({ "polytomic:organizationId": organizationId, "polytomic:apiKey": "k" }).organizationId,
        ).to.be.undefined;
    });

    it("names as secrets every part of the authorization that gives access", () => {
        expect(connect({ "polytomic:apiKey": "k1" }).secrets).to.deep.equal(["k1"]);
        const scoped = { "polytomic:organizationId": organizationId, "polytomic:partnerKey": "p" };
        expect(connect(scoped).secrets).to.deep.equal([
            "p",
            Buffer.from(`${organizationId}:p`).toString("base64"),
        ]);
    });

    it("never puts a key into its error", () => {
        const withSpace = fc.tuple(
            fc.stringMatching(/^[a-zA-Z0-9]{12,40}$/),
            fc.constantFrom(" ", "\n", "é"),
        );
        fc.assert(
            fc.property(withSpace, ([key, bad]) => {
                const unusableKey = `${key}${bad}${key}`;
                expect(() => connect({ "polytomic:apiKey": unusableKey }))
                    .to.throw(ConfigurationError)
                    .with.property("message")
                    .that.does.not.contain(key);
            }),
        );
    });

    it("goes to Polytomic itself where no deployment is named", () => {
        expect(connect({ "polytomic:apiKey": "k" }).origin.baseUrl).to.equal("https://app.polytomic.com");
    });

    it("goes to the deployment that is named", () => {
        const configuration = { "polytomic:apiKey": "k", "polytomic:deploymentUrl": "one.example.com" };
        expect(connect(configuration).origin.baseUrl).to.equal("https://one.example.com");
        const environment = { POLYTOMIC_DEPLOYMENT_URL: "two.example.com" };
        expect(connect(configuration, environment).origin.baseUrl).to.equal("https://two.example.com");
        expect(
            connect({ ...configuration, [EXPLICIT_PROVIDER]: "true" }, environment).origin.baseUrl,
        ).to.equal("https://one.example.com");
    });
});

describe("how many requests may run at once", () => {
    const settings = (text: string) => ({ "polytomic:apiKey": "k", "polytomic:maxConcurrentRequests": text });

    it("is ten where nothing is said", () => {
        expect(connect({ "polytomic:apiKey": "k" }).maxConcurrentRequests).to.equal(10);
    });

    it("is what the environment says, else the configuration, or a Provider's argument alone", () => {
        const environment = { POLYTOMIC_MAX_CONCURRENT_REQUESTS: "3" };
        expect(connect(settings("100")).maxConcurrentRequests).to.equal(100);
        expect(connect(settings("5"), environment).maxConcurrentRequests).to.equal(3);
        const explicit = { ...settings("1"), [EXPLICIT_PROVIDER]: "true" };
        expect(connect(explicit, environment).maxConcurrentRequests).to.equal(1);
    });

    for (const text of ["0", "-1", "101", "2.5", "many", "1e9", "NaN"]) {
        it(`is not ${text}`, () => {
            expect(() => connect(settings(text)))
                .to.throw(ConfigurationError)
                .with.property(
                    "message",
                    `polytomic:maxConcurrentRequests of the stack is "${text}", and takes a whole number from 1 to 100. ` +
                        "Set it again: `pulumi config set polytomic:maxConcurrentRequests`, or export " +
                        "POLYTOMIC_MAX_CONCURRENT_REQUESTS=…",
                );
        });
    }
});

describe("the mark of an explicit provider", () => {
    it("is this very input for ever, since it stands in state", () => {
        expect(EXPLICIT_PROVIDER).to.equal("polytomic:explicitProvider");
    });
});

describe("the address of a deployment", () => {
    const at = (deploymentUrl: string) =>
        connect({ "polytomic:apiKey": "k", "polytomic:deploymentUrl": deploymentUrl }).origin.baseUrl;

    for (const [text, baseUrl] of [
        ["polytomic.example.com", "https://polytomic.example.com"],
        ["polytomic.example.com/", "https://polytomic.example.com"],
        ["polytomic.example.com:8443", "https://polytomic.example.com:8443"],
        ["localhost:8080", "https://localhost:8080"],
        ["http://localhost:8080", "http://localhost:8080"],
        ["HTTPS://Polytomic.Example.com", "https://polytomic.example.com"],
        ["https://example.com/polytomic//", "https://example.com/polytomic"],
        ["polytomic.example.com/api", "https://polytomic.example.com"],
        ["https://polytomic.example.com//API/", "https://polytomic.example.com"],
        ["https://example.com/polytomic/api", "https://example.com/polytomic"],
        ["https://example.com/api/polytomic", "https://example.com/api/polytomic"],
        ["https://example.com/myapi", "https://example.com/myapi"],
        ["https://example.com?page=1#top", "https://example.com"],
    ] as const) {
        it(`${text} is ${baseUrl}`, () => {
            expect(at(text)).to.equal(baseUrl);
        });
    }

    for (const text of [
        "https://",
        "ftp://example.com",
        "file:///etc/passwd",
        "two words",
        "https://user:hush@example.com",
        "user@example.com",
    ]) {
        it(`is not ${JSON.stringify(text)}`, () => {
            expect(() => at(text))
                .to.throw(ConfigurationError)
                .with.property(
                    "message",
                    "polytomic:deploymentUrl of the stack is not an address: it takes a host or an http(s) address without user " +
                        "or password, as in https://app.polytomic.com. Set it again: `pulumi config set " +
                        "polytomic:deploymentUrl`, or export POLYTOMIC_DEPLOYMENT_URL=…",
                );
        });
    }
});
