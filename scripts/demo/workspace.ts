import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { pulumiEnvironment, type Pulumi } from "../pulumi-cli";
import { printCommand } from "./shell";

const repository = path.join(__dirname, "..", "..");

/** A copy of an example in a temporary folder, with a Pulumi backend of its own. */
export interface Workspace {
    readonly program: string;
    readonly environment: NodeJS.ProcessEnv;
    remove(): void;
}

export function openWorkspace(example: string, pulumi: Pulumi, environment: NodeJS.ProcessEnv): Workspace {
    const folder = realpathSync(mkdtempSync(path.join(tmpdir(), "pulumi-polytomic-demo-")));
    const program = path.join(folder, example);
    const [state, temporary] = [path.join(folder, "state"), path.join(folder, "tmp")];
    for (const made of [state, temporary]) mkdirSync(made);
    cpSync(path.join(repository, "examples", example), program, {
        recursive: true,
        filter: (source) => path.basename(source) !== "node_modules",
    });
    // What the program imports is installed in the repository.
    symlinkSync(path.join(repository, "node_modules"), path.join(folder, "node_modules"), "junction");
    const backend = { PULUMI_BACKEND_URL: pathToFileURL(state).href, PULUMI_CONFIG_PASSPHRASE: "demo" };
    printCommand(`cp -r examples/${example} ${program} && cd ${program}`);
    for (const [name, value] of Object.entries(backend)) printCommand(`export ${name}=${value}`);
    return {
        program,
        environment: {
            ...pulumiEnvironment(pulumi, environment),
            ...backend,
            PULUMI_HOME: path.join(folder, "home"),
            PULUMI_STACK: undefined,
            // The CLI's TypeScript compiler leaves its cache there.
            ...{ TMPDIR: temporary, TEMP: temporary, TMP: temporary },
        },
        remove: () => {
            // A command that was interrupted may still be ending.
            rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
        },
    };
}
