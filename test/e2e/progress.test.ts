import { expect } from "chai";
import { openWorld, type World } from "./support/world";

describe("while Polytomic lets nothing through", () => {
    let world: World;

    before(async () => {
        world = await openWorld();
        world.declare({ a: { frequency: "daily", hour: 1 }, b: { frequency: "daily", hour: 2 } });
    });

    after(() => world.close());

    it("the terminal says what is waited for, once in a while and without the key", async () => {
        world.emulator.fault({ method: "POST", kind: "status", status: 429, retryAfter: "13" });
        const printed = await world.program.up();
        const lines = printed.split("\n").filter((line) => line.includes("Waiting for Polytomic"));
        expect(lines).to.have.lengthOf(1);
        expect(lines[0]).to.match(
            /Waiting for Polytomic: it wants no request for another \d+ s\. \d operations done, \d under way\.$/,
        );
        expect(printed).not.to.contain(world.emulator.apiKey);
    });

    it("a lookup function says the same, in a preview too", async () => {
        const { program, emulator } = world;
        program.write("exports.count = polytomic.getBulkSyncs().then(({ syncs }) => syncs.length);");
        emulator.fault({ path: "/api/bulk/syncs", kind: "delay-before-write", delayMs: 12_000 });
        expect(await program.pulumi("preview")).to.contain(
            "Waiting for Polytomic. 0 operations done, 1 under way.",
        );
        world.declare({ a: { frequency: "daily", hour: 1 }, b: { frequency: "daily", hour: 2 } });
    });

    it("short work is done in silence", async () => {
        expect(await world.program.refresh()).not.to.contain("Waiting for");
        expect(await world.program.destroy()).not.to.contain("Waiting for");
    });
});
