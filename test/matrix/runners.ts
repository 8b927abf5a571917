/** Test runners, in which a user's test of a component runs under Pulumi's mocks. */
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect } from "chai";
import { runCommand, type Environment } from "../e2e/support/command-line";
import { installTools } from "../e2e/support/installation";

const COMPONENT = resolve(__dirname, "../../examples/component/sync-schedules.ts");
const USERS_TEST = resolve(__dirname, "../e2e/support/component-under-mocks.ts");

interface Runner {
    /** What a test file imports `describe` and `it` from. */
    readonly module: string;
    readonly command: readonly string[];
    /** How the runner says that the test has passed. */
    readonly passed: RegExp;
    readonly packages: readonly string[];
}

/** Each runs the file that has its name. Mocha and Jest do not end while something is left open. */
export const RUNNERS = {
    mocha: {
        module: "mocha",
        command: ["mocha/bin/mocha.js", "--node-option", "import=tsx", "mocha.test.ts"],
        passed: /1 passing/,
        packages: ["mocha@12.0.3", "tsx@4.23.15"],
    },
    jest: {
        module: "@jest/globals",
        command: ["jest/bin/jest.js", "--detectOpenHandles", "jest.test.ts"],
        passed: /Tests: +1 passed, 1 total/,
        packages: ["jest@30.5.2", "ts-jest@29.4.15"],
    },
    vitest: {
        module: "vitest",
        command: ["vitest/vitest.mjs", "run", "vitest.test.ts"],
        passed: /Tests +1 passed \(1\)/,
        // Vitest 5 needs Node.js 22.
        packages: ["vitest@4.1.12"],
    },
} as const satisfies Record<string, Runner>;

export type RunnerName = keyof typeof RUNNERS;

const COMPILER_OPTIONS = {
    strict: true,
    target: "es2022",
    module: "commonjs",
    esModuleInterop: true,
    isolatedModules: true,
};

/** Installs runners in a new folder below the installed package, with a test for each. */
export async function installRunners(
    folder: string,
    names: readonly RunnerName[],
    environment: Environment = {},
): Promise<void> {
    mkdirSync(folder);
    const packages = names.flatMap((name) => RUNNERS[name].packages);
    await installTools(folder, packages, environment);
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions: COMPILER_OPTIONS }));
    const jest = { transform: { "\\.ts$": "ts-jest" }, cacheDirectory: ".jest-cache" };
    writeFileSync(join(folder, "jest.config.json"), JSON.stringify(jest));
    copyFileSync(COMPONENT, join(folder, "sync-schedules.ts"));
    const text = readFileSync(USERS_TEST, "utf8").replace(/"[./]+.*\/sync-schedules"/, '"./sync-schedules"');
    for (const name of names)
        writeFileSync(join(folder, `${name}.test.ts`), text.replace('"mocha"', `"${RUNNERS[name].module}"`));
}

/** The test passes, and the runner ends by itself and has nothing to complain of. */
export async function expectPass(
    folder: string,
    name: RunnerName,
    environment: Environment = {},
): Promise<void> {
    const { command, passed } = RUNNERS[name];
    const [script, ...args] = command;
    const { code, output } = await runCommand(
        "node",
        [join(folder, "node_modules", script), ...args],
        folder,
        { ...environment, NO_COLOR: "1" },
        60_000,
    );
    expect(code, output).to.equal(0);
    expect(output).to.match(passed);
    expect(output, output).to.not.match(/warn|promise|unhandled|open handle|did not exit|timed out/i);
}
