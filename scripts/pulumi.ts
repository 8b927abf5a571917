/** Runs the Pulumi CLI that the tests run: `npm run pulumi -- <arguments>`. */
import { spawn } from "node:child_process";
import { constants } from "node:os";
import { findPulumi, pulumiEnvironment } from "./pulumi-cli";

async function main(): Promise<void> {
    const pulumi = await findPulumi();
    const env = pulumiEnvironment(pulumi);
    const child = spawn(pulumi.command, process.argv.slice(2), { stdio: "inherit", env });
    // Ctrl-C reaches the CLI as well, which then finishes what it has begun: its exit code counts, not ours.
    process.on("SIGINT", () => undefined);
    process.on("SIGTERM", () => child.kill("SIGTERM"));
    child.on("exit", (code, signal) => {
        process.exitCode = code ?? 128 + (signal ? constants.signals[signal] : 0);
    });
}

main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
});
