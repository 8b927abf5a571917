import { expect } from "chai";
import { summaryOf } from "./support/command-line";
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

    it("finds each of thirty, with one walk through the account's pages a run", async () => {
        const { emulator, program } = world;
        program.write(`
            for (let index = 91; index <= 120; index++) {
                const { id } = polytomic.getBulkSyncOutput({ name: "Pipeline " + index });
                new polytomic.BulkSyncSchedule("s" + index, { syncId: id, ${DAILY} });
            }
        `);
        const calls = await callsDuring(emulator, () => program.preview());
        expect(calls).to.deep.equal({ "GET syncs": 3 });
        expect(await callsDuring(emulator, () => program.up())).to.include({
            "GET syncs": 3,
            "POST schedules": 30,
        });
        for (const { id, name } of emulator.syncs)
            expect(emulator.schedules(id), name).to.have.length(Number(name.slice(9)) > 90 ? 1 : 0);
        expect(await program.preview()).to.contain("31 unchanged");
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
});

describe("a program that looks up what only the deployment will know", () => {
    let world: World;

    before(async () => {
        world = await openWorld();
        world.emulator.addSync({ name: "Pipeline 9" });
    });

    after(() => world.close());

    it("looks nothing up in a preview while the name is unknown, or its bearer is yet to be made", async () => {
        const { program, emulator, syncId } = world;
        program.write(`
            const first = new polytomic.BulkSyncSchedule("first", { syncId: "${syncId}", ${DAILY} });
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

describe("a program that looks up what its accounts have", () => {
    let world: World;
    let outputs: Record<string, unknown>;
    let [idleId, scheduleId, theirsId, theirKey] = ["", "", "", ""];
    let twins: string[];

    before(async () => {
        world = await openWorld();
        const { emulator, program, syncId } = world;
        const other = emulator.addOrganization("Another organization");
        theirKey = other.apiKey;
        theirsId = emulator.addSync({ organizationId: other.id, name: "Theirs" }).id;
        idleId = emulator.addSync({ name: "Idle", active: false }).id;
        twins = [1, 2].map(() => emulator.addSync({ name: "Twin" }).id);
        scheduleId = emulator.addSchedule(syncId, { frequency: "weekly", dayOfWeek: "monday", hour: "6" }).id;
        program.write(`
            const namesOf = ({ syncs }) => syncs.map(({ name }) => name);
            const { THEIRS, POLYTOMIC_DEPLOYMENT_URL: deploymentUrl } = process.env;
            const provider = new polytomic.Provider("theirs", { apiKey: THEIRS, deploymentUrl });
            const parent = new pulumi.ComponentResource("acme:index:Pipeline", "p", {}, { providers: [provider] });
            module.exports = {
                all: polytomic.getBulkSyncs().then(namesOf),
                inactive: polytomic.getBulkSyncsOutput({ active: pulumi.output(false) }).syncs,
                twin: polytomic.getBulkSync({ name: "Twin" }).catch(({ message }) => message),
                direct: polytomic.getBulkSyncOutput({ name: "Theirs" }, { provider }).id,
                plain: polytomic.getBulkSync({ id: "${theirsId}" }, { provider }).then(({ name }) => name),
                inside: polytomic.getBulkSyncs({}, { parent }).then(namesOf),
            };
            const { schedules } = polytomic.getBulkSyncSchedulesOutput({ syncId: "${syncId}" });
            const got = polytomic.BulkSyncSchedule.get("got", schedules[0].id);
            const { frequency, dayOfWeek, hour, scheduleId, syncId, minute } = got;
            Object.assign(module.exports, { schedules, got: [frequency, dayOfWeek, hour, scheduleId, syncId, minute] });
            const sync = polytomic.getBulkSyncOutput({ id: "${theirsId}" }, { parent });
            for (const hour of [1, 2])
                new polytomic.BulkSyncSchedule("at-" + hour, { syncId: sync.id, frequency: "daily", hour }, { parent });
        `);
        await program.up({ THEIRS: theirKey });
        // A secret would be shown as [secret].
        outputs = await program.outputs();
    });

    after(() => world.close());

    it("lists the bulk syncs, all of them or the inactive ones", () => {
        const { emulator } = world;
        expect(outputs["all"]).to.deep.equal(emulator.syncs.map(({ name }) => name));
        const [inactive, ...others] = outputs["inactive"] as object[];
        expect(others).to.deep.equal([]);
        const { organizationId } = emulator;
        expect(inactive).to.include({ id: idleId, name: "Idle", active: false, organizationId });
    });

    it("is told which ones share a name", () => {
        expect(outputs["twin"]).to.equal(
            `could not look up bulk sync "Twin": there are 2 of this name, with the ids ${twins.join(", ")}. ` +
                "Rename all but one of them in Polytomic, or say which one is meant by its id: getBulkSync({ id }).",
        );
    });

    it("finds a schedule that somebody made, and reads it by the id that the lookup function returns", () => {
        const { syncId } = world;
        const [schedule, ...others] = outputs["schedules"] as object[];
        expect(others).to.deep.equal([]);
        expect(schedule).to.include({
            ...{ id: `${syncId}/${scheduleId}`, scheduleId, syncId, isDefault: true, syncMode: "normal" },
            ...{ frequency: "weekly", dayOfWeek: "monday", hour: "6" },
        });
        expect(outputs["got"]).to.deep.equal(["weekly", "monday", "6", scheduleId, syncId, null]);
    });

    it("uses the key of the provider that it names, or whose component it is for, and shows none of it", () => {
        const { direct, plain, inside } = outputs;
        expect({ direct, plain, inside }).to.deep.equal({
            ...{ direct: theirsId, plain: "Theirs", inside: ["Theirs"] },
        });
        expect(tracesOf(theirKey, world.program)).to.deep.equal([]);
    });

    it("brings no dependency on its provider to what uses the result", async () => {
        const schedules = await world.program.schedules();
        expect(schedules).to.have.all.keys("got", "at-1", "at-2");
        for (const { dependencies } of Object.values(schedules)) expect(dependencies).to.equal(undefined);
    });

    it("changes nothing by itself, and leaves alone what it only reads", async () => {
        const { emulator, program, syncId } = world;
        expect(summaryOf(await program.preview({ THEIRS: theirKey }))).to.have.all.keys("unchanged");
        const before = emulator.schedules(syncId);
        await program.destroy();
        expect(emulator.schedules(syncId)).to.deep.equal(before);
        expect(emulator.schedules(theirsId)).to.deep.equal([]);
        expect(new Set(emulator.requests.map(({ method }) => method))).to.deep.equal(
            new Set(["GET", "POST", "DELETE"]),
        );
    });
});
