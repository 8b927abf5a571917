import { readFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import {
    isUsableVersion,
    languageHostVersion,
    parseVersion,
    pulumiVersion,
} from "../../../scripts/pulumi-cli/version";

const modules = path.resolve(__dirname, "../../../scripts/pulumi-cli");

describe("version of the Pulumi CLI", () => {
    for (const [printed, version] of [
        ["v3.259.0\n", "3.259.0"],
        ["3.216.0", "3.216.0"],
        ["v3.260.0-alpha.x1b2c3d4\n", "3.260.0-alpha.x1b2c3d4"],
        ["3.1.0-dev.0+dirty", "3.1.0-dev.0"],
        ["command not found", undefined],
        ["", undefined],
    ] as const) {
        it(`reads ${JSON.stringify(printed)} as ${version ?? "no version"}`, () => {
            expect(parseVersion(printed)).to.equal(version);
        });
    }

    for (const [version, usable] of [
        ["3.215.9", false],
        ["3.99.0", false],
        ["3.216.0-alpha.1", false],
        ["3.216.0", true],
        ["3.259.0", true],
        ["4.0.0", true],
    ] as const) {
        it(`${usable ? "takes" : "refuses"} ${version}`, () => {
            expect(isUsableVersion(version)).to.equal(usable);
        });
    }

    it("is the one that the Go modules require", () => {
        const requirement = (module: string) => readFileSync(path.join(modules, module, "go.mod"), "utf8");
        expect(requirement("cli")).to.contain(`github.com/pulumi/pulumi/pkg/v3 v${pulumiVersion}\n`);
        expect(requirement("cli")).to.contain(
            `github.com/pulumi/pulumi/sdk/v3 v${pulumiVersion} // indirect\n`,
        );
        expect(requirement("language-nodejs")).to.contain(
            `github.com/pulumi/pulumi/sdk/v3 v${languageHostVersion}\n`,
        );
    });
});
