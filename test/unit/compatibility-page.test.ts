import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect } from "chai";
import sdk from "@pulumi/pulumi/package.json";
import { minVersion } from "semver";
import packageJson from "../../package.json";
import { PULUMI_VERSION } from "../../scripts/pulumi-cli/install";

const root = resolve(__dirname, "../..");
const read = (file: string) => readFileSync(join(root, file), "utf8");
const page = read("docs/compatibility.md");

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
    const pulumi = least(packageJson.peerDependencies["@pulumi/pulumi"]);

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
        expect(cellsOf("Pulumi CLI")).to.equal(`${pulumi} or later`);
    });

    it("names the version of the SDK that the tests run with, and its versions of Node.js", () => {
        expect(page).to.contain(`The test suite runs with @pulumi/pulumi ${sdk.version}`);
        expect(page).to.contain(`| ${pulumi} to ${least(sdk.version)} |`);
        expect(sdk.engines.node).to.equal(">=20");
    });

    it("names the version of the CLI that the scripts install", () => {
        expect(page).to.contain(`with the Pulumi CLI ${PULUMI_VERSION}:`);
    });

    it("names the pairs with the versions that the table of minimums allows", () => {
        const pairs = [...page.matchAll(/^\| (3\.\d+)\.\d+ +\| ([\d., ]+) +\|$/gm)];
        expect(pairs.map(([, version]) => version)).to.include.members([pulumi, least(sdk.version)]);
        for (const [, version = "", nodes = ""] of pairs) {
            const isOld = Number(version.slice(2)) <= Number(least(sdk.version).slice(2));
            if (!isOld) expect(nodes, version).not.to.match(/(^|\s)20\./);
        }
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
