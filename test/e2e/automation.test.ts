import { spawn } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { startEmulator } from "../../emulator/src";
import { findPulumi } from "../../scripts/pulumi-cli";
import { FAST_START } from "../support/fast-start";
import { createProject, projectEnvironment } from "../support/pulumi-project";
import { installationFolder } from "./support/hooks";
import { installTools } from "./support/installation";

const USERS_TESTS = join(__dirname, "support", "inline-program.test.js");

/** Runs a user's tests of inline programs against an emulator, and gives what Jest printed. */
async function runJest(): Promise<string> {
    const folder = join(installationFolder(), "inline");
    mkdirSync(folder);
    await installTools(folder, ["jest@30.5.2"]);
    writeFileSync(join(folder, "jest.config.json"), JSON.stringify({ testTimeout: 120_000 }));
    copyFileSync(USERS_TESTS, join(folder, "inline-program.test.js"));
    createProject(folder, "inline", ".");
    const emulator = await startEmulator({ syncs: 0 });
    emulator.addSync({ name: "Orders" });
    const environment = {
        ...projectEnvironment(await findPulumi(), folder),
        ...FAST_START,
        POLYTOMIC_API_KEY: emulator.apiKey,
        POLYTOMIC_DEPLOYMENT_URL: emulator.url,
        NO_COLOR: "1",
    };
    const jest = join(folder, "node_modules/jest/bin/jest.js");
    const child = spawn(process.execPath, [jest, "--verbose"], {
        cwd: folder,
        env: environment,
        stdio: ["ignore", "pipe", "pipe"],
    });
    let printed = "";
    for (const stream of [child.stdout, child.stderr])
        stream.setEncoding("utf8").on("data", (text: string) => (printed += text));
    await once(child, "close");
    await emulator.close();
    return printed;
}

describe("inline programs of the Automation API, in Jest", () => {
    let printed: string;

    before(async () => {
        printed = await runJest();
    });

    for (const test of [
        "the environment is deployed",
        "a provider is deployed",
        "the configuration is deployed",
        "the workspace is told that lookup functions do not see it",
    ])
        it(`whose account is from ${test}`, () => {
            expect(printed, printed).to.match(new RegExp(`[✓√] ${test}`));
        });

    it("whose lookup fails have a report that says why", () => {
        expect(printed).to.match(/[✕×] a lookup that fails/);
        expect(printed).to.contain(
            'could not look up bulk sync "No such bulk sync": none of the account\'s 1 has this name',
        );
    });
});
