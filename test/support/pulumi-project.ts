/** Pulumi projects whose state, home and stack lie in the project's own folder, so that no command meets the user's. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { pulumiEnvironment, type Pulumi } from "../../scripts/pulumi-cli";

/** The stack that `createProject` makes, and that the project's commands work on. */
export const STACK = "test";

/**
 * The environment in which the CLI saves the state once, at the end of a command, and not after each resource. It is for
 * tests that let each command come to its end.
 */
export const SAVE_STATE_AT_END = { PULUMI_SKIP_CHECKPOINTS: "true" } as const;

/** The folder that holds the states of the project's stacks. */
export const backendFolder = (folder: string): string => join(folder, ".backend");

/** The environment for `pulumi` in the project's folder. */
export function projectEnvironment(pulumi: Pulumi, folder: string): NodeJS.ProcessEnv {
    return {
        ...pulumiEnvironment(pulumi),
        PULUMI_BACKEND_URL: pathToFileURL(backendFolder(folder)).href,
        PULUMI_CONFIG_PASSPHRASE: "test",
        PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
        PULUMI_HOME: join(folder, ".pulumi-home"),
        PULUMI_STACK: STACK,
    };
}

/** What `Pulumi.<stack>.yaml` holds: the stack's configuration, and how its secrets are encrypted. */
export type StackSettings = Readonly<Record<string, unknown>>;

/** Writes what `pulumi new` and `pulumi stack init` would write, without two commands of the CLI. */
export function createProject(
    folder: string,
    name: string,
    main: string,
    settings: StackSettings = {},
): void {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "Pulumi.yaml"), `name: ${name}\nruntime: nodejs\nmain: ${main}\n`);
    writeSettings(folder, settings);
    createStack(backendFolder(folder), name);
}

/** Writes the settings of the project's stack, in place of those that it has. */
export function writeSettings(folder: string, settings: StackSettings): void {
    writeFileSync(join(folder, `Pulumi.${STACK}.yaml`), JSON.stringify(settings));
}

/** Makes a backend in the folder with the project's stack in it, which has no resources. */
export function createStack(backend: string, name: string): void {
    mkdirSync(join(backend, ".pulumi/stacks", name), { recursive: true });
    writeFileSync(join(backend, ".pulumi/meta.yaml"), "version: 1\n");
    const checkpoint = { stack: `organization/${name}/${STACK}` };
    writeFileSync(stateFileIn(backend, name), JSON.stringify({ version: 3, checkpoint }));
}

/** The file in which the backend keeps the stack's state. Secrets in it are encrypted. */
export const stateFile = (folder: string, name: string): string => stateFileIn(backendFolder(folder), name);

const stateFileIn = (backend: string, name: string) => join(backend, ".pulumi/stacks", name, `${STACK}.json`);

/** A resource as `pulumi stack export` shows it. */
export interface StoredResource {
    readonly urn: string;
    readonly type: string;
    readonly id?: string;
    readonly delete?: boolean;
    readonly inputs: Record<string, unknown>;
    readonly outputs: Record<string, unknown>;
    readonly initErrors?: string[];
    /** The URNs of the resources that it depends on: all, and by each input's name. */
    readonly dependencies?: string[];
    readonly propertyDependencies?: Record<string, string[] | null>;
    /** Where the program made it, and what called that. */
    readonly sourcePosition?: string;
    readonly stackTrace?: { readonly sourcePosition?: string }[];
}

/** A stack's state as `pulumi stack export` shows it. */
export interface Deployment {
    readonly resources?: StoredResource[];
    readonly pending_operations?: { readonly resource: Pick<StoredResource, "urn"> }[];
}

/** The stack's state as the backend keeps it. */
export function readState(folder: string, name: string): Deployment {
    const stored = JSON.parse(readFileSync(stateFile(folder, name), "utf8")) as {
        checkpoint: { latest?: Deployment };
    };
    return stored.checkpoint.latest ?? {};
}
