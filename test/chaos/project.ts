/** A Pulumi project in a folder of its own, whose commands run as processes that can be killed. */
import { spawn, type ChildProcess } from "node:child_process";
import {
    closeSync,
    existsSync,
    openSync,
    readFileSync,
    readdirSync,
    symlinkSync,
    writeFileSync,
} from "node:fs";
import { join } from "node:path";
import type { Pulumi } from "../../scripts/pulumi-cli";
import { FAST_START } from "../support/fast-start";
import { secretsSettings } from "../support/secrets-service";
import {
    backendFolder,
    createProject,
    projectEnvironment,
    readState,
    type Deployment,
} from "../support/pulumi-project";

export const PROJECT = "chaos";

const PROGRAM = `
const polytomic = require("pulumi-polytomic");
const declared = require("./declared.json");
for (const [name, { args, opts }] of Object.entries(declared)) new polytomic.BulkSyncSchedule(name, args, opts);
`;

/** What the program declares, by resource name. */
export type Declared = Record<string, { args: object; opts: object }>;

export interface Command {
    readonly child: ChildProcess;
    /** The exit code; null where a signal ended it. */
    readonly ended: Promise<number | null>;
}

export class Project {
    private readonly log: string;

    constructor(
        readonly folder: string,
        modules: string,
        private readonly pulumi: Pulumi,
        private readonly environment: NodeJS.ProcessEnv,
    ) {
        this.log = join(folder, "commands.log");
        writeFileSync(this.log, "");
        createProject(folder, PROJECT, "index.js", secretsSettings());
        symlinkSync(modules, join(folder, "node_modules"), "junction");
        writeFileSync(join(folder, "index.js"), PROGRAM);
        this.declare({});
    }

    declare(declared: Declared): void {
        writeFileSync(join(this.folder, "declared.json"), JSON.stringify(declared, undefined, 4));
    }

    /** Starts a command of the CLI; its output goes to `commands.log`. */
    start(args: readonly string[], environment: NodeJS.ProcessEnv = {}): Command {
        this.note(`$ pulumi ${args.join(" ")}`);
        const output = openSync(this.log, "a");
        const child = spawn(this.pulumi.command, [...args, "--non-interactive"], {
            cwd: this.folder,
            stdio: ["ignore", output, output],
            env: {
                ...projectEnvironment(this.pulumi, this.folder),
                ...FAST_START,
                ...this.environment,
                ...environment,
            },
        });
        closeSync(output);
        const ended = new Promise<number | null>((resolve, reject) => {
            child.once("error", reject);
            child.once("exit", (code) => {
                this.note(`(${code ?? "killed"})`);
                resolve(code);
            });
        });
        return { child, ended };
    }

    run(...args: string[]): Promise<number | null> {
        return this.start(args).ended;
    }

    /** What all commands so far have printed. */
    printed(): string {
        return readFileSync(this.log, "utf8");
    }

    note(line: string): void {
        writeFileSync(this.log, `${new Date().toISOString()} ${line}\n`, { flag: "a" });
    }

    /** Whether a command that was killed has left its lock behind. */
    isLocked(): boolean {
        const locks = join(backendFolder(this.folder), ".pulumi/locks");
        if (!existsSync(locks)) return false;
        return readdirSync(locks, { recursive: true }).some((name) => String(name).endsWith(".json"));
    }

    state(): Deployment {
        return readState(this.folder, PROJECT);
    }
}
