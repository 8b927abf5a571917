import { expect } from "chai";
import { summaryOf } from "./support/command-line";
import { answerIn } from "./support/program";
import { callsDuring, openWorld, type World } from "./support/world";

describe("an input that the program leaves out", () => {
    let world: World;

    before(async () => {
        world = await openWorld({ fillIn: true });
        world.declare({ nightly: { frequency: "daily", hour: 3 } });
        await world.program.up();
    });

    after(() => world.close());

    const theOne = () => {
        const [held, ...others] = world.emulator.schedules(world.syncId);
        expect(others).to.deep.equal([]);
        return held;
    };

    const edit = (changes: object) => world.emulator.editSchedule(world.syncId, theOne()?.id ?? "", changes);

    it("is no drift, neither as the service filled it in nor as somebody set it since", async () => {
        expect(theOne()).to.include({ minute: "0", selectiveMode: "none" });
        edit({ minute: "45", selectiveMode: "incrementalFields" });
        expect(summaryOf(await world.program.refresh())).to.deep.equal({ unchanged: 2 });
        const { nightly } = await world.program.schedules();
        expect(nightly?.inputs).not.to.have.any.keys("minute", "selectiveMode");
        expect(answerIn(nightly)).to.include({ minute: "45", selectiveMode: "incrementalFields" });
        const calls = await callsDuring(world.emulator, async () => {
            expect(summaryOf(await world.program.up())).to.deep.equal({ unchanged: 2 });
        });
        expect(calls).to.deep.equal({});
    });

    it("is a change once it is declared, and drift from then on, gone or other", async () => {
        world.declare({ nightly: { frequency: "daily", hour: 3, minute: 0, selectiveMode: "none" } });
        const output = await world.program.up();
        expect(output)
            .to.match(/\+ minute *: 0/)
            .and.match(/\+ selectiveMode *: "none"/);
        expect(theOne()).to.include({ hour: "3", minute: "0", selectiveMode: "none" });

        edit({ minute: undefined, selectiveMode: "incrementalFields" });
        const shown = await world.program.pulumi("up --refresh --yes --skip-preview --diff");
        expect(shown)
            .to.match(/- minute *: 0/)
            .and.match(/~ selectiveMode *: "none" *=> "incrementalFields"/)
            .and.match(/\+ minute *: 0/)
            .and.match(/~ selectiveMode *: "incrementalFields" *=> "none"/);
        expect(theOne()).to.include({ hour: "3", minute: "0", selectiveMode: "none" });
    });

    it("does not keep `pulumi up --refresh` from making a schedule again that somebody deleted", async () => {
        const { nightly: before } = await world.program.schedules();
        world.emulator.removeSchedule(world.syncId, theOne()?.id ?? "");
        const output = await world.program.pulumi("up --refresh --yes --skip-preview");
        expect(summaryOf(output)).to.include({ created: 1 });
        const { nightly: after } = await world.program.schedules();
        expect(after?.id)
            .to.equal(`${world.syncId}/${theOne()?.id ?? "?"}`)
            .and.not.equal(before?.id);
    });
});
