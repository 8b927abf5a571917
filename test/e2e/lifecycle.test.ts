import { expect } from "chai";
import { summaryOf } from "./support/command-line";
import { callsDuring, countedCalls, openWorld, type World } from "./support/world";

const RESOURCE = "const schedule = new polytomic.BulkSyncSchedule";
const KNOWN = "schedule.scheduleId.apply((id) => { console.log(`known: ${id}`); });";

for (const ids of [false, true]) {
    describe(`a schedule's life where answers carry ${ids ? "ids" : "no ids"}`, () => {
        const lookUp = ids ? {} : { "GET sync": 1 };
        let world: World;

        before(async () => {
            world = await openWorld({ ids });
        });

        after(() => world.close());

        const declare = (fields: object, syncId = world.syncId) => {
            world.program.write(
                `${RESOURCE}("nightly", ${JSON.stringify({ syncId, ...fields })});\n${KNOWN}`,
            );
        };

        /** The one schedule that the service holds; state must name it. */
        const theOne = async (syncId = world.syncId) => {
            const [schedule, ...others] = world.emulator.schedules(syncId);
            expect(others).to.deep.equal([]);
            const { nightly } = await world.program.schedules();
            expect(nightly?.id).to.equal(`${syncId}/${schedule?.id ?? "?"}`);
            return { held: schedule, stored: nightly };
        };

        it("previews a create without a call, and without a key", async () => {
            declare({ frequency: "daily", hour: 3, minute: 30 });
            const output = await world.program.preview({ POLYTOMIC_API_KEY: undefined });
            expect(summaryOf(output)).to.deep.equal({ "to create": 2 });
            expect(output).not.to.contain("known:");
            expect(world.emulator.requests).to.deep.equal([]);
        });

        it("creates it with one POST", async () => {
            await world.program.up();
            const { held } = await theOne();
            expect(held).to.include({ frequency: "daily", hour: "3", minute: "30" });
            expect(countedCalls(world.emulator)).to.deep.equal({
                "GET me": 1,
                "POST schedules": 1,
                ...lookUp,
            });
            expect(world.emulator.requests.map(({ version }) => version)).to.include.all.members([
                "2025-09-18",
            ]);
        });

        it("makes no call and changes nothing when nothing changed", async () => {
            const before = await world.program.deployment();
            let output = "";
            const calls = await callsDuring(world.emulator, async () => {
                output = await world.program.up();
            });
            expect(summaryOf(output)).to.deep.equal({ unchanged: 2 });
            expect(calls).to.deep.equal({});
            expect((await world.program.deployment()).resources).to.deep.equal(before.resources);
        });

        it("shows no drift on refresh", async () => {
            const { nightly: before } = await world.program.schedules();
            expect(summaryOf(await world.program.refresh())).to.deep.equal({ unchanged: 2 });
            const { nightly: after } = await world.program.schedules();
            expect(after?.inputs).to.deep.equal(before?.inputs);
            expect(after?.outputs).to.deep.equal(before?.outputs);
        });

        it("previews an update property by property, with the schedule's id known to its dependents", async () => {
            declare({ frequency: "daily", hour: 5 });
            const calls = await callsDuring(world.emulator, async () => {
                const output = await world.program.preview();
                expect(summaryOf(output)).to.deep.equal({ "to update": 1, unchanged: 1 });
                expect(output)
                    .to.match(/~ hour +: 3 => 5/)
                    .and.match(/- minute *: 30/);
                const { held } = await theOne();
                expect(output).to.contain(`known: ${held?.id ?? "?"}`);
            });
            expect(calls).to.deep.equal({});
        });

        it("updates it with one PUT of the whole definition, which resets what is no longer declared", async () => {
            const id = (await theOne()).held?.id;
            const calls = await callsDuring(world.emulator, () => world.program.up());
            expect(calls).to.deep.equal({ "PUT schedule": 1 });
            const { held, stored } = await theOne();
            expect(held).to.include({ id, frequency: "daily", hour: "5" });
            expect(held?.minute).to.equal(undefined);
            expect(stored?.inputs).to.include({ hour: 5 }).and.not.have.property("minute");
        });

        it("sends no stale hour with another frequency", async () => {
            declare({ frequency: "continuous" });
            world.emulator.clearRequests();
            await world.program.up();
            expect(world.emulator.requests.map(({ method, body }) => ({ method, body }))).to.deep.equal([
                { method: "PUT", body: { schedule: { frequency: "continuous" } } },
            ]);
            const { held } = await theOne();
            expect(held).to.include({ frequency: "continuous" });
            expect(held?.hour).to.equal(undefined);
        });

        it("moves it to another bulk sync: created there, deleted here", async () => {
            const other = world.emulator.syncs[1]?.id ?? "";
            declare({ frequency: "daily", hour: 5 }, other);
            const calls = await callsDuring(world.emulator, async () => {
                const output = await world.program.up();
                expect(summaryOf(output)).to.include({ replaced: 1 });
            });
            expect(calls).to.deep.equal({
                "GET me": 1,
                "POST schedules": 1,
                "DELETE schedule": 1,
                ...lookUp,
            });
            expect((await theOne(other)).held).to.include({ frequency: "daily", hour: "5" });
            expect(world.emulator.schedules(world.syncId)).to.deep.equal([]);
        });

        it("destroys it", async () => {
            const other = world.emulator.syncs[1]?.id ?? "";
            const calls = await callsDuring(world.emulator, () => world.program.destroy());
            expect(calls).to.deep.equal({ "DELETE schedule": 1 });
            expect(world.emulator.schedules(other)).to.deep.equal([]);
            expect(await world.program.schedules()).to.deep.equal({});
        });

        it("creates a new one when it is wanted again within the day", async () => {
            declare({ frequency: "daily", hour: 6 });
            await world.program.up();
            expect((await theOne()).held).to.include({ frequency: "daily", hour: "6" });
            expect(summaryOf(await world.program.refresh())).to.deep.equal({ unchanged: 2 });
        });

        it("takes one that is gone already as destroyed", async () => {
            const { held } = await theOne();
            world.emulator.removeSchedule(world.syncId, held?.id ?? "?");
            await world.program.destroy();
            expect(await world.program.schedules()).to.deep.equal({});
        });
    });
}
