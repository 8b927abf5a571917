import { expect } from "chai";
import { summaryOf } from "./support/command-line";
import { failureOf } from "./support/program";
import { callsDuring, openWorld, type World } from "./support/world";

const FREQUENCIES = "manual, continuous, hourly, daily, weekly, custom, builder";
const CRON = ", or cron's notation for this one field, such as */15, 8-17 or 1,3";

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
                month: "13",
                selectiveMode: "incremental_fields",
                minutes: 30,
            },
        });
        const output = await failureOf(world.program.preview({ POLYTOMIC_API_KEY: undefined }));
        expect(refusals(output, "wrong")).to.have.members([
            'syncId: "sync-1" is not allowed. It takes the id of the bulk sync, a UUID such as ' +
                "248df4b7-aa70-47b8-a036-33ac447e668d. To look it up by name, write " +
                'polytomic.getBulkSyncOutput({ name: "sync-1" }).id.',
            `frequency: "dayly" is not allowed. It takes one of ${FREQUENCIES}. Did you mean "daily"?`,
            `hour: 24 is not allowed. It takes a whole number from 0 to 23, in UTC${CRON}.`,
            `minute: 7.5 is not allowed. It takes a whole number from 0 to 59${CRON}.`,
            'dayOfWeek: "wensday" is not allowed. It takes a day from sunday to saturday, or a number from 0 (Sunday) ' +
                `to 7 (Sunday)${CRON}. Did you mean "wednesday"?`,
            `dayOfMonth: "0" is not allowed. It takes a whole number from 1 to 31${CRON}.`,
            `month: "13" is not allowed. It takes a whole number from 1 to 12, or the name of a month${CRON}.`,
            'selectiveMode: "incremental_fields" is not allowed. It takes one of none, incrementalFields, ' +
                `nonincrementalFields. Did you mean "incrementalFields"?`,
            'unknown property "minutes". Did you mean "minute"? A schedule takes syncId, frequency, hour, minute, ' +
                "dayOfWeek, dayOfMonth, month, selectiveMode and allowUndocumented.",
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

describe("what Polytomic does not document", () => {
    const MONTHLY = { frequency: "daily", hour: 3, dayOfMonth: 15 };
    const NOON = { frequency: "daily", hour: 12 };
    let world: World;

    before(async () => {
        world = await openWorld();
    });

    after(() => world.close());

    it("is sent where allowUndocumented is set, which itself is not", async () => {
        world.declare({
            monthly: { ...MONTHLY, allowUndocumented: true },
            noon: { ...NOON, allowUndocumented: true },
        });
        await world.program.up();
        const sent = world.emulator.requests.filter(({ method }) => method === "POST");
        expect(sent.map(({ body }) => body)).to.have.deep.members([
            { schedule: { frequency: "daily", hour: "3", dayOfMonth: "15" } },
            { schedule: { frequency: "daily", hour: "12" } },
        ]);
        await world.program.pulumi("up --refresh --yes --skip-preview --expect-no-changes");
    });

    it("is no longer let through without it", async () => {
        world.declare({ monthly: MONTHLY, noon: NOON });
        expect(refusals(await failureOf(world.program.preview()), "monthly")).to.have.lengthOf(1);
    });

    it("apart from that, to drop allowUndocumented is no change", async () => {
        world.declare({ monthly: { ...MONTHLY, allowUndocumented: true }, noon: NOON });
        const calls = await callsDuring(world.emulator, async () => {
            expect(summaryOf(await world.program.up())).to.deep.equal({ unchanged: 3 });
        });
        expect(calls).to.deep.equal({});
    });
});
