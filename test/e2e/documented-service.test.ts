import { expect } from "chai";
import { failureOf } from "./support/program";
import { openServicesWorld, type Service, type ServicesWorld } from "./support/services-world";

const MINUTE_MS = 60_000;

/** Everything as Polytomic's documentation has it. Ids in responses are the one thing that it leaves open. */
const DOCUMENTED = {
    absent: "null",
    emptyLists: "null",
    missingDefault: "left-out",
    refusals: 400,
    deleteResponse: "text",
    replacedDefault: "new-id",
    omittedSchedules: "removed",
} as const;

describe("a service that responds by the documentation", () => {
    let world: ServicesWorld;

    before(async () => {
        world = await openServicesWorld([
            { ...DOCUMENTED, ids: true },
            { ...DOCUMENTED, ids: false },
        ]);
    });

    after(() => world.close());

    /** A schedule that is the only one of its bulk sync, and what a look-up finds there. */
    const declare = (fields: object, options = "{}") => {
        world.write(
            ({ nameOf, syncIds: [syncId] }) => `
            const args = ${JSON.stringify({ syncId, ...fields })};
            const { scheduleId } = new polytomic.BulkSyncSchedule("${nameOf("nightly")}", args, { provider, ...${options} });
            const only = { syncId: args.syncId, scheduleIds: [scheduleId], includeDefault: true };
            new polytomic.BulkSyncSchedulesExclusive("${nameOf("only")}", only, { provider });
            exports["${nameOf("found")}"] = polytomic
                .getBulkSyncSchedulesOutput({ syncId: args.syncId }, { provider })
                .apply(({ schedules }) => schedules.map(({ hour }) => hour));`,
        );
    };

    /** What each service holds, and what state and look-up say of it. */
    const expectOne = async (hour: string) => {
        const { program, services } = world;
        await program.pulumi("up --yes --skip-preview --refresh");
        const outputs = await program.outputs();
        for (const service of services) {
            const [schedule, ...others] = service.held();
            expect(others).to.deep.equal([]);
            expect(schedule).to.include({ hour });
            expect(await service.idInState("nightly")).to.equal(schedule?.id);
            expect(outputs[service.nameOf("found")]).to.deep.equal([hour]);
        }
    };

    it("lists nothing as null, and refuses with 400", async () => {
        const { program, services } = world;
        declare({ frequency: "daily", hour: "99", allowUndocumented: true });
        const failure = await failureOf(program.up());
        expect(failure).to.contain("returned 400").and.to.contain("Correct the schedule's values.");
        for (const service of services) expect(service.held()).to.deep.equal([]);
    });

    it("has the schedule created, updated and refreshed", async () => {
        const { program } = world;
        declare({ frequency: "daily", hour: 3 });
        await program.up();
        await expectOne("3");
        declare({ frequency: "daily", hour: 4 });
        await program.up();
        await expectOne("4");
        await program.pulumi("refresh --yes --skip-preview --expect-no-changes");
    });

    it("gives a default schedule a new id, adds another one, and becomes inactive", async () => {
        const { program, services } = world;
        world.advanceClocks(60 * MINUTE_MS);
        for (const { emulator, syncIds } of services)
            emulator.replaceSync(syncIds[0], {
                active: false,
                default_schedule: { frequency: "daily", hour: "7" },
                additional_schedules: [{ frequency: "hourly", minute: "15" }],
            });
        const printed = await program.refresh();
        for (const service of services) {
            expect(printed).to.contain(`bulk sync ${service.syncIds[0]} is inactive`);
            expect(await service.idInState("nightly")).to.equal(service.held()[0]?.id);
        }
        await program.up();
        await expectOne("4");
    });

    it("has it deleted, and an existing one imported", async () => {
        const { program, services } = world;
        await program.destroy();
        for (const service of services) expect(service.held()).to.deep.equal([]);
        for (const { emulator, syncIds } of services)
            emulator.replaceSync(syncIds[0], { default_schedule: { frequency: "daily", hour: "8" } });
        const existing = services.map((service) => service.held());
        const importDefault = '{ import: args.syncId + "/default" }';
        declare({ frequency: "daily", hour: 8 }, importDefault);
        await program.up();
        await expectOne("8");
        expect(services.map((service: Service) => service.held())).to.deep.equal(existing);
    });
});
