import { join } from "node:path";
import { expect } from "chai";
import packageJson from "../../package.json";
import { startEmulator, type Emulator } from "../../emulator/src";
import { PROJECT, recordedStacks, URL_IN_FILES, type RecordedStack } from "../support/recorded-states";
import { STACK } from "../support/pulumi-project";
import { summaryOf } from "./support/command-line";
import { installationFolder } from "./support/hooks";
import { Program } from "./support/program";
import { callsDuring } from "./support/world";

/** The stack as the release left it, with the service that it left, for the package of now. */
async function goOnWith(stack: RecordedStack, name = ""): Promise<{ emulator: Emulator; program: Program }> {
    const emulator = await startEmulator({ snapshot: stack.snapshot() });
    const read = (file: Parameters<RecordedStack["read"]>[0]) =>
        stack.read(file).replaceAll(URL_IN_FILES, emulator.url);
    const installation = join(installationFolder(), `states-${stack.version}-${stack.name}${name}`);
    const program = await Program.create({ installation, name: PROJECT });
    program.writeFile("index.js", read("program"));
    program.writeFile(`Pulumi.${STACK}.yaml`, read("settings"));
    program.writeFile("state.json", read("state"));
    await program.pulumi("stack import --file state.json");
    return { emulator, program };
}

const schedulesOf = (emulator: Emulator) => emulator.syncs.flatMap(({ id }) => emulator.schedules(id));
const executionsOf = (emulator: Emulator) => Object.values(emulator.snapshot().executions).flat();

/** What the package of now must do with each of the stacks, one test after another. */
const EXPECTATIONS: Readonly<Record<string, (stack: RecordedStack) => void>> = {
    "all-resources": (stack) => {
        let emulator: Emulator;
        let program: Program;

        before(async () => {
            ({ emulator, program } = await goOnWith(stack));
        });

        after(() => emulator.close());

        it("is previewed and deployed without a change or a write", async () => {
            const calls = await callsDuring(emulator, async () => {
                await program.pulumi("preview --expect-no-changes");
                await program.pulumi("up --yes --skip-preview --expect-no-changes");
            });
            // For `BulkSyncSchedule.get`.
            expect(Object.keys(calls).every((call) => call.startsWith("GET "))).to.be.true;
        });

        it("is refreshed without a change or a write", async () => {
            const calls = await callsDuring(emulator, () =>
                program.pulumi("refresh --yes --skip-preview --expect-no-changes"),
            );
            expect(Object.keys(calls).every((call) => call.startsWith("GET "))).to.be.true;
        });

        it("is updated where the program has changed", async () => {
            const held = schedulesOf(emulator);
            await program.pulumi("config set hour 4");
            expect(summaryOf(await program.up()))
                .to.include({ updated: 1 })
                .and.not.to.have.property("created");
            const changed = schedulesOf(emulator).filter(({ hour }, index) => hour !== held[index]?.hour);
            expect(changed.map(({ hour, isDefault }) => [hour, isDefault])).to.deep.equal([["4", true]]);
        });

        it("is refreshed without what has gone with its bulk sync", async () => {
            const [{ id } = { id: "" }] = emulator.syncs.filter(({ name }) => name === "exclusiveSync");
            emulator.removeSync(id);
            expect(summaryOf(await program.refresh())).to.include({ deleted: 2 });
        });

        it("is destroyed, but for what it only read", async () => {
            await program.destroy();
            expect(schedulesOf(emulator).map(({ hour }) => hour)).to.deep.equal(["10"]);
            const { syncs } = emulator.snapshot().store;
            expect(syncs.filter(({ active }) => !active)).to.have.length(1);
        });
    },

    "after-failures": (stack) => {
        let emulator: Emulator;
        let program: Program;

        const open = async (name?: string) => {
            ({ emulator, program } = await goOnWith(stack, name));
            emulator.advanceClock(3_600_000);
        };
        const syncOf = (name: string) => emulator.syncs.find((sync) => sync.name === name)?.id ?? "";
        const hoursOf = (name: string) => emulator.schedules(syncOf(name)).map(({ hour }) => hour);
        const endsOf = (name: string) =>
            (emulator.snapshot().executions[syncOf(name)] ?? []).map(({ plan }) => plan.endsAs);

        for (const command of ["up", "up --refresh"])
            describe(`and \`pulumi ${command}\``, () => {
                before(() => open(command.replace(" ", "")));
                after(() => emulator.close());

                it("is repaired, without a second schedule or execution", async () => {
                    emulator.planExecution(syncOf("failed"), { runMs: 200 });
                    const printed = await program.pulumi(`${command} --yes --skip-preview --diff`);
                    expect(printed).to.match(/was started at \S+ by an earlier run of this resource/);
                    for (const name of ["unconfirmed", "crashed", "taken-over", "gone"])
                        expect(hoursOf(name), name).to.deep.equal([name === "gone" ? "4" : "3"]);
                    for (const name of ["overdue", "crashed-run"])
                        expect(endsOf(name), name).to.have.length(1);
                    expect(endsOf("failed")).to.deep.equal(["failed", undefined]);
                    expect(hoursOf("exclusive")).to.have.length(1);
                });

                it("is as declared then", async () => {
                    await program.pulumi("up --yes --skip-preview --expect-no-changes");
                    await program.pulumi("refresh --yes --skip-preview --expect-no-changes");
                });

                it("is destroyed, and leaves the default schedule of others", async () => {
                    const executions = executionsOf(emulator).length;
                    await program.destroy();
                    const left = schedulesOf(emulator).map(({ syncId }) => syncId);
                    expect(left).to.deep.equal([syncOf("exclusive")]);
                    expect(executionsOf(emulator)).to.have.length(executions);
                });
            });

        it("is destroyed at once, with the schedule of an unconfirmed create", async () => {
            await open("destroy");
            try {
                await program.destroy();
                for (const name of ["unconfirmed", "taken-over", "gone"])
                    expect(hoursOf(name), name).to.deep.equal([]);
            } finally {
                await emulator.close();
            }
        });
    },
};

describe("the states of released versions", () => {
    const stacks = recordedStacks();

    it("are there for this version, each kind of stack", () => {
        const recorded = stacks.filter(({ version }) => version === packageJson.version);
        expect(recorded.map(({ name }) => name)).to.have.members(Object.keys(EXPECTATIONS));
    });

    for (const stack of stacks)
        describe(`${stack.version}: ${stack.name}`, () => {
            EXPECTATIONS[stack.name]?.(stack);
        });
});
