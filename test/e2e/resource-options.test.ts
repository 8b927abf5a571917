import { expect } from "chai";
import { summaryOf } from "./support/command-line";
import { openWorld, type World } from "./support/world";

describe("Pulumi's resource options on a schedule, with the real CLI", () => {
    let world: World;

    beforeEach(async () => {
        world = await openWorld();
    });

    afterEach(() => world.close());

    /**
     * Runs a test that needs a language host of 2025 or later. The one that this repository builds is older: there even a
     * program without this package fails.
     */
    const ifHooksWork = async (test: () => Promise<void>) => {
        const hook = 'new pulumi.ResourceHook("probe", () => undefined)';
        world.program.write(
            `new pulumi.ComponentResource("a:b:C", "c", {}, { hooks: { beforeCreate: [${hook}] } });`,
        );
        const isSupported = await world.program.preview().then(
            () => true,
            () => false,
        );
        if (isSupported) await test();
    };

    const declare = (hour: number, options: string, before = "") => {
        world.program.write(`${before}
            new polytomic.BulkSyncSchedule("nightly", { syncId: "${world.syncId}", frequency: "daily", hour: ${hour} }, ${options});
        `);
    };
    const hours = () => world.emulator.schedules(world.syncId).map(({ hour }) => hour);

    it("ignoreChanges keeps what is deployed", async () => {
        declare(3, "{}");
        await world.program.up();
        declare(4, '{ ignoreChanges: ["hour"] }');
        expect(summaryOf(await world.program.up())).to.deep.equal({ unchanged: 2 });
        expect(hours()).to.deep.equal(["3"]);
    });

    it("replaceOnChanges replaces the resource, which has one schedule all the time", async () => {
        declare(3, "{}");
        await world.program.up();
        declare(4, '{ replaceOnChanges: ["hour"] }');
        expect(summaryOf(await world.program.up())).to.deep.equal({ replaced: 1, unchanged: 1 });
        expect(hours()).to.deep.equal(["4"]);
        const { nightly } = await world.program.schedules();
        expect(nightly?.id).to.equal(
            `${world.syncId}/${world.emulator.schedules(world.syncId)[0]?.id ?? ""}`,
        );
    });

    it("hideDiffs hides the values of a change, which is made", async () => {
        declare(3, "{}");
        await world.program.up();
        declare(4, '{ hideDiffs: ["hour"] }');
        const shown = await world.program.preview();
        expect(summaryOf(shown)).to.include({ "to update": 1 });
        expect(shown).not.to.match(/hour *: .*"4"/);
        await world.program.up();
        expect(hours()).to.deep.equal(["4"]);
    });

    it("transforms of the stack and of the resource change what is deployed", () =>
        ifHooksWork(async () => {
            const transform = (minute: number) =>
                `({ props, opts }) => ({ props: { ...props, minute: (props.minute ?? 0) + ${minute} }, opts })`;
            declare(
                3,
                `{ transforms: [${transform(1)}] }`,
                `pulumi.runtime.registerResourceTransform(${transform(2)});`,
            );
            await world.program.up();
            expect(world.emulator.schedules(world.syncId)[0]).to.include({ hour: "3", minute: "3" });
            expect(summaryOf(await world.program.up())).to.deep.equal({ unchanged: 2 });
        }));

    it("hooks run around each operation, with what the schedule has", () =>
        ifHooksWork(async () => {
            const events = ["Create", "Update", "Delete"].flatMap((name) => [
                `before${name}`,
                `after${name}`,
            ]);
            const hooks = (names: readonly string[]) => `
            const hooks = {};
            for (const name of ${JSON.stringify(names)})
                hooks[name] = [new pulumi.ResourceHook(name, ({ newOutputs, oldOutputs }) => {
                    const schedule = JSON.parse((newOutputs ?? oldOutputs ?? {}).schedule ?? "{}");
                    console.log("hook " + name + " " + schedule.hour);
                })];`;
            const ran = (printed: string) => printed.match(/hook \w+ \w+/g);
            declare(3, "{ hooks }", hooks(events));
            expect(ran(await world.program.up())).to.deep.equal([
                "hook beforeCreate undefined",
                "hook afterCreate 3",
            ]);
            declare(4, "{ hooks }", hooks(events));
            expect(ran(await world.program.up())).to.deep.equal([
                "hook beforeUpdate 3",
                "hook afterUpdate 4",
            ]);
            const destroyed = await world.program.pulumi("destroy --yes --skip-preview --run-program --diff");
            expect(ran(destroyed)).to.deep.equal(["hook beforeDelete 4", "hook afterDelete 4"]);
            expect(hours()).to.deep.equal([]);
        }));
});
