/** The files that the command line reads and writes. */

import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { CommandError } from "./command-error.js";

/** The JSON in a file. */
export function readJson(file: string): unknown {
    try {
        return JSON.parse(readFileSync(file, "utf8")) as unknown;
    } catch (error) {
        const reason = error instanceof SyntaxError ? "it holds no JSON" : codeOf(error);
        throw new CommandError(`can't read ${file} (${reason}).`);
    }
}

/** Writes files, all or none: nothing is overwritten. */
export function writeNew(texts: ReadonlyMap<string, string>): void {
    const existing = [...texts.keys()].filter((file) => existsSync(file));
    if (existing.length > 0)
        throw new CommandError(
            `nothing is overwritten, and there is ${existing.join(" and ")} already. Write elsewhere.`,
        );
    for (const [file, text] of texts) {
        try {
            mkdirSync(dirname(file), { recursive: true });
            writeFileSync(file, text, { flag: "wx" });
        } catch (error) {
            throw new CommandError(`can't write ${file} (${codeOf(error)}).`);
        }
    }
}

function codeOf(error: unknown): string {
    const code: unknown =
        typeof error === "object" && error !== null ? Reflect.get(error, "code") : undefined;
    return typeof code === "string" ? code : "unknown reason";
}
