import { expect } from "chai";
import type { FaultRule } from "../src";
import { parseFaultText } from "../src";
import {
    create,
    daily,
    dataOf,
    firstSync,
    list,
    record,
    schedulesPath,
    send,
    start,
    syncPath,
} from "./support";

async function failureOf(promise: Promise<unknown>): Promise<unknown> {
    return promise.then(
        () => undefined,
        (error: unknown) => error,
    );
}

describe("a fault", () => {
    for (const [kind, written] of [
        ["reset-before-write", 0],
        ["reset-after-write", 1],
    ] as const) {
        it(`of kind ${kind} resets the connection`, async () => {
            const emulator = await start();
            emulator.fault({ kind });
            const failure = await failureOf(create(emulator));
            expect(failure).to.have.nested.property("cause.code", "ECONNRESET");
            expect(emulator.schedules(firstSync(emulator))).to.have.length(written);
            expect(emulator.requests[0]).to.include({ method: "POST", status: 0 });
            expect((await create(emulator)).status).to.equal(200);
        });
    }

    it("of a delay makes the response late, and does not keep the service from writing for a client that left", async () => {
        for (const kind of ["delay-before-write", "delay-after-write"] as const) {
            const emulator = await start();
            emulator.fault({ kind, delayMs: 80, times: 2 });
            const startedMs = performance.now();
            expect((await create(emulator)).status).to.equal(200);
            expect(performance.now() - startedMs).to.be.greaterThan(75);

            const leaving = fetch(`${emulator.url}${schedulesPath(emulator)}`, {
                method: "POST",
                headers: { authorization: `Bearer ${emulator.apiKey}` },
                body: JSON.stringify(daily),
                signal: AbortSignal.timeout(30),
            });
            expect(await failureOf(leaving)).to.have.property("name", "TimeoutError");
            await new Promise((resolve) => setTimeout(resolve, 100));
            expect(emulator.schedules(firstSync(emulator))).to.have.length(2);
            expect(emulator.requests[1]).to.include({ status: 0 });
        }
    });

    it("of kind half-response announces more than it sends", async () => {
        const emulator = await start();
        emulator.fault({ kind: "half-response" });
        const response = await fetch(`${emulator.url}${schedulesPath(emulator)}`, {
            method: "POST",
            headers: { authorization: `Bearer ${emulator.apiKey}` },
            body: JSON.stringify(daily),
        });
        expect(response.status).to.equal(200);
        const announced = Number(response.headers.get("content-length"));
        let received = 0;
        const reading = (async () => {
            for await (const chunk of response.body ?? []) received += (chunk as Uint8Array).length;
        })();
        expect(await failureOf(reading)).to.be.instanceOf(Error);
        expect(received).to.equal(Math.floor(announced / 2));
        expect(emulator.schedules(firstSync(emulator))).to.have.length(1);
    });

    it("of kind html returns a proxy's page, whether the service wrote or not", async () => {
        for (const status of [200, 404, 502]) {
            for (const write of [false, true]) {
                const emulator = await start();
                emulator.fault({ kind: "html", status, write });
                const reply = await create(emulator);
                expect(reply.status).to.equal(status);
                expect(reply.headers.get("content-type")).to.match(/^text\/html/);
                expect(reply.headers.has("x-polytomic-version")).to.equal(false);
                expect(reply.text).to.match(/^<html>/);
                expect(emulator.schedules(firstSync(emulator))).to.have.length(write ? 1 : 0);
            }
        }
    });

    it("of kind status returns the service's error", async () => {
        for (const status of [401, 403, 404, 409, 422, 429, 500, 502, 503]) {
            const emulator = await start();
            emulator.fault({ kind: "status", status, ...(status === 429 && { retryAfter: "2" }) });
            const reply = await create(emulator);
            expect(reply.status).to.equal(status);
            expect(record(reply.body)).to.include({ status });
            expect(record(reply.body)).to.have.all.keys("key", "message", "status", "metadata");
            expect(reply.headers.get("retry-after")).to.equal(status === 429 ? "2" : null);
            expect(emulator.schedules(firstSync(emulator))).to.deep.equal([]);
        }
    });

    it("of kind status can hide that the service wrote, without a key and with a key that then replays", async () => {
        const emulator = await start();
        emulator.fault({ kind: "status", status: 502, write: true, times: 2 });
        expect((await create(emulator)).status).to.equal(502);
        expect((await create(emulator, { key: "the-key-of-it" })).status).to.equal(502);
        expect((await create(emulator, { key: "the-key-of-it" })).status).to.equal(200);
        expect(emulator.schedules(firstSync(emulator))).to.have.length(2);
    });

    it("of kind deleted-at dates the deletion of live schedules", async () => {
        const emulator = await start();
        emulator.addSchedule(firstSync(emulator), daily.schedule);
        emulator.fault({ kind: "deleted-at", times: 2 });
        const listed = await send(emulator, schedulesPath(emulator));
        expect(list(record(listed.body).data)[0]?.deletedAt).to.match(/^\d{4}-/);
        expect(dataOf(await create(emulator)).deletedAt).to.match(/^\d{4}-/);
        expect(dataOf(await create(emulator)).deletedAt).to.equal("null");
    });

    it("happens to the requests of its method and path, after those it skips, so many times", async () => {
        const emulator = await start();
        emulator.fault({ kind: "status", method: "GET", path: "/schedules", skip: 2, times: 2 });
        const statuses: number[] = [];
        for (let index = 0; index < 5; index += 1) {
            expect((await send(emulator, syncPath(emulator))).status).to.equal(200);
            expect((await create(emulator)).status).to.equal(200);
            statuses.push((await send(emulator, schedulesPath(emulator))).status);
        }
        expect(statuses).to.deep.equal([200, 200, 500, 500, 200]);
    });

    it("can be matched by a pattern, last for ever, and be cleared", async () => {
        const emulator = await start();
        emulator.fault({ kind: "status", path: /syncs\/[^/]+$/g, times: Number.POSITIVE_INFINITY });
        for (let index = 0; index < 3; index += 1) {
            expect((await send(emulator, syncPath(emulator))).status).to.equal(500);
        }
        expect((await send(emulator, schedulesPath(emulator))).status).to.equal(200);
        emulator.clearFaults();
        expect((await send(emulator, syncPath(emulator))).status).to.equal(200);
    });

    it("counts what it skips over requests that another fault takes", async () => {
        const emulator = await start();
        emulator.fault({ kind: "status", status: 503 });
        emulator.fault({ kind: "status", status: 429, skip: 1 });
        const statuses = [await create(emulator), await create(emulator), await create(emulator)];
        expect(statuses.map(({ status }) => status)).to.deep.equal([503, 429, 200]);
    });

    it("is the first of several that match", async () => {
        const emulator = await start();
        emulator.fault({ kind: "status", status: 503 });
        emulator.fault({ kind: "status", status: 429 });
        const statuses = [await create(emulator), await create(emulator), await create(emulator)];
        expect(statuses.map(({ status }) => status)).to.deep.equal([503, 429, 200]);
    });

    it("can be written in words", () => {
        const rules: [string, FaultRule][] = [
            ["POST reset-after-write", { kind: "reset-after-write", method: "POST" }],
            ["POST status=500 times=2", { kind: "status", method: "POST", status: 500, times: 2 }],
            [
                "GET /api/me html status=200 write=true",
                { kind: "html", method: "GET", path: "/api/me", status: 200, write: true },
            ],
            [
                "status=429 retryAfter=2 times=always",
                { kind: "status", status: 429, retryAfter: "2", times: Infinity },
            ],
            ["delay-before-write delayMs=50 skip=1", { kind: "delay-before-write", delayMs: 50, skip: 1 }],
        ];
        for (const [text, rule] of rules) expect(parseFaultText(text), text).to.deep.equal(rule);
        expect(() => parseFaultText("POST explode")).to.throw(/Invalid option/);
        expect(() => parseFaultText("reset-after-write delay=3")).to.throw(/Unrecognized key: "delay"/);
        expect(() => parseFaultText("reset-after-write times=-1")).to.throw(/Invalid input/);
    });
});
