import { pathToFileURL } from "node:url";
import type * as pulumi from "@pulumi/pulumi";
import type { RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";
import { expect } from "chai";
import { BulkSyncSchedule, BulkSyncSchedulesExclusive } from "../../../provider";
import { shortenCallStacks, withoutRunner } from "../../../provider/program/call-stack";
import { syncId } from "../support/definitions";
import { mockEngine, valueOf } from "../support/mock-engine";

// As in V8, where no one need have set it.
const v8: { prepareStackTrace: ((error: Error, frames: NodeJS.CallSite[]) => unknown) | undefined } = Error;

const frame = (file: string | null | undefined) =>
    ({ getFileName: () => file, toString: () => String(file) }) as NodeJS.CallSite;

/** The files of a call stack, the innermost first, and how many of them are kept. */
const stacks: [string, (string | null | undefined)[], number][] = [
    ["ends with the program", ["/app/node_modules/x/x.js", "/app/index.ts", "node:internal/loader"], 2],
    [
        "keeps packages that the program calls through",
        ["/app/a.js", "/x/node_modules/b/b.js", "/app/c.js"],
        3,
    ],
    ["keeps what calls the program from within itself", ["/app/a.js", "node:events", "/app/c.js", null], 3],
    ["knows a module's address", ["file:///app/index.mjs", "file:///app/node_modules/x/x.js"], 1],
    ["knows Windows' paths", ["C:\\app\\index.js", "C:\\app\\node_modules\\x\\x.js"], 1],
    ["leaves out code without a file", ["/app/index.js", undefined, null], 1],
    ["stays whole without a program", ["/app/node_modules/x/x.js", "node:internal/loader"], 2],
];

describe("a call stack without the runner", () => {
    for (const [what, files, kept] of stacks) {
        it(what, () => {
            const frames = files.map(frame);
            expect(withoutRunner(frames)).to.deep.equal(frames.slice(0, kept));
        });
    }
});

/** What the SDK has asked for: how many frames at the most, and the files of those that were looked up. */
interface LookUp {
    readonly limit: number;
    readonly files: readonly (string | undefined)[];
}

/** Stands in for Pulumi's runner, which looks each frame up in source maps. */
function lookUps(): LookUp[] {
    const seen: LookUp[] = [];
    v8.prepareStackTrace = (error, frames) => {
        const files = frames.map((item) => item.getFileName() ?? undefined);
        seen.push({ limit: Error.stackTraceLimit, files });
        return [String(error), ...files.map((file) => `at call (${file ?? "?"}:1:1)`)].join("\n    ");
    };
    return seen;
}

describe("the call stacks of a resource", () => {
    const { prepareStackTrace } = v8;
    const { stackTraceLimit } = Error;
    const args = { syncId, frequency: "daily", hour: 3, minute: 30 } as const;
    const make: Readonly<Record<string, () => pulumi.CustomResource>> = {
        BulkSyncSchedule: () => new BulkSyncSchedule("nightly", args),
        BulkSyncSchedulesExclusive: () =>
            new BulkSyncSchedulesExclusive("nightly", { syncId, scheduleIds: [] }),
    };
    // Below the program's outermost call is Node.js's own, as it is in a real run.
    const runByNode = <T>(work: () => T): Promise<T> =>
        new Promise((resolve) => {
            setImmediate(() => {
                resolve(work());
            });
        });
    const engine = () => mockEngine((inputs) => ({ id: `${syncId}/s1`, state: inputs }));

    beforeEach(() => {
        // Node.js's default; mocha has another one.
        Error.stackTraceLimit = 10;
    });

    afterEach(() => {
        Object.assign(Error, { prepareStackTrace, stackTraceLimit });
    });

    const positionsOf = (request: RegisterResourceRequest | undefined) =>
        (request?.getStacktrace()?.getFramesList() ?? []).map((item) => item.getPc()?.getUri());

    for (const [kind, construct] of Object.entries(make)) {
        it(`of ${kind}: only the one that state keeps is looked up, down to the program`, async () => {
            await engine();
            const seen = lookUps();
            await runByNode(construct);
            expect(seen.map(({ limit }) => limit)).to.deep.equal([Infinity]);
            expect(seen[0]?.files.at(-1)).to.equal(__filename);
        });

        it(`of ${kind}: state keeps where the program made it`, async () => {
            const { registered } = await engine();
            lookUps();
            const { urn } = await runByNode(construct);
            await valueOf(urn);
            const request = registered.find((item) => item.getType().endsWith(`:${kind}`));
            const here = pathToFileURL(__filename).href;
            expect(request?.getSourceposition()?.getUri()).to.equal(here);
            expect(positionsOf(request)[0]).to.equal(here);
            expect(positionsOf(request).at(-1)).to.equal(here);
        });

        it(`of ${kind}: others are looked up as ever afterwards`, async () => {
            await engine();
            const seen = lookUps();
            const before = v8.prepareStackTrace;
            construct();
            expect(v8.prepareStackTrace).to.equal(before);
            expect(new Error("later").stack).to.contain("later");
            expect(seen).to.have.length(2);
        });
    }

    it("are looked up as ever after a constructor that throws", async () => {
        await engine();
        lookUps();
        const before = v8.prepareStackTrace;
        // Pulumi refuses a resource without a name.
        expect(() => new BulkSyncSchedule("", args)).to.throw("name");
        expect(v8.prepareStackTrace).to.equal(before);
    });

    it("tell in an error that was made meanwhile what they always tell, once it is read", () => {
        const seen = lookUps();
        const restore = shortenCallStacks();
        const error = new Error("made meanwhile");
        restore();
        expect(error.stack).to.contain(__filename);
        expect(seen).to.have.length(1);
    });

    it("name the same places where one is read meanwhile", () => {
        lookUps();
        const restore = shortenCallStacks();
        const { stack } = new Error("read meanwhile");
        restore();
        expect(stack).to.match(/^Error: read meanwhile\n {4}at /);
        expect(stack).to.contain(__filename);
    });

    it("stay as they are where no runner looks them up", () => {
        Reflect.deleteProperty(Error, "prepareStackTrace");
        const before = v8.prepareStackTrace;
        const restore = shortenCallStacks();
        expect(v8.prepareStackTrace).to.equal(before);
        restore();
        expect(v8.prepareStackTrace).to.equal(before);
    });
});
