import { existsSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, extname, join, relative, resolve, sep } from "node:path";
import { z } from "zod";

/** The program in a folder, and how its modules are written. */
export interface FoundProgram {
    /** The folder of its first module. */
    readonly folder: string;
    /** Its first module; undefined where there is none yet. */
    readonly entry: string | undefined;
    /** The extension of its modules, such as `.ts`. */
    readonly extension: string;
    /** Whether they import with `import`: TypeScript or an ES module. Otherwise with `require`. */
    readonly usesImport: boolean;
    /** The extension with which they import each other, often none. */
    readonly importedExtension: string;
}

const EXTENSIONS = [".ts", ".js", ".mts", ".mjs", ".cts", ".cjs"];

/** Finds the program that Pulumi runs in a folder: in the project's folder, or where `main` in `Pulumi.yaml` says. */
export function findProgram(folder: string): FoundProgram {
    const project = folderAbove(folder, "Pulumi.yaml") ?? folder;
    const start = resolve(project, mainOf(join(project, "Pulumi.yaml")));
    const entry = sourceOf(entryOf(start), project);
    const extension = entry === undefined ? usualExtension(project) : extname(entry);
    const place = {
        folder: entry === undefined ? folderOf(start, project) : dirname(entry),
        entry,
        extension,
    };
    const isModule =
        extension.startsWith(".m") || (!extension.startsWith(".c") && isModuleFolder(place.folder));
    const usesImport = isModule || extension.includes("ts");
    return { ...place, usesImport, importedExtension: importedExtension(extension, isModule, project) };
}

const folderOf = (start: string, project: string) => (isFolder(start) ? start : project);

/** CommonJS leaves extensions out. The compiler takes those of its output, unless it is told to take sources. */
function importedExtension(extension: string, isModule: boolean, project: string): string {
    if (isModule && extension.includes("ts") && importsSources(project)) return extension;
    const compiled = extension.replace("ts", "js");
    return isModule || compiled === ".cjs" ? compiled : "";
}

/** The line with which the program loads one of its modules, given without extension. */
export function importLine({ folder, usesImport, importedExtension }: FoundProgram, module: string): string {
    const path = relative(folder, resolve(module)).split(sep).join("/");
    const specifier = JSON.stringify(`${path.startsWith(".") ? "" : "./"}${path}${importedExtension}`);
    return usesImport ? `import ${specifier};` : `require(${specifier});`;
}

/** The nearest folder, this one or above, that has the file. */
function folderAbove(folder: string, file: string): string | undefined {
    if (existsSync(join(folder, file))) return folder;
    const parent = dirname(folder);
    return parent === folder ? undefined : folderAbove(parent, file);
}

function mainOf(projectFile: string): string {
    if (!existsSync(projectFile)) return "";
    const [, main = ""] = /^main:[ \t]*["']?([^"'#\r\n]*)/m.exec(readFileSync(projectFile, "utf8")) ?? [];
    return main.trim();
}

/** The module that Node.js would load at a path. */
function entryOf(path: string): string | undefined {
    const file = [path, ...EXTENSIONS.map((extension) => path + extension)].find(isFile);
    if (file !== undefined || !isFolder(path)) return file;
    const { main } = packageIn(path);
    const declared =
        main === undefined || resolve(path, main) === path ? undefined : entryOf(resolve(path, main));
    return declared ?? EXTENSIONS.map((extension) => join(path, `index${extension}`)).find(isFile);
}

/** The TypeScript module of a compiled one; any other module itself. */
function sourceOf(entry: string | undefined, project: string): string | undefined {
    if (entry === undefined || !existsSync(join(project, "tsconfig.json"))) return entry;
    const source = basename(entry).replace(/js$/, "ts");
    return (
        [dirname(entry), project, join(project, "src")].map((folder) => join(folder, source)).find(isFile) ??
        entry
    );
}

/** Where there is no program yet: JavaScript if there is a package that has no TypeScript. */
const usualExtension = (project: string) =>
    existsSync(join(project, "package.json")) && !existsSync(join(project, "tsconfig.json")) ? ".js" : ".ts";

const isModuleFolder = (folder: string) =>
    packageIn(folderAbove(folder, "package.json") ?? folder).type === "module";

/** Whether the compiler takes imports of `.ts` files. The file has comments, so that it is no JSON. */
function importsSources(project: string): boolean {
    const file = join(project, "tsconfig.json");
    const options = existsSync(file) ? readFileSync(file, "utf8") : "";
    return /"(allowImportingTsExtensions|rewriteRelativeImportExtensions)"\s*:\s*true/.test(options);
}

const packageSchema = z.object({ main: z.string().optional(), type: z.string().optional() });

function packageIn(folder: string): z.infer<typeof packageSchema> {
    try {
        const text = readFileSync(join(folder, "package.json"), "utf8");
        return packageSchema.safeParse(JSON.parse(text)).data ?? {};
    } catch {
        return {};
    }
}

const isFile = (path: string) => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;

const isFolder = (path: string) => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
