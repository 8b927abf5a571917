/** Forms that a program takes: its language, and what runs it. Each declares the same schedule. */

export interface Form {
    /** Pulumi.yaml, less the name. */
    readonly project: { readonly runtime: unknown; readonly main: string };
    readonly packageJson?: object;
    /** What it needs beside Pulumi's SDK and the package. */
    readonly dependencies?: Readonly<Record<string, string | undefined>>;
    readonly files: (syncId: string) => Readonly<Record<string, string>>;
    /** Commands that make the program of the files. */
    readonly build?: readonly (readonly string[])[];
    /** What stands for `pulumi` on the command line, if the program runs the commands itself. */
    readonly script?: readonly string[];
    /** Whether Bun takes the place of Node.js, for the program or for the provider's process too. */
    readonly bun?: "program" | "everything";
}

const TYPESCRIPT = { typescript: "5.9.3", "@types/node": "20" };

/** Uses all that loads something on first use: a look-up, a helper and next runs. */
const declarations = (syncId: string) => `
const sync = polytomic.getBulkSyncOutput({ id: "${syncId}" });
const nightly = new polytomic.BulkSyncSchedule("nightly", { syncId: sync.id, ...polytomic.daily("03:30") });
`;
const outputs = `
export const scheduleId = nightly.scheduleId;
export const nextRuns = polytomic.nextRuns(polytomic.daily("03:30"), { from: "2026-11-24" });
export const description = polytomic.describeSchedule(polytomic.cron("0 9 * * 1-5"));
`;

const IMPORTS = 'import * as polytomic from "pulumi-polytomic";\n';
const typescript = (syncId: string) => ({ "index.ts": IMPORTS + declarations(syncId) + outputs });
const compilerOptions = (options: object) => ({
    "tsconfig.json": JSON.stringify({ compilerOptions: options }),
});

const withoutTsNode = (options: object = {}) => ({
    name: "nodejs",
    options: { typescript: false, ...options },
});

/** A program of Pulumi's Automation API, whose commands are those of the CLI. */
const automation = (syncId: string, options = "{ workDir: __dirname }") => ({
    "automation.js": `
const { LocalWorkspace } = require("@pulumi/pulumi/automation");
const polytomic = require("pulumi-polytomic");
async function program() {${declarations(syncId)}return { scheduleId: nightly.scheduleId }; }
async function main([command, ...options]) {
    const inline = { stackName: "test", projectName: "program", program };
    const stack = await LocalWorkspace.createOrSelectStack(inline, ${options});
    await stack[command]({ onOutput: console.log, expectNoChanges: options.includes("--expect-no-changes") });
}
main(process.argv.slice(2)).catch((error) => { console.error(error); process.exitCode = 1; });
`,
});

const STRICT = { strict: true, module: "nodenext", target: "es2022", exactOptionalPropertyTypes: true };

/** What types must allow, and what they must refuse. */
const strictTypes = (syncId: string) => `
import * as pulumi from "@pulumi/pulumi";
${IMPORTS}
const args: polytomic.BulkSyncScheduleArgs = { syncId: "${syncId}", frequency: "daily", hour: 3, minute: "30" };
const nightly = new polytomic.BulkSyncSchedule("nightly", args);
export const scheduleId: pulumi.Output<string> = nightly.scheduleId;
export const createdAt: pulumi.Output<string | undefined> = nightly.createdAt;
export const schemas: pulumi.Output<readonly string[] | undefined> = nightly.schemas;
const account: polytomic.ProviderArgs = { apiKey: pulumi.output("key") };
void account;
// @ts-expect-error No such word.
const wrongWord: polytomic.BulkSyncScheduleArgs = { syncId: "s", frequency: "dayly" };
// @ts-expect-error No such property.
const wrongName: polytomic.BulkSyncScheduleArgs = { syncId: "s", frequency: "daily", minutes: 3 };
// @ts-expect-error A frequency is missing.
const missing: polytomic.BulkSyncScheduleArgs = { syncId: "s" };
void [wrongWord, wrongName, missing];
`;

export const FORMS = {
    javascript: {
        project: { runtime: "nodejs", main: "index.js" },
        files: (syncId) => ({
            "index.js": `const polytomic = require("pulumi-polytomic");
                ${declarations(syncId)}
                exports.scheduleId = nightly.scheduleId;`,
        }),
    },
    chdir: {
        project: { runtime: "nodejs", main: "index.js" },
        files: (syncId) => ({
            "index.js": `const polytomic = require("pulumi-polytomic");
                process.chdir("/");
                ${declarations(syncId)}`,
        }),
    },
    "through-another": {
        project: { runtime: "nodejs", main: "index.js" },
        dependencies: { "acme-pipelines": "workspace:*", "pulumi-polytomic": undefined },
        files: (syncId) => ({
            "index.js": `const polytomic = require("acme-pipelines");\n${declarations(syncId)}`,
        }),
    },
    esm: {
        project: { runtime: "nodejs", main: "index.js" },
        packageJson: { type: "module" },
        files: (syncId) => ({
            "index.js": `import { BulkSyncSchedule, daily, getBulkSync } from "pulumi-polytomic";
                const { id: syncId } = await getBulkSync({ id: "${syncId}" });
                export const { scheduleId } = new BulkSyncSchedule("nightly", { syncId, ...daily("03:30") });`,
        }),
    },
    typescript: {
        project: { runtime: "nodejs", main: "index.ts" },
        dependencies: TYPESCRIPT,
        files: typescript,
    },
    "typescript-strict": {
        project: { runtime: "nodejs", main: "index.ts" },
        dependencies: TYPESCRIPT,
        files: (syncId) => ({ "index.ts": strictTypes(syncId), ...compilerOptions(STRICT) }),
    },
    tsx: {
        project: { runtime: withoutTsNode({ nodeargs: "--import tsx" }), main: "index.ts" },
        dependencies: { tsx: "4" },
        files: typescript,
    },
    "tsx-esm": {
        project: { runtime: withoutTsNode({ nodeargs: "--import tsx" }), main: "index.ts" },
        packageJson: { type: "module" },
        dependencies: { tsx: "4" },
        files: typescript,
    },
    "type-stripping": { project: { runtime: withoutTsNode(), main: "index.ts" }, files: typescript },
    compiled: {
        project: { runtime: withoutTsNode(), main: "bin/index.js" },
        dependencies: TYPESCRIPT,
        files: (syncId) => ({
            ...typescript(syncId),
            ...compilerOptions({ strict: true, module: "nodenext", target: "es2022", outDir: "bin" }),
        }),
        build: [["tsc"]],
    },
    bundle: {
        project: { runtime: withoutTsNode(), main: "bundle/index.js" },
        dependencies: { esbuild: "0" },
        files: typescript,
        build: [
            [
                "esbuild",
                "index.ts",
                "--bundle",
                "--platform=node",
                "--external:@pulumi/pulumi",
                "--outdir=bundle",
            ],
        ],
    },
    automation: {
        project: { runtime: "nodejs", main: "automation.js" },
        files: (syncId) => automation(syncId),
        script: ["node", "automation.js"],
    },
    "automation-elsewhere": {
        project: { runtime: "nodejs", main: "automation.js" },
        files: (syncId) => automation(syncId, "{}"),
        script: ["node", "automation.js"],
    },
    bun: {
        project: { runtime: "bun", main: "index.ts" },
        files: typescript,
        bun: "program",
    },
    "bun-automation": {
        project: { runtime: "nodejs", main: "automation.js" },
        files: (syncId) => automation(syncId),
        script: ["bun", "automation.js"],
        bun: "program",
    },
    "bun-alone": {
        project: { runtime: "nodejs", main: "automation.js" },
        files: (syncId) => automation(syncId),
        script: ["bun", "automation.js"],
        bun: "everything",
    },
} as const satisfies Record<string, Form>;

export type FormName = keyof typeof FORMS;
