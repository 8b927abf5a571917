import { expect } from "chai";
import { failureOf } from "./support/program";
import { callsDuring, openWorld, type World } from "./support/world";

const NIGHTLY = "every day at 02:30 UTC (03:30 in Europe/Berlin at UTC+01:00, 04:30 at UTC+02:00)";
const LATER = "every day at 04:30 UTC (05:30 in Europe/Berlin at UTC+01:00, 06:30 at UTC+02:00)";

describe("the description of a schedule that a helper made, with the real CLI", () => {
    let world: World;

    const declare = (time: string) => {
        const { syncId, program } = world;
        program.write(`
            const berlin = { timeZone: "Europe/Berlin", utcOffset: "standard" };
            const syncId = "${syncId}";
            const nightly = new polytomic.BulkSyncSchedule("nightly", { syncId, ...polytomic.daily("${time}", berlin) });
            const left = new polytomic.BulkSyncSchedule("left", { syncId, frequency: "daily" });
            exports.nightly = nightly.description;
            exports.left = left.description;
            exports.answered = left.schedule.apply(polytomic.describeSchedule);
        `);
    };

    before(async () => {
        world = await openWorld({ fillIn: true });
        declare("03:30");
    });

    after(() => world.close());

    it("is known in the preview of a create, without a call", async () => {
        const shown: string[] = [];
        const calls = await callsDuring(world.emulator, async () => {
            shown.push(await world.program.preview());
        });
        expect(shown[0]).to.contain(`nightly : "${NIGHTLY}"`);
        expect(shown[0]).to.contain('left    : "every day, at a time that Polytomic chooses"');
        expect(calls).to.deep.equal({});
    });

    it("is the same after the deployment, and beside it what the service took can be told", async () => {
        await world.program.up();
        expect(await world.program.outputs()).to.deep.equal({
            nightly: NIGHTLY,
            left: "every day, at a time that Polytomic chooses",
            answered: "every day at 00:00 UTC",
        });
    });

    it("reaches the service and the state as UTC alone", async () => {
        const [, held] = world.emulator
            .schedules(world.syncId)
            .sort((a, b) => Number(a.hour) - Number(b.hour));
        expect(held).to.include({ frequency: "daily", hour: "2", minute: "30" });
        const { nightly } = await world.program.schedules();
        expect(nightly?.inputs).to.have.all.keys(
            ...["syncId", "frequency", "hour", "minute", "__provider", "__identity"],
        );
        expect(JSON.stringify(nightly)).not.to.contain("Berlin");
    });

    it("is no change by itself", async () => {
        expect(await callsDuring(world.emulator, () => world.program.up())).to.deep.equal({});
    });

    it("shows in the preview of an update what it will be", async () => {
        declare("05:30");
        expect(await world.program.preview())
            .to.contain("~ hour: 2 => 4")
            .and.contain(`~ nightly : "${NIGHTLY}" => "${LATER}"`);
    });

    it("tells of a schedule that is only read what the service answered, in a preview too", async () => {
        const { nightly } = await world.program.schedules();
        world.program.write(`
            exports.read = polytomic.BulkSyncSchedule.get("read", "${nightly?.id ?? ""}").description;
        `);
        expect(await world.program.preview()).to.contain('read    : "every day at 02:30 UTC"');
    });
});

describe("the description of a schedule that keeps an input that the program left out, with the real CLI", () => {
    const IN_FORCE = "every day at 03:30 UTC";
    let world: World;

    const declare = (times: string) => {
        world.program.write(`
            const args = { syncId: "${world.syncId}", frequency: "daily", ${times} };
            const nightly = new polytomic.BulkSyncSchedule("nightly", args, { ignoreChanges: ["hour", "minute"] });
            exports.description = nightly.description;
            exports.hour = nightly.hour;
        `);
    };

    before(async () => {
        world = await openWorld();
        declare("hour: 3, minute: 30");
        await world.program.up();
        declare("selectiveMode: 'none'");
    });

    after(() => world.close());

    it("shows in a preview what the engine registers", async () => {
        const preview = await world.program.preview();
        expect(preview).to.contain("+ selectiveMode");
        expect(preview).not.to.match(/description|hour/);
    });

    it("is the same after the deployment", async () => {
        await world.program.up();
        expect(await world.program.outputs()).to.deep.equal({ description: IN_FORCE, hour: 3 });
    });
});

describe("a helper's call that can't be scheduled, with the real CLI", () => {
    let world: World;

    before(async () => {
        world = await openWorld();
    });

    after(() => world.close());

    it("fails the preview in one sentence, without a stack and without a call", async () => {
        const { syncId, program } = world;
        program.write(`
            new polytomic.BulkSyncSchedule("nightly", {
                syncId: "${syncId}",
                ...polytomic.daily("03:30", { timeZone: "Europe/Berlin" }),
            });
        `);
        const calls = await callsDuring(world.emulator, async () => {
            const shown = await failureOf(program.preview());
            expect(shown.replaceAll(/\s+/g, " ")).to.contain(
                "in Europe/Berlin, this means every day at 02:30 UTC with UTC+01:00, but every day at 01:30 UTC with " +
                    "UTC+02:00. Polytomic knows only UTC: choose " +
                    'which of them holds all year, with utcOffset: "standard" (UTC+01:00) or utcOffset: "daylight" ' +
                    "(UTC+02:00).",
            );
            expect(shown).not.to.match(/^\s*at /m);
        });
        expect(calls).to.deep.equal({});
    });
});
