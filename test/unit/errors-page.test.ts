import { readdirSync, readFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { expect } from "chai";
import ts from "typescript";
import { check } from "../../provider/lifecycle/schedule/check";

const root = resolve(__dirname, "../..");
const markdown = readFileSync(join(root, "docs/errors.md"), "utf8");
const page = markdown.replace(/\s+/g, " ");

/** What these refuse is on the page by kinds, below. */
const BY_KIND = ["check.ts", "inputs.ts", "suggestions.ts", "values.ts"];

function sources(): string[] {
    const folders = ["provider/api", "provider/lifecycle"].map((folder) => join(root, folder));
    const files = folders.flatMap((folder) =>
        readdirSync(folder, { recursive: true, encoding: "utf8" })
            .filter((name) => name.endsWith(".ts"))
            .map((name) => join(folder, name)),
    );
    const entries = ["bulk-sync-schedule.ts", "loader.ts", "settings-warnings.ts"].map(
        (name) => `program/${name}`,
    );
    return [...files, ...entries.map((name) => join(root, "provider", name))].filter(
        (file) => !BY_KIND.includes(basename(file)),
    );
}

const refusals = [...(markdown.split("## Credentials")[0] ?? "").matchAll(/```text\n(.*)\n```/g)].map(
    ([, text = ""]) => text,
);

/** What a message of the page stands for: anything in place of its values, and perhaps no suggestion. */
function patternOf(message: string): RegExp {
    const [statement = "", rest = ""] = message.split(/ Did you mean "<[a-z]+>"\?/);
    const fixed = (text: string) =>
        text
            .split(/<[a-z ]+>/)
            .map((piece) => piece.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
            .join(".+");
    return new RegExp(`^${fixed(statement)}( Did you mean ".+"\\?)?${fixed(rest)}$`);
}

/** The sentences of a file, cut where a value stands in them: what is left of three words or more. */
function sentencesIn(file: string): string[] {
    const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true);
    const texts: string[] = [];
    const visit = (node: ts.Node) => {
        if (isText(node)) texts.push(textOf(node));
        ts.forEachChild(node, visit);
    };
    visit(source);
    return texts.flatMap((text) => text.split("\0")).filter((piece) => /\S+ \S+ \S+/.test(piece));
}

const isText = (node: ts.Node): boolean => textOf(node) !== "\0" && textOf(node.parent) === "\0";

/** A text as it will be, with a mark where a value goes; the mark alone for anything else. */
function textOf(node: ts.Node): string {
    if (ts.isStringLiteralLike(node)) return node.text;
    if (ts.isTemplateExpression(node))
        return [node.head.text, ...node.templateSpans.map((span) => span.literal.text)].join("\0");
    if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken)
        return textOf(node.left) + textOf(node.right);
    return "\0";
}

const entries = new Set(
    sources()
        .flatMap(sentencesIn)
        .map((sentence) => sentence.replace(/\s+/g, " ").trim()),
);

describe("docs/errors.md", () => {
    for (const sentence of entries) {
        it(`has an entry for "${sentence}"`, () => {
            expect(page).to.contain(sentence);
        });
    }

    it("knows each kind of refusal at preview", () => {
        const { failures } = check({}, { hour: 25, dayOfWeek: "fryday", frequency: undefined, minutes: 1 });
        expect(failures).to.have.length(5);
        const kinds = refusals.map(patternOf);
        for (const fault of failures)
            expect(
                kinds.some((kind) => kind.test(fault)),
                fault,
            ).to.be.true;
    });
});
