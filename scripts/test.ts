/** Runs every check there is, and ends with the totals of all tests. Fails where any of them does. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { findPulumi } from "./pulumi-cli";

interface Totals {
    readonly passed: number;
    readonly failed: number;
}

const CHECKS = ["build", "lint", "types", "test:unit", "test:emulator", "test:process", "test:e2e"] as const;

async function main(): Promise<void> {
    const folder = mkdtempSync(path.join(tmpdir(), "pulumi-polytomic-test-"));
    const totals = { passed: 0, failed: 0 };
    try {
        for (const check of CHECKS) {
            // To build or install it takes minutes, more than a test's time. Where it fails, the tests say so.
            if (check === "test:e2e") await findPulumi().catch(() => undefined);
            const { passed, failed } = run(check, path.join(folder, "totals"));
            totals.passed += passed;
            totals.failed += failed;
            // Nothing that follows can pass without a build.
            if (check === "build" && failed > 0) break;
        }
    } finally {
        rmSync(folder, { recursive: true, force: true });
    }
    process.exitCode = totals.failed > 0 ? 1 : 0;
    console.log(`\n${totals.passed} passed, ${totals.failed} failed`);
}

/** A check that fails without a test that does counts as one. */
function run(script: string, totalsFile: string): Totals {
    console.log(`\n> npm run ${script}`);
    writeFileSync(totalsFile, "");
    const { status, error } = spawnSync("npm", ["run", "--silent", script], {
        stdio: "inherit",
        env: { ...process.env, TEST_TOTALS: totalsFile },
        shell: process.platform === "win32",
    });
    if (error) throw error;
    const { passed, failed } = sum(readFileSync(totalsFile, "utf8"));
    if (status === 0) return { passed, failed };
    console.log(`\nnpm run ${script} failed`);
    return { passed, failed: Math.max(failed, 1) };
}

/** Adds up what the test runners have left: a line of JSON each. */
function sum(lines: string): Totals {
    const totals = lines
        .split("\n")
        .filter(Boolean)
        .map((line) => JSON.parse(line) as Totals);
    return {
        passed: totals.reduce((total, { passed }) => total + passed, 0),
        failed: totals.reduce((total, { failed }) => total + failed, 0),
    };
}

main().catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
});
