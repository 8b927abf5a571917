import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";

const root = path.resolve(__dirname, "../..");

describe("docs/reference", function () {
    this.timeout(120_000);

    it("is what `npm run docs` makes of the docstrings, and no public member lacks one", async () => {
        const folder = mkdtempSync(path.join(tmpdir(), "reference-"));
        try {
            const typedoc = path.join(root, "node_modules/typedoc/bin/typedoc");
            const args = [typedoc, "--options", "docs/typedoc.json", "--out", folder];
            await promisify(execFile)(process.execPath, args, { cwd: root });
            const read = (of: string) => readFileSync(path.join(of, "README.md"), "utf8");
            expect(read(folder)).to.equal(read(path.join(root, "docs/reference")));
        } finally {
            rmSync(folder, { recursive: true });
        }
    });
});
