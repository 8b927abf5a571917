/** Runs a cell: lays out and installs its program in a folder of its own, and takes it through its life. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect } from "chai";
import { startEmulator, type Emulator } from "../../emulator/src";
import { findPulumi, pulumiEnvironment, searchPulumi, type Pulumi as Cli } from "../../scripts/pulumi-cli";
import type { Environment } from "../e2e/support/command-line";
import { failureOf, Program, schedulesIn } from "../e2e/support/program";
import { projectEnvironment } from "../support/pulumi-project";
import { startBackend, type Backend } from "./backends";
import type { Cell, Refusal } from "./cells";
import { FORMS, type Form } from "./forms";
import { LAYOUTS, type Layout } from "./layouts";
import { expectLife, type Pulumi } from "./life";
import { expectPass, installRunners, type RunnerName } from "./runners";
import { run, type Toolbox } from "./tools";

/** What all cells share. */
export interface Workshop {
    readonly tools: Toolbox;
    /** The packed package. */
    readonly tarball: string;
    /** The version of Node.js, if it is not the one that runs this. */
    readonly node?: string;
    readonly sdk: string;
    /** Where npm has installed the package and what most programs need: cells that need no other layout run below it. */
    readonly installation?: string;
}

/** The versions that a cell ran with. Undefined: it does not use it. */
export interface Versions {
    readonly node: string;
    readonly sdk?: string;
    readonly cli?: string;
}

/** Resolves when the cell does what it must. */
export async function runCell(cell: Cell, workshop: Workshop): Promise<Versions> {
    const parent = isInstalled(cell, workshop) ? workshop.installation : tmpdir();
    const root = realpathSync(mkdtempSync(path.join(parent, "pulumi-polytomic-matrix-")));
    try {
        if (cell.resolvesTypes) return await resolveTypes(workshop);
        const pulumi = await (cell.cli === undefined ? findPulumi() : searchPulumi(cell.cli));
        const place = new Place(cell, workshop, root, pulumi);
        await place.prepare();
        return await (cell.runner === undefined ? place.live() : place.test(cell.runner));
    } finally {
        rmSync(root, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    }
}

const isInstalled = (
    cell: Cell,
    workshop: Workshop,
): workshop is Workshop & { readonly installation: string } =>
    workshop.installation !== undefined && cell.layout === undefined;

async function resolveTypes({ tools, tarball }: Workshop): Promise<Versions> {
    const attw = path.join(await tools.binFolder("attw", "0"), "attw");
    // No program imports the module that state files name.
    await run([attw, tarball, "--exclude-entrypoints", "provider-v1"], path.dirname(tarball));
    return { node: process.version.slice(1) };
}

/** The version of Bun that programs run in, in npm's words. */
const BUN = "1";

class Place {
    private readonly layout: Layout;
    private readonly form: Form;
    private readonly folder: string;
    /** Where the package manager works: the program's folder, or the workspace around it. */
    private readonly installRoot: string;
    private paths: readonly string[] = [];

    constructor(
        private readonly cell: Cell,
        private readonly workshop: Workshop,
        private readonly root: string,
        private readonly cli: Cli,
    ) {
        this.layout = LAYOUTS[cell.layout ?? "npm"];
        this.form = FORMS[cell.form ?? "typescript"];
        this.folder = path.join(root, this.layout.workspace ?? "", "program");
        this.installRoot = this.layout.workspace === undefined ? this.folder : root;
    }

    /** Finds or installs the programs that the cell's commands start. */
    async prepare(): Promise<void> {
        const { tools } = this.workshop;
        const node = this.cell.node ?? this.workshop.node;
        const folders = [
            node === undefined ? undefined : await tools.binFolder("node", node),
            this.form.bun === undefined ? undefined : await tools.binFolder("bun", BUN),
            this.layout.tool && (await tools.binFolder(...this.layout.tool)),
            path.join(this.folder, "node_modules/.bin"),
            pulumiEnvironment(this.cli)["PATH"],
        ];
        this.paths = folders.filter((folder) => folder !== undefined);
    }

    /** A stack's life. */
    async live(): Promise<Versions> {
        const { backend: name } = this.cell;
        const backend = name && (await startBackend(name, this.workshop.tools, this.root));
        const emulator = await startEmulator();
        try {
            return await this.liveWith(emulator, backend);
        } finally {
            await backend?.close();
            await emulator.close();
        }
    }

    private async liveWith(emulator: Emulator, backend?: Backend): Promise<Versions> {
        const syncId = emulator.syncs[0]?.id ?? "";
        const account = { POLYTOMIC_API_KEY: emulator.apiKey, POLYTOMIC_DEPLOYMENT_URL: emulator.url };
        const environment = {
            ...this.environment(await this.shims()),
            ...account,
            ...backend?.environment,
        };
        const program = await this.createProgram(environment, syncId);
        const { refusal } = this.cell;
        if (refusal?.by === "installation") return await this.expectRefusedInstallation(refusal);
        await this.install();
        const versions = await this.versions();
        const pulumi = this.pulumi(program, environment);
        if (refusal) await this.expectRefusedPreview(refusal, pulumi);
        if (backend) await program.pulumi("stack init test");
        const schedules = async () => (backend ? schedulesIn(await program.exported()) : program.schedules());
        if (!refusal || refusal.remedy) await expectLife({ emulator, syncId, schedules }, pulumi);
        return versions;
    }

    /** A component's tests. */
    async test(runner: RunnerName): Promise<Versions> {
        mkdirSync(this.folder);
        await this.install();
        const folder = path.join(this.folder, "mocks");
        await installRunners(folder, [runner], this.environment());
        await expectPass(folder, runner, this.environment());
        return this.versions();
    }

    private async createProgram(environment: Record<string, string>, syncId: string): Promise<Program> {
        const { project, files } = this.form;
        const program = await Program.create({
            ...{ installation: path.dirname(this.folder), name: path.basename(this.folder), environment },
            ...{
                language: project.main.endsWith(".ts") ? "typescript" : "javascript",
                startsAsUsers: true,
                pulumi: this.cli,
            },
        });
        program.writeFile("Pulumi.yaml", JSON.stringify({ name: "program", ...project }));
        for (const [name, text] of Object.entries(files(syncId))) program.writeFile(name, text);
        return program;
    }

    /** Gives what the package manager printed, if it had to work. */
    private async install(dependencies: object = {}): Promise<string> {
        this.writePackage(this.folder, { ...this.form.dependencies, ...dependencies }, this.form.packageJson);
        if (isInstalled(this.cell, this.workshop)) return "";
        const { component, workspace, files = {}, root, install } = this.layout;
        if (component) this.writeComponent(path.join(this.installRoot, component));
        const write = (name: string, text: string) => {
            writeFileSync(path.join(this.installRoot, name), text);
        };
        if (workspace !== undefined)
            write("package.json", JSON.stringify({ name: "root", private: true, ...root }));
        for (const [name, text] of Object.entries(files)) write(name, text);
        const printed = await run(install, this.installRoot, {
            ...this.environment(),
            ...(await this.workshop.tools.registry()),
        });
        for (const command of this.form.build ?? []) await run(command, this.folder, this.environment());
        return printed;
    }

    private writePackage(folder: string, dependencies: object, rest: object = {}): void {
        const { tarball, sdk } = this.workshop;
        const all = {
            ...{ "pulumi-polytomic": `file:${tarball}`, "@pulumi/pulumi": this.cell.sdk ?? sdk },
            ...dependencies,
        };
        const packageJson = {
            name: path.basename(folder),
            version: "1.0.0",
            private: true,
            dependencies: all,
        };
        mkdirSync(folder, { recursive: true });
        writeFileSync(path.join(folder, "package.json"), JSON.stringify({ ...packageJson, ...rest }));
    }

    /** A package of the workspace that declares schedules, through which alone the program has the package. */
    private writeComponent(folder: string): void {
        this.writePackage(folder, {});
        writeFileSync(path.join(folder, "index.js"), 'module.exports = require("pulumi-polytomic");');
    }

    private async expectRefusedInstallation({ printed }: Refusal): Promise<Versions> {
        expect(await this.install().catch(String)).to.match(printed);
        return this.versions();
    }

    private async expectRefusedPreview({ printed, remedy }: Refusal, pulumi: Pulumi): Promise<void> {
        expect(await failureOf(pulumi("preview"))).to.match(printed);
        if (remedy) await this.install({ [remedy]: `file:${this.workshop.tarball}` });
    }

    private environment(first: readonly string[] = []): Record<string, string> {
        return { PATH: [...first, ...this.paths].join(path.delimiter) };
    }

    /** A folder in which Bun is called `node`, where it takes the place of Node.js everywhere. */
    private async shims(): Promise<string[]> {
        if (this.form.bun !== "everything") return [];
        const folder = path.join(this.root, "shims");
        mkdirSync(folder);
        const bun = await this.workshop.tools.binFolder("bun", BUN);
        symlinkSync(path.join(bun, "bun"), path.join(folder, "node"));
        return [folder];
    }

    private pulumi(program: Program, environment: Environment): Pulumi {
        const whole = { ...environment, ...this.layout.environment?.(this.installRoot) };
        const { script } = this.form;
        if (script === undefined)
            return (command) => {
                const [name = "", ...options] = command.split(" ");
                const yes = name === "preview" ? ["--diff"] : ["--yes", "--skip-preview"];
                return program.pulumi([name, ...yes, ...options].join(" "), whole);
            };
        return (command) => {
            const project = projectEnvironment(this.cli, this.folder);
            return run([...script, ...command.split(" ")], this.folder, { ...project, ...whole });
        };
    }

    private async versions(): Promise<Versions> {
        const environment = { ...this.environment(), ...this.layout.environment?.(this.installRoot) };
        const text = 'process.version.slice(1) + " " + require("@pulumi/pulumi/package.json").version';
        const [node = "", sdk = ""] = (await run(["node", "-p", text], this.folder, environment))
            .trim()
            .split(" ");
        return { node, sdk, ...(this.cell.runner === undefined && { cli: this.cli.version }) };
    }
}
