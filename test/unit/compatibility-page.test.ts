import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect } from "chai";
import sdk from "@pulumi/pulumi/package.json";
import { compare, minVersion } from "semver";
import packageJson from "../../package.json";
import { OLDEST_VERSION } from "../../scripts/pulumi-cli";
import { CELLS } from "../matrix/cells";
import { key, readRows } from "../matrix/page";

const root = resolve(__dirname, "../..");
const read = (file: string) => readFileSync(join(root, file), "utf8");
const page = read("docs/compatibility.md");
const rows = readRows(page);
const range = packageJson.peerDependencies["@pulumi/pulumi"];

/** The least version of a range as documentation writes it, such as `20.19`. */
function least(range: string): string {
    const version = minVersion(range);
    return `${version?.major ?? "?"}.${version?.minor ?? "?"}`;
}

function cellsOf(name: string): string | undefined {
    return new RegExp(`^\\| ${name} +\\|(.*)\\|$`, "m").exec(page)?.[1]?.trim();
}

describe("docs/compatibility.md", () => {
    const node = least(packageJson.engines.node);
    const pulumi = least(range);

    it("states the minimum versions of package.json", () => {
        expect(cellsOf("Node.js")).to.equal(`${node} or later`);
        expect(cellsOf("@pulumi/pulumi")).to.contain(`${pulumi} or later, below 4`);
        expect(page).to.contain(`| Node.js ${node} and later 20.x `);
        expect(page).to.contain(`| ${pulumi} to `);
    });

    it("states the same ones as the README", () => {
        expect(read("README.md")).to.contain(
            `Node.js ${node} or later, and the Pulumi CLI ${pulumi} or later`,
        );
        expect(cellsOf("Pulumi CLI")).to.equal(`${least(OLDEST_VERSION)} or later`);
    });

    it("names the version of the SDK that the tests run with, and its versions of Node.js", () => {
        expect(page).to.contain(`The test suite runs with @pulumi/pulumi ${sdk.version}`);
        expect(page).to.contain(`| ${pulumi} to ${least(sdk.version)} |`);
        expect(sdk.engines.node).to.equal(">=20");
    });

    it("has a row for each cell of the matrix, and for no other, and none that fails", () => {
        const names = Object.entries(CELLS).flatMap(([group, cells]) =>
            cells.map(({ name }) => key(group, name)),
        );
        expect([...rows.keys()]).to.deep.equal(names);
        for (const [name, row] of rows) expect(row, name).to.have.length(4).and.not.include("fails");
    });

    it("has the minimum versions, and one of each Node.js that the table of minimums names, in its rows", () => {
        const [versions, sdks, clis] = [0, 1, 2].map((column) =>
            [...rows.values()].map((row) => row[column] ?? ""),
        );
        for (const major of ["20", "22", "24", "26"])
            expect(
                versions?.some((version) => version.startsWith(`${major}.`)),
                major,
            ).to.be.true;
        expect(sdks).to.include.members([minVersion(range)?.version, sdk.version]);
        expect(clis).to.include(OLDEST_VERSION);
    });

    it("claims nothing for Node.js 20 with versions of the SDK that do not support it", () => {
        const lastForNode20 = sdk.version;
        for (const [name, [version = "", used = "", , result]] of rows)
            if (version.startsWith("20.") && result === "works" && used !== "–")
                expect(compare(used, lastForNode20), name).to.be.at.most(0);
    });

    it("is linked from the README", () => {
        expect(read("README.md")).to.contain("](docs/compatibility.md)");
    });
});

describe("the docs on Pulumi's own import", () => {
    for (const file of ["docs/migration.md", "docs/errors.md"]) {
        it(`${file} has its message with older and with newer versions of the SDK`, () => {
            expect(read(file))
                .to.contain("`Cannot read properties of undefined (reading 'toJavaScript')`")
                .and.contain("`code must be a string, not undefined`");
        });
    }
});
