import { expect } from "chai";
import { summaryOf } from "./support/command-line";
import { openServicesWorld, type Service, type ServicesWorld } from "./support/services-world";

const MINUTE_MS = 60_000;
const daily = (hour: number) => ({ frequency: "daily", hour: String(hour), minute: "30" });

/** As Terraform's provider and scripts do it: the default schedule is sent without its id, and the others are left out. */
function writeBulkSync(
    { emulator, syncIds: [syncId] }: Service,
    hour: number,
    additional: object[] = [],
): void {
    emulator.replaceSync(syncId, { default_schedule: daily(hour), additional_schedules: additional });
}

describe("when somebody writes the whole bulk sync", () => {
    let world: ServicesWorld;
    let firstIds: (string | undefined)[];

    beforeEach(async () => {
        world = await openServicesWorld();
        const { program, services } = world;
        world.write((service) => service.line("nightly", 3));
        await program.up();
        firstIds = services.map((service) => service.held()[0]?.id);
        world.advanceClocks(60 * MINUTE_MS);
    });

    afterEach(() => world.close());

    /** The one schedule of each service: with this hour, and another than before. */
    const expectNewDefault = (hour: string) => {
        world.services.forEach((service, index) => {
            const held = service.held();
            expect(held.map((schedule) => schedule.hour)).to.deep.equal([hour]);
            expect(held[0]?.id).not.to.equal(firstIds[index]);
        });
    };

    const expectNewIdsSaid = (printed: string) => {
        world.services.forEach((service, index) => {
            expect(printed)
                .to.contain(
                    `schedule ${firstIds[index]} of bulk sync ${service.syncIds[0]} does not exist any more.`,
                )
                .and.contain(`the present default, ${service.held()[0]?.id}, counts as this resource's.`);
        });
    };

    it("a refresh goes on with the default schedule under its new id, and shows its drift", async () => {
        const { program, services } = world;
        for (const service of services) writeBulkSync(service, 7);
        expectNewIdsSaid(await program.refresh());
        for (const service of services)
            expect(await service.idInState("nightly")).to.equal(service.held()[0]?.id);
        expect(await program.preview()).to.match(/~ hour *: 7 *=> 3/);
        await program.up();
        expectNewDefault("3");
        await world.expectOneEach({ nightly: "3" });
    });

    it("an update goes on with it too, and the next refresh brings the id into state", async () => {
        const { program, services } = world;
        for (const service of services) writeBulkSync(service, 7);
        world.write((service) => service.line("nightly", 4));
        expectNewIdsSaid(await program.up());
        expectNewDefault("4");
        await program.refresh();
        await world.expectOneEach({ nightly: "4" });
    });

    it("a destroy deletes it", async () => {
        const { program, services } = world;
        for (const service of services) writeBulkSync(service, 7);
        await program.destroy();
        for (const service of services) expect(service.held()).to.deep.equal([]);
    });

    it("the default schedule that another resource of the stack has stays with that one", async () => {
        const { program, services } = world;
        for (const service of services) writeBulkSync(service, 7);
        const importOf = ({ syncIds: [syncId] }: Service) => `{ import: "${syncId}/default" }`;
        world.write((service) => service.line("nightly", 3) + service.line("taken", 7, importOf(service)));
        await program.up();
        await program.refresh();
        await program.up();
        expect(
            services.map((service) =>
                service
                    .held()
                    .map(({ hour }) => hour)
                    .sort(),
            ),
        ).to.deep.equal([
            ["3", "7"],
            ["3", "7"],
        ]);
        await world.expectOneEach({ nightly: "3", taken: "7" });
    });

    it("the default schedule that somebody has created by itself is not this resource's", async () => {
        const { program, services } = world;
        services.forEach(({ emulator, syncIds: [syncId] }, index) => {
            emulator.removeSchedule(syncId, firstIds[index] ?? "");
            emulator.addSchedule(syncId, daily(7));
        });
        await program.refresh();
        expect(await program.schedules()).to.deep.equal({});
        await program.up();
        await program.destroy();
        for (const service of services) expect(service.held().map(({ hour }) => hour)).to.deep.equal(["7"]);
    });

    it("an additional schedule that is gone is made anew, and an equal one beside it is named", async () => {
        const { program, services } = world;
        world.write((service) => service.line("nightly", 3) + service.line("noon", 12));
        await program.up();
        world.advanceClocks(60 * MINUTE_MS);
        for (const service of services) writeBulkSync(service, 3, [daily(12)]);
        const others = services.map((service) => service.held().find(({ hour }) => hour === "12")?.id);
        await program.refresh();
        const printed = await program.up();
        for (const [index, service] of services.entries()) {
            const made = await service.idInState("noon");
            expect(printed).to.contain(
                `warning: created schedule ${made} of bulk sync ${service.syncIds[0]}, and an equal schedule is there ` +
                    `besides: ${others[index]}.`,
            );
            expect(service.held()).to.have.length(3);
            service.emulator.removeSchedule(service.syncIds[0], others[index] ?? "");
        }
        await world.expectOneEach({ nightly: "3", noon: "12" });
    });

    it("equal schedules that the program declares are not warned of", async () => {
        world.write((service) => service.line("nightly", 3) + service.line("twin", 3));
        expect(await world.program.up()).not.to.contain("warning");
    });
});

describe("settings of a schedule that only the bulk sync itself can take", () => {
    let world: ServicesWorld;

    afterEach(() => world.close());

    it("are warned of before an update, and missed after it", async () => {
        world = await openServicesWorld([
            { ids: true, scheduleUpdates: "keep" },
            { ids: true, scheduleUpdates: "reset" },
            { ids: false, scheduleUpdates: "reset" },
        ]);
        const { program, services } = world;
        const [keeps, ...resets] = services;
        const ids = services.map(({ emulator, syncIds: [syncId] }) => {
            emulator.addSchedule(syncId, { frequency: "manual" });
            return emulator.addSchedule(syncId, {
                ...daily(3),
                schemas: ["orders", "items"],
                syncMode: "refetch",
            }).id;
        });
        const importOf = (service: Service) =>
            `{ import: "${service.syncIds[0]}/${ids[services.indexOf(service)]}" }`;
        world.write((service) => service.line("nightly", 3, importOf(service)));
        expect(await program.up()).not.to.contain("warning");
        world.write((service) => service.line("nightly", 4, importOf(service)));
        const settings = "the schemas orders, items and the sync mode refetch";
        const preview = await program.preview();
        for (const id of ids) expect(preview).to.contain(`warning: schedule ${id} of`);
        expect(preview).to.contain(`has ${settings}, which an update may reset`);
        const printed = await program.up();
        for (const { syncIds } of resets)
            expect(printed).to.match(
                new RegExp(`the update of schedule \\S+ of bulk sync ${syncIds[0]} has reset`),
            );
        expect(printed).to.contain(`has reset its ${settings}. Set them again in Polytomic.`);
        expect(printed).not.to.match(new RegExp(`bulk sync ${keeps?.syncIds[0]} has reset`));
    });
});

describe("an inactive bulk sync", () => {
    let world: ServicesWorld;

    beforeEach(async () => {
        world = await openServicesWorld();
    });

    afterEach(() => world.close());

    const countWarnings = (printed: string) =>
        world.services.map(
            ({ syncIds: [syncId] }) =>
                printed.split(`warning: bulk sync ${syncId} is inactive, so none of its schedules runs.`)
                    .length - 1,
        );

    it("is said once by each run that writes or refreshes, and by no other", async () => {
        const { program, services } = world;
        for (const {
            emulator,
            syncIds: [syncId],
        } of services)
            emulator.replaceSync(syncId, { active: false, default_schedule: { frequency: "manual" } });
        const both = (hour: number) => (service: Service) =>
            service.line("nightly", hour) + service.line("noon", 12);
        world.write(both(3));
        expect(countWarnings(await program.preview())).to.deep.equal([0, 0]);
        expect(countWarnings(await program.up())).to.deep.equal([1, 1]);
        let printed = "";
        expect(await world.callsDuring(async () => (printed = await program.up()))).to.deep.equal([{}, {}]);
        expect(countWarnings(printed)).to.deep.equal([0, 0]);
        world.write(both(4));
        expect(countWarnings(await program.preview())).to.deep.equal([0, 0]);
        printed = await program.up();
        expect(summaryOf(printed)).to.include({ updated: 2 });
        expect(countWarnings(printed)).to.deep.equal([1, 1]);
        expect(countWarnings(await program.refresh())).to.deep.equal([1, 1]);
    });
});
