/** The pages that describe the project, and what is in them. */
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

export const REPOSITORY = resolve(__dirname, "../..");

/** Paths of all pages from the root of the repository. The reference is written from the docstrings. */
export const PAGES: readonly string[] = [
    ...["README.md", "CONTRIBUTING.md", "DESIGN.md", "CHANGELOG.md", "emulator/README.md", "bench/README.md"],
    ...readdirSync(join(REPOSITORY, "docs"))
        .filter((name) => name.endsWith(".md"))
        .map((name) => `docs/${name}`),
];

export const readPage = (page: string): string => readFileSync(join(REPOSITORY, page), "utf8");

export interface Block {
    readonly language: string;
    readonly text: string;
    /** The file of the repository that the block shows, as the comment above it says. */
    readonly file: string | undefined;
}

const BLOCK = /(?:^<!-- file: (\S+) -->\n\n)?^( *)```(\w*)\n(.*?)^ *```$/gms;

/** The code blocks of a page, also those in lists. */
export function blocksIn(page: string): Block[] {
    return [...readPage(page).matchAll(BLOCK)].map(
        ([, file, indentation = "", language = "", text = ""]) => ({
            ...{ language, file },
            text: text.replaceAll(new RegExp(`^${indentation}`, "gm"), ""),
        }),
    );
}

/** A page without its code: blocks and spans. */
export const proseOf = (page: string): string =>
    readPage(page)
        .replaceAll(BLOCK, "")
        .replaceAll(/`[^`\n]*`/g, "code");
