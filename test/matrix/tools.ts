/** The programs that cells run with: Node.js, package managers, Bun and others, all from the npm registry. */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { CommandFailure, runCommand, type Environment } from "../e2e/support/command-line";

/** Shows warnings, also where `npm run --silent` started this. */
export const NPM_INSTALL = [
    "npm",
    "install",
    "--loglevel",
    "warn",
    "--no-audit",
    "--no-fund",
    "--prefer-offline",
    "--ignore-scripts",
];

const PLATFORM = `${process.platform === "win32" ? "win" : process.platform}-${process.arch}`;
const BUN_PLATFORM = PLATFORM.replace("arm64", "aarch64").replace("win", "windows");

/** The package of each tool, which has no install script. */
const PACKAGES = {
    node: `node-${PLATFORM}`,
    bun: `@oven/bun-${BUN_PLATFORM}`,
    pnpm: "pnpm",
    "yarn-classic": "yarn",
    yarn: "@yarnpkg/cli-dist",
    attw: "@arethetypeswrong/cli",
    s3rver: "s3rver",
    "pglite-server": "@electric-sql/pglite-socket",
} as const;

export type Tool = keyof typeof PACKAGES;

/** Runs a command that must succeed, and gives what it printed. */
export async function run(
    [command = "", ...args]: readonly string[],
    folder: string,
    environment: Environment = {},
    limitMs = 300_000,
): Promise<string> {
    const { code, output } = await runCommand(command, args, folder, environment, limitMs);
    if (code !== 0) throw new CommandFailure(`${command} ${args.join(" ")} in ${folder}:\n${output}`);
    return output;
}

/** Installs tools, each version once. */
export class Toolbox {
    private readonly installed = new Map<string, Promise<string>>();

    constructor(private readonly folder: string) {}

    /** The folder with the tool's program. The version is one of npm's, such as `24` or `latest`. */
    binFolder(tool: Tool, version: string): Promise<string> {
        const key = `${tool}-${version}`;
        const known =
            this.installed.get(key) ?? this.install(PACKAGES[tool], version, path.join(this.folder, key));
        this.installed.set(key, known);
        return known;
    }

    /** The environment in which all package managers use npm's registry. */
    async registry(): Promise<Environment> {
        const url = (await run(["npm", "config", "get", "registry"], this.folder)).trim();
        // Yarn has a registry of its own by default, and each version its own name for it.
        return {
            npm_config_registry: url,
            YARN_REGISTRY: url,
            YARN_NPM_REGISTRY_SERVER: url.replace(/\/$/, ""),
        };
    }

    private async install(name: string, version: string, folder: string): Promise<string> {
        mkdirSync(folder, { recursive: true });
        writeFileSync(path.join(folder, "package.json"), JSON.stringify({ name: "tool", private: true }));
        await run([...NPM_INSTALL, `${name}@${version}`], folder);
        const isNative = name === PACKAGES.node || name === PACKAGES.bun;
        return path.join(folder, "node_modules", ...(isNative ? [name, "bin"] : [".bin"]));
    }
}
