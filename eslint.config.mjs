import eslint from "@eslint/js";
import tseslint from "typescript-eslint";

export default tseslint.config(
    { ignores: ["**/dist/", "**/node_modules/"] },
    eslint.configs.recommended,
    {
        files: ["**/*.ts"],
        extends: [tseslint.configs.strictTypeChecked],
        languageOptions: {
            parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
        },
        rules: {
            complexity: ["error", 10],
            "max-lines-per-function": ["error", { max: 60, skipBlankLines: true, skipComments: true }],
            "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
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
            ],
        },
    },
    {
        files: ["**/test/**/*.ts"],
        rules: {
            "max-lines-per-function": "off",
            "@typescript-eslint/no-unused-expressions": "off",
        },
    },
    {
        files: ["scripts/*.cjs", "bin/*.js", "emulator/bin/*.js", "examples/javascript/**/*.js"],
        languageOptions: {
            sourceType: "commonjs",
            globals: { process: "readonly", require: "readonly", console: "readonly" },
        },
    },
);
