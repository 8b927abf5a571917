import { createRequire } from "node:module";
import { join } from "node:path";

/** The type of a schedule's resource in state: a promise as well. */
export const SCHEDULE_TYPE = "pulumi-nodejs:dynamic/polytomic:BulkSyncSchedule";

/**
 * The code that Pulumi keeps in state for each schedule, and runs in its provider process: it loads this package from
 * the program's folder. Every state that was ever written holds this very text, so it must never change, and
 * `pulumi-polytomic/provider-v1` must export `provider` for ever.
 */
export const LOADER = 'exports.handler=()=>require("pulumi-polytomic/provider-v1").provider';

/** The same for `BulkSyncSchedulesExclusive`: as frozen, and `exclusive` is exported for ever too. */
export const EXCLUSIVE_LOADER = 'exports.handler=()=>require("pulumi-polytomic/provider-v1").exclusive';

const ENTRY = "pulumi-polytomic/provider-v1";

let resolvable: boolean | undefined;

/**
 * Throws where the provider process would not find this package, which it looks for from the program's folder. Under
 * pnpm, for one, a package that is only the dependency of a dependency is out of its sight.
 */
export function assertResolvable(folder: string = process.cwd()): void {
    resolvable ??= canResolve(folder);
    if (!resolvable) {
        throw new Error(
            `The package "pulumi-polytomic" can't be found from the Pulumi program's folder (${folder}), where Pulumi ` +
                'loads its provider from: add it to that folder\'s package.json ("npm install pulumi-polytomic", ' +
                '"pnpm add pulumi-polytomic" or "yarn add pulumi-polytomic").',
        );
    }
}

function canResolve(folder: string): boolean {
    try {
        // Not `require.resolve` with `paths`: from within the package, that finds the package itself.
        createRequire(join(folder, "program.js")).resolve(ENTRY);
        return true;
    } catch {
        return false;
    }
}
