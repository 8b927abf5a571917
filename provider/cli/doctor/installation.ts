import { execFile } from "node:child_process";
import { readFileSync, realpathSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { satisfies } from "semver";
import { z } from "zod";
import { messageOf } from "../../api/errors.js";
import { parseJson } from "../../model/objects.js";
import { failure, ok, warning, type Check, type Finding } from "./check.js";

const packageSchema = z.object({
    version: z.string(),
    engines: z.object({ node: z.string().default("*") }).default({ node: "*" }),
    peerDependencies: z.record(z.string(), z.string()).default({}),
});

interface Package extends z.infer<typeof packageSchema> {
    readonly folder: string;
}

const SDK = "@pulumi/pulumi";
const PACKAGE = "pulumi-polytomic";

/** This package's own description. */
const own = packageAt(join(__dirname, "../../.."));
const sdkRange = own.peerDependencies[SDK] ?? "*";

function packageAt(folder: string): Package {
    const text = readFileSync(join(folder, "package.json"), "utf8");
    return { ...packageSchema.parse(parseJson(text)), folder: realpathSync(folder) };
}

/** The package of that name as Node.js finds it from a folder; undefined if it does not. */
function findPackage(name: string, from: string): Package | undefined {
    try {
        return packageAt(dirname(createRequire(join(from, "_")).resolve(`${name}/package.json`)));
    } catch {
        return undefined;
    }
}

/** Whether a version lies in a range. A pre-release counts like any other version. */
const isInRange = (version: string, range: string) => satisfies(version, range, { includePrerelease: true });

/** The Pulumi CLI's response to a command. */
export async function runPulumi(args: readonly string[]): Promise<string> {
    const env = { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" };
    const { stdout } = await promisify(execFile)("pulumi", args, { env, timeout: 60_000 });
    return stdout.trim();
}

function judge(name: string, version: string, range: string): Finding {
    const facts = { version, range };
    return isInRange(version, range)
        ? ok(`${name} ${version} is in the supported range (${range}).`, facts)
        : failure(`${name} ${version} is not supported: install ${range}.`, facts);
}

function checkPackage(): Finding {
    const found = findPackage(PACKAGE, process.cwd());
    if (found === undefined)
        return failure(
            `This folder's programs can't load ${PACKAGE}: run this command in the program's folder, or there ` +
                `\`npm install ${PACKAGE}\`.`,
        );
    const facts = { version: found.version, command: own.version };
    if (found.version !== own.version)
        return warning(
            `This folder's programs load ${PACKAGE} ${found.version}, and this command is of ${own.version}: run the one ` +
                `in node_modules/.bin.`,
            facts,
        );
    return ok(`This folder's programs can load ${PACKAGE} ${found.version}.`, facts);
}

function checkSdk(): Finding {
    const sdk = findPackage(SDK, process.cwd());
    if (sdk === undefined)
        return failure(`${SDK} is not installed: in the program's folder, run \`npm install ${SDK}\`.`);
    const used = findPackage(SDK, findPackage(PACKAGE, process.cwd())?.folder ?? process.cwd()) ?? sdk;
    const { version, engines } = sdk;
    const judged = judge(SDK, version, sdkRange);
    const facts = { ...judged.facts, copies: used.folder === sdk.folder ? 1 : 2 };
    if (judged.status !== "ok") return judged;
    if (facts.copies > 1)
        return warning(
            `${SDK} is installed twice: the program loads ${version}, and ${PACKAGE} loads ${used.version}. Run \`npm dedupe\`.`,
            facts,
        );
    if (!isInRange(process.versions.node, engines.node))
        return warning(`${SDK} ${version} does not support this Node.js: it wants ${engines.node}.`, facts);
    return ok(`${SDK} ${version} is installed once, in the supported range (${sdkRange}).`, facts);
}

async function checkCli(): Promise<Finding> {
    try {
        return judge("The Pulumi CLI", (await runPulumi(["version"])).replace(/^v/, ""), sdkRange);
    } catch (error) {
        const reason = messageOf(error).split("\n")[0] ?? "";
        return failure(
            `\`pulumi version\` failed (${reason}): install the Pulumi CLI, or add its folder to PATH.`,
        );
    }
}

/** Whether what is installed fits together. */
export const INSTALLATION: readonly Check<unknown>[] = [
    { name: "node", run: () => judge("Node.js", process.versions.node, own.engines.node) },
    { name: "package", run: checkPackage },
    { name: "pulumi-sdk", run: checkSdk },
    { name: "pulumi-cli", run: checkCli },
];
