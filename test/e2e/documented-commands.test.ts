import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";
import { HELP } from "../../emulator/src/command-options";
import packageJson from "../../package.json";
import { findPulumi } from "../../scripts/pulumi-cli";
import { blocksIn, PAGES, readPage } from "../support/documentation";
import { installationFolder } from "./support/hooks";

/** Commands of `pulumi` that have commands of their own. */
const GROUPS = ["config", "stack", "state", "policy", "package", "plugin"];

interface Command {
    readonly page: string;
    readonly words: readonly string[];
}

const CONTINUED = / \\\n */g;

/** The commands of a program on all pages: in blocks of shell commands, and in spans of code. */
function commandsOf(program: string): Command[] {
    const start = new RegExp(`(?:^|[;&(] ?)(?:npx (?:--yes )?)?${program} ([^;&|#)\n]+)`, "gm");
    return PAGES.flatMap((page) => {
        const blocks = blocksIn(page).filter(({ language }) => ["sh", "console"].includes(language));
        const lines = blocks.flatMap(({ text }) =>
            text.replaceAll(CONTINUED, " ").replaceAll(/^\$ /gm, "").split("\n"),
        );
        const spans = [
            ...readPage(page)
                .replaceAll(/^ *```.*?^ *```$/gms, "")
                .matchAll(/`([^`\n]+)`/g),
        ].map(([, span = ""]) => span);
        const found = [...lines, ...spans].flatMap((text) => [...text.matchAll(start)]);
        return found.map(([, rest = ""]) => ({ page, words: rest.trim().split(/\s+/) }));
    });
}

/** The commands with an option that their help does not have. */
async function unknownOptions(program: string, helpOf: (names: readonly string[]) => Promise<string>) {
    const commands = commandsOf(program);
    const helps = new Map<string, Promise<string>>();
    const unknown = commands.map(async ({ page, words }) => {
        const [first = "", second = ""] = words.filter((word) => /^[a-z][a-z-]*$/.test(word));
        const names = GROUPS.includes(first) ? [first, second] : [first];
        const help = helps.get(names.join()) ?? helpOf(names);
        helps.set(names.join(), help);
        const options = words
            .map((word) => /^--[a-z-]+/.exec(word)?.[0])
            .filter((option) => option !== undefined);
        const text = await help;
        return options
            .filter((option) => !text.includes(option))
            .map((option) => `${page}: ${program} ${words.join(" ")}: ${option}`);
    });
    return { count: commands.length, unknown: (await Promise.all(unknown)).flat() };
}

const output = async (command: string, args: readonly string[]) =>
    (await promisify(execFile)(command, [...args, "--help"])).stdout;

describe("the documentation's commands", () => {
    it("of Pulumi have options that Pulumi has", async () => {
        const { command } = await findPulumi();
        const { count, unknown } = await unknownOptions("pulumi", (names) => output(command, names));
        expect(count).to.be.greaterThan(50);
        expect(unknown).to.deep.equal([]);
    });

    it("of the package have options that it has", async () => {
        const command = join(installationFolder(), "node_modules/.bin/pulumi-polytomic");
        const { count, unknown } = await unknownOptions("pulumi-polytomic", (names) =>
            output(command, names),
        );
        expect(count).to.be.greaterThan(20);
        expect(unknown).to.deep.equal([]);
    });

    it("of the emulator have options that it has", async () => {
        const { count, unknown } = await unknownOptions("polytomic-emulator", () => Promise.resolve(HELP));
        expect(count).to.be.greaterThan(10);
        expect(unknown).to.deep.equal([]);
    });

    it("of npm run scripts that there are", () => {
        const scripts = commandsOf("npm run").map(
            ({ words }) => words.find((word) => !word.startsWith("-")) ?? "",
        );
        expect(scripts.length).to.be.greaterThan(10);
        expect(
            scripts.filter((name) => name !== "…" && !Object.hasOwn(packageJson.scripts, name)),
        ).to.deep.equal([]);
    });
});
