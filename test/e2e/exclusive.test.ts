import { expect } from "chai";
import { failureOf, type StoredResource } from "./support/program";
import { callsDuring, openWorld, type World } from "./support/world";

const HOURLY = { frequency: "hourly", minute: "15" };
const WEEKLY = { frequency: "weekly", dayOfWeek: "monday", hour: "3" };

describe("a bulk sync that is to have the declared schedules only", () => {
    let world: World;
    let [standard, stranger, later] = ["", "", ""];

    before(async () => {
        world = await openWorld();
        [standard = "", stranger = ""] = [{ frequency: "manual" }, HOURLY].map(
            (fields) => world.emulator.addSchedule(world.syncId, fields).id,
        );
        declare(["nightly"]);
    });

    after(() => world.close());

    /** A program with these schedules of the bulk sync, and no others. */
    function declare(names: string[], settings: object = {}, options: object = {}): void {
        const { syncId, program } = world;
        const schedules = names.map((name, hour) => {
            const args = JSON.stringify({ syncId, frequency: "daily", hour });
            return `new polytomic.BulkSyncSchedule("${name}", ${args}, ${JSON.stringify(options)}).scheduleId`;
        });
        program.write(`
            new polytomic.BulkSyncSchedulesExclusive("only", {
                syncId: "${syncId}", scheduleIds: [${schedules.join(", ")}], ...${JSON.stringify(settings)},
            });
        `);
    }

    const held = () => world.emulator.schedules(world.syncId).map(({ id }) => id);
    const ours = async () =>
        Object.values(await world.program.schedules()).map(({ id = "" }) =>
            id.slice(world.syncId.length + 1),
        );
    const stored = async (): Promise<StoredResource | undefined> =>
        (await world.program.deployment()).resources?.find(({ type }) => type.endsWith("Exclusive"));

    it("is declared without a call in preview, and without anything being removed by up, which warns", async () => {
        const { emulator, program, syncId } = world;
        expect(await callsDuring(emulator, () => program.preview())).to.deep.equal({});
        const output = await program.up();
        expect(output).to.contain(
            `warning: bulk sync ${syncId} has schedules that are not declared: ${stranger} (every hour at minute 15, `,
        );
        expect(output).to.contain(
            "`pulumi refresh` shows them as a difference, and the `pulumi up` after it removes them.",
        );
        expect(output).to.contain(
            `warning: bulk sync ${syncId} keeps its default schedule, which is not declared: ${standard} ` +
                "(the default schedule, only on demand, ",
        );
        expect(held()).to.deep.equal([standard, stranger, ...(await ours())]);
    });

    it("shows a stranger in refresh and preview, in words, and up removes it, but none that came after", async () => {
        const { emulator, program, syncId } = world;
        const [item] = emulator.schedules(syncId).filter(({ id }) => id === stranger);
        const words = `${stranger}: "every hour at minute 15, created ${item?.createdAt ?? "?"}"`;
        expect(await program.refresh())
            .to.match(/\+ undeclared *: \{/)
            .and.contain(`+ ${words}`);
        const said = `warning: this update removes the schedules of bulk sync ${syncId} that are not declared: ${stranger} (every hour at minute 15, `;
        const preview = await program.preview();
        expect(preview)
            .to.match(/- undeclared *: \{/)
            .and.contain(`- ${words}`)
            .and.contain(said)
            .and.contain("Its default schedule stays, unless includeDefault is true.");
        expect(await callsDuring(emulator, () => program.pulumi("preview"))).to.deep.equal({});
        expect(await program.pulumi("preview")).to.contain(said);
        later = emulator.addSchedule(syncId, WEEKLY).id;
        expect(await program.up()).to.contain(`not declared: ${later} (every Monday`);
        expect(held()).to.have.members([standard, later, ...(await ours())]);
        const resource = await stored();
        expect(resource?.inputs).to.deep.equal({
            __provider: 'exports.handler=()=>require("pulumi-polytomic/provider-v1").exclusive',
            syncId,
            scheduleIds: await ours(),
        });
        expect(resource?.id).to.equal(syncId);
    });

    it("is not emptied by a run in which a create is left open, and then keeps what that has created", async () => {
        const { emulator, program } = world;
        await program.refresh();
        const before = held();
        declare(["nightly", "morning"], {}, { customTimeouts: { create: "3s" } });
        emulator.fault({ kind: "reset-after-write", method: "POST" });
        emulator.fault({ kind: "status", status: 503, method: "GET", path: "/bulk/", times: 1000 });
        expect(await failureOf(program.up())).to.contain("The schedule may exist all the same");
        emulator.clearFaults();
        const after = held();
        expect(after).to.have.length(4).and.to.include.members(before);
        // It meets the new one as unknown.
        await program.refresh();
        await program.up();
        expect(held()).to.have.members(after.filter((id) => id !== later));
        expect(held()).to.have.members([standard, ...(await ours())]);
    });

    it("says nothing of a schedule that leaves the program, which its own resource deletes", async () => {
        const { program } = world;
        declare(["nightly"]);
        expect(await program.up()).not.to.contain("warning:");
        expect(held()).to.have.members([standard, ...(await ours())]);
        expect(await program.refresh()).to.contain("3 unchanged");
    });

    it("with `up --refresh` loses what was found a run ago, not what this run was the first to find", async () => {
        const { emulator, program, syncId } = world;
        const found = emulator.addSchedule(syncId, HOURLY).id;
        const up = () => program.pulumi("up --refresh --yes --skip-preview --diff");
        expect(await up()).to.contain(found);
        expect(held()).to.contain(found);
        await up();
        expect(held()).to.have.members([standard, ...(await ours())]);
    });

    it("loses its default schedule only where that is asked for", async () => {
        const { program } = world;
        declare(["nightly"], { includeDefault: true });
        await program.up();
        expect(held()).to.contain(standard);
        expect(await program.refresh()).to.contain(`+ ${standard}: "the default schedule, only on demand, `);
        await program.up();
        expect(held()).to.have.members(await ours());
    });

    it("keeps everything when the declaration goes", async () => {
        const { emulator, program, syncId } = world;
        const found = emulator.addSchedule(syncId, HOURLY).id;
        await program.refresh();
        await program.destroy();
        expect(held()).to.deep.equal([found]);
    });
});
