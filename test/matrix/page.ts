/** The part of docs/compatibility.md that the matrix writes: a table for each group of cells. */
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { format, resolveConfig } from "prettier";
import { CELLS } from "./cells";

const PAGE = path.resolve(__dirname, "../../docs/compatibility.md");
const START = "<!-- matrix: `npm run test:matrix` writes what follows -->";
const END = "<!-- matrix: end -->";
const HEAD = ["Node.js", "@pulumi/pulumi", "Pulumi CLI", "result"];

/** A row's cells after its name. */
export type Row = readonly string[];

/** Puts these rows in the place of those that the page has. A group's rows keep the order of its cells. */
export async function writePage(rows: ReadonlyMap<string, Row>): Promise<void> {
    const page = readFileSync(PAGE, "utf8");
    const [before = "", rest] = page.split(START);
    const [, after] = rest?.split(END) ?? [];
    if (after === undefined) throw new Error(`${PAGE} lacks "${START}" or "${END}".`);
    const all = new Map([...readRows(page), ...rows]);
    const text = `${before}${START}\n\n${tablesOf(all)}\n\n${END}${after}`;
    const options = await resolveConfig(PAGE);
    writeFileSync(PAGE, await format(text, { ...options, parser: "markdown" }));
}

/** The rows that the page has, by the names of their groups and cells. */
export function readRows(page = readFileSync(PAGE, "utf8")): Map<string, Row> {
    const [, written = ""] = page.split(START);
    const [, ...groups] = (written.split(END)[0] ?? "").split(/^### /m);
    return new Map(groups.flatMap(rowsOf));
}

/** The rows of one group, whose name is the text's first line. */
function rowsOf(text: string): (readonly [string, Row])[] {
    const [group = "", ...lines] = text.split("\n");
    const tables = lines.filter((line) => /^\| [^ -]/.test(line));
    return tables.map((line) => {
        const [, name = "", ...row] = line.split("|").map((cell) => cell.trim());
        return [key(group, name), row.slice(0, -1)];
    });
}

export const key = (group: string, name: string): string => `${group}: ${name}`;

function tablesOf(rows: ReadonlyMap<string, Row>): string {
    const tables = Object.entries(CELLS).map(([group, cells]) => {
        const known = cells.flatMap(({ name }) => {
            const row = rows.get(key(group, name));
            return row === undefined ? [] : [[name, ...row]];
        });
        const lines = [["", ...HEAD], ["", ...HEAD].map(() => "---"), ...known];
        return [`### ${group}`, "", ...lines.map((line) => `| ${line.join(" | ")} |`)].join("\n");
    });
    return tables.join("\n\n");
}
