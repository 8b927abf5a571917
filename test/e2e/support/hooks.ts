import { installPackage, type Installation } from "./installation";

let installation: Installation | undefined;

/** The folder below which the suite's programs find the installed package. */
export function installationFolder(): string {
    if (installation === undefined)
        throw new Error("the package is not installed yet: ask within a test or a hook");
    return installation.folder;
}

/** Mocha's root hooks: one installation serves all end-to-end tests. */
export const mochaHooks = {
    beforeAll(): void {
        installation = installPackage();
    },
    afterAll(): void {
        installation?.remove();
    },
};
