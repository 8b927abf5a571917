import { createRequire } from "node:module";
import { join } from "node:path";

/** The type token of `BulkSyncSchedule`. State holds it: never change it. */
export const SCHEDULE_TYPE = "pulumi-nodejs:dynamic/polytomic:BulkSyncSchedule";

/** The type token of `BulkSyncSchedulesExclusive`. State holds it: never change it. */
export const EXCLUSIVE_TYPE = "pulumi-nodejs:dynamic/polytomic:BulkSyncSchedulesExclusive";

/**
 * The code that state holds for each schedule. Pulumi's provider process runs it: it loads this package from the
 * program's folder. Every state that was ever written has this very text, so never change it, and never remove the export
 * `provider` of `pulumi-polytomic/provider-v1`.
 */
export const LOADER = 'exports.handler=()=>require("pulumi-polytomic/provider-v1").provider';

/** The same for `BulkSyncSchedulesExclusive`: never change it, and never remove the export `exclusive`. */
export const EXCLUSIVE_LOADER = 'exports.handler=()=>require("pulumi-polytomic/provider-v1").exclusive';

/** The type token of `BulkSyncActivation`. State holds it: never change it. */
export const ACTIVATION_TYPE = "pulumi-nodejs:dynamic/polytomic:BulkSyncActivation";

/** The same for `BulkSyncActivation`: never change it, and never remove the export `activation`. */
export const ACTIVATION_LOADER = 'exports.handler=()=>require("pulumi-polytomic/provider-v1").activation';

/** The type token of `BulkSyncExecution`. State holds it: never change it. */
export const EXECUTION_TYPE = "pulumi-nodejs:dynamic/polytomic:BulkSyncExecution";

/** The same for `BulkSyncExecution`: never change it, and never remove the export `execution`. */
export const EXECUTION_LOADER = 'exports.handler=()=>require("pulumi-polytomic/provider-v1").execution';

let isResolvable: boolean | undefined;

/** Throws an error if the provider process, which runs in the program's folder, would not find this package. */
export function assertResolvable(folder: string = process.cwd()): void {
    isResolvable ??= canResolve(folder);
    if (isResolvable) return;
    throw new Error(
        `The package "pulumi-polytomic" can't be found from the Pulumi program's folder (${folder}), where Pulumi ` +
            'loads its provider from: add it to that folder\'s package.json ("npm install pulumi-polytomic", ' +
            '"pnpm add pulumi-polytomic" or "yarn add pulumi-polytomic").',
    );
}

function canResolve(folder: string): boolean {
    try {
        // `require.resolve` with `paths` would find this package itself.
        createRequire(join(folder, "program.js")).resolve("pulumi-polytomic/provider-v1");
        return true;
    } catch {
        return false;
    }
}
