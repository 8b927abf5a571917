import { expect } from "chai";
import { failureOf } from "./support/program";
import { tracesOf } from "./support/traces";
import { callsDuring, openWorld, type World } from "./support/world";

const DAILY = `frequency: "daily", hour: 3`;

describe("a program that names bulk syncs by their names", () => {
    let world: World;

    before(async () => {
        world = await openWorld({ syncs: 0 });
        for (let index = 1; index <= 120; index++) world.emulator.addSync({ name: `Pipeline ${index}` });
    });

    after(() => world.close());

    it("finds each of a hundred, with one walk through the account's pages a run", async () => {
        const { emulator, program } = world;
        program.write(`
            for (let index = 21; index <= 120; index++) {
                const { id } = polytomic.getBulkSyncOutput({ name: "Pipeline " + index });
                new polytomic.BulkSyncSchedule("s" + index, { syncId: id, ${DAILY} });
            }
        `);
        const calls = await callsDuring(emulator, () => program.preview());
        expect(calls).to.deep.equal({ "GET syncs": 3 });
        expect(await callsDuring(emulator, () => program.up())).to.include({
            "GET syncs": 3,
            "POST schedules": 100,
        });
        for (const { id, name } of emulator.syncs)
            expect(emulator.schedules(id), name).to.have.length(Number(name.slice(9)) > 20 ? 1 : 0);
        expect(await program.preview()).to.contain("101 unchanged");
        program.write("");
        await program.up();
    });

    it("is told in one sentence that there is none of a name, and which names are near", async () => {
        const { program } = world;
        const message =
            'could not look up bulk sync "Pipelime 7": none of the account\'s 120 has this name, which must be exact. ' +
            'The nearest: "Pipeline 7", "Pipeline 1", "Pipeline 2".';
        program.write(`
            const { id } = polytomic.getBulkSyncOutput({ name: "Pipelime 7" });
            new polytomic.BulkSyncSchedule("nightly", { syncId: id, ${DAILY} });
        `);
        expect(await failureOf(program.preview())).to.contain(
            `error serializing property "syncId": ${message}`,
        );
        program.write(`polytomic.getBulkSync({ name: "Pipelime 7" }).then(({ id }) => console.log(id));`);
        const output = await failureOf(program.up());
        expect(output).to.contain(`error: ${message}\n`);
        expect(output).not.to.contain("    at ");
    });

    it("is told which ones share a name", async () => {
        const { emulator, program } = world;
        const twins = [1, 2].map(() => emulator.addSync({ name: "Twin" }).id);
        program.write(`exports.twin = polytomic.getBulkSync({ name: "Twin" });`);
        expect(await failureOf(program.preview())).to.contain(
            `error: could not look up bulk sync "Twin": there are 2 of this name, with the ids ${twins.join(", ")}. ` +
                "Rename all but one of them in Polytomic, or say which one is meant by its id: getBulkSync({ id }).\n",
        );
    });

    it("is asked for a key in a preview too", async () => {
        const { emulator, program } = world;
        program.write(`polytomic.getBulkSyncOutput({ name: "Pipeline 7" });`);
        const preview = () => failureOf(program.preview({ POLYTOMIC_API_KEY: undefined }));
        const calls = await callsDuring(emulator, async () => {
            expect(await preview()).to.contain(
                "error: could not ask Polytomic: there is no Polytomic API key. Set one with `pulumi config set " +
                    "--secret polytomic:apiKey` (it asks for the key), or in the environment: export " +
                    "POLYTOMIC_API_KEY=… A lookup function runs with the program, so that it needs a key in a preview too.\n",
            );
        });
        expect(calls).to.deep.equal({});
    });

    it("looks nothing up in a preview while the name is unknown, or its bearer is yet to be made", async () => {
        const { program, emulator } = world;
        const [sync] = emulator.syncs;
        program.write(`
            const first = new polytomic.BulkSyncSchedule("first", { syncId: "${sync?.id ?? ""}", ${DAILY} });
            const nameOf = (text) => "Pipeline " + (text === undefined ? "?" : 9);
            exports.unknown = polytomic.getBulkSyncOutput({ name: first.createdAt.apply(nameOf) }).name;
            exports.unmade = polytomic.getBulkSyncOutput({ name: first.frequency.apply(nameOf) }).name;
        `);
        const calls = await callsDuring(emulator, async () => {
            expect(await program.preview()).to.match(/unknown *: \[unknown\][^]*unmade *: \[unknown\]/);
        });
        expect(calls).to.deep.equal({});
        await program.up();
        expect(await program.outputs()).to.deep.equal({ unknown: "Pipeline 9", unmade: "Pipeline 9" });
    });
});

describe("a program that looks up what an account has", () => {
    let world: World;

    before(async () => {
        world = await openWorld();
    });

    after(() => world.close());

    it("lists the bulk syncs, all of them or the inactive ones", async () => {
        const { emulator, program } = world;
        const idle = emulator.addSync({ name: "Idle", active: false });
        program.write(`
            exports.all = polytomic.getBulkSyncs().then(({ syncs }) => syncs.map(({ name }) => name));
            exports.inactive = polytomic.getBulkSyncsOutput({ active: pulumi.output(false) }).syncs;
        `);
        await program.up();
        const { all, inactive } = await program.outputs();
        expect(all).to.deep.equal(emulator.syncs.map(({ name }) => name));
        expect(inactive).to.have.length(1);
        expect((inactive as object[])[0]).to.include({
            id: idle.id,
            name: "Idle",
            active: false,
            organizationId: emulator.organizationId,
        });
    });

    it("finds a schedule that somebody made, and reads it by the id that the lookup function returns", async () => {
        const { emulator, program, syncId } = world;
        const { id } = emulator.addSchedule(syncId, { frequency: "hourly", minute: "15" });
        program.write(`
            exports.schedules = polytomic.getBulkSyncSchedulesOutput({ syncId: "${syncId}" }).schedules;
            exports.read = polytomic.BulkSyncSchedule.get("found", exports.schedules[0].id).minute;
        `);
        await program.up();
        const { schedules, read } = await program.outputs();
        expect(read).to.equal("15");
        expect(schedules).to.have.length(1);
        expect((schedules as object[])[0]).to.include({
            id: `${syncId}/${id}`,
            scheduleId: id,
            syncId,
            frequency: "hourly",
            minute: "15",
            isDefault: true,
            syncMode: "normal",
        });
    });

    it("uses the key of the provider that it names, or whose component it is for, and shows none of it", async () => {
        const { emulator, program } = world;
        const other = emulator.addOrganization("Another organization");
        const theirs = emulator.addSync({ organizationId: other.id, name: "Theirs" });
        program.write(`
            const settings = { apiKey: process.env.THEIRS, deploymentUrl: process.env.POLYTOMIC_DEPLOYMENT_URL };
            const provider = new polytomic.Provider("theirs", settings);
            exports.direct = polytomic.getBulkSyncOutput({ name: "Theirs" }, { provider }).id;
            exports.plain = polytomic.getBulkSync({ id: "${theirs.id}" }, { provider }).then(({ name }) => name);
            const parent = new pulumi.ComponentResource("acme:index:Pipeline", "p", {}, { providers: [provider] });
            exports.inside = polytomic.getBulkSyncs({}, { parent }).then(({ syncs }) => syncs.map(({ name }) => name));
            exports.ours = polytomic.getBulkSyncs().then(({ syncs }) => syncs.length);
        `);
        await program.up({ THEIRS: other.apiKey });
        // A secret would be shown as [secret].
        expect(await program.outputs()).to.deep.equal({
            direct: theirs.id,
            plain: "Theirs",
            inside: ["Theirs"],
            ours: emulator.syncs.length,
        });
        expect(await program.preview({ THEIRS: other.apiKey })).to.contain("3 unchanged");
        expect(tracesOf(other.apiKey, program)).to.deep.equal([]);
    });

    it("brings no dependency on its provider to what uses the result", async () => {
        const { program, syncId } = world;
        program.write(`
            const { POLYTOMIC_API_KEY: apiKey, POLYTOMIC_DEPLOYMENT_URL: deploymentUrl } = process.env;
            const provider = new polytomic.Provider("ours", { apiKey, deploymentUrl });
            const parent = new pulumi.ComponentResource("acme:index:Pipeline", "p", {}, { providers: [provider] });
            const sync = polytomic.getBulkSyncOutput({ id: "${syncId}" }, { parent });
            for (const hour of [1, 2])
                new polytomic.BulkSyncSchedule("at-" + hour, { syncId: sync.id, frequency: "daily", hour }, { parent });
        `);
        await program.up();
        const schedules = await program.schedules();
        expect(schedules).to.have.all.keys("at-1", "at-2");
        for (const { dependencies } of Object.values(schedules)) expect(dependencies).to.equal(undefined);
    });
});
