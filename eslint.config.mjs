import eslint from "@eslint/js";
import tseslint from "typescript-eslint";

/**
 * The rooms of provider/, each with the rooms whose modules it may import. `program` and `lifecycle` meet only in the
 * loader's text: a program must not load what only Pulumi's provider process needs.
 */
const ROOMS = {
    model: [],
    helpers: ["model"],
    api: ["model"],
    "lifecycle/process": ["model", "api"],
    "lifecycle/creation": ["model", "api", "process"],
    "lifecycle/schedule": ["model", "api", "process", "creation"],
    "lifecycle/exclusive": ["model", "helpers", "api", "process"],
    "lifecycle/activation": ["model", "api", "process"],
    "lifecycle/execution": ["model", "api", "process"],
    program: ["model", "helpers"],
    "program/functions": ["model", "helpers", "program"],
    cli: ["model", "helpers", "program", "api", "doctor"],
    "cli/doctor": ["model", "api"],
};
/** Modules of `program/functions` that the others load on first use, so that they may import what is heavy. */
const LOADED_ON_FIRST_USE = ["results.ts"];
/** Libraries that only these rooms may load. */
const LIBRARIES = { axios: ["api"], zod: ["api", "cli", "cli/doctor"] };

const lastPart = (room) => room.split("/").at(-1);

const roomRules = Object.entries(ROOMS).map(([room, allowed]) => {
    const others = [...Object.keys(ROOMS).map(lastPart), "lifecycle"].filter(
        (name) => !room.split("/").includes(name) && !allowed.includes(name),
    );
    const libraries = Object.keys(LIBRARIES).filter((name) => !LIBRARIES[name].includes(room));
    return {
        files: [`provider/${room}/**/*.ts`],
        ignores: Object.keys(ROOMS)
            .filter((other) => other.startsWith(`${room}/`))
            .map((other) => `provider/${other}/**`),
        rules: {
            "@typescript-eslint/no-restricted-imports": [
                "error",
                {
                    paths: libraries.map((name) => ({ name, message: `${room} must not load ${name}.` })),
                    patterns: [
                        {
                            regex: `^(\\.\\.?/)+(.*/)?(${others.join("|")})/`,
                            message: `provider/${room} must not import from that folder: see ROOMS in eslint.config.mjs.`,
                            allowTypeImports: room === "program/functions",
                        },
                    ],
                },
            ],
        },
    };
});

export default tseslint.config(
    // Programs that were recorded with states never change.
    { ignores: ["**/dist/", "**/node_modules/", "test/states/"] },
    eslint.configs.recommended,
    {
        files: ["**/*.ts"],
        extends: [tseslint.configs.strictTypeChecked],
        languageOptions: {
            parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
        },
        rules: {
            complexity: ["error", 10],
            "@typescript-eslint/consistent-type-imports": [
                "error",
                { fixStyle: "inline-type-imports", disallowTypeAnnotations: false },
            ],
            "max-lines-per-function": ["error", { max: 60, skipBlankLines: true, skipComments: true }],
            "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
            "@typescript-eslint/no-empty-object-type": ["error", { allowInterfaces: "with-single-extends" }],
            "@typescript-eslint/ban-ts-comment": ["error", { "ts-expect-error": true }],
        },
    },
    {
        files: ["provider/**/*.ts"],
        rules: {
            "no-restricted-syntax": [
                "error",
                {
                    selector: "BinaryExpression[operator='in'][left.type!='Literal']",
                    message: "`in` also finds what every object inherits: use Object.hasOwn or a Map.",
                },
                {
                    selector: "ImportExpression",
                    message:
                        "In CommonJS, `import()` fails under Jest and Yarn's PnP: use `require`, which bundlers follow too.",
                },
            ],
            // For what is loaded on first use.
            "@typescript-eslint/no-require-imports": "off",
        },
    },
    ...roomRules,
    { files: ["{provider,scripts,bench,emulator/src}/**/*.ts"], rules: { "max-lines": ["error", 200] } },
    {
        files: LOADED_ON_FIRST_USE.map((name) => `provider/program/functions/${name}`),
        rules: { "@typescript-eslint/no-restricted-imports": "off" },
    },
    {
        files: ["**/test/**/*.ts"],
        rules: {
            "max-lines-per-function": "off",
            "@typescript-eslint/no-unused-expressions": "off",
        },
    },
    {
        files: ["examples/**/*.test.ts"],
        rules: {
            "@typescript-eslint/no-floating-promises": [
                "error",
                { allowForKnownSafeCalls: [{ from: "package", name: "test", package: "node:test" }] },
            ],
        },
    },
    {
        files: [
            ...["scripts/*.cjs", "scripts/states/programs/*.js", "bin/*.js", "emulator/bin/*.js"],
            "examples/javascript/**/*.js",
        ],
        languageOptions: {
            sourceType: "commonjs",
            globals: { process: "readonly", require: "readonly", console: "readonly", exports: "readonly" },
        },
    },
    {
        // A user's tests, which Jest runs.
        files: ["test/e2e/support/*.test.js"],
        languageOptions: {
            sourceType: "commonjs",
            globals: Object.fromEntries(
                ["__dirname", "afterEach", "describe", "expect", "process", "require", "test"].map((name) => [
                    name,
                    "readonly",
                ]),
            ),
        },
    },
);
