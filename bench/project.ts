/** One peer's program with its stack, its backend and its emulator, in a folder outside the repository. */
import { deepStrictEqual } from "node:assert";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { startEmulator, type Emulator } from "../emulator/src";
import type { Pulumi } from "../scripts/pulumi-cli";
import { summaryOf } from "../test/e2e/support/command-line";
import { countedCalls } from "../test/e2e/support/world";
import { createProject, projectEnvironment, stateFile } from "../test/support/pulumi-project";
import type { Options } from "./options";
import type { Peer } from "./peers";
import type { Declaration } from "./peers/programs/declarations";
import type { Phase } from "./phases";
import { childrenCpuMs, memoryBytesOf } from "./usage";

/** What a command took; NaN where the machine does not tell. */
export interface Measurement {
    readonly wallMs: number;
    /** User and system time of the CLI and all that it starts. */
    readonly cpuMs: number;
    /** The most memory that all of them had together. */
    readonly peakBytes: number;
    /** The stack's whole state file. */
    readonly stateBytes: number;
    /** The requests that reached the service, such as `POST schedules`, counted. */
    readonly calls: Readonly<Record<string, number>>;
    /** How many of them were refused because there were too many. */
    readonly refused: number;
    readonly mostAtOnce: number;
}

export interface ProjectOptions extends Pick<Options, "latency" | "rateLimit" | "withoutIds" | "parallel"> {
    /** Below it the program finds the packages that it imports. */
    readonly installation: string;
    readonly pulumi: Pulumi;
    readonly count: number;
}

const NAME = "bench";
const SAMPLE_EVERY_MS = 50;

export class Project {
    private constructor(
        private readonly folder: string,
        private readonly options: ProjectOptions,
        private readonly emulator: Emulator,
    ) {}

    static async create({ files }: Peer, folderName: string, options: ProjectOptions): Promise<Project> {
        const folder = path.join(options.installation, folderName);
        createProject(folder, NAME, (files[0] ?? "").replace(".ts", ".js"));
        for (const file of files) compile(file, folder);
        const emulator = await startEmulator({
            syncs: Math.ceil(options.count / 5),
            latencyMs: options.latency,
            rateLimit: options.rateLimit,
            ids: !options.withoutIds,
            absent: "missing",
        });
        return new Project(folder, options, emulator);
    }

    async measure({ name, command, revision, summary }: Phase): Promise<Measurement> {
        const { emulator, folder, options } = this;
        const declarations = declarationsOf(emulator, options.count, revision);
        writeFileSync(path.join(folder, "declarations.json"), JSON.stringify(declarations));
        emulator.clearRequests();
        const { output, ...usage } = await this.run(command);
        deepStrictEqual(summaryOf(output), summary(options.count), `${name}:\n${output}`);
        return {
            ...usage,
            calls: countedCalls(emulator),
            refused: emulator.requests.filter(({ status }) => status === 429).length,
            mostAtOnce: Math.max(0, ...emulator.requests.map(({ inFlight }) => inFlight)),
            stateBytes: statSync(stateFile(folder, NAME)).size,
        };
    }

    close(): Promise<void> {
        return this.emulator.close();
    }

    /** Runs a command, which must succeed, and measures it with all that it starts. */
    private async run(command: string) {
        const { emulator, folder, options } = this;
        const parallel = options.parallel === undefined ? [] : ["--parallel", String(options.parallel)];
        const args = command === "preview" ? [command] : [command, "--yes", "--skip-preview", ...parallel];
        const [startMs, startCpuMs] = [performance.now(), childrenCpuMs()];
        const child = spawn(options.pulumi.command, ["--color", "never", "--non-interactive", ...args], {
            cwd: folder,
            env: {
                ...projectEnvironment(options.pulumi, folder),
                POLYTOMIC_API_KEY: emulator.apiKey,
                POLYTOMIC_DEPLOYMENT_URL: emulator.url,
            },
            stdio: ["ignore", "pipe", "pipe"],
            // A session of its own, by which its processes are known.
            detached: true,
        });
        let [output, peakBytes] = ["", 0];
        for (const stream of [child.stdout, child.stderr])
            stream.setEncoding("utf8").on("data", (text: string) => (output += text));
        const sampling = setInterval(() => {
            peakBytes = Math.max(peakBytes, memoryBytesOf(child.pid ?? NaN));
        }, SAMPLE_EVERY_MS);
        const interrupt = () => child.kill("SIGINT");
        process.once("SIGINT", interrupt);
        const [code] = (await once(child, "close")) as [number | null];
        process.off("SIGINT", interrupt);
        clearInterval(sampling);
        if (code !== 0) throw new Error(`${command} failed:\n${output}`);
        const [wallMs, cpuMs] = [performance.now() - startMs, childrenCpuMs() - startCpuMs];
        return { output, wallMs, cpuMs, peakBytes };
    }
}

/** As a user's build would: what runs is plain JavaScript. */
function compile(file: string, folder: string): void {
    const source = readFileSync(path.join(__dirname, "peers/programs", file), "utf8");
    const [module, target] = [ts.ModuleKind.CommonJS, ts.ScriptTarget.ES2022];
    const { outputText } = ts.transpileModule(source, {
        compilerOptions: { module, target, esModuleInterop: true },
    });
    writeFileSync(path.join(folder, file.replace(".ts", ".js")), outputText);
}

/** Five schedules a bulk sync, each of another definition; a later revision changes each of them. */
function declarationsOf({ syncs }: Emulator, count: number, revision: number): Declaration[] {
    return Array.from({ length: count }, (_, index) => {
        const syncId = syncs[Math.floor(index / 5)]?.id ?? "";
        const time = { syncId, hour: (index % 5) + 4 * revision, minute: index % 60 };
        const weekly = { ...time, frequency: "weekly", dayOfWeek: "friday" } as const;
        const args = index % 5 === 4 ? weekly : ({ ...time, frequency: "daily" } as const);
        return { name: `schedule-${index}`, args };
    });
}
