/** What of the matrix runs in each test run: the kinds that differ most from the programs of the other tests. */
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sdk from "@pulumi/pulumi/package.json";
import packageJson from "../../package.json";
import { runCell, type Workshop } from "../matrix/cell";
import { cellOf } from "../matrix/cells";
import { Toolbox } from "../matrix/tools";
import { installationFolder } from "./support/hooks";

const SELECTION = {
    "Kinds of program": ["TypeScript, `strict` and `module: nodenext`"],
    "Package managers": ["Yarn 4, Plug'n'Play"],
    Bun: ["the same, and the provider's process in Bun"],
} as const;

describe("a stack's life, with the packed package", () => {
    let folder: string;
    let workshop: Workshop;

    before(() => {
        folder = realpathSync(mkdtempSync(join(tmpdir(), "pulumi-polytomic-e2e-tools-")));
        const installation = installationFolder();
        const tarball = join(installation, `pulumi-polytomic-${packageJson.version}.tgz`);
        workshop = { tools: new Toolbox(folder), tarball, installation, sdk: sdk.version };
    });

    after(() => {
        rmSync(folder, { recursive: true, force: true });
    });

    for (const [group, names] of Object.entries(SELECTION))
        for (const name of names)
            it(`${group}: ${name}`, async () => {
                await runCell(cellOf(group, name), workshop);
            });
});
