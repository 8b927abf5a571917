/**
 * Checks, tests and packs what a release publishes, up to publishing it: `npm run release -- --dry-run`. The workflow that runs
 * for a tag does the same, and then publishes what is in `release/`.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { contentProblems, manifestIn, PACKAGES, problemsOf } from "./release/checks";

const REPOSITORY = path.resolve(__dirname, "..");
/** Where the packages are put. */
const TARGET = path.join(REPOSITORY, "release");

interface Packed {
    readonly filename: string;
    readonly size: number;
    readonly unpackedSize: number;
    readonly integrity: string;
    readonly files: readonly { readonly path: string }[];
}

function main(args: readonly string[]): void {
    if (args.length !== 1 || args[0] !== "--dry-run")
        throw new Error(
            "Usage: npm run release -- --dry-run\nOnly the workflow for a tag publishes: see CONTRIBUTING.md.",
        );
    assertNone(problemsOf(REPOSITORY));
    npm("test");
    // A test that leaves something behind must not get into the packages.
    assertNone(problemsOf(REPOSITORY));
    rmSync(TARGET, { recursive: true, force: true });
    mkdirSync(TARGET);
    const lines = PACKAGES.map((name) => pack(path.join(REPOSITORY, name)));
    console.log(`\nThe workflow for the tag would publish:\n${lines.join("\n")}`);
}

/** Packs a package into the target, and returns a line about it. */
function pack(folder: string): string {
    const manifest = manifestIn(folder);
    const printed = execFileSync("npm", ["pack", "--json", "--pack-destination", TARGET], {
        cwd: folder,
        encoding: "utf8",
        stdio: ["ignore", "pipe", "inherit"],
        shell: process.platform === "win32",
    });
    const [packed] = JSON.parse(printed) as Packed[];
    if (packed === undefined) throw new Error(`npm pack names no package: ${printed}`);
    const files = packed.files.map((file) => file.path);
    assertNone(contentProblems(manifest, files));
    const kilobytes = (bytes: number) => `${Math.ceil(bytes / 1000)} kB`;
    return (
        `  ${manifest.name}@${manifest.version}: release/${packed.filename}, ${files.length} files, ` +
        `${kilobytes(packed.size)} (${kilobytes(packed.unpackedSize)} unpacked), ${packed.integrity.slice(0, 20)}…`
    );
}

function assertNone(problems: readonly string[]): void {
    if (problems.length > 0) throw new Error(problems.join("\n"));
}

function npm(...args: string[]): void {
    const { status } = spawnSync("npm", args, {
        cwd: REPOSITORY,
        stdio: "inherit",
        shell: process.platform === "win32",
    });
    if (status !== 0) throw new Error(`\`npm ${args.join(" ")}\` failed.`);
}

try {
    main(process.argv.slice(2));
} catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
}
