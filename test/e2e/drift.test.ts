import { expect } from "chai";
import { startEmulator, type Emulator } from "../../emulator/src";
import { summaryOf } from "./support/command-line";
import { answerIn, type StoredResource } from "./support/program";
import { callsDuring, openWorld, type World } from "./support/world";

const WEEKLY = { frequency: "weekly", dayOfWeek: "wednesday", hour: 2, minute: 5 };

describe("what somebody changed in the web app", () => {
    let world: World;
    let id: string;

    before(async () => {
        world = await openWorld();
        world.declare({ weekly: WEEKLY });
        await world.program.up();
        id = world.emulator.schedules(world.syncId)[0]?.id ?? "";
    });

    after(() => world.close());

    it("is shown by a refresh property by property", async () => {
        world.emulator.editSchedule(world.syncId, id, { dayOfWeek: "Friday", minute: undefined });
        const shown = await world.program.pulumi("refresh --preview-only --diff");
        expect(shown)
            .to.match(/~ dayOfWeek *: "wednesday" => "Friday"/)
            .and.match(/- minute *: 5/);
        expect(shown).not.to.match(/[-+~] (hour|frequency)\b/);
    });

    it("is kept in state by a refresh, and then undone by `pulumi up`, as its preview shows", async () => {
        await world.program.refresh();
        const { weekly } = await world.program.schedules();
        expect(weekly?.inputs).to.include({ dayOfWeek: "Friday", hour: 2 }).and.not.have.property("minute");
        const preview = await world.program.preview();
        expect(preview)
            .to.match(/~ dayOfWeek *: "Friday" *=> "wednesday"/)
            .and.match(/\+ minute *: 5/);
        expect(summaryOf(preview)).to.deep.equal({ "to update": 1, unchanged: 1 });
        const calls = await callsDuring(world.emulator, () => world.program.up());
        expect(calls).to.deep.equal({ "PUT schedule": 1 });
        const [held] = world.emulator.schedules(world.syncId);
        expect(held).to.include({ id, frequency: "weekly", dayOfWeek: "wednesday", hour: "2", minute: "5" });
    });

    it("reaches the outputs only, where the program does not declare it", async () => {
        world.emulator.editSchedule(world.syncId, id, { schemas: ["orders"], selectiveMode: "none" });
        await world.program.refresh();
        const { weekly } = await world.program.schedules();
        expect(answerIn(weekly)).to.deep.include({ schemas: ["orders"], selectiveMode: "none" });
        expect(weekly?.inputs).not.to.have.property("selectiveMode");
        expect(summaryOf(await world.program.preview())).to.deep.equal({ unchanged: 2 });
    });

    it("is a deletion on refresh where the schedule is gone, and `pulumi up` creates it anew", async () => {
        const stranger = world.emulator.addSchedule(world.syncId, { frequency: "hourly" });
        world.emulator.removeSchedule(world.syncId, id);
        expect(summaryOf(await world.program.refresh())).to.include({ deleted: 1 });
        expect(await world.program.schedules()).to.deep.equal({});
        await world.program.up();
        const [first, second, ...others] = world.emulator.schedules(world.syncId);
        expect(first).to.deep.equal(stranger);
        expect(second).to.include({ frequency: "weekly", dayOfWeek: "wednesday", hour: "2", minute: "5" });
        expect(others).to.deep.equal([]);
        const { weekly } = await world.program.schedules();
        expect(weekly?.id).to.equal(`${world.syncId}/${second?.id ?? "?"}`);
    });
});

describe("the service's own way to write a schedule", () => {
    const spelled = { spelling: "service", createdAt: "seconds", deletedAtOnLive: true } as const;
    const ABSENT = ["null-text", "null", "missing", "empty"] as const;
    /** The schedules of one program, each with a provider and a service of its own. */
    const services: Record<string, Emulator> = {};
    let world: World;
    let created: Record<string, StoredResource>;
    let refreshed: Record<string, StoredResource>;
    let lastUp: string;

    before(async () => {
        world = await openWorld();
        for (const absent of ABSENT) services[absent] = await startEmulator({ ...spelled, absent });
        services["filled-in"] = await startEmulator({ ...spelled, fillIn: true });
        const declared = Object.entries(services).map(([name, { apiKey, url, syncs }]) => {
            const account = JSON.stringify({ apiKey, deploymentUrl: url });
            const schedule = JSON.stringify({ syncId: syncs[0]?.id, ...WEEKLY });
            return `{ const provider = new polytomic.Provider("${name}", ${account});
                new polytomic.BulkSyncSchedule("${name}", ${schedule}, { provider }); }`;
        });
        world.program.write(declared.join("\n"));
        await world.program.up();
        created = await world.program.schedules();
        await world.program.refresh();
        refreshed = await world.program.schedules();
        for (const service of Object.values(services)) service.clearRequests();
        lastUp = await world.program.up();
    });

    after(async () => {
        await world.close();
        for (const service of Object.values(services)) await service.close();
    });

    const expectNoDrift = (name: string) => {
        const inputs = refreshed[name]?.inputs;
        expect(inputs).to.deep.include(WEEKLY).and.deep.equal(created[name]?.inputs);
        expect(answerIn(refreshed[name])).to.include({ dayOfWeek: "Wednesday", hour: "02", minute: "05" });
        expect(summaryOf(lastUp)).to.deep.equal({ unchanged: 1 + 2 * Object.keys(services).length });
        expect(services[name]?.requests).to.deep.equal([]);
    };

    for (const absent of ABSENT) {
        it(`is no drift, with absent values as ${absent} and a date of deletion on live schedules`, () => {
            expectNoDrift(absent);
            expect(answerIn(refreshed[absent])).not.to.have.any.keys("dayOfMonth", "month", "deletedBy");
        });
    }

    it("is no drift where the service fills in what was left out", () => {
        expectNoDrift("filled-in");
        expect(answerIn(refreshed["filled-in"])).to.include({ month: "January", selectiveMode: "none" });
    });
});
