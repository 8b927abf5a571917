/** Records a stack's state, and what the service holds then. */
import { execFile } from "node:child_process";
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
import path from "node:path";
import { startEmulator, type Emulator } from "../../emulator/src";
import { createProject, projectEnvironment, readState, STACK } from "../../test/support/pulumi-project";
import { PROJECT, STATE_FILES, URL_IN_FILES } from "../../test/support/recorded-states";
import { findPulumi } from "../pulumi-cli";
import { STACKS, type Commands, type Stack } from "./stacks";

const REPOSITORY = path.resolve(__dirname, "../..");

/** Deploys each of the stacks with the package as it is built, and writes what remains into folders of these names. */
export async function recordStates(target: string): Promise<void> {
    for (const [name, stack] of Object.entries(STACKS)) {
        const folder = realpathSync(mkdtempSync(path.join(tmpdir(), "pulumi-polytomic-state-")));
        const emulator = await startEmulator({ ids: true, syncs: 0 });
        try {
            await record(stack, { name, folder, emulator, target: path.join(target, name) });
        } finally {
            await emulator.close();
            rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
        }
    }
}

interface Place {
    readonly name: string;
    readonly folder: string;
    readonly emulator: Emulator;
    readonly target: string;
}

async function record(stack: Stack, { name, folder, emulator, target }: Place): Promise<void> {
    createProject(folder, PROJECT, STATE_FILES.program);
    cpSync(path.join(__dirname, "programs", `${name}.js`), path.join(folder, STATE_FILES.program));
    // What the program imports is installed in the repository.
    symlinkSync(path.join(REPOSITORY, "node_modules"), path.join(folder, "node_modules"), "junction");
    const commands = await openCommands(folder);
    const config = stack.prepare(emulator);
    await commands.succeed(`config set polytomic:deploymentUrl ${emulator.url}`);
    await commands.succeed(`config set --secret polytomic:apiKey ${emulator.apiKey}`);
    for (const [key, value] of Object.entries(config))
        await commands.succeed(`config set ${key.endsWith("Key") ? "--secret " : ""}${key} ${value}`);
    await stack.deploy(commands, emulator, config);
    await commands.succeed(`stack export --file ${STATE_FILES.state}`);

    mkdirSync(target, { recursive: true });
    const keep = (file: string, text: string) => {
        // State names the files of this machine that declare resources.
        const moved = text
            .replaceAll(emulator.url, URL_IN_FILES)
            .replaceAll(folder, "/program")
            .replaceAll(REPOSITORY, "/repository");
        writeFileSync(path.join(target, file), moved);
    };
    keep(STATE_FILES.settings, readFileSync(path.join(folder, `Pulumi.${STACK}.yaml`), "utf8"));
    for (const file of [STATE_FILES.program, STATE_FILES.state])
        keep(file, readFileSync(path.join(folder, file), "utf8"));
    keep(STATE_FILES.service, `${JSON.stringify(emulator.snapshot(), undefined, 2)}\n`);
}

async function openCommands(folder: string): Promise<Commands> {
    const pulumi = await findPulumi();
    const run = (command: string) =>
        new Promise<{ isDone: boolean; printed: string }>((resolve) => {
            const options = { cwd: folder, env: projectEnvironment(pulumi, folder) };
            execFile(pulumi.command, command.split(" "), options, (error, stdout, stderr) => {
                resolve({ isDone: error === null, printed: stdout + stderr });
            });
        });
    const expectEnd = async (command: string, isToSucceed: boolean) => {
        console.log(`$ pulumi ${command.replace(/(--secret \S+) .*/, "$1 …")}`);
        const { isDone, printed } = await run(command);
        if (isDone !== isToSucceed)
            throw new Error(
                `\`pulumi ${command}\` was expected to ${isToSucceed ? "succeed" : "fail"}:\n${printed}`,
            );
    };
    return {
        succeed: (command) => expectEnd(command, true),
        fail: (command) => expectEnd(command, false),
        urnOf(name) {
            const { resources = [] } = readState(folder, PROJECT);
            const resource = resources.find(({ urn }) => urn.endsWith(`::${name}`));
            if (resource === undefined) throw new Error(`state has no resource ${name}`);
            return resource.urn;
        },
    };
}
