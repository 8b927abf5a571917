/** A folder outside the repository in which the packed package is installed, as a user's programs would find it. */
import { execFile, execFileSync } from "node:child_process";
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import sdk from "@pulumi/pulumi/package.json";
import typescript from "typescript/package.json";

const root = resolve(__dirname, "../../..");

export interface Installation {
    /** Programs in folders below find the package in `node_modules` here. */
    readonly folder: string;
    remove(): void;
}

/** Packs the repository's package and installs the tarball. */
export function installPackage(): Installation {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), "pulumi-polytomic-e2e-")));
    const tarball = packPackage(folder);
    writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "e2e", private: true }));
    npm(
        [
            ...["install", "--no-audit", "--no-fund", "--prefer-offline", tarball],
            ...[`@pulumi/pulumi@${sdk.version}`, `typescript@${typescript.version}`, "@types/node@20"],
        ],
        folder,
    );
    return {
        folder,
        remove: () => {
            rmSync(folder, { recursive: true, force: true });
        },
    };
}

/** Packs the repository's package into the folder, and gives the tarball's path. */
export function packPackage(folder: string): string {
    const packed: unknown = JSON.parse(npm(["pack", "--json", "--pack-destination", folder], root));
    return join(folder, fileNameIn(packed));
}

/** Installs packages of a program's own folder. Their install scripts are not run. */
export async function installTools(
    folder: string,
    packages: readonly string[],
    environment: NodeJS.ProcessEnv = {},
): Promise<void> {
    writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "program", private: true }));
    const options = ["--no-audit", "--no-fund", "--prefer-offline", "--ignore-scripts"];
    const env = { ...process.env, ...environment };
    await promisify(execFile)("npm", ["install", ...options, ...packages], { cwd: folder, env });
}

function npm(args: string[], cwd: string): string {
    return execFileSync("npm", args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}

function fileNameIn(packed: unknown): string {
    const first: unknown = Array.isArray(packed) ? packed[0] : undefined;
    const name: unknown =
        typeof first === "object" && first !== null ? Reflect.get(first, "filename") : undefined;
    if (typeof name !== "string") throw new Error(`npm pack names no file: ${JSON.stringify(packed)}`);
    return name;
}
