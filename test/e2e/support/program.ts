/** A Pulumi program in a folder of its own, driven by the real CLI with a file backend of its own. */
import { mkdirSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { findPulumi, type Pulumi } from "../../../scripts/pulumi-cli";
import { FAST_START, FAST_START_TYPESCRIPT } from "../../support/fast-start";
import {
    createProject,
    projectEnvironment,
    readState,
    SAVE_STATE_AT_END,
    writeSettings,
    type Deployment,
    type StackSettings,
    type StoredResource,
} from "../../support/pulumi-project";
import { secretsSettings } from "../../support/secrets-service";
import { CommandLine, type Environment } from "./command-line";

export type { Deployment, StoredResource };

/** What state keeps of the service's answer. */
export function answerIn(resource: StoredResource | undefined): unknown {
    return JSON.parse(String(resource?.outputs["schedule"])) as unknown;
}

export interface ProgramOptions {
    /** The folder under which the program's own is made. */
    readonly installation: string;
    readonly name: string;
    /** Default: the CLI that all scripts run. */
    readonly pulumi?: Pulumi;
    /** Environment of the CLI and everything that it starts. */
    readonly environment?: Record<string, string>;
    /** The program's language. Default: JavaScript, which starts faster. */
    readonly language?: "javascript" | "typescript";
    /** Whether it starts as a user's does, which takes twice the work. Default: false. */
    readonly startsAsUsers?: boolean;
}

const SCHEDULE_TYPE = "pulumi-nodejs:dynamic/polytomic:BulkSyncSchedule";

export class Program {
    private constructor(
        readonly folder: string,
        private readonly main: string,
        private readonly settings: StackSettings,
        private readonly commandLine: CommandLine,
    ) {}

    static async create(options: ProgramOptions): Promise<Program> {
        const { installation, name, environment = {}, language = "javascript", startsAsUsers } = options;
        const folder = join(installation, name);
        const main = language === "javascript" ? "index.js" : "index.ts";
        const settings = startsAsUsers ? {} : secretsSettings();
        createProject(folder, name, main, settings);
        writeFileSync(join(folder, main), "");
        const pulumi = options.pulumi ?? (await findPulumi());
        const fastStart = language === "typescript" ? FAST_START_TYPESCRIPT : FAST_START;
        const start = startsAsUsers ? {} : { ...fastStart, ...SAVE_STATE_AT_END };
        const commandLine = new CommandLine({
            ...{ binary: pulumi.command, folder },
            environment: { ...projectEnvironment(pulumi, folder), ...start, ...environment },
        });
        return new Program(folder, main, settings, commandLine);
    }

    /** Everything that the commands of `pulumi` below have printed. */
    get printed(): string {
        return this.commandLine.printed;
    }

    /** Runs a command as a user would type it, and gives what it printed. */
    pulumi(command: string, environment?: Environment): Promise<string> {
        return this.commandLine.run(command.split(" "), environment);
    }

    /** The same with words that may have spaces. */
    run(words: readonly string[], environment?: Environment): Promise<string> {
        return this.commandLine.run(words, environment);
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
        const { resources = [] } = this.state();
        const { outputs = {} } = resources.find(({ type }) => type === "pulumi:pulumi:Stack") ?? {};
        if (!hasSecrets(outputs)) return outputs;
        return JSON.parse(await this.pulumi("stack output --json")) as Record<string, unknown>;
    }

    /** Sets plain values of the stack's configuration, before the first command. */
    configure(values: Readonly<Record<string, string>>): void {
        const config = Object.fromEntries(
            Object.entries(values).map(([key, value]) => [
                key.includes(":") ? key : `${this.name}:${key}`,
                value,
            ]),
        );
        writeSettings(this.folder, { ...this.settings, config });
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

    /** The stack's state as the backend keeps it, with encrypted secrets. */
    state(): Deployment {
        return readState(this.folder, this.name);
    }

    /** The stack's state with its secrets in clear. Only they need a command of the CLI. */
    async deployment(): Promise<Deployment> {
        const state = this.state();
        return hasSecrets(state) ? this.exported() : state;
    }

    /** The same from any backend. */
    async exported(): Promise<Deployment> {
        const { output } = await this.commandLine.execute(["stack", "export", "--show-secrets"]);
        return (JSON.parse(output) as { deployment: Deployment }).deployment;
    }

    /** The schedules in state, by their names. */
    async schedules(): Promise<Record<string, StoredResource>> {
        const encrypted = schedulesIn(this.state());
        return hasSecrets(encrypted) ? schedulesIn(await this.deployment()) : encrypted;
    }

    private get name(): string {
        return basename(this.folder);
    }
}

/** The schedules among a state's resources, by their names. */
export function schedulesIn({ resources = [] }: Deployment): Record<string, StoredResource> {
    const schedules = resources.filter(({ type }) => type === SCHEDULE_TYPE);
    return Object.fromEntries(schedules.map((resource) => [resource.urn.split("::").at(-1) ?? "", resource]));
}

const hasSecrets = (state: unknown) => JSON.stringify(state).includes('"ciphertext"');

/** The text that the CLI printed for a command that must fail. */
export async function failureOf(command: Promise<unknown>): Promise<string> {
    try {
        await command;
    } catch (error) {
        return error instanceof Error ? error.message : String(error);
    }
    throw new Error("the command was expected to fail, and succeeded");
}
