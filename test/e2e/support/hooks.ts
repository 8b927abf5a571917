import { startSecretsService } from "../../support/secrets-service";
import { installPackage, type Installation } from "./installation";

/** Tells the processes that the test files run in where the package is installed. */
const VARIABLE = "E2E_INSTALLATION";

/** The folder below which the suite's programs find the installed package. */
export function installationFolder(): string {
    const folder = process.env[VARIABLE];
    if (folder === undefined)
        throw new Error("the package is not installed yet: ask within a test or a hook");
    return folder;
}

let installation: Installation | undefined;
let stopSecretsService: (() => void) | undefined;

/** Mocha calls it once, before it starts the processes of the test files: one installation serves them all. */
export async function mochaGlobalSetup(): Promise<void> {
    installation = installPackage();
    process.env[VARIABLE] = installation.folder;
    stopSecretsService = await startSecretsService();
}

export function mochaGlobalTeardown(): void {
    stopSecretsService?.();
    installation?.remove();
}
