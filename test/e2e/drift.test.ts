import { expect } from "chai";
import { summaryOf } from "./support/command-line";
import { answerIn } from "./support/program";
import { callsDuring, openWorld, type World } from "./support/world";

const WEEKLY = { frequency: "weekly", dayOfWeek: "wednesday", hour: 2, minute: 5 };
const DAILY = { frequency: "daily", hour: 7 };
const MONDAYS = { frequency: "weekly", dayOfWeek: "monday", hour: 9 };

describe("what somebody does in the web app", () => {
    let world: World;
    let ids: Record<string, string>;
    let [shown, preview] = ["", ""];

    before(async () => {
        world = await openWorld();
        const { emulator, program, syncId } = world;
        world.declare({ edited: WEEKLY, extended: DAILY, removed: MONDAYS });
        await program.up();
        const stored = Object.entries(await program.schedules());
        ids = Object.fromEntries(stored.map(([name, { id = "" }]) => [name, id.split("/")[1] ?? ""]));
        emulator.advanceClock(60_000);
        emulator.editSchedule(syncId, ids["edited"] ?? "", { dayOfWeek: "Friday", minute: undefined });
        emulator.editSchedule(syncId, ids["extended"] ?? "", { schemas: ["orders"], selectiveMode: "none" });
        emulator.removeSchedule(syncId, ids["removed"] ?? "");
        emulator.addSchedule(syncId, { frequency: "hourly" });
        shown = await program.refresh();
    });

    after(() => world.close());

    const held = (name: string) => world.emulator.schedules(world.syncId).find(({ id }) => id === ids[name]);

    it("is shown by a refresh property by property, and kept in state", async () => {
        expect(shown)
            .to.match(/~ dayOfWeek *: "wednesday" => "Friday"/)
            .and.match(/- minute *: 5/);
        expect(shown).not.to.match(/[+~] (hour|frequency|selectiveMode)\b/);
        expect(summaryOf(shown)).to.include({ deleted: 1 });
        const { edited } = await world.program.schedules();
        expect(edited?.inputs).to.include({ dayOfWeek: "Friday", hour: 2 }).and.not.have.property("minute");
    });

    it("reaches the outputs only, where the program does not declare it", async () => {
        const { extended } = await world.program.schedules();
        expect(answerIn(extended)).to.deep.include({ schemas: ["orders"], selectiveMode: "none" });
        expect(extended?.inputs).not.to.have.property("selectiveMode");
    });

    it("is a deletion where the schedule is gone", async () => {
        expect(await world.program.schedules()).to.have.all.keys("edited", "extended");
    });

    describe("and the `pulumi up` after that, as its preview shows", () => {
        let calls: Record<string, number>;

        before(async () => {
            preview = await world.program.preview();
            calls = await callsDuring(world.emulator, () => world.program.up());
        });

        it("undoes what was changed", () => {
            expect(preview)
                .to.match(/~ dayOfWeek *: "Friday" *=> "wednesday"/)
                .and.match(/\+ minute *: 5/);
            expect(summaryOf(preview)).to.deep.equal({ "to create": 1, "to update": 1 });
            expect(calls).to.include({ "PUT schedule": 1 }).and.not.have.property("DELETE schedule");
            expect(held("edited")).to.include({ dayOfWeek: "wednesday", hour: "2", minute: "5" });
            expect(held("extended")).to.include({ frequency: "daily", selectiveMode: "none" });
        });

        it("creates anew what was removed, and leaves alone what was added", async () => {
            const all = world.emulator.schedules(world.syncId);
            expect(all.map(({ frequency }) => frequency)).to.have.members([
                ...["weekly", "daily", "hourly", "weekly"],
            ]);
            const { removed } = await world.program.schedules();
            const anew = all.find(({ id }) => removed?.id === `${world.syncId}/${id}`);
            expect(anew).to.include({ frequency: "weekly", dayOfWeek: "monday", hour: "9" });
        });
    });
});
