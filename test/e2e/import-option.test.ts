import { expect } from "chai";
import { summaryOf } from "./support/command-line";
import { failureOf } from "./support/program";
import { callsDuring, openWorld, type World } from "./support/world";

const DAILY = { frequency: "daily", hour: 3, minute: 30 };
const IN_WEB_APP = { frequency: "daily", hour: "03", minute: "30" };

const methodsOf = ({ emulator }: World) => [...new Set(emulator.requests.map(({ method }) => method))];

describe("the import option", () => {
    let world: World;
    let id: string;

    before(async () => {
        world = await openWorld();
        const { emulator, syncId } = world;
        emulator.addSchedule(syncId, IN_WEB_APP);
        id = `${syncId}/${emulator.addSchedule(syncId, IN_WEB_APP).id}`;
    });

    after(() => world.close());

    it("shows in a preview what will be taken over, without a call", async () => {
        world.declare({ nightly: DAILY }, { import: id });
        const calls = await callsDuring(world.emulator, async () => {
            expect(await world.program.preview())
                .to.match(/\+ pulumi-nodejs:dynamic\/polytomic:BulkSyncSchedule: \(create\)/)
                .and.match(new RegExp(`importId *: "${id}"`));
        });
        expect(calls).to.deep.equal({});
    });

    it("takes it over with reads alone, and is no change from then on", async () => {
        const calls = await callsDuring(world.emulator, () => world.program.up());
        expect(calls).to.deep.equal({ "GET me": 1, "GET schedules": 1, "GET sync": 1 });
        const { nightly } = await world.program.schedules();
        expect(nightly?.id).to.equal(id);
        expect((await world.program.outputs())["nightly"]).to.equal(id.split("/")[1]);
        expect(summaryOf(await world.program.refresh())).to.deep.equal({ unchanged: 2 });
    });

    it("can be removed and given again without a change", async () => {
        const calls = await callsDuring(world.emulator, async () => {
            world.declare({ nightly: DAILY });
            expect(summaryOf(await world.program.up())).to.deep.equal({ unchanged: 2 });
            world.declare({ nightly: DAILY }, { import: id });
            expect(summaryOf(await world.program.up())).to.deep.equal({ unchanged: 2 });
        });
        expect(calls).to.deep.equal({});
    });

    it("shows nothing of itself where it is removed along with a change", async () => {
        world.declare({ nightly: { ...DAILY, hour: 4 } });
        expect(await world.program.preview())
            .to.match(/~ hour: 3 => 4/)
            .and.not.contain("importId");
        const calls = await callsDuring(world.emulator, () => world.program.up());
        expect(calls).to.deep.equal({ "PUT schedule": 1, "GET sync": 1 });
    });

    it("names the schedule that a forced replacement takes again", async () => {
        world.declare({ nightly: { ...DAILY, hour: 4 } }, { import: id });
        const { nightly } = await world.program.schedules();
        await callsDuring(world.emulator, () =>
            world.program.pulumi(`up --yes --skip-preview --replace ${nightly?.urn ?? "?"}`),
        );
        expect(methodsOf(world)).to.deep.equal(["GET"]);
        expect((await world.program.schedules())["nightly"]?.id).to.equal(id);
    });

    it("leaves a resource that is destroyed like any other", async () => {
        await world.program.destroy();
        const left = world.emulator.schedules(world.syncId);
        expect(left).to.have.length(1);
        expect(left.map((schedule) => `${world.syncId}/${schedule.id}`)).not.to.include(id);
    });
});

describe("what an import finds", () => {
    let world: World;

    before(async () => {
        world = await openWorld();
    });

    after(() => world.close());

    it("fails where it differs, and the others are imported all the same", async () => {
        const { emulator, program, syncId } = world;
        const [first, second] = [IN_WEB_APP, { ...IN_WEB_APP, hour: "05" }].map(
            (fields) => emulator.addSchedule(syncId, fields).id,
        );
        program.write(`
            const args = ${JSON.stringify({ syncId, ...DAILY })};
            new polytomic.BulkSyncSchedule("same", args, { import: "${syncId}/default" });
            new polytomic.BulkSyncSchedule("other", args, { import: "${syncId}/${second ?? ""}" });
        `);
        const failure = await failureOf(program.up());
        expect(failure).to.contain(
            `error: could not import schedule ${second ?? ""} of bulk sync ${syncId}: the program declares something else ` +
                "than Polytomic holds (declared → found):\n    hour: 3 → 5\nNothing was changed. Write the found values " +
                "into the program: a schedule is imported as it is, and can be changed afterwards. Or remove the " +
                "`import` option to create a new schedule.\n",
        );
        const stored = Object.entries(await program.schedules()).map(([name, resource]) => [
            name,
            resource.id,
        ]);
        expect(stored).to.deep.equal([["same", `${syncId}/${first ?? ""}`]]);
        expect(methodsOf(world)).to.deep.equal(["GET"]);
    });

    it("is refused at preview where two resources would have it", async () => {
        const { program, syncId } = world;
        const scheduleId = "0ac0be0e-1c3d-4a4e-9b3a-3f5a2f9b8d11";
        program.write(`
            for (const name of ["first", "second"]) {
                const args = { syncId: "${syncId}", frequency: "daily", hour: 3, minute: 30 };
                new polytomic.BulkSyncSchedule(name, args, { import: "${syncId}/${scheduleId}" });
            }
        `);
        expect(await failureOf(program.preview())).to.contain(
            `' has a problem: import: another resource of this stack has schedule ${scheduleId} of ` +
                `bulk sync ${syncId}, and a schedule can belong to one resource only. Remove one of the two from the ` +
                "program: the schedule stays.",
        );
    });
});

describe("an import in other places of a program", () => {
    let world: World;

    before(async () => {
        world = await openWorld();
    });

    after(() => world.close());

    it("manages from now on what was only read, within a component, or by a transformation's `importId`", async () => {
        const { emulator, program, syncId } = world;
        const ids = [1, 2, 3].map(() => `${syncId}/${emulator.addSchedule(syncId, IN_WEB_APP).id}`);
        program.write(`polytomic.BulkSyncSchedule.get("read", "${ids[0] ?? ""}");`);
        await program.up();
        program.write(`
            const args = ${JSON.stringify({ syncId, ...DAILY })};
            class Box extends pulumi.ComponentResource {
                constructor(name, opts) {
                    super("acme:index:Box", name, {}, opts);
                    new polytomic.BulkSyncSchedule("within", args, { parent: this, import: "${ids[1] ?? ""}" });
                }
            }
            pulumi.runtime.registerStackTransformation(({ name, props, opts }) => ({
                props: name === "transformed" ? { ...props, importId: "${ids[2] ?? ""}" } : props,
                opts,
            }));
            new polytomic.BulkSyncSchedule("read", args, { import: "${ids[0] ?? ""}" });
            new Box("box");
            new polytomic.BulkSyncSchedule("transformed", args);
        `);
        await program.up();
        expect(methodsOf(world)).to.deep.equal(["GET"]);
        const stored = Object.values(await program.schedules()).map((resource) => resource.id);
        expect(stored).to.have.members(ids);
        await program.destroy();
        expect(emulator.schedules(syncId)).to.deep.equal([]);
    });

    it("fails with the engine's words where a transformation sets the option itself", async () => {
        const { program, syncId } = world;
        program.write(`
            pulumi.runtime.registerStackTransformation(({ props, opts }) => ({
                props,
                opts: { ...opts, import: "${syncId}/${syncId}" },
            }));
            new polytomic.BulkSyncSchedule("nightly", ${JSON.stringify({ syncId, ...DAILY })});
        `);
        // Up to @pulumi/pulumi 3.267, and from 3.268 on.
        expect(await failureOf(program.preview())).to.match(
            /Cannot read properties of undefined \(reading 'toJavaScript'\)|code must be a string, not undefined/,
        );
    });
});

describe("a hundred imports over twenty bulk syncs", () => {
    let world: World;

    before(async () => {
        world = await openWorld({ syncs: 20, latencyMs: 50 });
    });

    after(() => world.close());

    it("share their reads, and write nothing", async () => {
        const { emulator, program } = world;
        const schedules = emulator.syncs.flatMap(({ id: syncId }) =>
            [1, 5, 9, 13, 17].map((hour) => {
                const fields = { frequency: "daily", hour: String(hour), minute: "0" };
                return { syncId, hour, id: `${syncId}/${emulator.addSchedule(syncId, fields).id}` };
            }),
        );
        program.write(`
            for (const { syncId, hour, id } of ${JSON.stringify(schedules)}) {
                const args = { syncId, frequency: "daily", hour, minute: 0 };
                new polytomic.BulkSyncSchedule(id, args, { import: id });
            }
        `);
        const calls = await callsDuring(emulator, () => program.up());
        const { "GET sync": syncs = 0, "GET schedules": lists = 0, ...others } = calls;
        expect(others).to.deep.equal({ "GET me": 1 });
        expect(syncs).to.equal(20);
        expect(lists).to.equal(20);
        const stored = Object.values(await program.schedules()).map((resource) => resource.id);
        expect(stored).to.have.members(schedules.map(({ id }) => id));
        const noCalls = await callsDuring(emulator, () => program.pulumi("preview --expect-no-changes"));
        expect(noCalls).to.deep.equal({});
    });
});
