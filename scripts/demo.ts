/**
 * Deploys examples/daily with the Pulumi CLI, changes it and destroys it: to an emulator of Polytomic, or, where
 * POLYTOMIC_API_KEY and POLYTOMIC_SYNC_ID are set, to the real service, after asking. Leaves nothing behind.
 */
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { buildIfNeeded } from "./demo/build";
import { openService, printSchedules, type Service } from "./demo/service";
import { printCommand, Shell } from "./demo/shell";
import { openWorkspace, type Workspace } from "./demo/workspace";
import { findPulumi } from "./pulumi-cli";

async function main(): Promise<void> {
    const service = await openService(process.env);
    try {
        const pulumi = await findPulumi();
        buildIfNeeded();
        const workspace = openWorkspace("daily", pulumi, service.environment);
        const shell = new Shell(workspace.program, workspace.environment);
        try {
            await showLife(shell, service);
            workspace.remove();
            console.log("\nThat was the whole life of a schedule. Nothing is left behind.");
        } catch (error) {
            await cleanUp(shell, service, workspace);
            throw error;
        } finally {
            shell.close();
        }
    } finally {
        await service.close();
    }
}

async function showLife(shell: Shell, service: Service): Promise<void> {
    await shell.run("pulumi stack init demo");
    await shell.run(`pulumi config set syncId ${service.syncId}`);
    await shell.run("pulumi preview");
    await shell.run("pulumi up --yes --skip-preview");
    await printSchedules(service);
    edit(shell.folder, "hour: 3", "hour: 5");
    await shell.run("pulumi preview --diff");
    await shell.run("pulumi up --yes --skip-preview");
    await printSchedules(service);
    await shell.run("pulumi up --yes --expect-no-changes");
    await shell.run("pulumi destroy --yes --skip-preview");
    await printSchedules(service);
}

/** Changes the program, as a user would in an editor. */
function edit(folder: string, from: string, to: string): void {
    const file = path.join(folder, "index.ts");
    printCommand(`sed -i 's/${from}/${to}/' index.ts`);
    writeFileSync(file, readFileSync(file, "utf8").replace(from, to));
}

/** After a failure: what was deployed to the real service is taken back. */
async function cleanUp(shell: Shell, service: Service, workspace: Workspace): Promise<void> {
    try {
        if (service.isReal) await shell.runAllTheSame("pulumi destroy --yes --skip-preview");
        workspace.remove();
    } catch {
        console.error(
            `\nThe schedule may still be in Polytomic. The program and its state are kept: cd ${workspace.program}, ` +
                "set the variables as above, then `pulumi cancel --yes` and `pulumi destroy`.",
        );
    }
}

main().catch((error: unknown) => {
    console.error(`\n${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
});
