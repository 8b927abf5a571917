/** `pulumi-polytomic import`: writes what takes an account's schedules over into a stack. */

import { join } from "node:path";
import { importFileText, LEAST_CLI } from "./import-file.js";
import { writeNew } from "./files.js";
import { readInventory, type FoundSync } from "./inventory.js";
import { planImport, type PlannedSync } from "./plan.js";
import { programText } from "./program-text.js";
import { openAccount, showProgress } from "./account.js";
import { EMPTY_STACK, readStack } from "./stack-state.js";
import { table } from "./table.js";
import { readTerraform } from "./terraform-state.js";

export interface ImportOptions {
    readonly out: string;
    readonly stack?: string;
    readonly terraform?: string;
    readonly ids: boolean;
    readonly importOption: boolean;
    readonly dryRun: boolean;
    readonly json: boolean;
}

const PROGRAM = "polytomic-schedules.ts";
const IMPORT_FILE = "polytomic-import.json";

export async function runImport(wanted: readonly string[], options: ImportOptions): Promise<void> {
    // What is wrong with the files is said before the account is read.
    const stack = options.stack === undefined ? EMPTY_STACK : readStack(options.stack);
    const terraform = options.terraform === undefined ? undefined : readTerraform(options.terraform);
    const account = openAccount();
    const syncs = await readInventory(account, [...wanted, ...(terraform?.keys() ?? [])], showProgress);
    const nameOf = (sync: FoundSync) => terraform?.get(sync.id) ?? sync.name;
    const planned = planImport(syncs, stack, nameOf);
    const found = count(syncs.map(({ schedules }) => schedules.length));
    const texts = await textsFor(planned, options, () => account.organizationId());
    if (!options.dryRun && texts.size > 0) writeNew(texts);
    process.stdout.write(options.json ? asJson(planned) : report(planned, found, options));
}

async function textsFor(
    planned: readonly PlannedSync[],
    { out, ids, importOption }: ImportOptions,
    organizationId: () => Promise<string | undefined>,
): Promise<Map<string, string>> {
    if (planned.length === 0) return new Map();
    const program = programText(planned, { usesIds: ids, usesImportOption: importOption });
    const texts = new Map([[join(out, PROGRAM), program]]);
    if (!importOption) texts.set(join(out, IMPORT_FILE), importFileText(planned, await organizationId()));
    return texts;
}

const count = (numbers: readonly number[]) => numbers.reduce((sum, number) => sum + number, 0);

function asJson(planned: readonly PlannedSync[]): string {
    const items = planned.flatMap(({ sync, imports }) =>
        imports.map(({ name, id, schedule, definition, description }) => ({
            name,
            id,
            syncId: sync.id,
            syncName: sync.name,
            isDefault: schedule.isDefault,
            description,
            inputs: definition.inputs,
        })),
    );
    return `${JSON.stringify({ schedules: items }, undefined, 2)}\n`;
}

function report(planned: readonly PlannedSync[], found: number, options: ImportOptions): string {
    const imports = planned.flatMap((item) => item.imports);
    const rows = planned.flatMap(({ sync, imports: items }) =>
        items.map(({ name, schedule, description }) => [
            sync.name,
            schedule.isDefault ? `${description} (default)` : description,
            name,
        ]),
    );
    const skipped = found - imports.length;
    const summary = [
        `${imports.length} of ${found} schedules to take over`,
        ...(skipped > 0 ? [`${skipped} are in the stack already`] : []),
    ].join("; ");
    if (imports.length === 0) return `${summary}. Nothing was written.\n`;
    return `${table(["bulk sync", "runs", "resource"], rows)}\n\n${summary}.\n${nextSteps(options)}`;
}

function nextSteps({ out, dryRun, importOption }: ImportOptions): string {
    if (dryRun) return "Nothing was written (--dry-run).\n";
    const include = `Add to your program:\n\n    import "./${PROGRAM.replace(/\.ts$/, "")}";\n`;
    if (importOption) {
        return `\nWrote ${join(out, PROGRAM)}. ${include}\nThen take them over:\n\n    pulumi up\n\nAfterwards the options \`import\` can be removed.\n`;
    }
    const command = `pulumi import --file ${IMPORT_FILE} --generate-code=false --protect=false`;
    return (
        `\nWrote ${join(out, PROGRAM)} and ${join(out, IMPORT_FILE)}. ${include}\nThen take them over (Pulumi ${LEAST_CLI} or later):\n\n` +
        `    ${command}\n\nAfterwards \`pulumi preview\` shows no change.\n`
    );
}
