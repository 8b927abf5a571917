/** Runs the packed package in each place where programs run, and writes docs/compatibility.md: `npm run test:matrix -- --help`. */
import { existsSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import pLimit from "p-limit";
import { findPulumi, pulumiEnvironment, type Pulumi } from "../../scripts/pulumi-cli";
import { packPackage } from "../e2e/support/installation";
import { runCell, type Workshop } from "./cell";
import { CELLS, type Cell } from "./cells";
import { key, writePage, type Row } from "./page";
import { Toolbox } from "./tools";

const HELP = `npm run test:matrix -- [options]

--only PATTERN    run the cells whose group and name match this regular expression, such as "pnpm|Node.js: 22"
--node VERSION    Node.js for the cells that name none, in npm's words (default 24)
--sdk VERSION     the same for @pulumi/pulumi (default latest)
--side-by-side N  how many cells run at once (default 2)
--list            print the cells' names, and run nothing

docs/compatibility.md keeps the rows of cells that have not run.`;

interface Task {
    readonly name: string;
    readonly cell: Cell;
}

async function main(): Promise<void> {
    const { values } = parseArgs({
        options: {
            only: { type: "string", default: "" },
            node: { type: "string", default: "24" },
            sdk: { type: "string", default: "latest" },
            "side-by-side": { type: "string", default: "2" },
            list: { type: "boolean", default: false },
            help: { type: "boolean", default: false },
        },
    });
    if (values.help) {
        console.log(HELP);
        return;
    }
    const tasks = tasksMatching(values.only);
    if (tasks.length === 0) throw new Error(`No cell matches ${values.only}. --list prints the cells.`);
    if (values.list) {
        console.log(tasks.map(({ name }) => name).join("\n"));
        return;
    }
    const folder = realpathSync(mkdtempSync(path.join(tmpdir(), "pulumi-polytomic-matrix-tools-")));
    try {
        const pulumi = await findPulumi();
        const { node, sdk } = values;
        const workshop = { tools: new Toolbox(folder), tarball: packPackage(folder), node, sdk };
        await runAll(tasks, workshop, pulumi, Number(values["side-by-side"]));
    } finally {
        rmSync(folder, { recursive: true, force: true });
    }
}

function tasksMatching(pattern: string): Task[] {
    return Object.entries(CELLS)
        .flatMap(([group, cells]) => cells.map((cell) => ({ name: key(group, cell.name), cell })))
        .filter(({ name }) => new RegExp(pattern, "i").test(name));
}

/** Runs all, whatever fails, and then prints what failed. */
async function runAll(
    tasks: readonly Task[],
    workshop: Workshop,
    pulumi: Pulumi,
    sideBySide: number,
): Promise<void> {
    const results: Record<"passed" | "failed", string[]> = { passed: [], failed: [] };
    const [limit, pageTurn] = [pLimit(sideBySide), pLimit(1)];
    // After each cell, so that a run that is interrupted keeps what it has found.
    const write = (name: string, row: Row) => pageTurn(() => writePage(new Map([[name, row]])));
    const runTask = async ({ name, cell }: Task) => {
        if (cell.needs !== undefined && !isBesideCli(cell.needs, pulumi)) {
            console.log(`not run  ${name}: there is no ${cell.needs} beside the Pulumi CLI`);
            return;
        }
        const startedAtMs = performance.now();
        try {
            const { node, sdk = "–", cli = "–" } = await runCell(cell, workshop);
            await write(name, [node, sdk, cli, cell.refusal?.page ?? "works"]);
            results.passed.push(name);
            console.log(`passed   ${name} (${Math.round((performance.now() - startedAtMs) / 1000)} s)`);
        } catch (error) {
            await write(name, ["", "", "", "fails"]);
            const reason = error instanceof Error ? error.message : String(error);
            console.log(`failed   ${name}: ${reason}`);
            results.failed.push(name);
        }
    };
    await Promise.all(tasks.map((task) => limit(runTask, task)));
    for (const name of results.failed) console.log(`failed   ${name}`);
    console.log(`\n${results.passed.length} passed, ${results.failed.length} failed`);
    process.exitCode = results.failed.length > 0 ? 1 : 0;
}

function isBesideCli(program: string, pulumi: Pulumi): boolean {
    const folders = pulumiEnvironment(pulumi)["PATH"]?.split(path.delimiter) ?? [];
    return folders.some((folder) => existsSync(path.join(folder, program)));
}

main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
});
