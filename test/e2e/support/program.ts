/** A Pulumi program in a folder of its own, driven by the real CLI with a file backend of its own. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { LocalWorkspace, PulumiCommand, type Stack } from "@pulumi/pulumi/automation";
import { findPulumi, pulumiEnvironment } from "../../../scripts/pulumi-cli";
import { CommandLine, type Environment } from "./command-line";

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

/** What state keeps of the service's answer. */
export function answerIn(resource: StoredResource | undefined): unknown {
    return JSON.parse(String(resource?.outputs["schedule"])) as unknown;
}

export interface Deployment {
    readonly resources?: StoredResource[];
    readonly pending_operations?: unknown[];
}

export interface ProgramOptions {
    /** The folder under which the program's own is made. */
    readonly installation: string;
    readonly name: string;
    /** Environment of the CLI and everything that it starts. */
    readonly environment?: Record<string, string>;
    /** The program's language. Default: JavaScript, which starts faster. */
    readonly language?: "javascript" | "typescript";
}

const SCHEDULE_TYPE = "pulumi-nodejs:dynamic/polytomic:BulkSyncSchedule";

export class Program {
    private constructor(
        readonly folder: string,
        readonly stack: Stack,
        private readonly main: string,
        private readonly commandLine: CommandLine,
    ) {}

    static async create(options: ProgramOptions): Promise<Program> {
        const { installation, name, environment = {}, language = "javascript" } = options;
        const folder = join(installation, name);
        const backend = join(folder, ".backend");
        mkdirSync(backend, { recursive: true });
        const main = language === "javascript" ? "index.js" : "index.ts";
        writeFileSync(join(folder, "Pulumi.yaml"), `name: ${name}\nruntime: nodejs\nmain: ${main}\n`);
        writeFileSync(join(folder, main), "");
        const pulumi = await findPulumi();
        const envVars = {
            PATH: pulumiEnvironment(pulumi)["PATH"] ?? "",
            PULUMI_BACKEND_URL: `file://${backend}`,
            PULUMI_HOME: join(folder, ".pulumi-home"),
            PULUMI_CONFIG_PASSPHRASE: "test",
            PULUMI_SKIP_UPDATE_CHECK: "1",
            PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
            ...environment,
        };
        const pulumiCommand = await PulumiCommand.get({ root: join(pulumi.binFolder, "..") });
        const stack = await LocalWorkspace.createStack(
            { stackName: "test", workDir: folder },
            { pulumiCommand, envVars },
        );
        const binary = join(pulumi.binFolder, "pulumi");
        return new Program(folder, stack, main, new CommandLine({ binary, folder, environment: envVars }));
    }

    /** Everything that the commands of `pulumi` below have printed. */
    get printed(): string {
        return this.commandLine.printed;
    }

    /** Runs a command as a user would type it, and gives what it printed. */
    pulumi(command: string, environment?: Environment): Promise<string> {
        return this.commandLine.run(command.split(" "), environment);
    }

    preview(environment?: Environment): Promise<string> {
        return this.pulumi("preview --diff", environment);
    }

    up(environment?: Environment): Promise<string> {
        return this.pulumi("up --yes --skip-preview --diff", environment);
    }

    refresh(environment?: Environment): Promise<string> {
        return this.pulumi("refresh --yes --skip-preview --diff", environment);
    }

    destroy(environment?: Environment): Promise<string> {
        return this.pulumi("destroy --yes --skip-preview", environment);
    }

    /** The program's own outputs, as the stack keeps them. */
    async outputs(): Promise<Record<string, unknown>> {
        return JSON.parse(await this.pulumi("stack output --json")) as Record<string, unknown>;
    }

    /** Writes the program; `polytomic` and `pulumi` are there for it to use. */
    write(body: string): void {
        const isJavaScript = this.main.endsWith(".js");
        const imports = isJavaScript
            ? 'const pulumi = require("@pulumi/pulumi");\nconst polytomic = require("pulumi-polytomic");\n'
            : 'import * as pulumi from "@pulumi/pulumi";\nimport * as polytomic from "pulumi-polytomic";\n';
        this.writeFile(this.main, `${imports}${body}\n`);
    }

    /** Writes a file of the program's folder. */
    writeFile(path: string, text: string): void {
        const file = join(this.folder, path);
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, text);
    }

    async deployment(): Promise<Deployment> {
        const deployment: unknown = (await this.stack.exportStack()).deployment;
        return deployment as Deployment;
    }

    /** The schedules in state, by their names. */
    async schedules(): Promise<Record<string, StoredResource>> {
        const { resources = [] } = await this.deployment();
        const schedules = resources.filter(({ type }) => type === SCHEDULE_TYPE);
        return Object.fromEntries(
            schedules.map((resource) => [resource.urn.split("::").at(-1) ?? "", resource]),
        );
    }
}

/** The text that the CLI printed for a command that must fail. */
export async function failureOf(command: Promise<unknown>): Promise<string> {
    try {
        await command;
    } catch (error) {
        return error instanceof Error ? error.message : String(error);
    }
    throw new Error("the command was expected to fail, and succeeded");
}
