import { expect } from "chai";
import type { EmulatorOptions } from "../../emulator/src";
import { COMBINATIONS } from "../support/service-options";
import { summaryOf } from "./support/command-line";
import { openServicesWorld, type Service, type ServicesWorld } from "./support/services-world";

const SERVICES: readonly EmulatorOptions[] = [
    // Where bulk syncs list no ids, and a known key is refused for other values, nothing is created again within the day.
    ...COMBINATIONS.map((options) =>
        options.nestedIds === false && options.reusedKeyWithOtherBody === 422
            ? { ...options, reusedKeyWithOtherBody: "replay" as const }
            : options,
    ),
    // Here reads lag behind writes, too.
    { ids: true, createdAt: "missing", deletedSchedules: "dated", readLagMs: 300 },
];

const NAMES = ["nightly", "switched", "moved"] as const;
const WEEKLY = { frequency: "weekly", dayOfWeek: "wednesday", hour: 2, minute: 5 };

describe("the life of schedules, whatever the service is like", () => {
    let world: ServicesWorld;

    before(async () => {
        world = await openServicesWorld(SERVICES);
    });

    after(() => world.close());

    const declareFirst = () => {
        world.write(
            ({ declare }) =>
                `const nightly = ${declare("nightly", { frequency: "daily", hour: 3, minute: 30 })}
                nightly.scheduleId.apply((id) => { console.log("known: " + id); });
                ${declare("switched", { frequency: "daily", hour: 7, minute: 15 })}
                ${declare("moved", WEEKLY)}`,
        );
    };

    /** Another definition, another frequency, another bulk sync. */
    const declareSecond = () => {
        world.write(
            ({ declare, syncIds }) =>
                `const nightly = ${declare("nightly", { frequency: "daily", hour: 5 })}
                nightly.scheduleId.apply((id) => { console.log("known: " + id); });
                ${declare("switched", { frequency: "continuous" })}
                ${declare("moved", { ...WEEKLY, syncId: syncIds[1] })}`,
        );
    };

    /** Expects the same at each service. */
    const atEach = async (check: (service: Service, label: string) => void | Promise<void>) => {
        for (const service of world.services) await check(service, JSON.stringify(service.options));
    };
    const expectWrites = (calls: readonly Record<string, number>[], expected: Record<string, number>) => {
        for (const each of calls) {
            const writes = Object.entries(each).filter(([call]) => !call.startsWith("GET"));
            expect(Object.fromEntries(writes)).to.deep.equal(expected);
        }
    };
    /** What state has of the schedules, without what the engine notes about them. */
    const dataInState = () =>
        (world.program.state().resources ?? [])
            .filter(({ type }) => type.endsWith("BulkSyncSchedule"))
            .map(({ urn, id, inputs, outputs }) => ({ urn, id, inputs, outputs }));
    const countOf = (perService: number) => perService * SERVICES.length;

    /** The schedule of a resource at the service; state must name it. */
    const heldAs = async ({ stored, syncIds, held }: Service, name: string) => {
        const { id } = (await stored(name)) ?? {};
        const found = syncIds.flatMap((syncId) =>
            held(syncId).filter((schedule) => id === `${syncId}/${schedule.id}`),
        );
        expect(found, name).to.have.length(1);
        return found[0];
    };
    const expectCounts = (first: number, second: number) =>
        atEach(({ held, syncIds }, label) => {
            expect(
                [held(), held(syncIds[1])].map((all) => all.length),
                label,
            ).to.deep.equal([first, second]);
        });

    it("begins with a preview that makes no call", async () => {
        declareFirst();
        const output = await world.program.preview();
        expect(summaryOf(output)).to.deep.equal({ "to create": 1 + countOf(4) });
        expect(output).not.to.contain("known:");
        await atEach(({ emulator }) => {
            expect(emulator.requests).to.deep.equal([]);
        });
    });

    it("creates each with one POST", async () => {
        const calls = await world.callsDuring(() => world.program.up());
        expectWrites(calls, { "POST schedules": 3 });
        await expectCounts(3, 0);
        await atEach(async (service, label) => {
            const { "GET me": me, "GET sync": lookUps = 0 } = calls[world.services.indexOf(service)] ?? {};
            const { ids, createdAt } = service.options;
            expect(me, label).to.equal(1);
            // One shows whether the bulk sync is active.
            const mostLookUps = ids === true && createdAt !== "missing" ? 1 : Infinity;
            expect(lookUps, label).to.be.within(1, mostLookUps);
            expect(await heldAs(service, "nightly")).to.include({
                frequency: "daily",
                hour: "3",
                minute: "30",
            });
            expect(await heldAs(service, "switched")).to.include({ hour: "7", minute: "15" });
            expect(await heldAs(service, "moved")).to.include({ dayOfWeek: "wednesday", hour: "2" });
            const versions = service.emulator.requests.map(({ version }) => version);
            expect(new Set(versions)).to.deep.equal(new Set(["2025-09-18"]));
        });
    });

    it("makes no call and changes nothing when nothing changed", async () => {
        const before = dataInState();
        let output = "";
        const calls = await world.callsDuring(async () => {
            output = await world.program.up();
        });
        expect(summaryOf(output)).to.deep.equal({ unchanged: 1 + countOf(4) });
        expect(calls).to.deep.equal(SERVICES.map(() => ({})));
        expect(dataInState()).to.have.deep.members(before);
    });

    it("shows no drift on refresh", async () => {
        const before = dataInState();
        expect(summaryOf(await world.program.refresh())).to.deep.equal({ unchanged: 1 + countOf(4) });
        expect(dataInState()).to.have.deep.members(before);
    });

    it("previews changes property by property, with the schedule's id known to its dependents", async () => {
        declareSecond();
        let output = "";
        const calls = await world.callsDuring(async () => {
            output = await world.program.preview();
        });
        expect(calls).to.deep.equal(SERVICES.map(() => ({})));
        expect(summaryOf(output)).to.deep.equal({ "to update": countOf(2), "to replace": countOf(1) });
        expect(output)
            .to.match(/~ hour +: 3 => 5/)
            .and.match(/- minute *: 30/);
        await atEach(async (service, label) => {
            const nightly = await heldAs(service, "nightly");
            expect(output, label).to.contain(`known: ${nightly?.id}`);
        });
    });

    it("changes them with one PUT or one POST and DELETE each", async () => {
        const before = await Promise.all(
            world.services.map(async (service) => (await heldAs(service, "nightly"))?.id),
        );
        const calls = await world.callsDuring(() => world.program.up());
        expectWrites(calls, { "PUT schedule": 2, "POST schedules": 1, "DELETE schedule": 1 });
        await expectCounts(2, 1);
        await atEach(async (service, label) => {
            const id = before[world.services.indexOf(service)];
            expect(await heldAs(service, "nightly"), label).to.include({ id, frequency: "daily", hour: "5" });
            expect(await heldAs(service, "moved"), label).to.include({ dayOfWeek: "wednesday", hour: "2" });
        });
    });

    it("resets what is no longer declared, and sends no stale hour with another frequency", async () => {
        await atEach(async (service, label) => {
            const puts = service.emulator.requests.filter(({ method }) => method === "PUT");
            expect(
                puts.map(({ body }) => body),
                label,
            ).to.have.deep.members([
                { schedule: { frequency: "daily", hour: "5" } },
                { schedule: { frequency: "continuous" } },
            ]);
            const nightly = await service.stored("nightly");
            expect(nightly?.inputs).to.include({ hour: 5 }).and.not.have.property("minute");
            expect((await heldAs(service, "nightly"))?.minute).not.to.equal("30");
            expect((await heldAs(service, "switched"))?.hour).not.to.equal("7");
        });
    });

    it("destroys them with one DELETE each", async () => {
        const calls = await world.callsDuring(() => world.program.destroy());
        expectWrites(calls, { "DELETE schedule": 3 });
        await expectCounts(0, 0);
        expect(await world.program.schedules()).to.deep.equal({});
    });

    it("creates new ones when they are wanted again within the day", async () => {
        await world.program.up();
        await expectCounts(2, 1);
        await atEach(async (service) => {
            for (const name of NAMES) await heldAs(service, name);
        });
    });

    it("takes those that are gone already as destroyed", async () => {
        await atEach(({ emulator, syncIds, held }) => {
            for (const syncId of syncIds)
                for (const { id } of held(syncId)) emulator.removeSchedule(syncId, id);
        });
        await world.program.destroy();
        expect(await world.program.schedules()).to.deep.equal({});
    });
});
