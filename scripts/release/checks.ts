/** What must be so before a release: of the repository, and of what is packed. */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

/** The folders of the packages that a release publishes, all with the same version. */
export const PACKAGES = [".", "emulator"] as const;

/** What a package.json says about the files of its package. */
export interface Manifest {
    readonly name: string;
    readonly version: string;
    readonly private?: boolean;
    readonly main?: string;
    readonly types?: string;
    readonly bin?: Readonly<Record<string, string>>;
    readonly exports?: unknown;
}

export const manifestIn = (folder: string): Manifest =>
    JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8")) as Manifest;

/** A sentence for each thing in the repository that must change before its release. */
export function problemsOf(repository: string): string[] {
    const { version } = manifestIn(repository);
    const git = (...args: string[]) =>
        execFileSync("git", args, { cwd: repository, encoding: "utf8" }).split("\n").filter(Boolean);
    const changed = git("status", "--porcelain");
    const tags = git("tag", "--points-at", "HEAD");
    return [
        ...(changed.length > 0 ? [`There are changes that no commit has:\n${changed.join("\n")}`] : []),
        ...(tags.includes(`v${version}`)
            ? []
            : [
                  `The last commit has no tag v${version}${tags.length > 0 ? `, but ${tags.join(", ")}` : ""}.`,
              ]),
        ...versionProblems(repository, version),
        ...changelogProblems(readFileSync(path.join(repository, "CHANGELOG.md"), "utf8"), version),
        ...(existsSync(path.join(repository, "test/states", version))
            ? []
            : [`test/states/ has nothing of version ${version}: run \`npm run states -- add\`.`]),
    ];
}

function versionProblems(repository: string, version: string): string[] {
    const lock = JSON.parse(readFileSync(path.join(repository, "package-lock.json"), "utf8")) as {
        packages: Readonly<Record<string, { version?: string } | undefined>>;
    };
    return PACKAGES.flatMap((name) => {
        const versions: Record<string, string | undefined> = {
            [path.join(name, "package.json")]: manifestIn(path.join(repository, name)).version,
            [`package-lock.json, for "${name}"`]: lock.packages[name === "." ? "" : name]?.version,
        };
        return Object.entries(versions)
            .filter(([, other]) => other !== version)
            .map(([file, other]) => `${file} has version ${other}, and package.json has ${version}.`);
    });
}

/** What is wrong with the changelog's entry for a version. */
export function changelogProblems(changelog: string, version: string): string[] {
    const [, newest, date = ""] = /^## \[([^\]]*)\] - (.*)$/m.exec(changelog) ?? [];
    if (newest !== version)
        return [`CHANGELOG.md begins with ${newest ?? "no version"}, and package.json has ${version}.`];
    const atMs = Date.parse(date);
    // JavaScript takes 30 February for a day of March.
    const isDate = !Number.isNaN(atMs) && new Date(atMs).toISOString().slice(0, 10) === date;
    return isDate
        ? []
        : [`CHANGELOG.md says of version ${version} "${date}", where a date such as 2026-11-27 belongs.`];
}

const ALWAYS = ["package.json", "README.md", "LICENSE"];
const NEVER = /(^|\/)(test|node_modules|\.[^/]+)(\/|$)|\.tgz$|\.tsbuildinfo$/;

/** What is wrong with the files of a packed package. */
export function contentProblems(manifest: Manifest, files: readonly string[]): string[] {
    const named = [manifest.main, manifest.types, ...textsIn(manifest.bin), ...textsIn(manifest.exports)];
    const needed = new Set([
        ...ALWAYS,
        ...named.flatMap((file) => (file === undefined ? [] : path.posix.normalize(file))),
    ]);
    return [
        ...(manifest.private === true ? [`${manifest.name} is private.`] : []),
        ...[...needed]
            .filter((file) => !files.includes(file))
            .map((file) => `${manifest.name} lacks ${file}.`),
        ...files.filter((file) => NEVER.test(file)).map((file) => `${manifest.name} must not have ${file}.`),
    ];
}

const textsIn = (value: unknown): string[] =>
    typeof value === "string" ? [value] : Object.values(value ?? {}).flatMap(textsIn);
