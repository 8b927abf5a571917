import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";

const root = path.resolve(__dirname, "../../..");

/**
 * The npm packages among what a fresh process has loaded once it has required a module of this package, and then once it
 * has run some code.
 */
async function packagesLoadedBy(module: string, thenRun = ""): Promise<[string[], string[]]> {
    const program = `
        (async () => {
            const required = require(${JSON.stringify(path.join(root, "provider", module))});
            const before = Object.keys(require.cache);
            ${thenRun}
            process.stdout.write(JSON.stringify([before, Object.keys(require.cache)]));
        })();`;
    const { stdout } = await promisify(execFile)(process.execPath, ["--import", "tsx", "-e", program], {
        cwd: root,
    });
    const [before, after] = JSON.parse(stdout) as [string[], string[]];
    return [packagesOf(before), packagesOf(after)];
}

const packagesOf = (files: readonly string[]): string[] => {
    const inPackages = files.map((file) => file.split("/node_modules/").at(-1) ?? "");
    return [...new Set(inPackages.map((file) => file.split("/", file.startsWith("@") ? 2 : 1).join("/")))];
};

describe("importing the package", function () {
    // Each test starts a Node.js process, which takes its time on a busy machine.
    this.timeout(60_000);

    it("loads nothing that only the provider needs", async () => {
        const [packages] = await packagesLoadedBy("index.ts");
        expect(packages).to.include("@pulumi/pulumi");
        for (const heavy of ["axios", "zod", "p-limit", "fastest-levenshtein", "croner", "cronstrue"])
            expect(packages).not.to.include(heavy);
    });

    it("loads an HTTP client and zod only for what sends requests, not for a preview", async () => {
        const heavy = ["axios", "zod"];
        const args = '{ syncId: "248df4b7-aa70-47b8-a036-33ac447e668d", frequency: "daily", hour: 3 }';
        const [loaded, inPreview] = await packagesLoadedBy(
            "provider-v1.ts",
            `await required.provider.check({}, ${args});
            await required.provider.diff("a/b", ${args}, { ...${args}, hour: 4 });`,
        );
        for (const name of heavy) expect(loaded).not.to.include(name);
        expect(inPreview).to.have.members(loaded);
        expect((await packagesLoadedBy("lifecycle/process/context.ts"))[0]).to.include.members(heavy);
    });
});
