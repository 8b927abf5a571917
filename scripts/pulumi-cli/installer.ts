import path from "node:path";
import type { Way } from "./keep";
import { withProgress } from "./progress";
import { run } from "./run";
import { pulumiVersion } from "./version";

const timeoutMs = 3 * 60_000;
const repository = path.resolve(__dirname, "../..");

/** Pulumi's own installer, which downloads a release. */
export const installer: Way<"installer"> = {
    source: "installer",
    name: "Pulumi's installer",
    make: async (folder, say) => {
        const script = path.join(__dirname, "installer-process.ts");
        const args = ["--import", "tsx", script, folder, pulumiVersion];
        const options = { cwd: repository, timeoutMs, detached: process.platform !== "win32" };
        await withProgress(say, `Installing the Pulumi CLI ${pulumiVersion}`, "a minute, three at most", () =>
            run(process.execPath, args, options),
        );
    },
};
