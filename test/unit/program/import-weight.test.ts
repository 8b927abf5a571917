import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";

const root = path.resolve(__dirname, "../../..");

/** The npm packages among what a fresh process has loaded once it has required a module of this package. */
async function packagesLoadedBy(module: string, thenRun = ""): Promise<string[]> {
    const program = `
        (async () => {
            const required = require(${JSON.stringify(path.join(root, "provider", module))});
            ${thenRun}
            const files = Object.keys(require.cache).map((file) => file.split("/node_modules/").at(-1));
            process.stdout.write(JSON.stringify(files));
        })();`;
    const { stdout } = await promisify(execFile)(process.execPath, ["--import", "tsx", "-e", program], {
        cwd: root,
    });
    const files = JSON.parse(stdout) as string[];
    return [...new Set(files.map((file) => file.split("/", file.startsWith("@") ? 2 : 1).join("/")))];
}

describe("importing the package", function () {
    // Each test starts a Node.js process, which takes its time on a busy machine.
    this.timeout(60_000);

    it("loads none of what only the provider needs", async () => {
        const packages = await packagesLoadedBy("index.ts");
        expect(packages).to.include("@pulumi/pulumi");
        for (const heavy of ["axios", "zod", "p-limit", "fastest-levenshtein", "croner", "cronstrue"])
            expect(packages).not.to.include(heavy);
    });

    it("loads neither an HTTP client nor zod for a preview, only for what talks to the service", async () => {
        const heavy = ["axios", "zod"];
        expect(await packagesLoadedBy("provider-v1.ts")).not.to.include.any.members(heavy);
        expect(await packagesLoadedBy("lifecycle/process/context.ts")).to.include.members(heavy);
    });

    it("loads nothing more to check and to compare", async () => {
        const args = '{ syncId: "248df4b7-aa70-47b8-a036-33ac447e668d", frequency: "daily", hour: 3 }';
        const loaded = await packagesLoadedBy(
            "provider-v1.ts",
            `await required.provider.check({}, ${args});
            await required.provider.diff("a/b", ${args}, { ...${args}, hour: 4 });`,
        );
        expect(loaded).to.have.members(await packagesLoadedBy("provider-v1.ts"));
    });
});
