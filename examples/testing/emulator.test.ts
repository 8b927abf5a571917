import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { LocalWorkspace, type Stack } from "@pulumi/pulumi/automation";
import { startEmulator, type Emulator } from "polytomic-emulator";

let emulator: Emulator;
let stack: Stack;
let syncId: string;
const state = mkdtempSync(join(tmpdir(), "pulumi-state-"));

before(async () => {
    emulator = await startEmulator({ syncs: 0 });
    syncId = emulator.addSync({ name: "Orders" }).id;
    stack = await LocalWorkspace.createOrSelectStack(
        { stackName: "test", workDir: __dirname },
        {
            envVars: {
                PULUMI_BACKEND_URL: pathToFileURL(state).href,
                PULUMI_CONFIG_PASSPHRASE: "test",
                POLYTOMIC_DEPLOYMENT_URL: emulator.url,
                POLYTOMIC_API_KEY: emulator.apiKey,
            },
        },
    );
    await stack.setConfig("syncId", { value: syncId });
});

after(async () => {
    await stack.workspace.removeStack("test", { force: true });
    rmSync(state, { recursive: true });
    await emulator.close();
});

const hours = () => emulator.schedules(syncId).map(({ hour }) => hour);

test("the program deploys one schedule, also where Polytomic's response is lost", async () => {
    emulator.fault({ kind: "reset-after-write", method: "POST" });
    await stack.up();
    assert.deepEqual(hours(), ["3"]);
});

test("a second deployment changes nothing", async () => {
    emulator.clearRequests();
    await stack.up({ expectNoChanges: true });
    assert.equal(emulator.requests.length, 0);
});

test("a change in the web app is found and undone", async () => {
    const [schedule] = emulator.schedules(syncId);
    emulator.editSchedule(syncId, schedule.id, { hour: "5" });
    await stack.refresh();
    await stack.up();
    assert.deepEqual(hours(), ["3"]);
});

test("destroying the stack deletes the schedule", async () => {
    await stack.destroy();
    assert.deepEqual(hours(), []);
});
