// Runs Pulumi's installer as a process group of its own. The installer starts a shell script, which starts downloads,
// and knows no time-out: this process ends them all when it is asked to end, or when the process that started it is
// gone and with it the other end of stdin.
import { PulumiCommand } from "@pulumi/pulumi/automation";
import { SemVer } from "semver";
import { reasonOf } from "./keep";

function endGroup(): void {
    if (process.platform === "win32") {
        process.exit(1);
    }
    process.kill(0, "SIGKILL");
}

process.on("SIGTERM", endGroup);
process.stdin.on("end", endGroup).resume();

const [root = "", version = ""] = process.argv.slice(2);

PulumiCommand.install({ root, version: new SemVer(version) }).then(
    () => process.exit(0),
    (error: unknown) => {
        // The message repeats the whole command and all that it printed; how it ended stands last.
        console.error(reasonOf(error).trim().split("\n").at(-1));
        process.exit(1);
    },
);
