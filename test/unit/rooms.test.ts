import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { ESLint } from "eslint";
import ts from "typescript";

const root = path.resolve(__dirname, "../..");
const provider = path.join(root, "provider");

const modules = readdirSync(provider, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => path.join(provider, name));

/** What a module imports from this package, types included. */
function importsOf(file: string): string[] {
    return ts
        .preProcessFile(readFileSync(file, "utf8"), true, true)
        .importedFiles.filter(({ fileName }) => fileName.startsWith("."))
        .map(({ fileName }) => path.resolve(path.dirname(file), fileName.replace(/\.js$/, ".ts")));
}

describe("the rooms of provider/", function () {
    this.timeout(120_000);

    const FORBIDDEN: readonly (readonly [module: string, statement: string])[] = [
        ["program/provider.ts", 'import { check } from "../lifecycle/schedule/check.js";'],
        ["program/provider.ts", 'import { Client } from "../api/client.js";'],
        ["program/provider.ts", 'import { getBulkSync } from "./functions/functions.js";'],
        ["program/provider.ts", 'import axios from "axios";'],
        ["program/provider.ts", 'import { z } from "zod";'],
        ["lifecycle/schedule/check.ts", 'import { Provider } from "../../program/provider.js";'],
        ["lifecycle/schedule/check.ts", 'import { checkExclusive } from "../exclusive/check.js";'],
        ["lifecycle/process/registry.ts", 'import { create } from "../schedule/create.js";'],
        ["api/client.ts", 'import { ResourceRegistry } from "../lifecycle/process/registry.js";'],
        ["model/fields.ts", 'import { Client } from "../api/client.js";'],
        ["cli/doctor/check.ts", 'import { create } from "../../lifecycle/schedule/create.js";'],
        ["cli/doctor/look.ts", 'import axios from "axios";'],
        ["cli/main.ts", 'import { create } from "../lifecycle/schedule/create.js";'],
    ];

    it("are kept by the linter", async () => {
        const rule = "@typescript-eslint/no-restricted-imports";
        const eslint = new ESLint({
            cwd: root,
            ruleFilter: ({ ruleId }) => ruleId === rule,
            // This rule needs no types, which would take seconds.
            overrideConfig: { languageOptions: { parserOptions: { projectService: false } } },
        });
        for (const [module, statement] of FORBIDDEN) {
            const filePath = path.join(provider, module);
            const [result] = await eslint.lintText(`${statement}\n`, { filePath });
            const rules = result?.messages.map(({ ruleId }) => ruleId);
            expect(rules, `${module}: ${statement}`).to.deep.equal([rule]);
        }
    });

    it("have no import circles", () => {
        const done = new Set<string>();
        const visit = (file: string, trail: readonly string[]): void => {
            const start = trail.indexOf(file);
            const circle = [...trail.slice(start), file].map((name) => path.relative(provider, name));
            expect(start, circle.join(" → ")).to.equal(-1);
            if (done.has(file)) return;
            for (const imported of importsOf(file)) visit(imported, [...trail, file]);
            done.add(file);
        };
        for (const file of modules) visit(file, []);
    });

    it("are small: at most 14 modules in a folder", () => {
        const folders = new Map<string, number>();
        for (const file of modules)
            folders.set(path.dirname(file), (folders.get(path.dirname(file)) ?? 0) + 1);
        for (const [folder, count] of folders) expect(count, folder).to.be.at.most(14);
    });
});
