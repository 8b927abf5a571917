import { expect } from "chai";
import { openWorld, type World } from "./support/world";

let world: World;
afterEach(() => world.close());

async function expectLife(): Promise<void> {
    await world.program.up();
    expect(world.emulator.schedules(world.syncId)).to.have.length(1);
    const { nightly } = await world.program.schedules();
    const [held] = world.emulator.schedules(world.syncId);
    expect(nightly?.id).to.equal(`${world.syncId}/${held?.id ?? "?"}`);
    await world.program.destroy();
    expect(world.emulator.schedules(world.syncId)).to.deep.equal([]);
}

describe("an ESM program", () => {
    it("imports the package by its names, and awaits at its top level", async () => {
        world = await openWorld();
        world.program.writeFile("package.json", JSON.stringify({ type: "module" }));
        world.program.writeFile(
            "index.js",
            `import { BulkSyncSchedule } from "pulumi-polytomic";
             const syncId = await Promise.resolve("${world.syncId}");
             export const { scheduleId } = new BulkSyncSchedule("nightly", { syncId, frequency: "daily", hour: 3 });`,
        );
        await expectLife();
    });
});

describe("a strict TypeScript program", () => {
    const strict = { strict: true, module: "nodenext", target: "es2022", exactOptionalPropertyTypes: true };

    before(async () => {
        world = await openWorld({}, { language: "typescript" });
        world.program.writeFile("tsconfig.json", JSON.stringify({ compilerOptions: strict }));
    });

    it("has types for arguments, outputs and providers, which refuse what is wrong", async () => {
        world.program.write(`
            const args: polytomic.BulkSyncScheduleArgs = { syncId: "${world.syncId}", frequency: "daily", hour: 3, minute: "30" };
            const nightly = new polytomic.BulkSyncSchedule("nightly", args);
            export const scheduleId: pulumi.Output<string> = nightly.scheduleId;
            export const createdAt: pulumi.Output<string | undefined> = nightly.createdAt;
            export const schemas: pulumi.Output<readonly string[] | undefined> = nightly.schemas;
            const account: polytomic.ProviderArgs = { apiKey: pulumi.output("key") };
            void account;
            // @ts-expect-error No such word.
            const wrongWord: polytomic.BulkSyncScheduleArgs = { syncId: "s", frequency: "dayly" };
            // @ts-expect-error No such property.
            const wrongName: polytomic.BulkSyncScheduleArgs = { syncId: "s", frequency: "daily", minutes: 3 };
            // @ts-expect-error A frequency is missing.
            const missing: polytomic.BulkSyncScheduleArgs = { syncId: "s" };
            void [wrongWord, wrongName, missing];
        `);
        await expectLife();
    });
});
