import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { expect } from "chai";
import { blocksIn, PAGES, proseOf, readPage, REPOSITORY } from "../support/documentation";

/** The anchors of a page, as GitHub makes them of its headings. */
function anchorsOf(page: string): string[] {
    const text = readPage(page).replaceAll(/^ *```.*?^ *```$/gms, "");
    return [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) =>
        heading
            .toLowerCase()
            .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
            .replaceAll(" ", "-"),
    );
}

interface Link {
    readonly page: string;
    readonly target: string;
}

/** Where the repository's files are for a reader who has the package alone. */
const ADDRESS = /^https:\/\/github\.com\/pulumi-polytomic\/pulumi-polytomic\/(?:blob|tree)\/main\/(.*)$/;

const isElsewhere = (target: string) => /^\w+:/.test(target) && !ADDRESS.test(target);

/** Links in the text, and those that stand at a page's end. */
const LINKS: readonly Link[] = PAGES.flatMap((page) =>
    [...proseOf(page).matchAll(/\]\(([^)\s]+)\)|^\[[^\]]+\]: (\S+)$/gm)].map(([, inline, definition]) => ({
        page,
        target: inline ?? definition ?? "",
    })),
).filter(({ target }) => !isElsewhere(target));

/** The file of the repository that a link leads to, and the heading in it. */
function placeOf({ page, target }: Link): { file: string; anchor: string | undefined } {
    const [path = "", anchor] = target.split("#");
    const absolute = ADDRESS.exec(path)?.[1];
    return { file: absolute ?? (path === "" ? page : normalize(join(dirname(page), path))), anchor };
}

/** What the package has besides its code. */
const isPacked = (file: string) =>
    file.startsWith("docs/") || ["README.md", "CHANGELOG.md", "LICENSE"].includes(file);

const SHOWN = PAGES.flatMap((page) => blocksIn(page).map((block) => ({ page, ...block }))).filter(
    ({ file }) => file !== undefined,
);

describe("the documentation", () => {
    it("links to files and headings that are there", () => {
        const broken = LINKS.filter((link) => {
            const { file, anchor } = placeOf(link);
            if (!existsSync(join(REPOSITORY, file))) return true;
            return anchor !== undefined && file.endsWith(".md") && !anchorsOf(file).includes(anchor);
        });
        expect(LINKS.length).to.be.greaterThan(100);
        expect(broken).to.deep.equal([]);
    });

    it("names what it links to", () => {
        const undefinedNames = PAGES.flatMap((page) => {
            const prose = proseOf(page);
            const defined = new Set(
                [...prose.matchAll(/^\[([^\]]+)\]: /gm)].map(([, name = ""]) => name.toLowerCase()),
            );
            const used = [...prose.matchAll(/\[([a-z][^\][]*)\](?![(:[])/gi)].map(([, name = ""]) => name);
            return used
                .filter((name) => !defined.has(name.toLowerCase()))
                .map((name) => `${page}: [${name}]`);
        });
        expect(undefinedNames).to.deep.equal([]);
    });

    it("of the package leads out of it by addresses alone", () => {
        const local = LINKS.filter((link) => isPacked(link.page) && !ADDRESS.test(link.target));
        expect(local.filter((link) => !isPacked(placeOf(link).file))).to.deep.equal([]);
    });

    it("has no comments in commands to paste, which zsh would take for arguments", () => {
        const pages = [
            "README",
            "docs/quick-start",
            "docs/adopting",
            "docs/operations",
            "docs/several-accounts",
        ];
        const commands = [...pages, "emulator/README"]
            .flatMap((page) => blocksIn(`${page}.md`))
            .filter(({ language }) => language === "sh");
        expect(commands.length).to.be.greaterThan(15);
        expect(commands.filter(({ text }) => /(^| )#/m.test(text))).to.deep.equal([]);
    });

    it("lists each page", () => {
        const index = readPage("docs/README.md");
        for (const page of PAGES.filter((path) => /^docs\/(?!README)/.test(path)))
            expect(index).to.contain(`](${page.replace("docs/", "")})`);
    });

    // UPDATE_SNAPSHOTS=1 writes the files into the pages.
    for (const { page, file = "", text } of SHOWN)
        it(`shows ${file} in ${page} as it is`, () => {
            const wanted = readFileSync(join(REPOSITORY, file), "utf8");
            if (process.env["UPDATE_SNAPSHOTS"] === "1") {
                const place = new RegExp(`(<!-- file: ${file} -->\n\n\`\`\`\\w+\n).*?(?=^\`\`\`$)`, "ms");
                const filled = readPage(page).replace(place, (_, start: string) => start + wanted);
                writeFileSync(join(REPOSITORY, page), filled);
            } else expect(text).to.equal(wanted);
        });
});
