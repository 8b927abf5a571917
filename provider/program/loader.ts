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

/** The type token of the component `LocalTimeSchedule`. State holds it: never change it. */
export const LOCAL_TIME_TYPE = "polytomic:index:LocalTimeSchedule";

/** The SDK's module that runs programs. Pulumi starts it, as found from the program's folder. */
const RUNNER = "@pulumi/pulumi/cmd/run";

/** Whether the Pulumi CLI has started this process. A program of the Automation API runs in any other. */
export const isStartedByCli = (): boolean =>
    /@pulumi[\\/]pulumi[\\/]cmd[\\/]run[\\/]index\.js$/.test(require.main?.filename ?? "");

let checked: { readonly missingFrom: string | undefined } | undefined;

/** Throws an error if Pulumi's provider process would not find this package. */
export function assertResolvable(): void {
    checked ??= { missingFrom: folderWithoutPackage() };
    if (checked.missingFrom === undefined) return;
    throw new Error(
        `The package "pulumi-polytomic" can't be found from the Pulumi program's folder (${checked.missingFrom}), where ` +
            'Pulumi loads its provider from: add it to that folder\'s package.json ("npm install pulumi-polytomic", ' +
            '"pnpm add pulumi-polytomic" or "yarn add pulumi-polytomic").',
    );
}

/**
 * The program's folder, if it does not find this package. Undefined also where the folder is not known: if the program has
 * left it, or belongs to the Automation API. There the engine reports a missing package.
 */
function folderWithoutPackage(): string | undefined {
    const folder = process.cwd();
    const runner = resolveFrom(folder, RUNNER);
    const isProgramFolder = runner !== undefined && runner === require.main?.filename;
    return isProgramFolder && resolveFrom(folder, "pulumi-polytomic/provider-v1") === undefined
        ? folder
        : undefined;
}

function resolveFrom(folder: string, module: string): string | undefined {
    try {
        // `require.resolve` with `paths` would find this package itself.
        return createRequire(join(folder, "program.js")).resolve(module);
    } catch {
        return undefined;
    }
}
