import { expect } from "chai";
import { openServicesWorld, type ServicesWorld, type Service } from "./support/services-world";
import { failureOf } from "./support/program";

const MINUTE_MS = 60_000;

describe("the schedules of renamed resources, where responses carry ids and where they do not", () => {
    let world: ServicesWorld;

    beforeEach(async () => {
        world = await openServicesWorld();
    });

    afterEach(() => world.close());

    /** Two schedules at each service, one on each bulk sync, that are some minutes old. */
    async function upPairs(): Promise<string[][]> {
        world.write(({ line, syncIds }) => line("equal", 3) + line("other", 3, "{}", `"${syncIds[1]}"`));
        await world.program.up();
        world.advanceClocks(10 * MINUTE_MS);
        return world.services.map(({ syncIds, held }) =>
            syncIds.map((syncId) => held(syncId)[0]?.id ?? "none"),
        );
    }

    /** The same, whose resources have other names since. `late` is code for when their bulk sync is known. */
    const renamed = (
        { line, syncIds: [equal, other] }: Service,
        options: (name: string) => string,
        late = (syncId: string) => `"${syncId}"`,
    ) =>
        line("equal-eu", 3, options("equal"), late(equal)) +
        line("other-eu", 3, options("other"), late(other));

    /** The old names used again, one with another definition. */
    const reused = ({ line, syncIds }: Service) =>
        line("equal", 3) + line("other", 5, "{}", `"${syncIds[1]}"`);

    const PAIRS = { equal: "3", other: "5", "equal-eu": "3", "other-eu": "3" };
    const noOptions = () => "{}";

    async function renameByAlias(): Promise<void> {
        world.write((service) =>
            renamed(service, (name) => `{ aliases: [{ name: "${service.nameOf(name)}" }] }`),
        );
        await world.program.up();
    }

    it("names used again after an alias get schedules of their own", async () => {
        const firsts = await upPairs();
        await renameByAlias();
        world.write((service) => renamed(service, noOptions) + reused(service));
        // A second run is needed where the engine comes to a new resource before the renamed one.
        await world.program.up().catch(() => world.program.up());
        await world.expectOneEach(PAIRS);
        for (const [which, { idInState }] of world.services.entries())
            expect([await idInState("equal-eu"), await idInState("other-eu")]).to.deep.equal(firsts[which]);
    });

    it("names used again after `pulumi state rename` get schedules of their own", async () => {
        await upPairs();
        const stored = await world.program.schedules();
        for (const { nameOf } of world.services)
            for (const name of ["equal", "other"]) {
                const { urn = "none" } = stored[nameOf(name)] ?? {};
                await world.program.pulumi(`state rename ${urn} ${nameOf(`${name}-eu`)} --yes`);
            }
        world.write((service) => renamed(service, noOptions) + reused(service));
        await world.program.up().catch(() => world.program.up());
        await world.expectOneEach(PAIRS);
    });

    it("a renamed resource that is registered ten seconds late gets a schedule of its own", async () => {
        const pairs = await upPairs();
        await renameByAlias();
        const late = (syncId: string) =>
            `new Promise((resolve) => setTimeout(() => resolve("${syncId}"), 10_000))`;
        // The engine begins no further create after the first failure: none may fail before all have begun.
        for (const { emulator } of world.services)
            emulator.fault({ path: "/api/me", kind: "delay-before-write", delayMs: 1_500 });
        world.write((service) => reused(service) + renamed(service, noOptions, late));
        const failure = await failureOf(world.program.up());
        for (const [which, { syncIds, held }] of world.services.entries()) {
            const [equal = "", other = ""] = pairs[which] ?? [];
            expect(failure).to.contain(`warning: took over schedule ${equal} of bulk sync ${syncIds[0]}`);
            expect(failure).to.contain(`found schedule ${other} of bulk sync`);
            expect(held(syncIds[1])[0]?.hour).to.equal("3");
        }
        expect(failure).to.contain("hour: 5 → 3").and.to.contain("Nothing was changed.");
        const printed = await world.program.up();
        for (const [which, { syncIds }] of world.services.entries())
            expect(`${failure} ${printed}`).to.contain(
                `warning: schedule ${syncIds[0]}/${pairs[which]?.[0] ?? ""} is in state twice`,
            );
        await world.expectOneEach(PAIRS);
    });
});
