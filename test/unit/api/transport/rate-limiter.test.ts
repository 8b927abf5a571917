import { expect } from "chai";
import fc from "fast-check";
import { RateLimiter } from "../../../../provider/api/transport/rate-limiter";

interface Service {
    /** So many requests in so long, counted over a window that slides. */
    readonly requests: number;
    readonly perMs: number;
    readonly latencyMs?: number;
    /** Whether a refusal says how long to wait, in whole seconds. */
    readonly asksToWait?: boolean;
}

/** Sends requests through a service that limits their rate, eight at once, on a clock that costs no time. */
function send(count: number, { requests, perMs, latencyMs = 5, asksToWait = true }: Service) {
    const limiter = new RateLimiter();
    const events: { atMs: number; happen: () => void }[] = [];
    const letThroughAtMs: number[] = [];
    let [nowMs, left, refused, longestMs] = [0, count, 0, 0];
    const after = (ms: number, happen: () => void) => events.push({ atMs: nowMs + ms, happen });

    function next(): void {
        if (left-- > 0) queue(nowMs, 1);
    }
    function queue(askedAtMs: number, attempt: number): void {
        const pauseMs = limiter.pauseMs(nowMs);
        const startMs = pauseMs > 0 ? nowMs + pauseMs : limiter.book(nowMs);
        after(startMs - nowMs, () => {
            if (pauseMs > 0 || limiter.pauseMs(nowMs) > 0) queue(askedAtMs, attempt);
            else
                after(latencyMs, () => {
                    respond(askedAtMs, startMs, attempt);
                });
        });
    }
    function respond(askedAtMs: number, startedAtMs: number, attempt: number): void {
        while ((letThroughAtMs[0] ?? nowMs) <= nowMs - perMs) letThroughAtMs.shift();
        if (letThroughAtMs.length < requests) {
            letThroughAtMs.push(nowMs);
            limiter.pass(startedAtMs);
            longestMs = Math.max(longestMs, nowMs - askedAtMs);
            next();
            return;
        }
        refused++;
        const freeInMs = (letThroughAtMs[0] ?? 0) + perMs - nowMs;
        limiter.refuse(startedAtMs, nowMs, asksToWait ? Math.ceil(freeInMs / 1_000) * 1_000 : 190 * attempt);
        queue(askedAtMs, attempt + 1);
    }

    for (let worker = 0; worker < 8; worker++) next();
    while (events.length > 0) {
        events.sort((a, b) => a.atMs - b.atMs);
        const event = events.shift();
        nowMs = event?.atMs ?? nowMs;
        event?.happen();
    }
    return { refused, seconds: nowMs / 1_000, longestSeconds: longestMs / 1_000 };
}

describe("the rate limiter", () => {
    it("sets no limit as long as no request is refused", () => {
        const limiter = new RateLimiter();
        for (let nowMs = 0; nowMs < 100; nowMs++) {
            expect(limiter.pauseMs(nowMs)).to.equal(0);
            expect(limiter.book(nowMs)).to.equal(nowMs);
            limiter.pass(nowMs);
        }
        expect(limiter.perSecond(100)).to.be.undefined;
    });

    it("pauses all requests once one is refused, for as long as the service asks", () => {
        const limiter = new RateLimiter();
        limiter.refuse(limiter.book(0), 10, 2_000);
        expect([10, 1_010, 2_010, 3_000].map((nowMs) => limiter.pauseMs(nowMs))).to.deep.equal([
            2_000, 1_000, 0, 0,
        ]);
    });

    it("limits the rate after the pause to what the service has let through, pause included", () => {
        const limiter = new RateLimiter();
        for (let times = 0; times < 10; times++) limiter.pass(limiter.book(0));
        limiter.refuse(limiter.book(0), 0, 1_000);
        const starts = [1, 2, 3, 4].map(() => limiter.book(1_000));
        expect(starts).to.deep.equal([1_000, 1_100, 1_200, 1_300]);
        expect(limiter.perSecond(1_000)).to.equal(10);
    });

    it("counts requests that are refused together as one refusal", () => {
        const [once, often] = [new RateLimiter(), new RateLimiter()];
        for (const limiter of [once, often])
            for (let times = 0; times < 10; times++) limiter.pass(limiter.book(0));
        once.refuse(0, 5, 1_000);
        for (let times = 0; times < 8; times++) often.refuse(0, 5, 1_000);
        expect(often.perSecond(1_005)).to.equal(once.perSecond(1_005));
    });

    it("never limits the rate to less than one request a second", () => {
        const waitMs = fc.integer({ min: 0, max: 600_000 });
        fc.assert(
            fc.property(fc.array(waitMs, { minLength: 1, maxLength: 30 }), (waitsMs) => {
                const limiter = new RateLimiter();
                let nowMs = 0;
                for (const waitMs of waitsMs) {
                    limiter.refuse(nowMs, nowMs, waitMs);
                    nowMs += waitMs;
                    const startMs = limiter.book(nowMs);
                    expect(startMs - nowMs).to.be.within(0, 1_000);
                    nowMs = startMs;
                }
            }),
        );
    });

    it("holds the limit, then raises it until there is none", () => {
        const limiter = new RateLimiter();
        limiter.refuse(limiter.book(0), 0, 1_000);
        const perSecond = [0, 10, 20, 40, 80].map((seconds) => limiter.perSecond(1_000 * (seconds + 1)) ?? 0);
        expect(perSecond.map(Math.round)).to.deep.equal([1, 1, 2, 4, 30]);
        expect(limiter.perSecond(200_000)).to.be.undefined;
    });

    it("returns to the last limit that held when it has raised it too far, and holds it for longer", () => {
        const limiter = new RateLimiter();
        for (let times = 0; times < 10; times++) limiter.pass(limiter.book(0));
        limiter.refuse(0, 0, 1_000);
        limiter.refuse(12_000, 12_000, 1_000);
        expect(limiter.perSecond(13_000)).to.equal(10);
        expect(limiter.perSecond(33_000)).to.equal(10);
        expect(limiter.perSecond(34_000)).to.be.greaterThan(10);
    });

    const services: readonly (readonly [string, number, Service, number, number])[] = [
        ["ten a second", 1_000, { requests: 10, perMs: 1_000 }, 12, 110],
        ["ten a second, each after 300 ms", 1_000, { requests: 10, perMs: 1_000, latencyMs: 300 }, 12, 120],
        [
            "ten a second, without a word on waiting",
            1_000,
            { requests: 10, perMs: 1_000, asksToWait: false },
            30,
            130,
        ],
        ["a hundred a minute", 500, { requests: 100, perMs: 60_000 }, 15, 300],
        ["a thousand a minute", 3_000, { requests: 1_000, perMs: 60_000 }, 15, 180],
    ];
    for (const [what, count, service, mostRefused, mostSeconds] of services) {
        it(`gets ${count} requests through a service that allows ${what}, with few refusals and soon`, () => {
            const { refused, seconds, longestSeconds } = send(count, service);
            expect(refused).to.be.at.most(mostRefused);
            expect(seconds).to.be.at.most(mostSeconds);
            expect(longestSeconds).to.be.below(Math.max(10, service.perMs / 1_000 + 10));
        });
    }
});
