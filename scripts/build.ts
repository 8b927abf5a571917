/** Compiles the package and the emulator, each into its own `dist/`. */
import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";

const root = join(__dirname, "..");

for (const [folder, project] of [
    ["dist", "tsconfig.build.json"],
    ["emulator/dist", "emulator/tsconfig.build.json"],
] as const) {
    rmSync(join(root, folder), { recursive: true, force: true });
    execFileSync(process.execPath, [require.resolve("typescript/bin/tsc"), "-p", join(root, project)], {
        stdio: "inherit",
    });
}
