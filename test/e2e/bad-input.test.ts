import { expect } from "chai";
import { failureOf } from "./support/program";
import { openWorld, type World } from "./support/world";

const FREQUENCIES = "manual, continuous, hourly, daily, weekly, custom, builder, runafter, multi, dbtcloud";

/** The sentences with which the CLI refuses a resource, in their order. */
function refusals(output: string, name: string): string[] {
    const start = `error: pulumi-nodejs:dynamic/polytomic:BulkSyncSchedule resource '${name}' has a problem: `;
    const lines = output.split("\n").map((line) => line.trim());
    return [
        ...new Set(lines.filter((line) => line.startsWith(start)).map((line) => line.slice(start.length))),
    ];
}

describe("input that Polytomic would refuse", () => {
    let world: World;

    before(async () => {
        world = await openWorld();
    });

    after(() => world.close());

    afterEach(async () => {
        expect(world.emulator.requests).to.deep.equal([]);
        expect(await world.program.schedules()).to.deep.equal({});
    });

    it("is refused by the preview, all of it at once, with what is allowed and what was meant", async () => {
        world.declare({
            wrong: {
                syncId: "sync-1",
                frequency: "dayly",
                hour: 24,
                minute: 7.5,
                dayOfWeek: "wensday",
                dayOfMonth: "0",
                month: "*/2",
                selectiveMode: "incremental_fields",
                minutes: 30,
            },
        });
        const output = await failureOf(world.program.preview({ POLYTOMIC_API_KEY: undefined }));
        expect(refusals(output, "wrong")).to.have.members([
            'syncId: "sync-1" is not allowed. It takes the id of the bulk sync, a UUID such as ' +
                "248df4b7-aa70-47b8-a036-33ac447e668d.",
            `frequency: "dayly" is not allowed. It takes one of ${FREQUENCIES}. Did you mean "daily"?`,
            "hour: 24 is not allowed. It takes a whole number from 0 to 23, in UTC.",
            "minute: 7.5 is not allowed. It takes a whole number from 0 to 59.",
            'dayOfWeek: "wensday" is not allowed. It takes a day from sunday to saturday, or a number from 0 (Sunday) ' +
                'to 7 (Sunday). Did you mean "wednesday"?',
            'dayOfMonth: "0" is not allowed. It takes a whole number from 1 to 31.',
            'month: "*/2" is not allowed. It takes a whole number from 1 to 12, or the name of a month. ' +
                'Cron\'s notation goes with frequency "custom".',
            'selectiveMode: "incremental_fields" is not allowed. It takes one of none, incrementalFields, ' +
                'nonincrementalFields. Did you mean "incrementalFields"?',
            'unknown property "minutes". Did you mean "minute"? A schedule takes syncId, frequency, hour, minute, ' +
                "dayOfWeek, dayOfMonth, month, selectiveMode.",
        ]);
    });

    it("is refused where the frequency is missing, by `pulumi up` as well", async () => {
        world.declare({ nightly: { hour: 3 } });
        const output = await failureOf(world.program.up());
        expect(refusals(output, "nightly")).to.deep.equal([
            `frequency is missing. It takes one of ${FREQUENCIES}.`,
        ]);
    });
});
