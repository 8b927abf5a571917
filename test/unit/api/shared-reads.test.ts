import { expect } from "chai";
import { SharedReads } from "../../../provider/api/shared-reads";
import { originAt } from "../support/client";
import { useClock } from "../support/clock";
import { ConnectionError, InterruptedError } from "../../../provider/api/errors";
import { Deadline } from "../../../provider/api/deadline";

const deadline = new Deadline(1_000);

interface Read {
    readonly syncId: string;
    readonly resolve: (value: string) => void;
    readonly fail: (error: Error) => void;
    /** What it may take. */
    readonly deadline: Deadline;
}

const origin = originAt("https://p.example.com");
const facts = { method: "GET", path: "/api/things/a", attempts: 1, origin };

/** Reads that end when the test says so. */
function steeredReads() {
    const begun: Read[] = [];
    const reads = new SharedReads<string>(
        (syncId, deadline) =>
            new Promise((resolve, fail) => {
                begun.push({ syncId, resolve, fail, deadline });
            }),
        () => facts,
    );
    const nth = async (index: number): Promise<Read> => {
        await new Promise(setImmediate);
        const read = begun[index];
        if (read === undefined) throw new Error(`read ${index} has not begun`);
        return read;
    };
    const count = async () => {
        await new Promise(setImmediate);
        return begun.length;
    };
    return { reads, nth, count };
}

const failureOf = (promise: Promise<unknown>): Promise<unknown> =>
    promise.then(
        () => undefined,
        (error: unknown) => error,
    );

describe("shared reads", () => {
    it("serve all who ask with one read", async () => {
        const { reads, nth, count } = steeredReads();
        const results = [reads.get("a", deadline), reads.get("a", deadline)];
        (await nth(0)).resolve("first");
        expect(await Promise.all([...results, reads.get("a", deadline)])).to.deep.equal([
            "first",
            "first",
            "first",
        ]);
        expect(await count()).to.equal(1);
    });

    it("keep bulk syncs apart", async () => {
        const { reads, nth } = steeredReads();
        const results = [reads.get("a", deadline), reads.get("b", deadline)];
        (await nth(1)).resolve("of b");
        (await nth(0)).resolve("of a");
        expect(await Promise.all(results)).to.deep.equal(["of a", "of b"]);
        expect((await nth(1)).syncId).to.equal("b");
    });

    it("read again what was forgotten", async () => {
        const { reads, nth } = steeredReads();
        const before = reads.get("a", deadline);
        (await nth(0)).resolve("before");
        await before;
        reads.forget("a");
        const after = reads.get("a", deadline);
        (await nth(1)).resolve("after");
        expect(await after).to.equal("after");
    });

    it("forget one bulk sync alone", async () => {
        const { reads, nth, count } = steeredReads();
        const both = [reads.get("a", deadline), reads.get("b", deadline)];
        (await nth(0)).resolve("a");
        (await nth(1)).resolve("b");
        await Promise.all(both);
        reads.forget("a");
        expect(await reads.get("b", deadline)).to.equal("b");
        expect(await count()).to.equal(2);
        void reads.get("a", deadline);
        expect(await count()).to.equal(3);
    });

    it("do not keep a failure", async () => {
        const { reads, nth } = steeredReads();
        const failures = [failureOf(reads.get("a", deadline)), failureOf(reads.get("a", deadline))];
        const lost = new Error("lost");
        (await nth(0)).fail(lost);
        expect(await Promise.all(failures)).to.deep.equal([lost, lost]);
        const again = reads.get("a", deadline);
        (await nth(1)).resolve("found");
        expect(await again).to.equal("found");
    });

    it("give those who need a fresh one a read that begins after they asked", async () => {
        const { reads, nth, count } = steeredReads();
        const running = reads.getFresh("a", deadline);
        await nth(0);
        const fresh = [reads.getFresh("a", deadline), reads.getFresh("a", deadline)];
        expect(await count()).to.equal(1);
        (await nth(0)).resolve("old");
        (await nth(1)).resolve("new");
        expect(await running).to.equal("old");
        expect(await Promise.all(fresh)).to.deep.equal(["new", "new"]);
        expect(await count()).to.equal(2);
    });

    it("read afresh after a read that failed", async () => {
        const { reads, nth } = steeredReads();
        const failure = failureOf(reads.getFresh("a", deadline));
        await nth(0);
        const fresh = reads.getFresh("a", deadline);
        (await nth(0)).fail(new Error("lost"));
        (await nth(1)).resolve("new");
        expect(await failure).to.be.an("error");
        expect(await fresh).to.equal("new");
    });

    it("do not serve what was read before a change to those who ask after it", async () => {
        const { reads, nth } = steeredReads();
        const before = reads.get("a", deadline);
        await nth(0);
        reads.forget("a");
        const after = reads.get("a", deadline);
        (await nth(0)).resolve("before");
        (await nth(1)).resolve("after");
        expect(await before).to.equal("before");
        expect(await after).to.equal("after");
    });

    describe("let each wait until its own deadline", () => {
        const clock = useClock();

        beforeEach(() => {
            clock().isManual = true;
        });

        /** The one with little time gets an error, the other one the result. */
        const kinds = {
            "a kept read": (reads: SharedReads<string>, deadline: Deadline) => reads.get("a", deadline),
            "a fresh read": (reads: SharedReads<string>, deadline: Deadline) => reads.getFresh("a", deadline),
        };
        for (const [kind, ask] of Object.entries(kinds))
            for (const who of ["first", "last"])
                it(`${kind}, of which the one with little time asks ${who}`, async () => {
                    const { reads, nth, count } = steeredReads();
                    const times = who === "first" ? [30, 60_000] : [60_000, 30];
                    const asked = times.map((limitMs) => ask(reads, new Deadline(limitMs)));
                    const [short, long] = who === "first" ? asked : asked.reverse();
                    const read = await nth(0);
                    clock().advance(100);
                    expect(await failureOf(short ?? Promise.resolve()))
                        .to.be.instanceOf(ConnectionError)
                        .with.property("message")
                        .that.matches(/^GET \/api\/things\/a got no response \(none within [\d.]+ s\)$/);
                    expect(read.deadline.limitMs).to.equal(60_000);
                    expect(read.deadline.leftMs()).to.be.greaterThan(50_000);
                    read.resolve("late");
                    expect(await long).to.equal("late");
                    expect(await count()).to.equal(1);
                });

        it("and those behind a running read as well", async () => {
            const { reads, nth } = steeredReads();
            const running = reads.getFresh("a", new Deadline(60_000));
            await nth(0);
            const failure = failureOf(reads.getFresh("a", new Deadline(30)));
            clock().advance(100);
            expect(await failure).to.be.instanceOf(ConnectionError);
            (await nth(0)).resolve("running");
            expect(await running).to.equal("running");
        });

        it("which gives the read no more time than the last of them has", async () => {
            const { reads, nth } = steeredReads();
            const asked = [30, 20].map((limitMs) => failureOf(reads.get("a", new Deadline(limitMs))));
            const { deadline: given } = await nth(0);
            expect(given.leftMs()).to.be.within(1, 30);
            clock().advance(100);
            await Promise.all(asked);
            expect(given.leftMs()).to.equal(0);
            expect(await given.sleep(1)).to.be.false;
        });

        it("and serve those who ask after the others have given up with the same read", async () => {
            const { reads, nth, count } = steeredReads();
            const failure = failureOf(reads.get("a", new Deadline(20)));
            clock().advance(100);
            expect(await failure).to.be.instanceOf(ConnectionError);
            const long = reads.get("a", new Deadline(60_000));
            expect((await nth(0)).deadline.leftMs()).to.be.greaterThan(50_000);
            (await nth(0)).resolve("late");
            expect(await long).to.equal("late");
            expect(await count()).to.equal(1);
        });

        it("without the time that the read waits for its turn", async () => {
            const { reads, nth } = steeredReads();
            const own = new Deadline(40);
            const waiting = reads.get("a", own);
            const { deadline: given, resolve } = await nth(0);
            const release = given.hold();
            clock().advance(200);
            await new Promise(setImmediate);
            release();
            expect(own.leftMs()).to.be.greaterThan(0);
            resolve("in turn");
            expect(await waiting).to.equal("in turn");
        });

        it("but all until the interruption of what the read waits for", async () => {
            const { reads, nth } = steeredReads();
            const interruption = new AbortController();
            const failures = [60_000, 50_000].map((limitMs) =>
                failureOf(reads.get("a", new Deadline(limitMs, interruption.signal))),
            );
            const { deadline: given, fail } = await nth(0);
            given.sleep(40_000).catch(fail);
            interruption.abort();
            for (const failure of failures) expect(await failure).to.be.instanceOf(InterruptedError);
        });
    });
});
