/** The program that declares what exists, as somebody would write it by hand, formatted like Prettier. */

import type { Definition } from "./definition.js";
import type { PlannedImport, PlannedSync } from "./plan.js";
import { Names, variableName } from "./resource-names.js";

const LINE_WIDTH = 80;

export interface ProgramOptions {
    /** Whether bulk syncs are named by their ids even where their names would do. */
    readonly usesIds: boolean;
    /** Whether each resource carries Pulumi's option `import`, instead of a file for `pulumi import`. */
    readonly usesImportOption: boolean;
}

/** A file of TypeScript that declares the planned resources. */
export function programText(planned: readonly PlannedSync[], options: ProgramOptions): string {
    const variables = new Names("");
    const parts = planned.map(({ sync, imports }) => {
        const variable = variables.choose(variableName(sync.name));
        const isNamed = !options.usesIds && !sync.isNameTaken;
        const declaration = isNamed ? lookUp(variable, sync.name) : constant(variable, sync.id, sync.name);
        const syncId = isNamed ? `${variable}.id` : variable;
        return [declaration, ...imports.map((item) => resource(item, syncId, options))].join("\n\n");
    });
    return `${[imports(planned), ...parts].join("\n\n")}\n`;
}

// The types let a frequency that they do not know through as an output.
const isUnchecked = ({ written }: Definition) => written["allowUndocumented"] === true;

function imports(planned: readonly PlannedSync[]): string {
    const needsPulumi = planned.some((item) =>
        item.imports.some(({ definition }) => isUnchecked(definition)),
    );
    const pulumi = needsPulumi ? 'import * as pulumi from "@pulumi/pulumi";\n' : "";
    return `${pulumi}import * as polytomic from "pulumi-polytomic";`;
}

function lookUp(variable: string, name: string): string {
    const start = `const ${variable} = polytomic.getBulkSyncOutput({`;
    const line = `${start} name: ${quoted(name)} });`;
    return line.length <= LINE_WIDTH ? line : `${start}\n  name: ${quoted(name)},\n});`;
}

function constant(variable: string, id: string, name: string): string {
    const line = `const ${variable} = ${quoted(id)};`;
    const fitting = line.length <= LINE_WIDTH ? line : `const ${variable} =\n  ${quoted(id)};`;
    const comment = `// ${name.replace(/\s+/g, " ")}`.trim();
    return comment === "//" ? fitting : `${comment}\n${fitting}`;
}

function resource({ name, id, definition }: PlannedImport, syncId: string, options: ProgramOptions): string {
    const args = [
        syncId === "syncId" ? "syncId" : `syncId: ${syncId}`,
        ...(definition.helper === undefined ? [] : [`...polytomic.${definition.helper}`]),
        ...Object.entries(definition.written).map(
            ([key, value]) => `${key}: ${expression(key, value, definition)}`,
        ),
    ];
    const start = "new polytomic.BulkSyncSchedule(";
    const head = `${start}${quoted(name)}, {`;
    if (!options.usesImportOption && head.length <= LINE_WIDTH)
        return `${start}${quoted(name)}, ${block(args, "")});`;
    const taken = options.usesImportOption ? [block([`import:\n${" ".repeat(6)}${quoted(id)}`], "  ")] : [];
    const parts = [quoted(name), block(args, "  "), ...taken];
    return `${start}\n${parts.map((part) => `  ${part},\n`).join("")});`;
}

function block(lines: readonly string[], indent: string): string {
    return `{\n${lines.map((line) => `${indent}  ${line},\n`).join("")}${indent}}`;
}

function expression(key: string, value: string | number | boolean, definition: Definition): string {
    return key === "frequency" && isUnchecked(definition)
        ? `pulumi.output(${literal(value)})`
        : literal(value);
}

const literal = (value: string | number | boolean) =>
    typeof value === "string" ? quoted(value) : String(value);

// Like Prettier: double quotes, unless single ones need less escaping.
function quoted(text: string): string {
    const json = JSON.stringify(text);
    const count = (mark: string) => text.split(mark).length - 1;
    if (count('"') <= count("'")) return json;
    return `'${json.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}
