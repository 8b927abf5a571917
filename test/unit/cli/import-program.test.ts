import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect } from "chai";
import { findProgram, importLine } from "../../../provider/cli/import-program";

interface Case {
    readonly is: string;
    /** The files of the project, by path; `Pulumi.yaml` is always there. */
    readonly files: Readonly<Record<string, string>>;
    /** The module that the program has already, and the line for its new module beside it. */
    readonly entry?: string;
    readonly module: string;
    readonly line: string;
}

const ESM = '{ "type": "module" }';

const CASES: readonly Case[] = [
    { is: "nothing yet", files: {}, module: "new.ts", line: 'import "./new";' },
    {
        is: "nothing yet in a JavaScript package",
        files: { "package.json": "{}" },
        module: "new.js",
        line: 'require("./new");',
    },
    {
        is: "nothing yet in a TypeScript package",
        files: { "package.json": "{}", "tsconfig.json": "{}" },
        ...{ module: "new.ts", line: 'import "./new";' },
    },
    {
        is: "TypeScript",
        files: { "index.ts": "" },
        entry: "index.ts",
        module: "new.ts",
        line: 'import "./new";',
    },
    {
        is: "JavaScript",
        files: { "index.js": "" },
        entry: "index.js",
        module: "new.js",
        line: 'require("./new");',
    },
    {
        is: "JavaScript that the compiler checks",
        files: { "index.js": "", "tsconfig.json": '{ "compilerOptions": { "checkJs": true } }' },
        ...{ entry: "index.js", module: "new.js", line: 'require("./new");' },
    },
    {
        is: "an ES module in JavaScript",
        files: { "index.js": "", "package.json": ESM },
        ...{ entry: "index.js", module: "new.js", line: 'import "./new.js";' },
    },
    {
        is: "an ES module in TypeScript",
        files: { "index.ts": "", "package.json": ESM },
        ...{ entry: "index.ts", module: "new.ts", line: 'import "./new.js";' },
    },
    {
        is: "an ES module in TypeScript that imports sources",
        files: {
            "index.ts": "",
            "package.json": ESM,
            "tsconfig.json":
                '{ "compilerOptions": { /* Node.js strips types */ "allowImportingTsExtensions": true } }',
        },
        ...{ entry: "index.ts", module: "new.ts", line: 'import "./new.ts";' },
    },
    {
        is: "a .mjs beside a package of CommonJS",
        files: { "index.mjs": "", "package.json": '{ "main": "index.mjs" }' },
        ...{ entry: "index.mjs", module: "new.mjs", line: 'import "./new.mjs";' },
    },
    {
        is: "a .cjs in a package of ES modules",
        files: { "main.cjs": "", "package.json": '{ "type": "module", "main": "main.cjs" }' },
        ...{ entry: "main.cjs", module: "new.cjs", line: 'require("./new.cjs");' },
    },
    {
        is: "a folder that Pulumi.yaml names",
        files: { "Pulumi.yaml": 'main: "infra/" # not src', "infra/index.ts": "", "index.js": "" },
        ...{ entry: "infra/index.ts", module: "infra/new.ts", line: 'import "./new";' },
    },
    {
        is: "a file that Pulumi.yaml names, in a package of its own",
        files: {
            "Pulumi.yaml": "main: infra/stack.js",
            "infra/stack.js": "",
            "infra/package.json": ESM,
            "package.json": "{}",
        },
        ...{ entry: "infra/stack.js", module: "infra/new.js", line: 'import "./new.js";' },
    },
    {
        is: "compiled from TypeScript",
        files: { "Pulumi.yaml": "main: bin/", "bin/index.js": "", "src/index.ts": "", "tsconfig.json": "{}" },
        ...{ entry: "src/index.ts", module: "src/new.ts", line: 'import "./new";' },
    },
    {
        is: "a package whose main is in a folder",
        files: { "package.json": '{ "main": "lib" }', "lib/index.js": "" },
        ...{ entry: "lib/index.js", module: "lib/new.js", line: 'require("./new");' },
    },
];

describe("the program that the import is for", () => {
    const folders: string[] = [];

    /** A project with these files; the folder's name has what a path may have. */
    function project(files: Readonly<Record<string, string>>): string {
        const folder = realpathSync(mkdtempSync(join(tmpdir(), "a project ")));
        folders.push(folder);
        for (const [path, text] of Object.entries({
            "Pulumi.yaml": "name: test\nruntime: nodejs\n",
            ...files,
        })) {
            mkdirSync(dirname(join(folder, path)), { recursive: true });
            writeFileSync(join(folder, path), text);
        }
        return folder;
    }

    after(() => {
        for (const folder of folders) rmSync(folder, { recursive: true });
    });

    for (const { is, files, entry, module, line } of CASES)
        it(`is found where it is ${is}`, () => {
            const folder = project(files);
            const program = findProgram(folder);
            expect(program.entry).to.equal(entry === undefined ? undefined : join(folder, entry));
            const path = join(program.folder, "new");
            expect(path + program.extension).to.equal(join(folder, module));
            expect(importLine(program, path)).to.equal(line);
        });

    it("is found from a folder of the project, and imports from any folder", () => {
        const folder = project({ "src/index.ts": "", "Pulumi.yaml": "main: src", "docs/x": "" });
        const program = findProgram(join(folder, "docs"));
        expect(program.folder).to.equal(join(folder, "src"));
        expect(importLine(program, join(folder, "src/taken over/new"))).to.equal(
            'import "./taken over/new";',
        );
        expect(importLine(program, join(folder, "new"))).to.equal('import "../new";');
    });
});
