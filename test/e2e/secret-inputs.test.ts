import { expect } from "chai";
import { summaryOf } from "./support/command-line";
import { failureOf } from "./support/program";
import { openWorld, type World } from "./support/world";

describe("a schedule with secret inputs or outputs, with the real CLI", () => {
    let world: World;

    before(async () => {
        world = await openWorld();
    });

    after(() => world.close());

    const declare = (inputs: string, options = "{}") => {
        world.program.write(`
            const nightly = new polytomic.BulkSyncSchedule("nightly", { syncId: "${world.syncId}", ${inputs} }, ${options});
            exports.scheduleId = nightly.scheduleId;
            exports.createdBy = nightly.createdBy;
            exports.hour = nightly.hour;
        `);
    };
    const isSecret = (value: unknown) => JSON.stringify(value).includes("ciphertext");
    const stored = () => world.program.state().resources?.find(({ id }) => id?.includes("/"));
    const shown = async () => (await world.program.pulumi("stack output")).match(/\[secret\]/g)?.length ?? 0;

    it("keeps nothing secret without a reason", async () => {
        declare('frequency: "daily", hour: 3, minute: pulumi.output(7)');
        await world.program.up();
        expect(isSecret(stored())).to.equal(false);
        expect(await shown()).to.equal(0);
    });

    it("keeps all of `schedule` secret once an input is, in state and in outputs, over a refresh", async () => {
        declare('frequency: "daily", hour: pulumi.secret(3), minute: pulumi.output(7)');
        expect(summaryOf(await world.program.up())).to.include({ updated: 1 });
        for (const step of ["up", "refresh", "up"] as const) {
            expect(isSecret(stored()?.outputs["schedule"]), step).to.equal(true);
            expect(JSON.stringify(stored()), step).not.to.match(/"hour[\\"]*:[\\"]*3/);
            expect(await shown(), step).to.equal(2);
            expect(summaryOf(await world.program[step]())).to.not.have.any.keys("updated", "created");
        }
    });

    it("shows no secret value where it refuses one", async () => {
        declare('frequency: "daily", hour: pulumi.secret(99)');
        const said = await failureOf(world.program.preview());
        expect(said).to.contain("hour: [secret] is not allowed. It takes a whole number from 0 to 23");
        expect(said).not.to.contain("99");
    });

    it("keeps `schedule` secret for an output that derives from it", async () => {
        declare('frequency: "daily", hour: 3, minute: 7');
        await world.program.up();
        expect(isSecret(stored()), "no longer").to.equal(false);
        declare('frequency: "daily", hour: 3, minute: 7', '{ additionalSecretOutputs: ["createdBy"] }');
        await world.program.up();
        expect(isSecret(stored()?.outputs["schedule"])).to.equal(true);
        expect(await shown()).to.equal(1);
    });
});
