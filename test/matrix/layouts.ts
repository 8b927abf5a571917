/** How each package manager lays out a program and what it depends on. */
import path from "node:path";
import type { Environment } from "../e2e/support/command-line";
import { NPM_INSTALL, type Tool } from "./tools";

export interface Layout {
    /** The package manager, if it is not npm, and its version. */
    readonly tool?: readonly [Tool, version: string];
    readonly install: readonly string[];
    /** Files beside the root's package.json. */
    readonly files?: Readonly<Record<string, string>>;
    /** The workspace that the program is in, below the root. Default: the program is the root. */
    readonly workspace?: string;
    /** What the root's package.json has beside that of the program. */
    readonly root?: object;
    /** Where the workspace has another package, which depends on this one. */
    readonly component?: string;
    /** The environment of Pulumi, in which Node.js finds what is installed. */
    readonly environment?: (root: string) => Environment;
}

/** Programs get a dependency more on the way, which pnpm refuses by default where `CI` is set. */
const PNPM_INSTALL = ["pnpm", "install", "--ignore-scripts", "--no-frozen-lockfile"];

const YARN_RC = "enableScripts: false\nenableTelemetry: false\nenableImmutableInstalls: false\n";

export const LAYOUTS = {
    npm: { install: NPM_INSTALL },
    "npm-workspaces": {
        install: NPM_INSTALL,
        workspace: "programs",
        root: { workspaces: ["programs/*"] },
    },
    pnpm: { tool: ["pnpm", "12"], install: PNPM_INSTALL },
    "pnpm-workspace": {
        tool: ["pnpm", "12"],
        install: PNPM_INSTALL,
        workspace: "programs",
        files: { "pnpm-workspace.yaml": "packages: [programs/*]\n" },
    },
    "pnpm-transitive": {
        tool: ["pnpm", "12"],
        install: PNPM_INSTALL,
        workspace: "programs",
        files: { "pnpm-workspace.yaml": "packages: [programs/*, components/*]\n" },
        component: "components/acme-pipelines",
    },
    "yarn-classic": {
        tool: ["yarn-classic", "1"],
        install: ["yarn", "install", "--ignore-scripts", "--no-progress", "--cache-folder", ".cache"],
    },
    "yarn-node-modules": {
        tool: ["yarn", "4"],
        install: ["yarn", "install"],
        files: { ".yarnrc.yml": `${YARN_RC}nodeLinker: node-modules\n`, "yarn.lock": "" },
    },
    "yarn-pnp": {
        tool: ["yarn", "4"],
        install: ["yarn", "install"],
        files: { ".yarnrc.yml": `${YARN_RC}nodeLinker: pnp\n`, "yarn.lock": "" },
        // As `yarn exec pulumi …` sets it.
        environment: (root) => ({ NODE_OPTIONS: `--require ${path.join(root, ".pnp.cjs")}` }),
    },
    "bun-isolated": {
        tool: ["bun", "1"],
        install: ["bun", "install", "--linker", "isolated", "--ignore-scripts"],
    },
} as const satisfies Record<string, Layout>;

export type LayoutName = keyof typeof LAYOUTS;
