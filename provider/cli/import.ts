import { existsSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { Deadline } from "../api/deadline.js";
import { LifecycleError } from "../api/errors.js";
import { describeSchedule } from "../helpers/description.js";
import { outputs } from "../model/state.js";
import { LOADER, LOCAL_TIME_TYPE, SCHEDULE_TYPE } from "../program/loader.js";
import { findProgram, importLine, type FoundProgram } from "./import-program.js";
import { openAccount, readInventory } from "./inventory.js";
import { formatJson, formatSchedule, formatTable, writeNewFiles } from "./output.js";
import { planComponents, planImport, type PlannedImport } from "./plan.js";
import { programText, type DeclarationOptions } from "./program-text.js";
import { readStatuses, type WatchedSync } from "./schedules/statuses.js";
import type { StackContents } from "./state-files.js";

/** The command's options. main.ts describes them. */
export interface ImportOptions extends DeclarationOptions {
    /** Default: the program's folder. */
    readonly out?: string;
    readonly stack?: StackContents;
    /** Terraform's names of bulk syncs, by the bulk syncs' ids. */
    readonly terraform?: ReadonlyMap<string, string>;
    /** The zone of schedules that together keep a local time. Default: the machine's. */
    readonly timeZone?: string;
    readonly dryRun: boolean;
    readonly json: boolean;
}

const PROGRAM = "polytomic-schedules";
const IMPORT_FILE = "polytomic-import";

/** Where the files go: paths from the current folder, the module without its extension. */
interface Target {
    readonly program: FoundProgram;
    readonly module: string;
    readonly importFile: string;
}

/** Writes a program that declares schedules, and the file for `pulumi import`. Prints what it found. */
export async function runImport(wanted: readonly string[], options: ImportOptions): Promise<void> {
    const account = openAccount();
    const target = targetOf(options);
    const found = await readInventory(account, [...wanted, ...(options.terraform?.keys() ?? [])]);
    const syncs = await readStatuses(account, found);
    const planned = planAll(syncs, options, new Date(account.serviceTimeMs()));
    if (planned.length > 0 && !options.dryRun) {
        const { module, importFile, program } = target;
        const texts = new Map([
            [module + program.extension, programText(planned, { ...options, ...program })],
        ]);
        if (!options.importOption) {
            const { organizationId } = await account.keyOwner(new Deadline());
            texts.set(importFile, importFileText(planned, organizationId));
        }
        writeNewFiles(texts);
    }
    const total = syncs.flatMap(({ schedules }) => schedules).length;
    process.stdout.write(options.json ? asJson(planned) : report(planned, total, options, target));
}

/** The first names that are free. Without the stack, the schedules of earlier files would be declared twice. */
function targetOf({ out, stack, dryRun }: ImportOptions): Target {
    const program = findProgram(process.cwd());
    const folder = relative("", out ?? program.folder);
    for (let number = 1; ; number++) {
        const suffix = number === 1 ? "" : `-${number}`;
        const module = join(folder, `${PROGRAM}${suffix}`);
        const importFile = join(folder, `${IMPORT_FILE}${suffix}.json`);
        const existing = [module + program.extension, importFile].filter((file) => existsSync(file));
        if (existing.length === 0 || dryRun) return { program, module, importFile };
        if (stack === undefined)
            throw new LifecycleError(
                `there is ${existing.join(" and ")} already, and nothing is overwritten. To import what has been ` +
                    "added since, run `pulumi stack export --file stack.json`, and add --stack stack.json. To start " +
                    "again, delete the files, or write elsewhere with --out.",
            );
    }
}

function planAll(syncs: readonly WatchedSync[], options: ImportOptions, now: Date): PlannedImport[] {
    const nameOf = ({ id, name }: WatchedSync) => options.terraform?.get(id) ?? name;
    const planned = planImport(syncs, nameOf, options.stack);
    // A component has no option `import`.
    return options.importOption
        ? planned
        : planComponents(planned, nameOf, now, options.timeZone, options.stack);
}

/** The file for `pulumi import --file`. With inputs and outputs in it, Pulumi does not ask a provider for them. */
function importFileText(planned: readonly PlannedImport[], organizationId: string | undefined): string {
    const bookkeeping = { __organizationId: organizationId };
    const components = new Set(planned.flatMap(({ component }) => component?.name ?? []));
    const schedules = planned.map(({ name, id, sync, schedule, definition, component }) => {
        const inputs = { __provider: LOADER, syncId: sync.id, ...definition.inputs };
        const found = Object.fromEntries(Object.entries(schedule).filter(([key]) => key !== "scheduleId"));
        const parent = component && { parent: component.name };
        return {
            type: SCHEDULE_TYPE,
            name,
            id,
            ...parent,
            inputs,
            outputs: outputs(inputs, found, bookkeeping),
        };
    });
    const parents = [...components].map((name) => ({ type: LOCAL_TIME_TYPE, name, component: true }));
    return formatJson({ resources: [...parents, ...schedules] });
}

function asJson(planned: readonly PlannedImport[]): string {
    const schedules = planned.map(({ name, id, sync, schedule, definition }) => ({
        name,
        id,
        syncId: sync.id,
        syncName: sync.name,
        isDefault: schedule.isDefault,
        description: describeSchedule(schedule),
        inputs: definition.inputs,
    }));
    return formatJson({ schedules });
}

function report(
    planned: readonly PlannedImport[],
    total: number,
    options: ImportOptions,
    target: Target,
): string {
    const skipped = total - planned.length;
    const existing = skipped > 0 ? `; ${skipped} are in the stack already` : "";
    const summary = `${planned.length} of ${total} schedules to take over${existing}.`;
    if (planned.length === 0) return `${summary} Nothing was written.\n`;
    const rows = planned.map(({ name, sync, schedule }) => [sync.name, formatSchedule(schedule), name]);
    return `${formatTable(["bulk sync", "runs", "resource"], rows)}\n\n${summary}\n${nextSteps(options, target)}`;
}

function nextSteps({ dryRun, importOption }: ImportOptions, { program, module, importFile }: Target): string {
    if (dryRun) return "Nothing was written (--dry-run).\n";
    const files = [module + program.extension, ...(importOption ? [] : [importFile])];
    const [takeOver, end] = importOption
        ? ["pulumi up", "Afterwards the options `import` can be removed."]
        : [
              `pulumi import --file ${quote(importFile)} --generate-code=false --protect=false`,
              "That needs Pulumi 3.254.0 or later. Afterwards `pulumi preview` shows no change.",
          ];
    const entry = program.entry === undefined ? "your program" : relative("", program.entry);
    return (
        `\nWrote ${files.join(" and ")}. Add to ${entry}:\n\n    ${importLine(program, resolve(module))}\n\n` +
        `Then take them over:\n\n    ${takeOver}\n\n${end}\n`
    );
}

/** A path as a shell takes it. */
const quote = (path: string) => (/^[\w./\\:-]+$/.test(path) ? path : JSON.stringify(path));
