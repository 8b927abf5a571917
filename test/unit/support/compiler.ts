import path from "node:path";
import ts from "typescript";

const root = path.resolve(__dirname, "../../..");
const preamble = `
    import * as pulumi from "@pulumi/pulumi";
    import * as polytomic from "./provider/index.js";
    const { BulkSyncSchedule } = polytomic;
    declare const syncId: pulumi.Output<string>;
`;

/** The files that every program needs, as the compiler has parsed them: parsing takes most of its time. */
const parsed = new Map<string, ts.SourceFile | undefined>();

/** What the TypeScript compiler says of each of some programs, line by line. */
export function compile(programs: readonly string[], options: ts.CompilerOptions): string[][] {
    const sources = new Map(
        programs.map((program, index) => [path.join(root, `program-${index}.ts`), `${preamble}${program}`]),
    );
    const compilerOptions: ts.CompilerOptions = {
        noEmit: true,
        skipLibCheck: true,
        target: ts.ScriptTarget.ES2022,
        module: ts.ModuleKind.Node20,
        types: ["node"],
        ...options,
    };
    const host = hostOf(compilerOptions, sources);
    const program = ts.createProgram([...sources.keys()], compilerOptions, host);
    return [...sources.keys()].map((file) => {
        const source = program.getSourceFile(file);
        return [
            ...program.getSyntacticDiagnostics(source),
            ...program.getSemanticDiagnostics(source),
        ].flatMap(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n").split("\n"));
    });
}

function hostOf(options: ts.CompilerOptions, sources: ReadonlyMap<string, string>): ts.CompilerHost {
    const host = ts.createCompilerHost(options);
    return {
        ...host,
        fileExists: (file) => sources.has(file) || host.fileExists(file),
        getSourceFile: (file, ...rest) => {
            const text = sources.get(file);
            if (text === undefined) {
                if (!parsed.has(file)) parsed.set(file, host.getSourceFile(file, ...rest));
                return parsed.get(file);
            }
            return ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
        },
    };
}
