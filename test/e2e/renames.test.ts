import { expect } from "chai";
import { openOwnersWorld, type OwnersWorld } from "./support/owners-world";
import { failureOf } from "./support/program";

const MINUTE_MS = 60_000;

for (const ids of [true, false]) {
    describe(`the schedules of renamed resources, where responses carry ${ids ? "ids" : "no ids"}`, () => {
        let world: OwnersWorld;

        beforeEach(async () => {
            world = await openOwnersWorld({ ids });
        });

        afterEach(() => world.close());

        /** Two schedules, one on each bulk sync, that are some minutes old. */
        async function upPair(): Promise<[string, string]> {
            const [equal, other] = world.syncIds;
            world.program.write(world.line("equal", 3) + world.line("other", 3, "{}", `"${other}"`));
            await world.program.up();
            world.emulator.advanceClock(10 * MINUTE_MS);
            return [world.held(equal)[0]?.id ?? "none", world.held(other)[0]?.id ?? "none"];
        }

        /** The same, whose resources have other names since. `late` is code for when their bulk sync is known. */
        const renamed = (options: (name: string) => string, late = (syncId: string) => `"${syncId}"`) => {
            const [equal, other] = world.syncIds;
            return (
                world.line("equal-eu", 3, options("equal"), late(equal)) +
                world.line("other-eu", 3, options("other"), late(other))
            );
        };

        /** The old names used again, one with another definition. */
        const reused = () => world.line("equal", 3) + world.line("other", 5, "{}", `"${world.syncIds[1]}"`);

        const PAIRS = { equal: "3", other: "5", "equal-eu": "3", "other-eu": "3" };
        const aliased = (name: string) => `{ aliases: [{ name: "${name}" }] }`;

        it("names used again after an alias get schedules of their own", async () => {
            const firsts = await upPair();
            world.program.write(renamed(aliased));
            await world.program.up();
            world.program.write(renamed(() => "{}") + reused());
            // A second run is needed where the engine comes to a new resource before the renamed one.
            await world.program.up().catch(() => world.program.up());
            await world.expectOneEach(PAIRS);
            expect([await world.idInState("equal-eu"), await world.idInState("other-eu")]).to.deep.equal(
                firsts,
            );
        });

        it("names used again after `pulumi state rename` get schedules of their own", async () => {
            await upPair();
            for (const name of ["equal", "other"]) {
                const { urn = "none" } = (await world.program.schedules())[name] ?? {};
                await world.program.pulumi(`state rename ${urn} ${name}-eu --yes`);
            }
            world.program.write(renamed(() => "{}") + reused());
            await world.program.up().catch(() => world.program.up());
            await world.expectOneEach(PAIRS);
        });

        it("a renamed resource that is registered ten seconds late gets a schedule of its own", async () => {
            const [equal, other] = await upPair();
            world.program.write(renamed(aliased));
            await world.program.up();
            const late = (syncId: string) =>
                `new Promise((resolve) => setTimeout(() => resolve("${syncId}"), 10_000))`;
            world.program.write(reused() + renamed(() => "{}", late));
            const failure = await failureOf(world.program.up());
            expect(failure).to.contain(`warning: took over schedule ${equal} of bulk sync ${world.syncId}`);
            expect(failure).to.contain(`found schedule ${other} of bulk sync`);
            expect(failure).to.contain("hour: 5 → 3").and.to.contain("Nothing was changed.");
            expect(world.held(world.syncIds[1])[0]?.hour).to.equal("3");
            const printed = await world.program.up();
            expect(`${failure} ${printed}`).to.contain(
                `warning: schedule ${world.syncId}/${equal} is in state twice`,
            );
            await world.expectOneEach(PAIRS);
        });
    });
}
