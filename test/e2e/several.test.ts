import { expect } from "chai";
import type { EmulatorOptions } from "../../emulator/src";
import { summaryOf } from "./support/command-line";
import { failureOf } from "./support/program";
import { callsDuring, openWorld, type World } from "./support/world";

/** The ids of the schedules that state has, and of those that the service holds. */
async function idsOf({ program, emulator, syncId }: World) {
    const stored = Object.values(await program.schedules()).map(({ id }) => id);
    const held = emulator.schedules(syncId).map(({ id }) => `${syncId}/${id}`);
    return { stored, held };
}

async function expectAgreement(world: World, count: number): Promise<void> {
    const { stored, held } = await idsOf(world);
    expect(held).to.have.length(count);
    expect(stored).to.have.members(held);
}

function inWorld(options: EmulatorOptions = {}): () => World {
    let world: World | undefined;
    before(async () => {
        world = await openWorld(options);
    });
    after(() => world?.close());
    return () => {
        if (world === undefined) throw new Error("the world is not open yet");
        return world;
    };
}

for (const ids of [false, true]) {
    describe(`several schedules on one sync, where answers carry ${ids ? "ids" : "no ids"}`, () => {
        const world = inWorld({ ids });

        it("are each created with one POST, and all looked up with few reads", async () => {
            const { program, emulator, syncId } = world();
            program.write(`
                exports.ids = [1, 5, 9, 13, 17].map((hour) =>
                    new polytomic.BulkSyncSchedule("at-" + hour, { syncId: "${syncId}", frequency: "daily", hour }).scheduleId);
            `);
            const calls = await callsDuring(emulator, () => program.up());
            const { "GET sync": lookUps = 0, ...others } = calls;
            expect(others).to.deep.equal({ "POST schedules": 5, "GET me": 1 });
            expect(lookUps).to.be.at.most(ids ? 0 : 5);
            await expectAgreement(world(), 5);
            const hours = Object.entries(await program.schedules()).map(([name, { id }]) => {
                const held = emulator.schedules(syncId).find((schedule) => `${syncId}/${schedule.id}` === id);
                return [name, held?.hour];
            });
            expect(Object.fromEntries(hours)).to.deep.equal({
                "at-1": "1",
                "at-5": "5",
                "at-9": "9",
                "at-13": "13",
                "at-17": "17",
            });
            const outputs = await program.outputs();
            expect(outputs["ids"]).to.have.members(emulator.schedules(syncId).map(({ id }) => id));
        });
    });
}

describe("equal schedules on one sync, where answers carry no ids", () => {
    const world = inWorld({ createdAt: "seconds" });
    const SAME = { frequency: "daily", hour: 3 };

    it("each get their own id, and stay apart", async () => {
        world().declare({ first: SAME, second: SAME, third: SAME });
        await world().program.up();
        await expectAgreement(world(), 3);
        const calls = await callsDuring(world().emulator, async () => {
            expect(summaryOf(await world().program.up())).to.deep.equal({ unchanged: 4 });
        });
        expect(calls).to.deep.equal({});
    });

    it("are changed and deleted one by one", async () => {
        const { program, emulator, syncId } = world();
        const before = await program.schedules();
        world().declare({ first: SAME, third: { ...SAME, hour: 4 } });
        await program.up();
        await expectAgreement(world(), 2);
        const after = await program.schedules();
        expect(after["first"]?.id).to.equal(before["first"]?.id);
        expect(after["third"]?.id).to.equal(before["third"]?.id);
        const hours = emulator.schedules(syncId).map(({ id, hour }) => [`${syncId}/${id}`, hour]);
        expect(Object.fromEntries(hours)).to.deep.equal({
            [before["first"]?.id ?? ""]: "3",
            [before["third"]?.id ?? ""]: "4",
        });
    });
});

describe("inputs that only the deployment will know", () => {
    const world = inWorld();

    it("preview without an error and without a call, and deploy", async () => {
        const { program, emulator, syncId } = world();
        program.write(`
            class BulkSync extends pulumi.dynamic.Resource {
                constructor(name) {
                    const create = async () => ({ id: "made", outs: { syncId: "${syncId}" } });
                    super({ create }, name, { syncId: undefined });
                }
            }
            const { syncId } = new BulkSync("sync");
            const first = new polytomic.BulkSyncSchedule("first", { syncId, frequency: "daily", hour: 3 });
            new polytomic.BulkSyncSchedule("second", {
                syncId: first.syncId,
                frequency: first.createdAt.apply(() => "weekly"),
                dayOfWeek: first.schedule.apply(() => "monday"),
                hour: first.scheduleId.apply(() => 7),
            });
        `);
        const calls = await callsDuring(emulator, async () => {
            expect(summaryOf(await program.preview())).to.deep.equal({ "to create": 4 });
        });
        expect(calls).to.deep.equal({});
        await program.up();
        await expectAgreement(world(), 2);
        const [first, second] = emulator.schedules(syncId);
        expect(first).to.include({ frequency: "daily", hour: "3" });
        expect(second).to.include({ frequency: "weekly", dayOfWeek: "monday", hour: "7" });
        expect(summaryOf(await program.preview())).to.deep.equal({ unchanged: 4 });
    });
});

describe("BulkSyncSchedule.get", () => {
    const world = inWorld();

    it("reads a schedule that the program does not manage, and leaves it alone", async () => {
        const { program, emulator, syncId } = world();
        const { id } = emulator.addSchedule(syncId, { frequency: "weekly", dayOfWeek: "monday", hour: "6" });
        program.write(`
            const found = polytomic.BulkSyncSchedule.get("found", "${syncId}/${id}");
            exports.found = pulumi.all([found.frequency, found.dayOfWeek, found.hour, found.scheduleId, found.syncId, found.minute]);
        `);
        await program.up();
        const { found } = await program.outputs();
        expect(found).to.deep.equal(["weekly", "monday", "6", id, syncId, null]);
        await program.destroy();
        expect(emulator.schedules(syncId)).to.have.length(1);
        expect(new Set(emulator.requests.map(({ method }) => method))).to.deep.equal(new Set(["GET"]));
    });
});

for (const ids of [false, true]) {
    describe(`\`pulumi up --replace\`, where answers carry ${ids ? "ids" : "no ids"}`, () => {
        const world = inWorld({ ids });

        it("ends with one living schedule, which state knows", async () => {
            const { program, emulator, syncId } = world();
            world().declare({ nightly: { frequency: "daily", hour: 3 } });
            await program.up();
            const { nightly } = await program.schedules();
            await program.pulumi(`up --yes --skip-preview --replace ${nightly?.urn ?? "?"}`);
            await expectAgreement(world(), 1);
            expect(emulator.schedules(syncId)[0]).to.include({ frequency: "daily", hour: "3" });

            const calls = await callsDuring(emulator, async () => {
                expect(summaryOf(await program.up())).to.deep.equal({ unchanged: 2 });
            });
            expect(calls).to.deep.equal({});
            expect(summaryOf(await program.refresh())).to.deep.equal({ unchanged: 2 });
            await expectAgreement(world(), 1);
        });
    });
}

describe("customTimeouts", () => {
    const world = inWorld();

    it("end an operation that would wait for longer, and the next `pulumi up` goes on", async () => {
        const { program, emulator, syncId } = world();
        const options = { customTimeouts: { update: "2s" } };
        world().declare({ nightly: { frequency: "daily", hour: 3 } }, options);
        await program.up();
        world().declare({ nightly: { frequency: "daily", hour: 4 } }, options);
        emulator.fault({ kind: "status", method: "PUT", status: 429, retryAfter: "60" });
        const startedAtMs = performance.now();
        expect(await failureOf(program.up())).to.contain("returned 429");
        expect(performance.now() - startedAtMs).to.be.below(50_000);
        await program.up();
        await expectAgreement(world(), 1);
        expect(emulator.schedules(syncId)[0]).to.include({ hour: "4" });
    });
});
