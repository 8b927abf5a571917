import { expect } from "chai";
import fc from "fast-check";
import {
    ConfigurationError,
    ConnectionError,
    InterruptedError,
    notConnectedAfter,
    ProxyError,
    ServiceError,
    UnexpectedResponseError,
} from "../../../../provider/api/errors";
import {
    delayMs,
    mostAttempts,
    parseRetryAfter,
    shouldRetry,
} from "../../../../provider/api/transport/retry";
import { originAt } from "../../support/client";
import { Deadline } from "../../../../provider/api/deadline";

const origin = originAt("https://p.example.com");
const facts = { method: "GET", path: "/", attempts: 1, origin };
const response = (status: number) => new ServiceError(status, facts);

const decisions: readonly (readonly [string, unknown, boolean, boolean])[] = [
    ["308", response(308), false, false],
    ["400", response(400), false, false],
    ["401", response(401), false, false],
    ["403", response(403), false, false],
    ["404", response(404), false, false],
    ["408", response(408), true, false],
    ["409", response(409), false, false],
    ["422", response(422), false, false],
    ["429", response(429), true, true],
    ["500", response(500), true, false],
    ["501", response(501), false, false],
    ["502", response(502), true, false],
    ["503", response(503), true, false],
    ["504", response(504), true, false],
    ["a refused connection", new ConnectionError("ECONNREFUSED", false, facts), true, true],
    ["no such host", new ConnectionError("ENOTFOUND", false, facts), false, false],
    ["no connection in time", notConnectedAfter(10_000, facts), true, true],
    ["a proxy's 403", new ProxyError(403, "Forbidden", facts), false, false],
    ["a proxy's 407", new ProxyError(407, "", facts), false, false],
    ["a proxy's 502", new ProxyError(502, "Bad Gateway", facts), true, true],
    ["a lost response", new ConnectionError("ECONNRESET", true, facts), true, false],
    ["a response that is not Polytomic's", new UnexpectedResponseError("no JSON", facts), true, false],
    ["bad settings", new ConfigurationError("no key"), false, false],
    ["an interruption", new InterruptedError(), false, false],
    ["a defect", new TypeError("x is not a function"), false, false],
];

describe("after", () => {
    for (const [what, error, again, againPost] of decisions) {
        it(`${what}, ${again ? "tries" : "does not try"} again, and ${againPost ? "also" : "not"} a POST`, () => {
            expect(shouldRetry({ method: "PUT" }, error)).to.equal(again);
            expect(shouldRetry({ method: "POST" }, error)).to.equal(againPost);
        });
    }
});

/** As Node.js names them: https://nodejs.org/api/tls.html#x509-certificate-error-codes, and what OpenSSL may say besides. */
const tlsCodes = [
    "UNABLE_TO_GET_ISSUER_CERT",
    "UNABLE_TO_GET_CRL",
    "UNABLE_TO_DECRYPT_CERT_SIGNATURE",
    "UNABLE_TO_DECRYPT_CRL_SIGNATURE",
    "UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY",
    "CERT_SIGNATURE_FAILURE",
    "CRL_SIGNATURE_FAILURE",
    "CERT_NOT_YET_VALID",
    "CERT_HAS_EXPIRED",
    "CRL_NOT_YET_VALID",
    "CRL_HAS_EXPIRED",
    "ERROR_IN_CERT_NOT_BEFORE_FIELD",
    "ERROR_IN_CERT_NOT_AFTER_FIELD",
    "ERROR_IN_CRL_LAST_UPDATE_FIELD",
    "ERROR_IN_CRL_NEXT_UPDATE_FIELD",
    "DEPTH_ZERO_SELF_SIGNED_CERT",
    "SELF_SIGNED_CERT_IN_CHAIN",
    "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
    "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
    "CERT_CHAIN_TOO_LONG",
    "CERT_REVOKED",
    "INVALID_CA",
    "PATH_LENGTH_EXCEEDED",
    "INVALID_PURPOSE",
    "CERT_UNTRUSTED",
    "CERT_REJECTED",
    "HOSTNAME_MISMATCH",
    "ERR_TLS_CERT_ALTNAME_INVALID",
    "ERR_TLS_HANDSHAKE_TIMEOUT",
    "ERR_SSL_WRONG_VERSION_NUMBER",
    "ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE",
    "ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION",
    "EPROTO",
];

describe("a secure connection that fails", () => {
    it("is not retried before it is secure, and afterwards like any other failure", () => {
        for (const code of tlsCodes) {
            const [before, afterwards] = [false, true].map((sent) => new ConnectionError(code, sent, facts));
            expect(shouldRetry({ method: "PUT" }, before), code).to.be.false;
            expect(shouldRetry({ method: "POST" }, before), code).to.be.false;
            expect(shouldRetry({ method: "PUT" }, afterwards), code).to.be.true;
            expect(shouldRetry({ method: "POST" }, afterwards), code).to.be.false;
        }
    });
});

describe("the number of tries", () => {
    const rows: readonly (readonly [string, unknown, number])[] = [
        ["a name server that does not respond", new ConnectionError("EAI_AGAIN", false, facts), 3],
        ["no connection in time", notConnectedAfter(10_000, facts), 3],
        ["a refused connection", new ConnectionError("ECONNREFUSED", false, facts), 6],
        ["a lost response", new ConnectionError("ECONNRESET", true, facts), 6],
        ["503", response(503), 6],
    ];
    for (const [what, error, most] of rows) {
        it(`is ${most} at the most after ${what}`, () => {
            expect(mostAttempts(error)).to.equal(most);
        });
    }
});

describe("the wait before the next try", () => {
    it("doubles with each try, up to fifteen seconds", () => {
        const waitsMs = [1, 2, 3, 4, 5, 6, 7, 8].map((attempt) => delayMs(attempt, undefined, 1));
        expect(waitsMs).to.deep.equal([250, 500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000]);
    });

    it("lies between half of that and all of it", () => {
        const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
        fc.assert(
            fc.property(fc.integer({ min: 1, max: 2_000 }), chance, (attempt, chance) => {
                const fullMs = delayMs(attempt, undefined, 1);
                expect(delayMs(attempt, undefined, chance))
                    .to.be.within(fullMs / 2, fullMs)
                    .and.at.most(15_000);
            }),
        );
    });

    it("is spread by chance", () => {
        const waitsMs = new Set(Array.from({ length: 50 }, () => delayMs(6, undefined)));
        expect(waitsMs.size).to.be.greaterThan(10);
    });

    it("is what the service asks for, where it asks for more than a moment", () => {
        fc.assert(
            fc.property(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 250 }), (attempt, askedMs) => {
                expect(delayMs(attempt, askedMs)).to.equal(askedMs);
            }),
        );
    });

    it("is a moment where the service asks for none", () => {
        fc.assert(
            fc.property(fc.integer({ min: 1, max: 9 }), fc.integer({ max: 124 }), (attempt, askedMs) => {
                expect(delayMs(attempt, askedMs)).to.be.within(125, 250);
            }),
        );
    });
});

describe("Retry-After", () => {
    const nowMs = Date.parse("2026-03-01T09:30:00Z");
    const rows: readonly (readonly [string | undefined, number | undefined])[] = [
        ["0", 0],
        ["3", 3_000],
        [" 3 ", 3_000],
        ["0.5", 500],
        ["Sun, 01 Mar 2026 09:30:07 GMT", 7_000],
        ["Sun, 01 Mar 2026 09:29:00 GMT", 0],
        [undefined, undefined],
        ["", undefined],
        ["-3", undefined],
        ["+3", undefined],
        ["soon", undefined],
        ["3 seconds", undefined],
        ["3,5", undefined],
    ];
    for (const [header, waitMs] of rows) {
        it(`${header === undefined ? "left out" : JSON.stringify(header)} asks for ${waitMs === undefined ? "nothing" : `${waitMs} ms`}`, () => {
            expect(parseRetryAfter(header, nowMs)).to.equal(waitMs);
        });
    }

    it("never asks for less than no wait", () => {
        fc.assert(
            fc.property(fc.oneof(fc.string(), fc.date({ noInvalidDate: true }).map(String)), (header) => {
                const waitMs = parseRetryAfter(header, nowMs);
                if (waitMs !== undefined) expect(waitMs).to.be.at.least(0);
            }),
        );
    });
});

const failureOf = (promise: Promise<unknown>): Promise<unknown> =>
    promise.then(
        () => undefined,
        (error: unknown) => error,
    );

describe("a deadline", () => {
    it("has less left as time goes by, and never less than nothing", async () => {
        const deadline = new Deadline(20);
        expect(deadline.leftMs()).to.be.within(1, 20);
        await new Promise((resolve) => setTimeout(resolve, 30));
        expect(deadline.leftMs()).to.equal(0);
    });

    it("lets one wait within it", async () => {
        const begunMs = performance.now();
        expect(await new Deadline(10_000).sleep(30)).to.be.true;
        expect(performance.now() - begunMs).to.be.greaterThan(25);
    });

    it("does not let one wait past it", async () => {
        const begunMs = performance.now();
        expect(await new Deadline(1_000).sleep(1_001)).to.be.false;
        expect(performance.now() - begunMs).to.be.lessThan(500);
    });

    it("gives back what is left out of account", async () => {
        const deadline = new Deadline(20);
        await new Promise((resolve) => setTimeout(resolve, 30));
        deadline.extend(1_000);
        expect(deadline.leftMs()).to.be.within(1, 1_000);
    });

    it("ends a wait at once when it is interrupted, with a word on how to go on", async () => {
        const controller = new AbortController();
        const failure = failureOf(new Deadline(60_000, controller.signal).sleep(50_000));
        controller.abort();
        expect(await failure).to.be.instanceOf(InterruptedError);
    });

    it("begins no wait once it is interrupted", async () => {
        const failure = failureOf(new Deadline(60_000, AbortSignal.abort()).sleep(50_000));
        expect(await failure).to.be.instanceOf(InterruptedError);
    });

    it("can be waited for many times under one signal", async () => {
        const warnings: Error[] = [];
        const note = (warning: Error) => warnings.push(warning);
        process.on("warning", note);
        const deadline = new Deadline(60_000, new AbortController().signal);
        for (let times = 0; times < 20; times++) await deadline.sleep(1);
        process.off("warning", note);
        expect(warnings).to.deep.equal([]);
    });
});
