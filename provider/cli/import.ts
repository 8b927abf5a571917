import { join } from "node:path";
import { Deadline } from "../api/deadline.js";
import { describeSchedule } from "../helpers/description.js";
import { outputs } from "../model/state.js";
import { LOADER, LOCAL_TIME_TYPE, SCHEDULE_TYPE } from "../program/loader.js";
import { openAccount, readInventory, type FoundSync } from "./inventory.js";
import { formatJson, formatSchedule, formatTable, writeNewFiles } from "./output.js";
import { planComponents, planImport, type PlannedImport } from "./plan.js";
import { programText, type ProgramOptions } from "./program-text.js";
import type { StackContents } from "./state-files.js";

/** The command's options. main.ts describes them. */
export interface ImportOptions extends ProgramOptions {
    readonly out: string;
    readonly stack?: StackContents;
    /** Terraform's names of bulk syncs, by the bulk syncs' ids. */
    readonly terraform?: ReadonlyMap<string, string>;
    /** The zone of schedules that together keep a local time. Default: the machine's. */
    readonly timeZone?: string;
    readonly dryRun: boolean;
    readonly json: boolean;
}

const PROGRAM = "polytomic-schedules";
const IMPORT_FILE = "polytomic-import.json";

/** Writes a program that declares schedules, and the file for `pulumi import`. Prints what it found. */
export async function runImport(wanted: readonly string[], options: ImportOptions): Promise<void> {
    const account = openAccount();
    const syncs = await readInventory(account, [...wanted, ...(options.terraform?.keys() ?? [])]);
    const planned = planAll(syncs, options, new Date(account.serviceTimeMs()));
    if (planned.length > 0 && !options.dryRun) {
        const texts = new Map([[join(options.out, `${PROGRAM}.ts`), programText(planned, options)]]);
        if (!options.importOption) {
            const { organizationId } = await account.keyOwner(new Deadline());
            texts.set(join(options.out, IMPORT_FILE), importFile(planned, organizationId));
        }
        writeNewFiles(texts);
    }
    const total = syncs.flatMap(({ schedules }) => schedules).length;
    process.stdout.write(options.json ? asJson(planned) : report(planned, total, options));
}

function planAll(syncs: readonly FoundSync[], options: ImportOptions, now: Date): PlannedImport[] {
    const nameOf = ({ id, name }: FoundSync) => options.terraform?.get(id) ?? name;
    const planned = planImport(syncs, nameOf, options.stack);
    // A component has no option `import`.
    return options.importOption
        ? planned
        : planComponents(planned, nameOf, now, options.timeZone, options.stack);
}

/** The file for `pulumi import --file`. With inputs and outputs in it, Pulumi does not ask a provider for them. */
function importFile(planned: readonly PlannedImport[], organizationId: string | undefined): string {
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

function report(planned: readonly PlannedImport[], total: number, options: ImportOptions): string {
    const skipped = total - planned.length;
    const existing = skipped > 0 ? `; ${skipped} are in the stack already` : "";
    const summary = `${planned.length} of ${total} schedules to take over${existing}.`;
    if (planned.length === 0) return `${summary} Nothing was written.\n`;
    const rows = planned.map(({ name, sync, schedule }) => [sync.name, formatSchedule(schedule), name]);
    return `${formatTable(["bulk sync", "runs", "resource"], rows)}\n\n${summary}\n${nextSteps(options)}`;
}

function nextSteps({ out, dryRun, importOption }: ImportOptions): string {
    if (dryRun) return "Nothing was written (--dry-run).\n";
    const files = [`${PROGRAM}.ts`, ...(importOption ? [] : [IMPORT_FILE])].map((name) => join(out, name));
    const [takeOver, end] = importOption
        ? ["pulumi up", "Afterwards the options `import` can be removed."]
        : [
              `pulumi import --file ${IMPORT_FILE} --generate-code=false --protect=false`,
              "That needs Pulumi 3.254.0 or later. Afterwards `pulumi preview` shows no change.",
          ];
    return (
        `\nWrote ${files.join(" and ")}. Add to your program:\n\n    import "./${PROGRAM}";\n\n` +
        `Then take them over:\n\n    ${takeOver}\n\n${end}\n`
    );
}
