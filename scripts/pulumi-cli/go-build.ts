import { chmodSync, copyFileSync } from "node:fs";
import path from "node:path";
import type { Way } from "./keep";
import { findOnPath, programs } from "./programs";
import { withProgress, type Say } from "./progress";
import { run } from "./run";
import { languageHostVersion, pulumiVersion } from "./version";

const timeoutMs = 30 * 60_000;
const versionVariable = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";

interface Program {
    /** Its folder here, with the Go module that requires it. */
    module: string;
    package: string;
    version: string;
    file: string;
    duration: string;
}

const languageHost: Program = {
    module: "language-nodejs",
    package: "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs",
    version: languageHostVersion,
    file: programs.languageHost,
    duration: "less than a minute",
};

const cli: Program = {
    module: "cli",
    package: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
    version: pulumiVersion,
    file: programs.cli,
    duration: "three minutes on two processors, the first time",
};

async function build(go: string, program: Program, binFolder: string, say: Say): Promise<void> {
    const flags = [
        // Prints each package that it compiles: an orphaned build ends at the first line that nobody reads.
        "-v",
        "-trimpath",
        "-mod=readonly",
        "-buildvcs=false",
        `-ldflags=-s -w -X ${versionVariable}=v${program.version}`,
    ];
    const args = ["build", ...flags, "-o", path.join(binFolder, program.file), program.package];
    // Like Pulumi's own releases, without cgo: no C compiler is needed.
    const env = { ...process.env, CGO_ENABLED: "0", GOWORK: "off" };
    await withProgress(say, `Building ${program.file} ${program.version} with Go`, program.duration, () =>
        run(go, args, { cwd: path.join(__dirname, program.module), env, timeoutMs }),
    );
}

function copyDynamicProvider(binFolder: string): void {
    const sdk = path.dirname(require.resolve("@pulumi/pulumi/package.json"));
    const launcher = path.join(binFolder, programs.dynamicProvider);
    copyFileSync(path.join(sdk, programs.dynamicProvider), launcher);
    chmodSync(launcher, 0o755);
}

/** A build from Pulumi's published Go modules, for machines that reach a Go module proxy but not Pulumi's downloads. */
export const goBuild: Way<"go"> = {
    source: "go",
    name: "a build with Go",
    make: async (folder, say) => {
        const go = findOnPath(process.platform === "win32" ? "go.exe" : "go", process.env.PATH);
        if (go === undefined) {
            throw new Error("Go is not on PATH");
        }
        const binFolder = path.join(folder, "bin");
        // The quicker first: where modules cannot be had, it fails within seconds.
        await build(go, languageHost, binFolder, say);
        await build(go, cli, binFolder, say);
        copyDynamicProvider(binFolder);
    },
};
