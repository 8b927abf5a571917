/** Finds the browser that tests open pages in. */
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { reasonOf } from "./pulumi-cli/install";

const NAMES = ["chromium", "chromium-browser", "google-chrome"];

/** The file of CHROME_PATH or of a browser on PATH. If there is none, `install` may bring one. */
export function findBrowser(environment = process.env, install = installChromium): string {
    const declared = environment["CHROME_PATH"];
    const find = () => (declared === undefined ? findOnPath(NAMES, environment) : existing(declared));
    const found = find() ?? (declared === undefined && install(environment) ? find() : undefined);
    if (found !== undefined) return found;
    const where = declared === undefined ? "on PATH" : `at CHROME_PATH (${declared})`;
    throw new Error(
        `There is no browser ${where}: install Chromium, or set CHROME_PATH to a browser of its kind.`,
    );
}

const existing = (file: string) => (existsSync(file) ? file : undefined);

function findOnPath(names: readonly string[], { PATH = "" }: NodeJS.ProcessEnv): string | undefined {
    const folders = PATH.split(path.delimiter).filter(Boolean);
    return names.flatMap((name) => folders.map((folder) => path.join(folder, name))).find(existsSync);
}

/** Installs Debian's Chromium, where nobody has to be asked for it. Returns whether it did. */
function installChromium(environment: NodeJS.ProcessEnv): boolean {
    if (process.getuid?.() !== 0 || findOnPath(["apt-get"], environment) === undefined) return false;
    process.stderr.write("Installing Chromium with apt-get. This takes some 20 seconds ...\n");
    const env = { ...environment, DEBIAN_FRONTEND: "noninteractive" };
    try {
        for (const args of [["update"], ["install", "-y", "--no-install-recommends", "chromium"]])
            execFileSync("apt-get", args, { env, stdio: ["ignore", "ignore", "pipe"] });
        return true;
    } catch (error) {
        process.stderr.write(`apt-get could not install it: ${reasonOf(error)}\n`);
        return false;
    }
}
