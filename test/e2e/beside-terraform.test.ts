import { expect } from "chai";
import { openWorld, type World } from "./support/world";

const MINUTE_MS = 60_000;

/** In place of Terraform's bridged provider: a bulk sync that exists already, written as a whole at each change. */
const BULK_SYNC = `
class BulkSync extends pulumi.dynamic.Resource {
    constructor(name, args, opts) {
        const create = async (inputs) => ({ id: inputs.syncId, outs: inputs });
        const update = async (id, olds, news) => {
            const response = await fetch(process.env.POLYTOMIC_DEPLOYMENT_URL + "/api/bulk/syncs/" + id, {
                method: "PUT",
                headers: { authorization: "Bearer " + process.env.POLYTOMIC_API_KEY },
                body: JSON.stringify({ name: news.name, default_schedule: news.schedule }),
            });
            if (!response.ok) throw new Error("PUT returned " + response.status);
            return { outs: news };
        };
        super({ create, update }, name, args, opts);
    }
}`;

describe("beside Terraform's provider for bulk syncs", () => {
    let world: World;

    before(async () => {
        world = await openWorld({ ids: true });
    });

    after(() => world.close());

    const declare = (name: string, hour: number, options: object = {}) => {
        const { syncId } = world;
        const sync = { syncId, name, schedule: { frequency: "daily", hour: "3" } };
        world.program.write(`${BULK_SYNC}
            const orders = new BulkSync("orders", ${JSON.stringify(sync)}, { ignoreChanges: ["schedule"] });
            new polytomic.BulkSyncSchedule(
                "nightly",
                { syncId: orders.id, frequency: "daily", hour: ${hour} },
                ${JSON.stringify(options)},
            );`);
    };

    const held = () => world.emulator.schedules(world.syncId);
    const idInState = async () => (await world.program.schedules())["nightly"]?.id;

    it("a schedule that was imported as the default one outlives each change of the bulk sync", async () => {
        const { emulator, program, syncId } = world;
        emulator.addSchedule(syncId, { frequency: "daily", hour: "3" });
        declare("Orders", 3, { import: `${syncId}/default` });
        await program.up();
        const first = held()[0]?.id;
        for (const name of ["All orders", "Orders of the year"]) {
            emulator.advanceClock(60 * MINUTE_MS);
            declare(name, 3);
            await program.up();
            expect(held().map(({ id, hour }) => [id === first, hour])).to.deep.equal([[false, "3"]]);
            const printed = await program.pulumi("up --yes --skip-preview --refresh");
            expect(printed).to.contain(`the present default, ${held()[0]?.id}, counts as this resource's.`);
            expect(await idInState()).to.equal(`${syncId}/${held()[0]?.id}`);
            expect(held()).to.have.length(1);
        }
        expect(emulator.requests.filter(({ method }) => method === "POST")).to.deep.equal([]);
    });

    it("and is brought back to its declaration where Terraform sends another", async () => {
        const { emulator, program } = world;
        declare("Orders of the year", 5);
        await program.up();
        expect(held()[0]).to.include({ hour: "5" });
        emulator.advanceClock(60 * MINUTE_MS);
        declare("Orders", 5);
        await program.up();
        expect(held()[0]).to.include({ hour: "3" });
        await program.pulumi("up --yes --skip-preview --refresh");
        expect(held().map(({ hour }) => hour)).to.deep.equal(["5"]);
        await program.pulumi("up --yes --skip-preview --refresh --expect-no-changes");
    });
});
