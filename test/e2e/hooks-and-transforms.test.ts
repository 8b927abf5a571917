import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { startEmulator, type Emulator } from "../../emulator/src";
import { findPulumi } from "../../scripts/pulumi-cli";
import { FAST_START } from "../support/fast-start";
import { createProject, projectEnvironment } from "../support/pulumi-project";
import { CommandFailure, runCommand } from "./support/command-line";
import { installationFolder } from "./support/hooks";

/**
 * Runs a command of the CLI with a program that is a function: the CLI alone offers hooks and transforms then, whatever the
 * language host at hand can do. Prints what the hooks have got.
 */
const SCRIPT = `
const pulumi = require("@pulumi/pulumi");
const { LocalWorkspace } = require("@pulumi/pulumi/automation");
const polytomic = require("pulumi-polytomic");

const [command, syncId, hour] = process.argv.slice(2);
const calls = [];

function hook(when) {
    return new pulumi.ResourceHook(when, ({ name, newInputs, newOutputs }) => {
        const { schedule } = newOutputs ?? {};
        calls.push({ when, name, hour: newInputs?.hour, response: schedule && JSON.parse(schedule).hour });
    });
}

async function everyHalfPast({ props, opts }) {
    await new Promise((resolve) => setTimeout(resolve, 10));
    return { props: { ...props, minute: 30 }, opts };
}

async function program() {
    const points = ["beforeCreate", "afterCreate", "beforeUpdate", "afterUpdate", "beforeDelete", "afterDelete"];
    new polytomic.BulkSyncSchedule(
        "nightly",
        { syncId, frequency: "daily", hour: Number(hour) },
        { hooks: Object.fromEntries(points.map((point) => [point, [hook(point)]])), transforms: [everyHalfPast] },
    );
}

async function main() {
    const inline = { stackName: "test", projectName: "hooks", program };
    const stack = await LocalWorkspace.createOrSelectStack(inline, { workDir: __dirname });
    await stack[command]({ runProgram: true });
    console.log(JSON.stringify(calls));
}
main();
`;

describe("resource hooks and async transforms, with the real CLI", () => {
    let emulator: Emulator;
    let folder: string;

    before(async () => {
        emulator = await startEmulator();
        folder = join(installationFolder(), "hooks");
        createProject(folder, "hooks", ".");
        writeFileSync(join(folder, "inline.js"), SCRIPT);
    });

    after(() => emulator.close());

    const syncId = () => emulator.syncs[0]?.id ?? "";

    async function callsDuring(command: string, hour: number): Promise<unknown> {
        const environment = {
            ...projectEnvironment(await findPulumi(), folder),
            ...FAST_START,
            POLYTOMIC_API_KEY: emulator.apiKey,
            POLYTOMIC_DEPLOYMENT_URL: emulator.url,
        };
        const args = ["inline.js", command, syncId(), String(hour)];
        const { code, output } = await runCommand(process.execPath, args, folder, environment);
        if (code !== 0) throw new CommandFailure(output);
        return JSON.parse(output);
    }

    const schedules = () => emulator.schedules(syncId()).map(({ hour, minute }) => `${hour}:${minute}`);
    const name = "nightly";

    // One stack from here on: it is created, updated and destroyed.
    it("surround a create", async () => {
        expect(await callsDuring("up", 3)).to.deep.equal([
            { when: "beforeCreate", name, hour: 3 },
            { when: "afterCreate", name, hour: 3, response: "3" },
        ]);
        expect(schedules()).to.deep.equal(["3:30"]);
    });

    it("surround an update", async () => {
        expect(await callsDuring("up", 4)).to.deep.equal([
            { when: "beforeUpdate", name, hour: 4 },
            { when: "afterUpdate", name, hour: 4, response: "4" },
        ]);
        expect(schedules()).to.deep.equal(["4:30"]);
    });

    it("surround a delete", async () => {
        expect(await callsDuring("destroy", 4)).to.deep.equal([
            { when: "beforeDelete", name },
            { when: "afterDelete", name },
        ]);
        expect(schedules()).to.deep.equal([]);
    });
});
