/** What the matrix runs: one cell for each place where programs run, with everything else as most users have it. */
import { OLDEST_VERSION } from "../../scripts/pulumi-cli";
import { PULUMI_VERSION } from "../../scripts/pulumi-cli/install";
import type { BackendName } from "./backends";
import type { FormName } from "./forms";
import type { LayoutName } from "./layouts";
import type { RunnerName } from "./runners";

export interface Cell {
    /** What it is called on the page. */
    readonly name: string;
    /** Default: npm. */
    readonly layout?: LayoutName;
    /** Default: TypeScript, as Pulumi runs it. */
    readonly form?: FormName;
    /** What keeps the state. Default: files. */
    readonly backend?: BackendName;
    /** The tests of a component, in place of the life of a stack. */
    readonly runner?: RunnerName;
    /** A version of Node.js and of the SDK, in npm's words. Default: as the run says. */
    readonly node?: string;
    readonly sdk?: string;
    /** A release of the Pulumi CLI, and a program that must be beside it. */
    readonly cli?: string;
    readonly needs?: string;
    /** Whether the package's types are resolved, in place of anything else. */
    readonly resolvesTypes?: boolean;
    /** Where something is not supported: what says so, and what the page says about it. */
    readonly refusal?: Refusal;
}

export interface Refusal {
    readonly printed: RegExp;
    readonly page: string;
    /** Whether the installation or the preview prints it. */
    readonly by: "installation" | "preview";
    /** A dependency with which it works. */
    readonly remedy?: string;
}

export const CELLS: Readonly<Record<string, readonly Cell[]>> = {
    "Package managers": [
        { name: "npm" },
        { name: "npm, workspaces", layout: "npm-workspaces" },
        { name: "pnpm", layout: "pnpm" },
        { name: "pnpm, workspace", layout: "pnpm-workspace" },
        {
            name: "pnpm, only as a dependency of another package",
            layout: "pnpm-transitive",
            form: "through-another",
            refusal: {
                printed:
                    /The package "pulumi-polytomic" can't be found from the Pulumi program's folder .*add it to that folder's package\.json/s,
                page: "The preview says to add it to the program's `package.json`, and then it works",
                by: "preview",
                remedy: "pulumi-polytomic",
            },
        },
        { name: "Yarn 1", layout: "yarn-classic" },
        { name: "Yarn 4, `nodeLinker: node-modules`", layout: "yarn-node-modules" },
        { name: "Yarn 4, Plug'n'Play", layout: "yarn-pnp" },
        { name: "Bun, `--linker isolated`", layout: "bun-isolated" },
    ],
    "Node.js": [
        { name: "20 with the last SDK for it", node: "20", sdk: "3.248.0" },
        {
            name: "20 with a later SDK",
            node: "20",
            refusal: {
                printed: /EBADENGINE.*@pulumi\/pulumi/s,
                page: "The SDK asks for Node.js 22: npm warns `EBADENGINE`",
                by: "installation",
            },
        },
        { name: "22", node: "22" },
        { name: "24", node: "24" },
        { name: "newest", node: "latest" },
    ],
    "@pulumi/pulumi": [
        { name: "oldest supported", node: "20", sdk: "3.216.0" },
        { name: "last for Node.js 20", sdk: "3.248.0" },
        { name: "newest", sdk: "latest" },
    ],
    "Pulumi CLI": [
        { name: "oldest supported", cli: OLDEST_VERSION },
        { name: "of the test suite", cli: PULUMI_VERSION },
    ],
    "Kinds of program": [
        { name: "JavaScript, CommonJS", form: "javascript" },
        { name: "JavaScript that leaves its folder with `process.chdir`", form: "chdir" },
        { name: "JavaScript, ES modules, top-level `await`", form: "esm" },
        { name: "TypeScript, run by Pulumi (ts-node)", form: "typescript" },
        { name: "TypeScript, `strict` and `module: nodenext`", form: "typescript-strict" },
        { name: "TypeScript, run by tsx", form: "tsx" },
        { name: "TypeScript, ES modules, run by tsx", form: "tsx-esm" },
        { name: "TypeScript, run by Node.js (type stripping)", form: "type-stripping" },
        { name: "TypeScript, compiled with `tsc`", form: "compiled" },
        { name: "a bundle, made by esbuild, in pnpm's layout", form: "bundle", layout: "pnpm" },
        { name: "Automation API, inline program with `workDir`", form: "automation" },
        { name: "Automation API, inline program without `workDir`", form: "automation-elsewhere" },
    ],
    Bun: [
        { name: "`runtime: bun`", form: "bun", needs: "pulumi-language-bun" },
        { name: "Automation API, inline program in Bun", form: "bun-automation" },
        { name: "the same, and the provider's process in Bun", form: "bun-alone" },
    ],
    Backends: [
        { name: "S3-compatible", backend: "s3" },
        { name: "PostgreSQL", backend: "postgresql" },
    ],
    "Test runners, with Pulumi's mocks": [
        { name: "mocha", runner: "mocha" },
        { name: "Jest", runner: "jest" },
        { name: "Vitest", runner: "vitest" },
    ],
    "Type resolution": [
        { name: "`node10`, `node16`, `bundler`, as `attw` judges them", resolvesTypes: true },
    ],
};

/** The cell of that name. */
export function cellOf(group: string, name: string): Cell {
    const cell = CELLS[group]?.find((one) => one.name === name);
    if (cell === undefined) throw new Error(`there is no cell "${name}" in "${group}"`);
    return cell;
}
