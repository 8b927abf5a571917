import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Program } from "./program";

/**
 * Where a text stands in clear: the program's folder with its state, history and backups, Pulumi's home, and all that
 * the CLI has printed.
 */
export function tracesOf(text: string, program: Program): string[] {
    const files = readdirSync(program.folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name));
    const inFiles = files.filter((file) => readFileSync(file).includes(text));
    return program.printed.includes(text) ? [...inFiles, "printed"] : inFiles;
}
