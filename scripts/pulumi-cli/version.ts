import { gte, parse } from "semver";

/** The release that is installed or built where there is none; `cli/go.mod` names it too. */
export const pulumiVersion = "3.259.0";

/** The release of the language host that is built; `language-nodejs/go.mod` names it too. */
export const languageHostVersion = "3.68.0";

// Since this release `inputs` in the answer of a dynamic provider's read reach the state; before, a drift that the
// provider reports is neither shown nor repaired.
export const oldestUsableVersion = "3.216.0";

/** The version that `pulumi version` printed, without its `v`; undefined where it printed something else. */
export function parseVersion(printed: string): string | undefined {
    return parse(printed.trim())?.version;
}

export function isUsableVersion(version: string): boolean {
    return gte(version, oldestUsableVersion);
}
