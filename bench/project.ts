/** One peer's program with its stack, its backend and its emulator, in a folder outside the repository. */
import { readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import type { Pulumi } from "../scripts/pulumi-cli";
import { summaryOf } from "../test/e2e/support/command-line";
import { createProject, projectEnvironment, stateFile } from "../test/support/pulumi-project";
import { measureCommand, type Timing } from "./measure/command";
import { Service, type Calls, type ServiceOptions } from "./measure/service";
import type { Peer } from "./peers";
import type { Declaration } from "./peers/programs/declarations";
import type { Phase } from "./phases";

export interface Measurement extends Timing, Calls {
    /** Of the stack's whole state file. */
    readonly stateBytes: number;
}

export interface ProjectOptions extends Omit<ServiceOptions, "syncs"> {
    /** Below it the program finds the packages that it imports. */
    readonly folder: string;
    readonly pulumi: Pulumi;
    readonly count: number;
    readonly parallel: number | undefined;
}

const programs = path.join(__dirname, "peers/programs");
const PROJECT = "bench";

export class Project {
    private constructor(
        private readonly folder: string,
        private readonly options: ProjectOptions,
        private readonly service: Service,
    ) {}

    static async create(peer: Peer, name: string, options: ProjectOptions): Promise<Project> {
        const folder = path.join(options.folder, name);
        const [main = ""] = peer.files;
        createProject(folder, PROJECT, main.replace(".ts", ".js"));
        for (const file of [...peer.files, "declarations.ts"]) compile(file, folder);
        const service = await Service.start({ ...options, syncs: Math.ceil(options.count / 5) });
        return new Project(folder, options, service);
    }

    async measure({ name, args, revision, summary }: Phase): Promise<Measurement> {
        const { count, parallel } = this.options;
        const file = path.join(this.folder, "declarations.json");
        writeFileSync(file, JSON.stringify(declarationsOf(count, this.service.syncIds, revision)));
        const isParallel = parallel !== undefined && !args.includes("preview");
        const more = isParallel ? ["--parallel", String(parallel)] : [];
        const { timing, output } = await this.pulumi([...args, ...more]);
        assertEqual(summaryOf(output), summary(count), `${name}:\n${output}`);
        return { ...timing, ...(await this.service.callsSince()), stateBytes: this.stateBytes() };
    }

    close(): Promise<void> {
        return this.service.close();
    }

    private pulumi(args: readonly string[]) {
        const { folder, options, service } = this;
        return measureCommand({
            program: options.pulumi.command,
            args: ["--color", "never", "--non-interactive", ...args],
            cwd: folder,
            environment: { ...projectEnvironment(options.pulumi, folder), ...service.environment },
        });
    }

    private stateBytes(): number {
        return statSync(stateFile(this.folder, PROJECT)).size;
    }
}

/** As a user's build would: what runs is plain JavaScript. */
function compile(file: string, folder: string): void {
    const source = readFileSync(path.join(programs, file), "utf8");
    const { outputText } = ts.transpileModule(source, {
        compilerOptions: {
            module: ts.ModuleKind.CommonJS,
            target: ts.ScriptTarget.ES2022,
            esModuleInterop: true,
        },
    });
    writeFileSync(path.join(folder, file.replace(".ts", ".js")), outputText);
}

const WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday"];

/** Five schedules a bulk sync, each of another definition; a later revision changes each of them. */
function declarationsOf(count: number, syncIds: readonly string[], revision: number): Declaration[] {
    return Array.from({ length: count }, (_, index) => {
        const dayOfWeek = index % 5 === 4 ? WEEKDAYS[index % 7] : undefined;
        const time = {
            syncId: syncIds[Math.floor(index / 5)] ?? "",
            hour: (index % 5) + 4 * revision,
            minute: index % 60,
        };
        return {
            name: `schedule-${index}`,
            args:
                dayOfWeek === undefined
                    ? { ...time, frequency: "daily" }
                    : { ...time, frequency: "weekly", dayOfWeek },
        };
    });
}

function assertEqual(actual: unknown, expected: unknown, what: string): void {
    const [a, b] = [actual, expected].map((value) => JSON.stringify(value));
    if (a !== b) throw new Error(`expected ${b ?? ""}, not ${a ?? ""} of ${what}`);
}
