import { expect } from "chai";
import { failureOf } from "./support/program";
import { callsDuring, openWorld, type World } from "./support/world";

describe("whether a bulk sync runs on its schedules", () => {
    let world: World;

    before(async () => {
        world = await openWorld({ ids: true });
    });

    after(() => world.close());

    const ask = async (
        method: "GET" | "POST",
        path: string,
        body?: object,
    ): Promise<{ active?: boolean }> => {
        const { emulator, syncId } = world;
        const response = await fetch(`${emulator.url}/api/bulk/syncs/${syncId}${path}`, {
            method,
            headers: { authorization: `Bearer ${emulator.apiKey}` },
            body: body === undefined ? null : JSON.stringify(body),
        });
        return ((await response.json()) as { data: { active?: boolean } }).data;
    };
    const isActive = async () => (await ask("GET", "")).active;

    /** A program with an activation of these arguments, and a schedule of the same bulk sync. */
    const declare = (args: object) => {
        const { program, syncId } = world;
        program.write(`
            new polytomic.BulkSyncActivation("pause", ${JSON.stringify({ syncId, ...args })});
            new polytomic.BulkSyncSchedule("nightly", { syncId: "${syncId}", frequency: "daily", hour: 3 });`);
    };

    it("refuses bad inputs at preview, without a call", async () => {
        declare({ active: "no", onDelete: "remove", activ: true });
        const { emulator, program } = world;
        const calls = await callsDuring(emulator, async () => {
            expect(await failureOf(program.preview()))
                .to.contain(
                    'unknown property "activ". Did you mean "active"? It takes syncId, active, onDelete.',
                )
                .and.contain('active: "no" is not allowed. It takes true or false.')
                .and.contain('onDelete: "remove" is not allowed. It takes "deactivate", or nothing');
        });
        expect(calls).to.deep.equal({});
    });

    it("pauses it without a call in the preview, though a response is lost, and says nothing of it beside schedules", async () => {
        declare({ active: false });
        const { emulator, program } = world;
        expect(await callsDuring(emulator, () => program.preview())).to.deep.equal({});
        expect(await isActive()).to.equal(true);
        emulator.fault({ method: "POST", path: "/activate", kind: "reset-after-write" });
        expect(await program.up()).not.to.contain("warning");
        expect(await isActive()).to.equal(false);
    });

    it("makes no call where nothing changed", async () => {
        expect(await callsDuring(world.emulator, () => world.program.up())).to.deep.equal({});
    });

    it("shows in a refresh that somebody has activated it, and pauses it again", async () => {
        const { program } = world;
        await ask("POST", "/activate", { active: true });
        expect(await program.refresh()).to.match(/~ active *: false => true/);
        expect(await program.preview()).to.match(/~ active *: true => false/);
        await program.up();
        expect(await isActive()).to.equal(false);
    });

    it("does not believe a key of another organization that it is deleted", async () => {
        const { emulator, program, syncId } = world;
        const { apiKey, id } = emulator.addOrganization("Other");
        const failure = await failureOf(program.refresh({ POLYTOMIC_API_KEY: apiKey }));
        expect(failure).to.contain(`could not find bulk sync ${syncId}`).and.to.contain(`organization ${id}`);
    });

    it("leaves it as it is when the declaration goes, and needs no key for that", async () => {
        const { program, syncId } = world;
        declare({ active: true });
        await program.up();
        program.write(
            `new polytomic.BulkSyncSchedule("nightly", { syncId: "${syncId}", frequency: "daily", hour: 3 });`,
        );
        await program.up({ POLYTOMIC_API_KEY: undefined });
        expect(await isActive()).to.equal(true);
    });

    it("deactivates it then on request", async () => {
        const { program } = world;
        declare({ active: true, onDelete: "deactivate" });
        await program.up();
        await program.destroy();
        expect(await isActive()).to.equal(false);
    });

    it("is gone with the bulk sync", async () => {
        const { emulator, program, syncId } = world;
        declare({ active: true });
        await program.up();
        emulator.removeSync(syncId);
        await program.refresh();
        const { resources = [] } = await program.deployment();
        expect(resources.filter(({ type }) => type.includes("BulkSync"))).to.deep.equal([]);
    });
});
