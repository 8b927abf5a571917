/** A page's shell commands, run as they stand there: in order, in one shell, by a user who types what is asked for. */
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { startEmulator, type Emulator } from "../../../emulator/src";
import emulatorPackage from "../../../emulator/package.json";
import packageJson from "../../../package.json";
import { findPulumi, pulumiEnvironment } from "../../../scripts/pulumi-cli";
import { blocksIn } from "../../support/documentation";
import { FAST_START_TYPESCRIPT } from "../../support/fast-start";
import { installationFolder } from "./hooks";
import { startRegistry, type Registry } from "./registry";

const repository = resolve(__dirname, "../../..");

/** The bulk sync whose id the pages show. */
const SHOWN_SYNC = { id: "248df4b7-aa70-47b8-a036-33ac447e668d", name: "Orders to Snowflake" };

const NOT_CLONED = ["node_modules", ".git", ".pulumi"];

/**
 * Pulumi where the emulator of the page is not set meets the test's own one in Polytomic's place. On standard input, it finds the key
 * that a user would type. What `npm ci` and a build make is there: each run of the whole suite begins with both.
 */
const PRELUDE = `set -euo pipefail
trap 'kill "\${POLYTOMIC_EMULATOR_PID:-}" 2> /dev/null || true' EXIT
pulumi() {
    POLYTOMIC_DEPLOYMENT_URL="\${POLYTOMIC_DEPLOYMENT_URL:-$STAND_IN_URL}" command pulumi --color never "$@" <<< "$STAND_IN_KEY"
}
npx() {
    if [ -n "\${POLYTOMIC_API_KEY:-}" ]; then command npx "$@"
    else POLYTOMIC_DEPLOYMENT_URL="$STAND_IN_URL" POLYTOMIC_API_KEY="$STAND_IN_KEY" command npx "$@"
    fi
}
npm() {
    if [ "$1" = ci ]; then ln -s "$REPOSITORY/node_modules"; else command npm "$@"; fi
}
`;

/** What the commands of a page printed, and what the account in Polytomic's place got meanwhile. */
export interface Walk {
    /** What each block printed, by its number on the page. */
    readonly printed: readonly string[];
    readonly folder: string;
    readonly account: Emulator;
    close(): void;
}

export interface WalkOptions {
    /** The example whose folder the page's commands are run in, with all packages installed. Default: an empty folder. */
    readonly example?: string;
    /** Shell commands before the page's blocks, by the blocks' numbers: for what the page takes for granted. */
    readonly before?: Readonly<Record<number, string>>;
}

/** Runs all the `sh` blocks of a page in a folder that has a clone of the repository and nothing else. */
export async function walk(page: string, { example, before = {} }: WalkOptions = {}): Promise<Walk> {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), "pulumi-polytomic-walk-")));
    const account = await startEmulator({ syncs: 0 });
    account.addSync(SHOWN_SYNC);
    const registry = await startRegistry(packed(folder));
    const close = () => {
        rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
        void account.close();
    };
    try {
        clone(join(folder, "pulumi-polytomic"));
        if (example !== undefined) linkTools(join(folder, "node_modules"));
        const blocks = blocksIn(page).filter(({ language }) => language === "sh");
        const commands = blocks.map(
            ({ text }, index) => `${before[index] ?? ""}\necho "${MARK}${index}"\n${text}`,
        );
        const start = example === undefined ? "" : startIn(example);
        writeFileSync(join(folder, ".script"), [PRELUDE, start, ...commands].join("\n"));
        const env = await environment(folder, account, registry);
        const output = await run(folder, { ...env, ...(page !== "README.md" && FAST_START_TYPESCRIPT) });
        const printed = output.split(new RegExp(`^${MARK}\\d+\n`, "m")).slice(1);
        return { printed, folder, account, close };
    } catch (error) {
        close();
        throw error;
    } finally {
        registry.close();
    }
}

/** A new stack of an example, in a folder where its packages are installed. */
const startIn = (example: string) => `
cp -r pulumi-polytomic/examples/${example} program && cd program
ln -s "${join(installationFolder(), "node_modules")}" node_modules
export PULUMI_BACKEND_URL=file://$PWD PULUMI_CONFIG_PASSPHRASE=test
pulumi stack init dev
`;

/** Makes what an example needs besides the package resolvable from folders below, as this repository has it. */
function linkTools(modules: string): void {
    mkdirSync(join(modules, ".bin"), { recursive: true });
    for (const name of ["tsx", "polytomic-emulator"])
        symlinkSync(realpathSync(join(repository, "node_modules", name)), join(modules, name));
    symlinkSync(
        join(repository, "emulator/bin/polytomic-emulator.js"),
        join(modules, ".bin/polytomic-emulator"),
    );
}

const MARK = "### block ";

function clone(folder: string): void {
    mkdirSync(folder);
    cpSync(repository, folder, {
        recursive: true,
        filter: (source) => !NOT_CLONED.includes(basename(source)),
    });
}

/** The packages as the suite's set-up has packed and built them. */
function packed(folder: string) {
    const args = ["pack", "--silent", "--ignore-scripts", "--pack-destination", folder];
    execFileSync("npm", args, { cwd: join(repository, "emulator") });
    const fileOf = ({ name, version }: { name: string; version: string }) => `${name}-${version}.tgz`;
    return [
        { manifest: packageJson, tarball: join(installationFolder(), fileOf(packageJson)) },
        { manifest: emulatorPackage, tarball: join(folder, fileOf(emulatorPackage)) },
    ];
}

async function environment(
    folder: string,
    account: Emulator,
    registry: Registry,
): Promise<NodeJS.ProcessEnv> {
    const others = Object.entries(process.env).filter(([name]) => !/^(POLYTOMIC|PULUMI|npm)_/.test(name));
    const home = join(folder, ".home");
    mkdirSync(home);
    return {
        ...pulumiEnvironment(await findPulumi(), Object.fromEntries(others)),
        HOME: home,
        PULUMI_HOME: join(folder, ".pulumi-home"),
        PULUMI_SKIP_CONFIRMATIONS: "true",
        PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
        STAND_IN_URL: account.url,
        STAND_IN_KEY: account.apiKey,
        NODE_EXTRA_CA_CERTS: "",
        npm_config_registry: registry.url,
        npm_config_cache: npmCache(folder),
        npm_config_userconfig: npmSetting("userconfig"),
        npm_config_prefer_offline: "true",
        npm_config_audit: "false",
        npm_config_fund: "false",
        npm_config_ignore_scripts: "true",
        REPOSITORY: repository,
    };
}

/** What npm has downloaded already, without what an earlier run's npx has installed. */
function npmCache(folder: string): string {
    const cache = join(folder, ".npm");
    mkdirSync(cache);
    symlinkSync(join(npmSetting("cache"), "_cacache"), join(cache, "_cacache"));
    return cache;
}

function npmSetting(name: string): string {
    return execFileSync("npm", ["config", "get", name], { encoding: "utf8" }).trim();
}

async function run(folder: string, env: NodeJS.ProcessEnv): Promise<string> {
    const shell = spawn("bash", [join(folder, ".script")], {
        cwd: folder,
        env,
        stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    for (const stream of [shell.stdout, shell.stderr])
        stream.setEncoding("utf8").on("data", (text: string) => (output += text));
    const [code] = (await once(shell, "close")) as [number | null];
    if (code !== 0) throw new Error(`a command failed. All that was printed:\n${output}`);
    return output;
}
