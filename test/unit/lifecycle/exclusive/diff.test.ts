import { expect } from "chai";
import { diffExclusive } from "../../../../provider/lifecycle/exclusive/diff";
import { ResourceRegistry } from "../../../../provider/lifecycle/process/registry";
import { syncId, unknownValues } from "../../support/definitions";

const undeclared = {
    a: "every hour at minute 15, created 2026-11-01T00:00:00Z",
    d: "the default schedule, every day at 03:00 UTC",
};
const news = { syncId, scheduleIds: ["n"] };

describe("the diff of a bulk sync's only schedules", () => {
    function linesOf(
        olds: object,
        declared: object,
        prepare?: (registry: ResourceRegistry) => void,
    ): string[] {
        const lines: string[] = [];
        const registry = new ResourceRegistry();
        prepare?.(registry);
        diffExclusive(syncId, { ...news, ...olds }, { ...news, ...declared }, registry, (line) =>
            lines.push(line),
        );
        return lines;
    }
    const removes = `warning: this update removes the schedules of bulk sync ${syncId} that are not declared: `;
    const stays = "Its default schedule stays, unless includeDefault is true.";

    it("says in words what the update removes, and that the default schedule stays", () => {
        expect(linesOf({ undeclared }, {})).to.deep.equal([`${removes}a (${undeclared.a}). ${stays}`]);
    });

    it("names the default schedule where it is removed, too", () => {
        expect(linesOf({ undeclared }, { includeDefault: true })).to.deep.equal([
            `${removes}a (${undeclared.a}); d (${undeclared.d}).`,
        ]);
    });

    const silent: readonly (readonly [string, object, object, ((registry: ResourceRegistry) => void)?])[] = [
        ["no refresh has found any", {}, {}],
        ["the program declares them by now", { undeclared }, { scheduleIds: ["n", "a"] }],
        ["this run was the first to find them", { undeclared }, {}, ({ newlyFound }) => newlyFound.add("a")],
        [
            "other resources of the stack have them",
            { undeclared },
            {},
            (registry) => {
                registry.claim("a", "another");
            },
        ],
        ["the resource moves to another bulk sync", { undeclared }, { syncId: syncId.replace("2", "3") }],
    ];
    for (const [when, olds, declared, prepare] of silent)
        it(`says nothing where ${when}`, () => {
            expect(linesOf(olds, declared, prepare)).to.deep.equal([]);
        });

    it("says it where the list is not known yet", () => {
        expect(linesOf({ undeclared }, { scheduleIds: [unknownValues[2]] })).to.deep.equal([
            `${removes}a (${undeclared.a}). ${stays}`,
        ]);
    });
});
