import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { runInNewContext } from "node:vm";
import { expect } from "chai";
import {
    ACTIVATION_LOADER,
    EXCLUSIVE_LOADER,
    EXECUTION_LOADER,
    LOADER,
} from "../../../provider/program/loader";
import { activation, exclusive, execution, provider } from "../../../provider/provider-v1";

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

describe("a package that the program's folder can't resolve", () => {
    const repository = path.resolve(__dirname, "../../..");
    let root: string;

    // As pnpm lays out the dependency of a dependency: the package runs, but the program's folder has no link to it.
    before(() => {
        root = realpathSync(mkdtempSync(path.join(tmpdir(), "loader-")));
        const own = path.join(root, "store", "node_modules", "pulumi-polytomic");
        mkdirSync(path.join(own, "dist"), { recursive: true });
        mkdirSync(path.join(root, "program"));
        const manifest = { name: "pulumi-polytomic", exports: { "./provider-v1": "./dist/provider-v1.js" } };
        writeFileSync(path.join(own, "package.json"), JSON.stringify(manifest));
        writeFileSync(path.join(own, "dist", "provider-v1.js"), "");
        cpSync(
            path.join(repository, "provider", "program", "loader.ts"),
            path.join(own, "dist", "loader.ts"),
        );
    });

    after(() => {
        rmSync(root, { recursive: true });
    });

    const resolvedFrom = (folder: string) => {
        const loader = path.join(root, "store", "node_modules", "pulumi-polytomic", "dist", "loader.ts");
        const program = `try { require(${JSON.stringify(loader)}).assertResolvable(${JSON.stringify(folder)}); console.log("found"); }
            catch (error) { console.log(error.message); }`;
        const args = ["--import", "tsx", "-e", program];
        return execFileSync(process.execPath, args, { encoding: "utf8", cwd: repository }).trim();
    };

    it("is refused with what to do", () => {
        const folder = path.join(root, "program");
        expect(resolvedFrom(folder)).to.equal(
            `The package "pulumi-polytomic" can't be found from the Pulumi program's folder (${folder}), where Pulumi ` +
                'loads its provider from: add it to that folder\'s package.json ("npm install pulumi-polytomic", ' +
                '"pnpm add pulumi-polytomic" or "yarn add pulumi-polytomic").',
        );
    });

    it("is accepted where the folder can resolve it", () => {
        expect(resolvedFrom(path.join(root, "store"))).to.equal("found");
    });
});
