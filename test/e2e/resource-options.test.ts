import { expect } from "chai";
import { summaryOf } from "./support/command-line";
import { openWorld, type World } from "./support/world";

describe("Pulumi's resource options on a schedule, with the real CLI", () => {
    let world: World;

    beforeEach(async () => {
        world = await openWorld();
    });

    afterEach(() => world.close());

    const declare = (hour: number, options: string) => {
        world.program.write(`
            new polytomic.BulkSyncSchedule("nightly", { syncId: "${world.syncId}", frequency: "daily", hour: ${hour} }, ${options});
        `);
    };
    const hours = () => world.emulator.schedules(world.syncId).map(({ hour }) => hour);

    it("ignoreChanges keeps what is deployed", async () => {
        declare(3, "{}");
        await world.program.up();
        declare(4, '{ ignoreChanges: ["hour"] }');
        expect(summaryOf(await world.program.up())).to.deep.equal({ unchanged: 2 });
        expect(hours()).to.deep.equal(["3"]);
    });

    it("replaceOnChanges replaces the resource, which has one schedule all the time", async () => {
        declare(3, "{}");
        await world.program.up();
        declare(4, '{ replaceOnChanges: ["hour"] }');
        expect(summaryOf(await world.program.up())).to.deep.equal({ replaced: 1, unchanged: 1 });
        expect(hours()).to.deep.equal(["4"]);
        const { nightly } = await world.program.schedules();
        expect(nightly?.id).to.equal(
            `${world.syncId}/${world.emulator.schedules(world.syncId)[0]?.id ?? ""}`,
        );
    });

    it("hideDiffs hides the values of a change, which is made", async () => {
        declare(3, "{}");
        await world.program.up();
        declare(4, '{ hideDiffs: ["hour"] }');
        const shown = await world.program.preview();
        expect(summaryOf(shown)).to.include({ "to update": 1 });
        expect(shown).not.to.match(/hour *: .*"4"/);
        await world.program.up();
        expect(hours()).to.deep.equal(["4"]);
    });
});
