import { expect } from "chai";
import { countedCalls, openWorld, type World } from "./support/world";

for (const ids of [false, true]) {
    describe(`a schedule's life where answers carry ${ids ? "ids" : "no ids"}`, () => {
        let world: World;

        before(async () => {
            world = await openWorld({ ids });
        });

        after(() => world.close());

        it("previews a create without a call", async () => {
            world.declare({ nightly: { frequency: "daily", hour: 3, minute: 30 } });
            const { changeSummary } = await world.program.stack.preview();
            expect(changeSummary).to.deep.equal({ create: 2 });
            expect(world.emulator.requests).to.deep.equal([]);
        });

        it("creates it with one POST", async () => {
            await world.program.stack.up();
            const [schedule, ...others] = world.emulator.schedules(world.syncId);
            expect(others).to.deep.equal([]);
            expect(schedule).to.include({ frequency: "daily", hour: "3", minute: "30" });
            const lookUp = ids ? {} : { "GET sync": 1 };
            expect(countedCalls(world.emulator)).to.deep.equal({
                "GET me": 1,
                "POST schedules": 1,
                ...lookUp,
            });
            const { nightly } = await world.program.schedules();
            expect(nightly?.id).to.equal(`${world.syncId}/${schedule?.id ?? ""}`);
        });
    });
}
