/** Keeps the states that this release leaves, which all later ones must read: `npm run states -- add`. */
import { existsSync, rmSync } from "node:fs";
import path from "node:path";
import { version } from "../package.json";
import { STATES_FOLDER } from "../test/support/recorded-states";
import { recordStates } from "./states/record";

async function main([command, ...rest]: readonly string[]): Promise<void> {
    if (command !== "add" || rest.length > 0) throw new Error("Usage: npm run states -- add");
    const target = path.join(STATES_FOLDER, version);
    const shown = path.relative(process.cwd(), target);
    if (existsSync(target))
        throw new Error(
            `${shown} exists. The states of a release never change. Delete the folder if version ${version} is not released yet.`,
        );
    try {
        await recordStates(target);
    } catch (error) {
        rmSync(target, { recursive: true, force: true });
        throw error;
    }
    console.log(`\nThe states of version ${version} are in ${shown}. Commit them.`);
}

main(process.argv.slice(2)).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
});
