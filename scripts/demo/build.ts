import { execFileSync } from "node:child_process";
import { readdirSync, statSync } from "node:fs";
import path from "node:path";
import { printCommand } from "./shell";

const repository = path.join(__dirname, "..", "..");

/** Compiles the package where that was not done since its sources changed. */
export function buildIfNeeded(): void {
    const builtMs = modifiedMs(path.join(repository, "dist", "provider-v1.js"));
    const sources = readdirSync(path.join(repository, "provider"), { recursive: true, encoding: "utf8" });
    const isBuilt = sources.every((file) => modifiedMs(path.join(repository, "provider", file)) < builtMs);
    if (isBuilt) return;
    printCommand("npm run build");
    execFileSync(process.execPath, ["--import", "tsx", path.join("scripts", "build.ts")], {
        cwd: repository,
        stdio: "inherit",
    });
}

function modifiedMs(file: string): number {
    return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
