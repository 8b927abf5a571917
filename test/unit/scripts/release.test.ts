import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect } from "chai";
import { changelogProblems, contentProblems, problemsOf } from "../../../scripts/release/checks";

describe("a release", () => {
    let folder: string;

    const write = (file: string, text: string) => {
        mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
        writeFileSync(path.join(folder, file), text);
    };
    const git = (...args: string[]) =>
        execFileSync("git", ["-c", "user.name=test", "-c", "user.email=test@example.com", ...args], {
            cwd: folder,
            stdio: "pipe",
        });
    const commit = () => {
        git("add", ".");
        git("commit", "--quiet", "--message", "more");
        git("tag", "--force", "v1.2.3");
    };

    beforeEach(() => {
        folder = mkdtempSync(path.join(tmpdir(), "release-"));
        const lock = { packages: { "": { version: "1.2.3" }, emulator: { version: "1.2.3" } } };
        write("package.json", '{ "name": "one", "version": "1.2.3" }');
        write("emulator/package.json", '{ "name": "two", "version": "1.2.3" }');
        write("package-lock.json", JSON.stringify(lock));
        write("CHANGELOG.md", "# Changelog\n\n## [1.2.3] - 2026-11-27\n\n## [1.2.2] - unreleased\n");
        write("test/states/1.2.3/stack/state.json", "{}");
        git("init", "--quiet");
        commit();
    });
    afterEach(() => {
        rmSync(folder, { recursive: true });
    });

    it("is possible from a clean tree at its tag", () => {
        expect(problemsOf(folder)).to.deep.equal([]);
    });

    it("is not with a change that no commit has", () => {
        write("new.txt", "");
        expect(problemsOf(folder)).to.deep.equal(["There are changes that no commit has:\n?? new.txt"]);
    });

    it("is not from a commit without its tag", () => {
        git("tag", "--delete", "v1.2.3");
        expect(problemsOf(folder)).to.deep.equal(["The last commit has no tag v1.2.3."]);
        git("tag", "v1.2.4");
        expect(problemsOf(folder)).to.deep.equal(["The last commit has no tag v1.2.3, but v1.2.4."]);
    });

    it("is not with different versions", () => {
        write("emulator/package.json", '{ "name": "two", "version": "1.2.2" }');
        write("package-lock.json", '{ "packages": { "": { "version": "1.2.3" } } }');
        commit();
        expect(problemsOf(folder)).to.deep.equal([
            `${path.join("emulator", "package.json")} has version 1.2.2, and package.json has 1.2.3.`,
            'package-lock.json, for "emulator" has version undefined, and package.json has 1.2.3.',
        ]);
    });

    it("is not without the states that it leaves", () => {
        rmSync(path.join(folder, "test/states"), { recursive: true });
        commit();
        expect(problemsOf(folder)).to.deep.equal([
            "test/states/ has nothing of version 1.2.3: run `npm run states -- add`.",
        ]);
    });

    const changelogs: Record<string, [entry: string, problem?: string]> = {
        "its date": ["## [1.2.3] - 2026-11-27"],
        "no date": [
            "## [1.2.3] - unreleased",
            'CHANGELOG.md says of version 1.2.3 "unreleased", where a date such as 2026-11-27 belongs.',
        ],
        "a day that there is not": [
            "## [1.2.3] - 2026-02-30",
            'CHANGELOG.md says of version 1.2.3 "2026-02-30", where a date such as 2026-11-27 belongs.',
        ],
        "another version first": [
            "## [1.3.0] - 2026-11-27\n\n## [1.2.3] - 2026-11-26",
            "CHANGELOG.md begins with 1.3.0, and package.json has 1.2.3.",
        ],
        "no version": ["", "CHANGELOG.md begins with no version, and package.json has 1.2.3."],
    };
    for (const [name, [entry, problem]] of Object.entries(changelogs))
        it(`${problem === undefined ? "takes" : "does not take"} a changelog with ${name}`, () => {
            expect(changelogProblems(`# Changelog\n\n${entry}\n`, "1.2.3")).to.deep.equal(
                problem === undefined ? [] : [problem],
            );
        });
});

describe("a packed package", () => {
    const manifest = {
        name: "one",
        version: "1.2.3",
        main: "dist/index.js",
        types: "./dist/index.d.ts",
        bin: { one: "bin/one.js" },
        exports: { ".": { default: "./dist/index.js" }, "./provider-v1": "./dist/provider-v1.js" },
    };
    const files = [
        ...["package.json", "README.md", "LICENSE", "bin/one.js"],
        ...["dist/index.js", "dist/index.d.ts", "dist/provider-v1.js"],
    ];

    it("has what its package.json names", () => {
        expect(contentProblems(manifest, files)).to.deep.equal([]);
        for (const file of files)
            expect(
                contentProblems(
                    manifest,
                    files.filter((other) => other !== file),
                ),
            ).to.deep.equal([`one lacks ${file}.`]);
    });

    for (const file of ["test/a.js", "dist/test/a.js", ".env", "one-1.2.2.tgz", "tsconfig.tsbuildinfo"])
        it(`has no ${file}`, () => {
            expect(contentProblems(manifest, [...files, file])).to.deep.equal([`one must not have ${file}.`]);
        });

    it("is not private", () => {
        expect(contentProblems({ ...manifest, private: true }, files)).to.deep.equal(["one is private."]);
    });
});
