import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import packageJson from "../../package.json";

const root = path.resolve(__dirname, "../..");
const repository = packageJson.repository.url.replace(/^git\+(.*)\.git$/, "$1");

interface Packed {
    readonly files: readonly { readonly path: string }[];
}

/** The files of the tarball. Those that the build makes may be missing. */
function packedFiles(): ReadonlySet<string> {
    const command = "npm pack --dry-run --json --ignore-scripts";
    const stdio = ["ignore", "pipe", "ignore"] as const;
    const printed = execFileSync(command, { cwd: root, encoding: "utf8", shell: true, stdio: [...stdio] });
    const [packed] = JSON.parse(printed) as [Packed];
    return new Set(packed.files.map((file) => file.path));
}

/** Where the links and pictures of a page lead to, without anchors. */
function targetsIn(page: string): string[] {
    const text = readFileSync(path.join(root, page), "utf8").replace(/^```.*?^```/gms, "");
    const links = text.matchAll(/\]\(([^)\s]+)\)|^\[[^\]]+\]: (\S+)$/gm);
    return [...links].map(([, inline, definition]) => (inline ?? definition ?? "").replace(/#.*/, ""));
}

describe("the package's pages", () => {
    const packed = packedFiles();
    const pages = [...packed].filter((file) => file.endsWith(".md"));

    it("are in the tarball: the README, the changelog and all of docs/", () => {
        expect(pages).to.include.members([
            "README.md",
            "CHANGELOG.md",
            "docs/README.md",
            "docs/reference/README.md",
        ]);
    });

    for (const page of pages) {
        it(`${page} links to files of the tarball, or by absolute addresses`, () => {
            for (const target of targetsIn(page).filter((link) => link !== "" && !/^https?:/.test(link)))
                expect(packed, `${page}: ${target}`).to.include(
                    path.posix.join(path.posix.dirname(page), target),
                );
        });

        it(`${page} links to what is in the repository`, () => {
            const start = new RegExp(`^${repository}/(blob|tree)/main/`);
            for (const target of targetsIn(page).filter((link) => link.startsWith(repository))) {
                expect(target).to.match(start);
                expect(existsSync(path.join(root, target.replace(start, ""))), target).to.be.true;
            }
        });
    }
});

describe("package.json", () => {
    it("names one repository", () => {
        expect(repository).to.match(/^https:\/\/github\.com\/[\w-]+\/[\w-]+$/);
        expect(packageJson.homepage).to.equal(`${repository}#readme`);
        expect(packageJson.bugs.url).to.equal(`${repository}/issues`);
    });

    it("has scripts that cmd.exe runs as well: it knows neither single quotes nor a shell's variables", () => {
        for (const [name, script] of Object.entries(packageJson.scripts))
            expect(script, name).not.to.match(/['$`;]|^\w+=|\b(rm|cp|mv|mkdir) /);
    });
});
