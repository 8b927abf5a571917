import { expect } from "chai";
import fc from "fast-check";
import { deadlineOf, parseDurationMs } from "../../../../provider/lifecycle/process/provider-process";

describe("a duration", () => {
    const rows: readonly (readonly [string, number | undefined])[] = [
        ["30s", 30_000],
        ["5m", 300_000],
        ["2h", 7_200_000],
        ["250ms", 250],
        ["1h30m", 5_400_000],
        ["1h2m3s4ms", 3_723_004],
        ["1.5h", 5_400_000],
        ["0s", 0],
        ["", undefined],
        ["5", undefined],
        ["m", undefined],
        ["-5m", undefined],
        ["5 m", undefined],
        ["5M", undefined],
        ["5d", undefined],
        ["1.m", undefined],
        [".5m", undefined],
        ["5m!", undefined],
        ["five minutes", undefined],
    ];
    for (const [text, durationMs] of rows) {
        it(`${JSON.stringify(text)} is ${durationMs === undefined ? "invalid" : `${durationMs} ms`}`, () => {
            expect(parseDurationMs(text)).to.equal(durationMs);
        });
    }

    it("is the sum of its parts", () => {
        const unit = fc.constantFrom(["ms", 1], ["s", 1_000], ["m", 60_000], ["h", 3_600_000] as const);
        const part = fc.tuple(fc.nat({ max: 1_000 }), unit);
        fc.assert(
            fc.property(fc.array(part, { minLength: 1, maxLength: 5 }), (parts) => {
                const text = parts.map(([count, [name]]) => `${count}${name}`).join("");
                const sumMs = parts.reduce((totalMs, [count, [, unitMs]]) => totalMs + count * unitMs, 0);
                expect(parseDurationMs(text)).to.equal(sumMs);
            }),
        );
    });

    it("is never negative and never endless, whatever the text", () => {
        fc.assert(
            fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[0-9.]{1,8}(ms|[smh])$/)), (text) => {
                const durationMs = parseDurationMs(text);
                if (durationMs !== undefined) expect(durationMs).to.be.within(0, Number.MAX_SAFE_INTEGER);
            }),
        );
    });
});

describe("the deadline of an operation", () => {
    const { signal } = new AbortController();
    const fiveMinutesMs = 300_000;

    for (const operation of ["create", "read", "update", "delete"] as const) {
        it(`of ${operation} is the resource's own`, () => {
            const properties = { __timeouts: { [operation]: "90s" } };
            expect(deadlineOf(operation, properties, signal).limitMs).to.equal(90_000);
        });

        it(`of ${operation} is five minutes where the resource names none`, () => {
            expect(deadlineOf(operation, {}, signal).limitMs).to.equal(fiveMinutesMs);
        });
    }

    it("is not another operation's", () => {
        expect(deadlineOf("update", { __timeouts: { create: "90s" } }, signal).limitMs).to.equal(
            fiveMinutesMs,
        );
    });

    for (const __timeouts of [null, "90s", 90, [], { create: 90 }, { create: "soon" }]) {
        it(`is five minutes with ${JSON.stringify(__timeouts)} in the place of timeouts`, () => {
            expect(deadlineOf("create", { __timeouts }, signal).limitMs).to.equal(fiveMinutesMs);
        });
    }

    it("ends its waiting when the operation is interrupted", async () => {
        const controller = new AbortController();
        const waiting = deadlineOf("create", {}, controller.signal).sleep(60_000);
        controller.abort();
        const error: unknown = await waiting.catch((reason: unknown) => reason);
        expect(error).to.be.an("error").with.property("name", "InterruptedError");
    });
});
