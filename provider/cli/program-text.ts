import { describeBulkSyncSettings } from "../model/schedule.js";
import { slug, uniqueNames, variableName } from "./names.js";
import type { PlannedComponent, PlannedImport } from "./plan.js";
import type { WatchedSync } from "./schedules/statuses.js";

/** How the program refers to bulk syncs and schedules. */
export interface DeclarationOptions {
    /** Whether to refer to bulk syncs by id even if their names are unique. */
    readonly ids: boolean;
    /** Whether each resource has Pulumi's option `import`, for use without a file for `pulumi import`. */
    readonly importOption: boolean;
}

export interface ProgramOptions extends DeclarationOptions {
    /** Whether its modules import with `import`, or with `require`. */
    readonly usesImport: boolean;
}

/** A module that declares the planned resources. */
export function programText(planned: readonly PlannedImport[], options: ProgramOptions): string {
    const uniqueName = uniqueNames("");
    const syncs = new Set(planned.map(({ sync }) => sync));
    const parts = [...syncs].flatMap((sync) => {
        const variable = uniqueName(variableName(sync.name));
        const isNamed = !options.ids && !sync.isNameTaken;
        const declaration = isNamed
            ? `const ${variable} = polytomic.getBulkSyncOutput({ name: ${literal(sync.name)} });`
            : `// ${oneLine(sync.name)}\nconst ${variable} = ${literal(sync.id)};`;
        const syncId = isNamed ? `${variable}.id` : variable;
        const imports = planned.filter((item) => item.sync === sync);
        const components = new Set(imports.flatMap(({ component }) => component ?? []));
        return [
            [declaration, ...hints(sync, syncId)].join("\n"),
            ...imports
                .filter((item) => item.component === undefined)
                .map((item) => resource(item, syncId, options)),
            ...[...components].map((component) => localTime(component, syncId)),
        ];
    });
    const usesPulumi = parts.some((part) => part.includes("pulumi.output("));
    const load = (name: string, module: string) =>
        options.usesImport
            ? `import * as ${name} from ${literal(module)};\n`
            : `const ${name} = require(${literal(module)});\n`;
    const pulumi = usesPulumi ? load("pulumi", "@pulumi/pulumi") : "";
    return `${pulumi}${load("polytomic", "pulumi-polytomic")}\n${parts.join("\n\n")}\n`;
}

/** Comments on what else the program can declare about a bulk sync. */
function hints({ name, active, runs }: WatchedSync, syncId: string): string[] {
    const lines: string[] = [];
    if (!active)
        lines.push(
            "// It is inactive: its schedules do not run. To keep it so, whatever somebody does in the web app:",
            `// new polytomic.BulkSyncActivation("${slug(name)}-activation", { syncId: ${syncId}, active: false });`,
        );
    const { lastExecution: last } = runs ?? {};
    if (last !== undefined) {
        const [date = ""] = (last.completedAt ?? last.startedAt ?? "").split("T");
        lines.push(
            `// It ran last${date === "" ? "" : ` on ${oneLine(date)}`}. To run it with the next \`pulumi up\`:`,
            `// new polytomic.BulkSyncExecution("${slug(name)}-run", { syncId: ${syncId} });`,
        );
    }
    return lines;
}

function resource(item: PlannedImport, syncId: string, options: DeclarationOptions): string {
    const { helper, written } = item.definition;
    const settings = describeBulkSyncSettings(item.schedule);
    const lines = [
        ...(settings === undefined
            ? []
            : [`// It has ${oneLine(settings)} in Polytomic. A change of this resource may reset them.`]),
        `new polytomic.BulkSyncSchedule(${literal(item.name)}, {`,
        `  syncId: ${syncId},`,
        ...(helper === undefined ? [] : [`  ...polytomic.${helper},`]),
        ...Object.entries(written).map(([key, value]) => {
            // The argument's type allows only the known frequencies, but any output.
            const isOutput = key === "frequency" && written["allowUndocumented"] === true;
            return `  ${key}: ${isOutput ? `pulumi.output(${literal(value)})` : literal(value)},`;
        }),
        ...(options.importOption ? ["}, {", "  import:", `    ${literal(item.id)},`] : []),
        "});",
    ];
    return lines.join("\n");
}

function localTime({ name, args, otherZones }: PlannedComponent, syncId: string): string {
    const [other] = otherZones;
    const lines = [
        ...(other === undefined
            ? []
            : [
                  `// The clocks of other zones change at the same moments, such as ${other}: choose yours, with its time.`,
              ]),
        `new polytomic.LocalTimeSchedule(${literal(name)}, {`,
        `  syncId: ${syncId},`,
        ...Object.entries(args).map(([key, value]) => `  ${key}: ${listOrLiteral(value)},`),
        "});",
    ];
    return lines.join("\n");
}

const oneLine = (text: string) => text.replace(/\s+/g, " ");

const listOrLiteral = (value: unknown) =>
    Array.isArray(value) ? `[${value.map(literal).join(", ")}]` : literal(value);

const literal = (value: unknown) => JSON.stringify(value);
