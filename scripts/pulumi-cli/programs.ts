import { accessSync, constants, realpathSync, statSync } from "node:fs";
import path from "node:path";

const isWindows = process.platform === "win32";

/** What a TypeScript program with dynamic resources needs: the CLI, the language host and the dynamic provider. */
export const programs = {
    cli: isWindows ? "pulumi.exe" : "pulumi",
    languageHost: isWindows ? "pulumi-language-nodejs.exe" : "pulumi-language-nodejs",
    dynamicProvider: isWindows ? "pulumi-resource-pulumi-nodejs.cmd" : "pulumi-resource-pulumi-nodejs",
};

export function isExecutable(file: string): boolean {
    try {
        accessSync(file, constants.X_OK);
        return statSync(file).isFile();
    } catch {
        return false;
    }
}

/** Whether the folder holds all the programs. */
export function isWhole(binFolder: string): boolean {
    return Object.values(programs).every((program) => isExecutable(path.join(binFolder, program)));
}

/** The first executable of this name on a PATH; undefined where there is none. */
export function findOnPath(program: string, pathVariable: string | undefined): string | undefined {
    return (pathVariable ?? "")
        .split(path.delimiter)
        .filter((folder) => path.isAbsolute(folder))
        .map((folder) => path.join(folder, program))
        .find(isExecutable);
}

/** Which of the CLI's companions it would find neither beside itself nor on PATH. */
export function missingCompanions(cli: string, pathVariable: string | undefined): string[] {
    const beside = path.dirname(realpathSync(cli));
    return [programs.languageHost, programs.dynamicProvider].filter(
        (program) =>
            !isExecutable(path.join(beside, program)) && findOnPath(program, pathVariable) === undefined,
    );
}
