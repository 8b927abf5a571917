import { expect } from "chai";
import fc from "fast-check";
import { checkExecution, diffExecution } from "../../../../provider/lifecycle/execution/check";
import { ResourceRegistry } from "../../../../provider/lifecycle/process/registry";
import { EXECUTION_LOADER } from "../../../../provider/program/loader";

const syncId = "248df4b7-aa70-47b8-a036-33ac447e668d";
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const SCHEMA = "It takes a schema's id.";

describe("the inputs of an execution", () => {
    const right: Record<string, object> = {
        "the bulk sync alone": {},
        "all inputs": {
            triggers: ["a", 1, null, { b: true }],
            resyncMode: "rebuild",
            schemas: ["public.orders", "public.Orders"],
            fetchMode: "incremental",
            test: false,
            waitForCompletion: false,
            ifRunning: "fail",
            failOn: "never",
            cancelOnDelete: true,
        },
        "empty lists": { triggers: [], schemas: [] },
        "a test": { test: true },
        "unknown values": {
            ...{
                triggers: UNKNOWN,
                resyncMode: UNKNOWN,
                schemas: UNKNOWN,
                fetchMode: UNKNOWN,
                test: UNKNOWN,
            },
            ...{ waitForCompletion: UNKNOWN, ifRunning: UNKNOWN, failOn: UNKNOWN, cancelOnDelete: UNKNOWN },
        },
        "unknown schemas in a list": { schemas: ["a", UNKNOWN, UNKNOWN] },
    };
    for (const [name, args] of Object.entries(right))
        it(`may be ${name}`, () => {
            expect(checkExecution({ syncId, ...args })).to.deep.equal({
                inputs: { syncId, ...args },
                failures: [],
            });
        });

    it("count null and undefined as left out", () => {
        const news = { syncId, schemas: null, failOn: undefined };
        expect(checkExecution(news)).to.deep.equal({ inputs: { syncId }, failures: [] });
    });

    const wrong: readonly (readonly [args: Record<string, unknown>, ...failures: string[]])[] = [
        [{ syncId: undefined }, "syncId is missing. It takes the id of the bulk sync, a UUID such as"],
        [{ syncId: "orders" }, 'syncId: "orders" is not allowed.'],
        [{ trigger: [] }, 'unknown property "trigger". Did you mean "triggers"?'],
        [{ triggers: "a" }, 'triggers: "a" is not allowed. It takes a list of any values.'],
        [{ triggers: { a: 1 } }, "triggers: an object is not allowed. It takes a list of any values."],
        [{ schemas: "a" }, 'schemas: "a" is not allowed. It takes a list of schemas\' ids; [] for all.'],
        [{ schemas: ["a", ""] }, `schemas[1]: "" is not allowed. ${SCHEMA}`],
        [{ schemas: ["  "] }, `schemas[0]: "  " is not allowed. ${SCHEMA}`],
        [
            { schemas: [5, null] },
            `schemas[0]: 5 is not allowed. ${SCHEMA}`,
            `schemas[1]: null is not allowed. ${SCHEMA}`,
        ],
        [{ schemas: [["a"]] }, `schemas[0]: ["a"] is not allowed. ${SCHEMA}`],
        [{ schemas: ["a", "b", "a"] }, 'schemas[2]: "a" is in the list already. Remove one of the two.'],
        [
            { resyncMode: "all" },
            'resyncMode: "all" is not allowed. It takes one of refetch, resync, rebuild.',
        ],
        [
            { fetchMode: "incremntal" },
            'fetchMode: "incremntal" is not allowed. It takes one of none, incremental, full. Did you mean "incremental"?',
        ],
        [{ ifRunning: true }, "ifRunning: true is not allowed. It takes one of wait, join, fail."],
        [{ failOn: "" }, 'failOn: "" is not allowed. It takes one of failed, errors, never.'],
        [{ test: "yes" }, 'test: "yes" is not allowed. It takes true or false.'],
        [{ waitForCompletion: 0 }, "waitForCompletion: 0 is not allowed. It takes true or false."],
        [{ cancelOnDelete: "true" }, 'cancelOnDelete: "true" is not allowed. It takes true or false.'],
        [
            { test: true, resyncMode: "resync" },
            "test: true has no effect with resyncMode. Remove one of the two.",
        ],
    ];
    for (const [args, ...expected] of wrong)
        it(`may not be ${JSON.stringify(args)}`, () => {
            const { failures } = checkExecution({ syncId, ...args });
            expect(failures).to.have.length(expected.length);
            for (const [index, failure] of failures.entries()) expect(failure).to.contain(expected[index]);
        });

    it("take words in any case, and mean the same", () => {
        const written = { resyncMode: " Refetch", fetchMode: "FULL", ifRunning: "Join", failOn: "NEVER" };
        expect(checkExecution({ syncId, ...written })).to.deep.equal({
            inputs: { syncId, resyncMode: "refetch", fetchMode: "full", ifRunning: "join", failOn: "never" },
            failures: [],
        });
    });

    it("name each wrong entry of schemas, whatever is in the list", () => {
        fc.assert(
            fc.property(
                fc.array(fc.oneof(fc.string(), fc.constantFrom("a", "b"), fc.anything())),
                (schemas) => {
                    const isRight =
                        schemas.every(
                            (id) => typeof id === "string" && id.trim() !== "" && id.trim() !== "null",
                        ) && new Set(schemas).size === schemas.length;
                    const { failures } = checkExecution({ syncId, schemas });
                    expect(failures.length === 0).to.equal(isRight);
                    for (const failure of failures)
                        expect(failure).to.match(/^schemas\[\d+\](:| is missing\.) .+\.$/s);
                },
            ),
        );
    });
});

describe("the difference between two executions", () => {
    const olds = {
        ...{ __provider: EXECUTION_LOADER, __identity: "run", syncId, triggers: ["a", { b: 1 }] },
        ...{ executionId: "1", status: "completed" },
    };
    const news = { __provider: EXECUTION_LOADER, __identity: "run", syncId, triggers: ["a", { b: 1 }] };
    const diff = (from: object, to: object) =>
        diffExecution("id", { ...olds, ...from }, { ...news, ...to }, new ResourceRegistry());

    const rows: Record<string, [from: object, to: object, expected: object]> = {
        "the same": [{}, {}, {}],
        "the bulk sync's id in another case": [{}, { syncId: syncId.toUpperCase() }, {}],
        // The engine compares them.
        "other inputs": [{}, { failOn: "errors" }, {}],
        "another loader": [{ __provider: "old" }, {}, { changes: true }],
        "another bulk sync": [{}, { syncId: syncId.replace("2", "3") }, { replaces: ["syncId"] }],
        "other triggers": [{}, { triggers: ["a", { b: 2 }] }, { replaces: ["triggers"] }],
        "triggers in another order": [{}, { triggers: [{ b: 1 }, "a"] }, { replaces: ["triggers"] }],
        "no triggers any more": [{}, { triggers: undefined }, { replaces: ["triggers"] }],
        both: [{}, { syncId: syncId.replace("2", "3"), triggers: [] }, { replaces: ["syncId", "triggers"] }],
        "a bulk sync that only the deployment will know": [{}, { syncId: UNKNOWN }, {}],
        "after a failure": [{ __failed: "true" }, {}, { changes: true, replaces: ["triggers"] }],
    };
    for (const [name, [from, to, expected]] of Object.entries(rows))
        it(`${name}: ${JSON.stringify(expected)}`, () => {
            expect(diff(from, to)).to.deep.equal(expected);
        });

    it("tells the next create which execution was there before", () => {
        const registry = new ResourceRegistry();
        diffExecution("id", olds, news, registry);
        expect([...registry.executions]).to.deep.equal([["run", "1"]]);
        diffExecution("id", { ...olds, executionId: undefined }, { ...news, __identity: "other" }, registry);
        expect([...registry.executions]).to.deep.equal([["run", "1"]]);
    });
});
