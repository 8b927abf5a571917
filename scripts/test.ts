/** Runs every check there is, and ends with the totals of all tests. Fails where any of them does. */
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { findPulumi } from "./pulumi-cli";

interface Totals {
    readonly passed: number;
    readonly failed: number;
    /** What failed, and why. */
    readonly failures: readonly string[];
}

/** Checks of one processor each, one after the other. */
const SMALL_CHECKS = ["lint", "types", "test:unit", "test:emulator"];

async function main(): Promise<void> {
    const folder = mkdtempSync(path.join(tmpdir(), "pulumi-polytomic-test-"));
    try {
        const { passed, failed, failures } = await runAll(folder);
        process.exitCode = failed > 0 ? 1 : 0;
        // Once more, where nobody has to look for it.
        for (const failure of failures) console.log(`\nfailed: ${failure}`);
        console.log(`\n${passed} passed, ${failed} failed`);
    } finally {
        rmSync(folder, { recursive: true, force: true });
    }
}

async function runAll(folder: string): Promise<Totals> {
    const build = await run("build", folder);
    // Nothing that follows can pass without a build.
    if (build.failed > 0) return build;
    return sum([build, ...(await Promise.all([runSmall(folder), runLarge(folder)]))]);
}

async function runSmall(folder: string): Promise<Totals> {
    const totals: Totals[] = [];
    for (const check of SMALL_CHECKS) totals.push(await run(check, folder));
    return sum(totals);
}

/** The tests that wait for other processes, so that they leave the small checks a processor. */
async function runLarge(folder: string): Promise<Totals> {
    const ofProcess = await run("test:process", folder);
    // To build or install it takes minutes, more than a test's time. Where it fails, the tests say so.
    await findPulumi().catch(() => undefined);
    return sum([ofProcess, await run("test:e2e", folder, "inherit")]);
}

/** A check that fails without a test that does counts as one; so do tests of which none was run. */
async function run(script: string, folder: string, output: "pipe" | "inherit" = "pipe"): Promise<Totals> {
    const totalsFile = path.join(folder, script.replace(":", "-"));
    writeFileSync(totalsFile, "");
    if (output === "inherit") console.log(`\n> npm run ${script}`);
    const { code, printed } = await npmRun(script, totalsFile, output);
    if (output === "pipe") console.log(`\n> npm run ${script}\n${printed}`);
    const totals = totalsIn(totalsFile);
    const isWithoutTests = script.startsWith("test:") && totals.passed + totals.failed === 0;
    if (totals.failed > 0 || (code === 0 && !isWithoutTests)) return totals;
    const failure = `npm run ${script}${isWithoutTests ? ": no test was run to its end" : ""}`;
    return { ...totals, failed: 1, failures: [failure] };
}

/** Side by side, checks must not mix what they print: "pipe" keeps it until the end. */
function npmRun(
    script: string,
    totalsFile: string,
    output: "pipe" | "inherit",
): Promise<{ code: number | null; printed: string }> {
    // Without the scripts that npm would run before, here and where tests pack the package: they build.
    const child = spawn("npm", ["run", "--silent", "--ignore-scripts", script], {
        stdio: ["inherit", output, output],
        env: { ...process.env, TEST_TOTALS: totalsFile },
        shell: process.platform === "win32",
    });
    let printed = "";
    for (const stream of [child.stdout, child.stderr])
        stream?.setEncoding("utf8").on("data", (text: string) => (printed += text));
    return new Promise((resolve, reject) => {
        child.on("error", reject);
        child.on("close", (code) => {
            resolve({ code, printed });
        });
    });
}

/** What the test runners have left: a line of JSON each. */
function totalsIn(file: string): Totals {
    const lines = readFileSync(file, "utf8").split("\n").filter(Boolean);
    return sum(lines.map((line) => JSON.parse(line) as Totals));
}

function sum(totals: readonly Totals[]): Totals {
    return {
        passed: totals.reduce((total, { passed }) => total + passed, 0),
        failed: totals.reduce((total, { failed }) => total + failed, 0),
        failures: totals.flatMap(({ failures }) => failures),
    };
}

main().catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
});
