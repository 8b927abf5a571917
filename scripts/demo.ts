/**
 * Deploys examples/daily with the Pulumi CLI, changes it and destroys it: to an emulator of Polytomic, or, where
 * POLYTOMIC_API_KEY and POLYTOMIC_SYNC_ID are set, to the real service, after asking. Leaves nothing behind.
 */
import {
    cpSync,
    mkdirSync,
    mkdtempSync,
    readFileSync,
    realpathSync,
    rmSync,
    symlinkSync,
    writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { API_VERSION, startEmulator } from "../emulator/src";
import { backendFolder, projectEnvironment } from "../test/support/pulumi-project";
import { findPulumi } from "./pulumi-cli";
import { askToGoOn, printCommand, Shell } from "./shell";

const REPOSITORY = resolve(__dirname, "..");
const DESTROY = "pulumi destroy --yes --skip-preview";

interface Service {
    readonly url: string;
    readonly apiKey: string;
    readonly syncId: string;
    readonly isReal: boolean;
}

async function main(): Promise<void> {
    const { POLYTOMIC_API_KEY: apiKey, POLYTOMIC_SYNC_ID: syncId, POLYTOMIC_DEPLOYMENT_URL } = process.env;
    if (apiKey && syncId) {
        const url = POLYTOMIC_DEPLOYMENT_URL ?? "https://app.polytomic.com";
        await askToGoOn(
            `This adds a schedule to bulk sync ${syncId} at ${url}, changes it and deletes it again.`,
        );
        return deploy({ url, apiKey, syncId, isReal: true });
    }
    if (apiKey || syncId)
        console.log(
            "The real service takes both POLYTOMIC_API_KEY and POLYTOMIC_SYNC_ID: this is the emulator.",
        );
    const emulator = await startEmulator({ syncs: 1 });
    const service = { ...emulator, syncId: emulator.syncs[0]?.id ?? "", isReal: false };
    console.log(
        `An emulator of the Polytomic API listens on ${emulator.url}. It has one bulk sync, ${service.syncId}.`,
    );
    await deploy(service).finally(() => emulator.close());
}

async function deploy(service: Service): Promise<void> {
    const pulumi = await findPulumi();
    const folder = realpathSync(mkdtempSync(join(tmpdir(), "pulumi-polytomic-demo-")));
    const program = copyExample(folder);
    const shell = new Shell(program, {
        ...projectEnvironment(pulumi, folder),
        POLYTOMIC_DEPLOYMENT_URL: service.url,
        POLYTOMIC_API_KEY: service.apiKey,
        PULUMI_STACK: undefined,
        // The CLI's TypeScript compiler leaves its cache there.
        ...{ TMPDIR: folder, TEMP: folder, TMP: folder },
    });
    let isToKeep = false;
    try {
        await showLife(shell, service);
        console.log("\nThat was the whole life of a schedule. Nothing is left behind.");
    } catch (error) {
        isToKeep = service.isReal && !(await isDestroyed(shell));
        throw error;
    } finally {
        // A command that was interrupted may still be ending.
        if (!isToKeep) rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    }
}

/** Copies the example into a folder that has a Pulumi backend, and returns the copy's path. */
function copyExample(folder: string): string {
    const program = join(folder, "daily");
    mkdirSync(backendFolder(folder));
    cpSync(join(REPOSITORY, "examples/daily"), program, {
        recursive: true,
        filter: (source) => basename(source) !== "node_modules",
    });
    // What the program imports is installed in the repository.
    symlinkSync(join(REPOSITORY, "node_modules"), join(folder, "node_modules"), "junction");
    printCommand(`cp -r examples/daily ${program} && cd ${program}`);
    return program;
}

async function showLife(shell: Shell, service: Service): Promise<void> {
    shell.printExports("PULUMI_BACKEND_URL", "PULUMI_CONFIG_PASSPHRASE");
    await shell.run("pulumi stack init demo");
    await shell.run(`pulumi config set syncId ${service.syncId}`);
    await shell.run("pulumi preview");
    await shell.run("pulumi up --yes --skip-preview");
    await printSchedules(service);
    edit(join(shell.folder, "index.ts"), "hour: 3", "hour: 5");
    await shell.run("pulumi preview --diff");
    await shell.run("pulumi up --yes --skip-preview");
    await printSchedules(service);
    await shell.run("pulumi up --yes --expect-no-changes");
    await shell.run(DESTROY);
    await printSchedules(service);
}

/** Changes the program, as a user would in an editor. */
function edit(file: string, from: string, to: string): void {
    printCommand(`sed -i 's/${from}/${to}/' ${basename(file)}`);
    writeFileSync(file, readFileSync(file, "utf8").replace(from, to));
}

/** Prints the bulk sync's schedules, straight from the service. */
async function printSchedules({ url, apiKey, syncId }: Service): Promise<void> {
    const schedules = `${url}/api/bulk/syncs/${syncId}/schedules`;
    const headers = (key: string) => ({ Authorization: `Bearer ${key}`, "X-Polytomic-Version": API_VERSION });
    const shown = Object.entries(headers("$POLYTOMIC_API_KEY")).map(
        ([name, value]) => `-H "${name}: ${value}"`,
    );
    printCommand(`curl ${shown.join(" ")} ${schedules}`);
    // The command is for the reader: there may be no curl here.
    const response = await fetch(schedules, { headers: headers(apiKey) });
    if (!response.ok) throw new Error(`GET ${schedules} answered ${response.status}.`);
    console.log(JSON.stringify(await response.json(), null, 2));
}

/** After a failure: whether what was deployed to the real service could be deleted. */
async function isDestroyed(shell: Shell): Promise<boolean> {
    try {
        await shell.run(DESTROY);
        return true;
    } catch {
        console.error(
            `\nThe schedule may still be in Polytomic. The program and its state are kept: cd ${shell.folder}, ` +
                "set the variables as above, then `pulumi cancel --yes` and `pulumi destroy`.",
        );
        return false;
    }
}

main().catch((error: unknown) => {
    console.error(`\n${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
});
