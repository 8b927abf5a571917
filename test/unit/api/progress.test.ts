import { expect } from "chai";
import { Progress } from "../../../provider/api/progress";

describe("progress", () => {
    /** Operations that end when the test says so, looked at when it says so. */
    function begin({ operations = 1, by = "" } = {}) {
        const lines: string[] = [];
        const blocked = { by };
        const progress = new Progress(
            () => blocked.by || undefined,
            (line) => lines.push(line),
        );
        // Whole milliseconds, so that sums and differences are exact.
        const beganAtMs = Math.floor(performance.now());
        const ends = Array.from({ length: operations }, () => {
            let end = () => {};
            const running = progress.track(() => new Promise<void>((resolve) => (end = resolve)));
            return async () => {
                end();
                await running;
            };
        });
        const look = (...seconds: number[]) => {
            for (const second of seconds) progress.look(beganAtMs + second * 1_000);
            return lines.splice(0);
        };
        return { look, blocked, end: (index: number) => ends[index]?.() };
    }

    it("shows nothing of short work", () => {
        expect(begin().look(0, 1, 5, 9)).to.deep.equal([]);
        expect(begin({ by: "it is slow" }).look(0, 1, 2)).to.deep.equal([]);
    });

    for (const [after, by, line] of [
        [3, "it is slow", "Waiting for Polytomic: it is slow. 0 operations done, 2 under way."],
        [10, "", "Waiting for Polytomic. 0 operations done, 2 under way."],
    ] as const)
        it(`shows after ${after} s what long work waits for${by && " where it knows"}, then every fifteen seconds`, () => {
            const { look } = begin({ operations: 2, by });
            const seconds = Array.from({ length: 60 }, (_, second) => second);
            expect(look(...seconds.slice(0, after))).to.deep.equal([]);
            // The whole first second, since the operations began within it.
            expect(look(...seconds.slice(after, after + 2))).to.deep.equal([line]);
            expect(look(...seconds.slice(after + 2, after + 15))).to.deep.equal([]);
            expect(look(...seconds.slice(after + 15, after + 30))).to.deep.equal([line]);
        });

    it("shows how much is done", async () => {
        const { look, end } = begin({ operations: 3, by: "it is slow" });
        look(0);
        await end(1);
        expect(look(11)).to.deep.equal([
            "Waiting for Polytomic: it is slow. 1 operations done, 2 under way.",
        ]);
    });

    it("shows an operation that takes long for no known reason", () => {
        const { look } = begin();
        expect(look(9, 11)).to.deep.equal(["Waiting for Polytomic. 0 operations done, 1 under way."]);
    });

    it("shows short operations while something blocks them", async () => {
        const { look, end, blocked } = begin({ operations: 2, by: "it is slow" });
        look(0);
        await end(0);
        expect(look(11)).to.have.lengthOf(1);
        await end(1);
        blocked.by = "";
        expect(look(30, 60)).to.deep.equal([]);
        blocked.by = "it is slow again";
        expect(look(61, 63)).to.deep.equal([]);
    });
});
