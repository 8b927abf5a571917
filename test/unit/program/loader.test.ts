import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { runInNewContext } from "node:vm";
import { expect } from "chai";
import {
    ACTIVATION_LOADER,
    EXCLUSIVE_LOADER,
    EXECUTION_LOADER,
    LOADER,
} from "../../../provider/program/loader";
import { activation, exclusive, execution, provider } from "../../../provider/provider-v1";

const repository = path.resolve(__dirname, "../../..");
const tsx = pathToFileURL(require.resolve("tsx")).href;

const LOADERS = [
    {
        resource: "schedule",
        loader: LOADER,
        text: 'exports.handler=()=>require("pulumi-polytomic/provider-v1").provider',
        loaded: provider,
    },
    {
        resource: "BulkSyncSchedulesExclusive",
        loader: EXCLUSIVE_LOADER,
        text: 'exports.handler=()=>require("pulumi-polytomic/provider-v1").exclusive',
        loaded: exclusive,
    },
    {
        resource: "BulkSyncActivation",
        loader: ACTIVATION_LOADER,
        text: 'exports.handler=()=>require("pulumi-polytomic/provider-v1").activation',
        loaded: activation,
    },
    {
        resource: "BulkSyncExecution",
        loader: EXECUTION_LOADER,
        text: 'exports.handler=()=>require("pulumi-polytomic/provider-v1").execution',
        loaded: execution,
    },
];

for (const { resource, loader, text, loaded } of LOADERS)
    describe(`the loader in every state of a ${resource}`, () => {
        it("never changes", () => {
            expect(loader).to.equal(text);
        });

        it("gives the engine the provider of the installed package", () => {
            const exports: { handler?: () => unknown } = {};
            const entry = { provider, exclusive, activation, execution };
            const require = (name: string) => (name === "pulumi-polytomic/provider-v1" ? entry : {});
            runInNewContext(loader, { exports, require });
            expect(exports.handler?.()).to.equal(loaded);
        });

        it("gives a provider with every operation that the engine may ask for", () => {
            const operations = ["configure", "check", "diff", "create", "read", "update", "delete"];
            expect(loaded).to.have.all.keys(...operations);
        });
    });

describe("a package that Pulumi may not find", () => {
    let root: string;
    let own: string;

    const write = (file: string, text: string) => {
        mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
        writeFileSync(path.join(root, file), text);
    };

    // As pnpm lays out the dependency of a dependency: the package runs, but the program's folder has no link to it.
    before(() => {
        root = realpathSync(mkdtempSync(path.join(tmpdir(), "loader-")));
        own = path.join("store", "node_modules", "pulumi-polytomic");
        const manifest = { name: "pulumi-polytomic", exports: { "./provider-v1": "./dist/provider-v1.js" } };
        write(path.join(own, "package.json"), JSON.stringify(manifest));
        write(path.join(own, "dist", "provider-v1.js"), "");
        const source = path.join(repository, "provider", "program", "loader.ts");
        cpSync(source, path.join(root, own, "dist", "loader.ts"));
        const check = `
            try { require(${JSON.stringify(path.join(root, own, "dist", "loader.ts"))}).assertResolvable(); console.log("accepted"); }
            catch (error) { console.log(error.message); }`;
        for (const folder of ["program", "store"])
            write(
                path.join(folder, "node_modules/@pulumi/pulumi/cmd/run/index.js"),
                `process.chdir(process.argv[2]); ${check}`,
            );
        write("automation.js", check);
        mkdirSync(path.join(root, "elsewhere"));
    });

    after(() => {
        rmSync(root, { recursive: true });
    });

    /** What the check says in a program that Pulumi, or somebody else, starts in a folder. */
    const checkedBy = (main: string, folder: string, ...args: string[]) =>
        execFileSync(process.execPath, ["--import", tsx, path.join(root, main), ...args], {
            encoding: "utf8",
            cwd: path.join(root, folder),
        }).trim();
    const runner = (folder: string) => path.join(folder, "node_modules/@pulumi/pulumi/cmd/run/index.js");

    it("is refused with what to do, where the program's folder does not find it", () => {
        expect(checkedBy(runner("program"), "program", ".")).to.equal(
            `The package "pulumi-polytomic" can't be found from the Pulumi program's folder (${root}/program), where Pulumi ` +
                'loads its provider from: add it to that folder\'s package.json ("npm install pulumi-polytomic", ' +
                '"pnpm add pulumi-polytomic" or "yarn add pulumi-polytomic").',
        );
    });

    it("is accepted where the folder finds it", () => {
        expect(checkedBy(runner("store"), "store", ".")).to.equal("accepted");
    });

    it("is accepted where the program has left its folder", () => {
        for (const folder of ["../elsewhere", "../program", "/"])
            expect(checkedBy(runner("store"), "store", folder), folder).to.equal("accepted");
    });

    it("is accepted in a program of the Automation API, whose folder is not known", () => {
        expect(checkedBy("automation.js", "program")).to.equal("accepted");
    });
});
