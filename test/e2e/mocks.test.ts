import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect } from "chai";
import { installationFolder } from "./support/hooks";
import { installTools } from "./support/installation";

const COMPONENT = resolve(__dirname, "../../examples/component/sync-schedules.ts");
const USERS_TEST = resolve(__dirname, "support/component-under-mocks.ts");

interface Runner {
    /** What a test file imports `describe` and `it` from. */
    readonly module: string;
    readonly command: readonly string[];
    /** How the runner says that the test has passed. */
    readonly passed: RegExp;
}

/** Each runs the file that has its name. Mocha and Jest do not end while something is left open. */
const RUNNERS: Record<string, Runner> = {
    mocha: {
        module: "mocha",
        command: ["mocha/bin/mocha.js", "--node-option", "import=tsx", "mocha.test.ts"],
        passed: /1 passing/,
    },
    jest: {
        module: "@jest/globals",
        command: ["jest/bin/jest.js", "--detectOpenHandles", "jest.test.ts"],
        passed: /Tests: +1 passed, 1 total/,
    },
    vitest: {
        module: "vitest",
        command: ["vitest/vitest.mjs", "run", "vitest.test.ts"],
        passed: /Tests +1 passed \(1\)/,
    },
};

/** Vitest 5 needs Node.js 22. */
const PACKAGES = ["mocha@12.0.3", "tsx@4.23.15", "jest@30.5.2", "ts-jest@29.4.15", "vitest@4.1.12"];

const COMPILER_OPTIONS = {
    strict: true,
    target: "es2022",
    module: "commonjs",
    esModuleInterop: true,
    isolatedModules: true,
};

describe("a component of several schedules in a user's own tests, under mocks", () => {
    let folder: string;

    before(async () => {
        folder = join(installationFolder(), "mocks");
        mkdirSync(folder);
        await installTools(folder, PACKAGES);
        writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions: COMPILER_OPTIONS }));
        const jest = { transform: { "\\.ts$": "ts-jest" }, cacheDirectory: ".jest-cache" };
        writeFileSync(join(folder, "jest.config.json"), JSON.stringify(jest));
        copyFileSync(COMPONENT, join(folder, "sync-schedules.ts"));
        const text = readFileSync(USERS_TEST, "utf8").replace(
            /"[./]+.*\/sync-schedules"/,
            '"./sync-schedules"',
        );
        for (const [name, { module }] of Object.entries(RUNNERS))
            writeFileSync(join(folder, `${name}.test.ts`), text.replace('"mocha"', `"${module}"`));
    });

    for (const [
        name,
        {
            command: [script = "", ...args],
            passed,
        },
    ] of Object.entries(RUNNERS)) {
        it(`passes in ${name}, which ends by itself and has nothing to complain of`, () => {
            const { status, stdout, stderr } = spawnSync(
                process.execPath,
                [join(folder, "node_modules", script), ...args],
                {
                    cwd: folder,
                    env: { ...process.env, NO_COLOR: "1" },
                    encoding: "utf8",
                    // The SDK alone opens a handle where it finds a pipe as its standard input.
                    stdio: ["ignore", "pipe", "pipe"],
                    timeout: 60_000,
                },
            );
            const printed = stdout + stderr;
            expect(status, printed).to.equal(0);
            expect(printed).to.match(passed);
            expect(printed, printed).to.not.match(
                /warn|promise|unhandled|open handle|did not exit|timed out/i,
            );
        });
    }
});
