import * as pulumi from "@pulumi/pulumi";
import type { RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";
import { expect } from "chai";
import { BulkSyncSchedule, BulkSyncSchedulesExclusive, Provider } from "../../../provider";
import { syncId } from "../support/definitions";
import { args, engineWithoutSchedule, id, scheduleId, Twin } from "../support/resources";

/** A component whose constructor declares what its children are to be. */
class Team extends pulumi.ComponentResource {
    constructor(declare: (opts: { parent: Team }) => void, opts: pulumi.ComponentResourceOptions = {}) {
        super("test:index:Team", "team", {}, opts);
        declare({ parent: this });
    }
}

/** What a registration depends on, by resource name: `all`, and each input that brings something. */
function dependenciesOf(request: RegisterResourceRequest): Record<string, string[]> {
    const byInput = request
        .getPropertydependenciesMap()
        .toArray()
        .map(
            ([input]) =>
                [input, request.getPropertydependenciesMap().get(input)?.getUrnsList() ?? []] as const,
        );
    const all = [["all", request.getDependenciesList()] as const, ...byInput];
    const named = all.map(
        ([input, urns]) => [input, urns.map((urn) => urn.split("::").at(-1) ?? "")] as const,
    );
    return Object.fromEntries(named.filter(([, names]) => names.length > 0));
}

describe("what a registration depends on", () => {
    const made = () => new Twin("made", { value: 1 });

    const CASES: Record<
        string,
        {
            declare: (opts: { parent: Team }) => unknown;
            options?: () => pulumi.ComponentResourceOptions;
            expected?: Record<string, Record<string, string[]>>;
        }
    > = {
        "is nothing for schedules of one component": {
            declare: (opts) => ["a", "b", "c"].map((name) => new BulkSyncSchedule(name, args, opts)),
        },
        "is nothing for all that the package adds of its own": {
            declare: (opts) => {
                const all = { ...opts, customTimeouts: { create: "1m" } };
                new BulkSyncSchedule("a", args, { ...all, import: id });
                new BulkSyncSchedule("b", args, { ...all, import: `${syncId}/default` });
                new BulkSyncSchedulesExclusive("c", { syncId, scheduleIds: [scheduleId] }, all);
                new Provider("d", { apiKey: "k", maxConcurrentRequests: 3 }, opts);
                new Provider(
                    "e",
                    { apiKey: pulumi.secret("k"), maxConcurrentRequests: pulumi.output(3) },
                    opts,
                );
            },
        },
        "is nothing for what a component's provider brings along": {
            options: () => ({ provider: new Provider("account", { apiKey: "k" }) }),
            declare: (opts) => ["a", "b"].map((name) => new BulkSyncSchedule(name, args, opts)),
        },
        "is what the program gives as inputs": {
            declare: (opts) => {
                const a = new BulkSyncSchedule("a", args, opts);
                new BulkSyncSchedule("b", { ...args, hour: a.scheduleId.apply(() => 4) }, opts);
                const scheduleIds = [a.scheduleId, scheduleId];
                new BulkSyncSchedulesExclusive("c", { syncId: a.syncId, scheduleIds }, opts);
                const apiKey = a.createdAt.apply(() => "k");
                new Provider("d", { apiKey, maxConcurrentRequests: a.id.apply(() => 3) }, opts);
            },
            expected: {
                b: { all: ["a"], hour: ["a"] },
                c: { all: ["a"], syncId: ["a"], scheduleIds: ["a"] },
                d: {
                    all: ["a"],
                    "polytomic:apiKey": ["a"],
                    "polytomic:maxConcurrentRequests": ["a"],
                },
            },
        },
        "is what the program names in `dependsOn`": {
            declare: (opts) => {
                const dependsOn = made();
                for (const name of ["a", "b"]) new BulkSyncSchedule(name, args, { ...opts, dependsOn });
            },
            expected: { a: { all: ["made"] }, b: { all: ["made"] } },
        },
    };

    for (const [behaviour, { declare, options, expected = {} }] of Object.entries(CASES)) {
        it(behaviour, async () => {
            const engine = await engineWithoutSchedule();
            new Team(declare, options?.());
            await pulumi.runtime.disconnect();
            const dependencies = engine.registered.map(
                (request) => [request.getName(), dependenciesOf(request)] as const,
            );
            expect(dependencies.map(([name]) => name)).to.include.members(["team", "a", "b"]);
            const some = dependencies.filter(([, found]) => Object.keys(found).length > 0);
            expect(Object.fromEntries(some)).to.deep.equal(expected);
        });
    }
});
