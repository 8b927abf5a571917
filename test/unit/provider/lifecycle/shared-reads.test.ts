import { expect } from "chai";
import { SharedReads } from "../../../../provider/lifecycle/shared-reads";
import { Deadline } from "../../../../provider/service/retry";

const deadline = new Deadline(1_000);

interface Read {
    readonly syncId: string;
    readonly answer: (value: string) => void;
    readonly fail: (error: Error) => void;
}

/** Reads that end when the test says so. */
function steeredReads() {
    const begun: Read[] = [];
    const reads = new SharedReads<string>(
        (syncId) =>
            new Promise((answer, fail) => {
                begun.push({ syncId, answer, fail });
            }),
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
        const answers = [reads.get("a", deadline), reads.get("a", deadline)];
        (await nth(0)).answer("first");
        expect(await Promise.all([...answers, reads.get("a", deadline)])).to.deep.equal([
            "first",
            "first",
            "first",
        ]);
        expect(await count()).to.equal(1);
    });

    it("keep bulk syncs apart", async () => {
        const { reads, nth } = steeredReads();
        const answers = [reads.get("a", deadline), reads.get("b", deadline)];
        (await nth(1)).answer("of b");
        (await nth(0)).answer("of a");
        expect(await Promise.all(answers)).to.deep.equal(["of a", "of b"]);
        expect((await nth(1)).syncId).to.equal("b");
    });

    it("read again what was forgotten", async () => {
        const { reads, nth } = steeredReads();
        const before = reads.get("a", deadline);
        (await nth(0)).answer("before");
        await before;
        reads.forget("a");
        const after = reads.get("a", deadline);
        (await nth(1)).answer("after");
        expect(await after).to.equal("after");
    });

    it("forget one bulk sync alone", async () => {
        const { reads, nth, count } = steeredReads();
        const both = [reads.get("a", deadline), reads.get("b", deadline)];
        (await nth(0)).answer("a");
        (await nth(1)).answer("b");
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
        (await nth(1)).answer("found");
        expect(await again).to.equal("found");
    });

    it("give those who need a fresh one a read that begins after they asked", async () => {
        const { reads, nth, count } = steeredReads();
        const running = reads.getFresh("a", deadline);
        await nth(0);
        const fresh = [reads.getFresh("a", deadline), reads.getFresh("a", deadline)];
        expect(await count()).to.equal(1);
        (await nth(0)).answer("old");
        (await nth(1)).answer("new");
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
        (await nth(1)).answer("new");
        expect(await failure).to.be.an("error");
        expect(await fresh).to.equal("new");
    });

    it("do not serve what was read before a change to those who ask after it", async () => {
        const { reads, nth } = steeredReads();
        const before = reads.get("a", deadline);
        await nth(0);
        reads.forget("a");
        const after = reads.get("a", deadline);
        (await nth(0)).answer("before");
        (await nth(1)).answer("after");
        expect(await before).to.equal("before");
        expect(await after).to.equal("after");
    });
});
