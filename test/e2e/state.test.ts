import { expect } from "chai";
import { summaryOf } from "./support/command-line";
import { answerIn } from "./support/program";
import { openWorld, type World } from "./support/world";

const ALL_FIELDS = {
    frequency: "custom",
    hour: "8-17",
    minute: "*/20",
    dayOfWeek: "1-5",
    dayOfMonth: "*",
    month: "1-11",
    selectiveMode: "incrementalFields",
};

/** As `pulumi stack export` prints an entry, without its indentation. */
const sizeInBytes = (value: unknown) => Buffer.byteLength(JSON.stringify(value));

describe("what state keeps of a schedule with all fields", () => {
    let world: World;

    before(async () => {
        world = await openWorld({ fillIn: true, deletedAtOnLive: true });
        const args = JSON.stringify({ syncId: world.syncId, ...ALL_FIELDS });
        world.program.write(`
            const full = new polytomic.BulkSyncSchedule("full", ${args});
            const names = ["scheduleId", "syncId", "frequency", "hour", "minute", "dayOfWeek", "dayOfMonth", "month",
                "selectiveMode", "syncMode", "schemas", "isDefault", "createdAt", "createdBy", "updatedAt", "updatedBy",
                "deletedAt", "deletedBy"];
            module.exports = Object.fromEntries(names.map((name) => [name, full[name]]));
        `);
        await world.program.up();
    });

    after(() => world.close());

    it("takes less than 2.5 kB, its loader included", async () => {
        const { full } = await world.program.schedules();
        expect(sizeInBytes(full)).to.be.within(500, 2500);
        for (const kept of [full?.inputs, full?.outputs]) {
            const loader = kept?.["__provider"];
            expect(loader).to.equal('exports.handler=()=>require("pulumi-polytomic/provider-v1").provider');
            expect(sizeInBytes(loader)).to.be.below(200);
        }
    });

    it("is what was declared, and beside it what the service answered", async () => {
        const { full } = await world.program.schedules();
        const [held] = world.emulator.schedules(world.syncId);
        const { id = "", deletedAt, ...answered } = { ...held, deletedAt: held?.updatedAt };
        expect(full?.id).to.equal(`${world.syncId}/${id}`);
        expect(full?.inputs).to.include({ syncId: world.syncId, ...ALL_FIELDS });
        expect(full?.outputs).to.include({ syncId: world.syncId, ...ALL_FIELDS });
        expect(answerIn(full)).to.deep.equal({ ...answered, deletedAt });
    });

    it("gives the program each field under its own name", async () => {
        const [held] = world.emulator.schedules(world.syncId);
        const { id, ...answered } = { ...held };
        expect(await world.program.outputs()).to.deep.include({
            ...answered,
            scheduleId: id,
            deletedAt: held?.updatedAt,
        });
    });
});

describe("what state keeps of a schedule whose answer is made a secret", () => {
    let world: World;

    before(async () => {
        world = await openWorld();
        const args = JSON.stringify({ syncId: world.syncId, frequency: "daily", hour: 3 });
        world.program.write(`
            const opts = { additionalSecretOutputs: ["schedule"] };
            const nightly = new polytomic.BulkSyncSchedule("nightly", ${args}, opts);
            exports.createdAt = nightly.createdAt;
            exports.hour = nightly.hour;
            exports.scheduleId = nightly.scheduleId;
        `);
        await world.program.up();
    });

    after(() => world.close());

    it("is encrypted, and so is what the program takes from it", async () => {
        const { nightly } = await world.program.schedules();
        const [held] = world.emulator.schedules(world.syncId);
        // The export of a stack shows secrets, marked as such.
        expect(nightly?.outputs["schedule"]).to.have.property("plaintext");
        expect(await world.program.outputs()).to.deep.equal({
            createdAt: "[secret]",
            hour: 3,
            scheduleId: held?.id,
        });
    });

    it("is no change, and repairs drift like any other", async () => {
        expect(summaryOf(await world.program.up())).to.deep.equal({ unchanged: 2 });
        const [held] = world.emulator.schedules(world.syncId);
        world.emulator.editSchedule(world.syncId, held?.id ?? "", { hour: "5" });
        await world.program.refresh();
        const { nightly } = await world.program.schedules();
        expect(nightly?.inputs).to.include({ hour: 5 });
        expect(nightly?.outputs["schedule"]).to.have.property("plaintext");
        expect(summaryOf(await world.program.up())).to.deep.equal({ updated: 1, unchanged: 1 });
        expect(world.emulator.schedules(world.syncId)).to.have.lengthOf(1);
        expect(world.emulator.schedules(world.syncId)[0]).to.include({ id: held?.id, hour: "3" });
    });
});
