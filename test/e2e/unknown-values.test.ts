import { expect } from "chai";
import { summaryOf } from "./support/command-line";
import { callsDuring, openWorld, type World } from "./support/world";

/** Resources whose outputs only the deployment knows. */
const LATER = `
    class Later extends pulumi.dynamic.Resource {
        constructor(name, made) {
            super({ create: async ({ made }) => ({ id: "made", outs: { value: made } }) }, name, { value: undefined, made });
        }
    }
`;

const FIELDS = {
    frequency: "custom",
    hour: "8-17",
    minute: "*/20",
    dayOfWeek: "1-5",
    dayOfMonth: "*",
    month: "1-11",
    selectiveMode: "incrementalFields",
};

describe("a value that only the deployment will know", () => {
    let world: World;

    before(async () => {
        world = await openWorld();
    });

    after(() => world.close());

    /**
     * A schedule for each input that takes this input from another resource, one that takes all of them from one object,
     * and one that takes them from a list, beside other resources of such a bulk sync. `later` names the other resource: a new name makes its outputs unknown anew.
     */
    const declare = (later: string) => {
        const args = JSON.stringify({ syncId: world.syncId, ...FIELDS });
        world.program.write(`${LATER}
            const args = ${args};
            const { value } = new Later("${later}", args);
            for (const name of Object.keys(args))
                new polytomic.BulkSyncSchedule(name, { ...args, [name]: value.apply((made) => made[name]) });
            const all = Object.keys(args).map((name) => [name, value[name]]);
            new polytomic.BulkSyncSchedule("all", Object.fromEntries(all));
            const listed = pulumi.all([[value.hour], value.frequency]).apply(([[hour], frequency]) => [frequency, hour]);
            new polytomic.BulkSyncSchedule("listed", { ...args, frequency: listed[0], hour: listed[1] });
            new polytomic.BulkSyncExecution("run", { syncId: value.syncId, waitForCompletion: false });
            new polytomic.BulkSyncActivation("on", { syncId: value.syncId, active: true });
        `);
    };

    const expectDeployed = () => {
        const schedules = world.emulator.schedules(world.syncId);
        expect(schedules).to.have.length(10);
        for (const schedule of schedules) expect(schedule).to.include(FIELDS);
    };

    it("is no obstacle to the preview of a create, whatever input it is for, and asks the service nothing", async () => {
        declare("first");
        const calls = await callsDuring(world.emulator, async () => {
            const output = await world.program.preview({ POLYTOMIC_API_KEY: undefined });
            expect(summaryOf(output)).to.deep.equal({ "to create": 14 });
            for (const name of ["syncId", ...Object.keys(FIELDS)])
                expect(output).to.match(new RegExp(`${name} *: \\[unknown\\]`));
        });
        expect(calls).to.deep.equal({});
        await world.program.up();
        expectDeployed();
    });

    it("is shown as an update of what is there, never as a replacement, and is none where it turns out the same", async () => {
        declare("second");
        const output = await world.program.preview();
        expect(summaryOf(output)).to.deep.equal({
            "to create": 1,
            "to update": 12,
            "to delete": 1,
        });
        for (const name of ["syncId", ...Object.keys(FIELDS)])
            expect(output).to.match(new RegExp(`~ ${name} *: .* => \\[unknown\\]`));
        const calls = await callsDuring(world.emulator, async () => {
            expect(summaryOf(await world.program.up())).to.deep.equal({
                created: 1,
                deleted: 1,
            });
        });
        expect(calls).to.deep.equal({});
        expectDeployed();
    });

    it("may be a provider's key", async () => {
        const { apiKey, url } = world.emulator;
        world.program.write(`${LATER}
            const { value: apiKey } = new Later("key", pulumi.secret(process.env.LATER_KEY));
            const provider = new polytomic.Provider("later", { apiKey, deploymentUrl: "${url}" });
            new polytomic.BulkSyncSchedule("nightly", { syncId: "${world.syncId}", frequency: "daily", hour: 3 }, { provider });
        `);
        const environment = { LATER_KEY: apiKey, POLYTOMIC_API_KEY: undefined };
        await world.program.destroy();
        expect(summaryOf(await world.program.preview(environment))).to.deep.equal({ "to create": 4 });
        await world.program.up(environment);
        expect(world.emulator.schedules(world.syncId).map(({ frequency }) => frequency)).to.deep.equal([
            "daily",
        ]);
    });
});
