import { HELP, parseCommandLine } from "./command-options";
import type { CommandLine } from "./command-options";
import type { Emulator } from "./emulator";
import { startInBackground, tellStarter } from "./shell/background";
import { fill } from "./shell/contents";
import { isRemoteCommand, runRemote } from "./shell/remote";
import { startEmulator } from "./start";

async function main(args: string[]): Promise<void> {
    if (isRemoteCommand(args[0])) {
        process.stdout.write(await runRemote(args, process.env["POLYTOMIC_DEPLOYMENT_URL"]));
        return;
    }
    const commandLine = readCommandLine(args);
    if (!commandLine) return;
    if (commandLine.isBackground) process.stdout.write(await startInBackground(args));
    else await run(commandLine);
}

/** Undefined where there is nothing to start. */
function readCommandLine(args: string[]): CommandLine | undefined {
    try {
        const commandLine = parseCommandLine(args);
        if (!commandLine.isHelp) return commandLine;
        process.stdout.write(HELP);
    } catch (error) {
        process.stderr.write(`polytomic-emulator: ${messageOf(error)}\nSee polytomic-emulator --help.\n`);
        process.exitCode = 2;
    }
    return undefined;
}

async function run({ options, contents, faults }: CommandLine): Promise<void> {
    const emulator = await startEmulator({ ...options, log: (line) => process.stderr.write(`${line}\n`) });
    const second = fill(emulator, contents);
    for (const rule of faults) emulator.fault(rule);
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
        process.once(signal, () => void emulator.close());
    }
    const lines = exportLines({
        ...environment(emulator),
        ...(second && { SECOND_POLYTOMIC_API_KEY: second.apiKey, SECOND_POLYTOMIC_SYNC_ID: second.sync.id }),
    });
    if (tellStarter({ lines })) return;
    process.stderr.write(INTRODUCTION);
    process.stdout.write(lines);
}

const INTRODUCTION = `An emulator of the Polytomic API. The key is made up: it opens this emulator and nothing else.
Each request is logged here. Ctrl-C ends the emulator, which then forgets everything.
`;

function environment({ url, apiKey, syncs }: Emulator): Record<string, string> {
    const ids = syncs.map(({ id }, index): [string, string] => [
        `POLYTOMIC_SYNC_ID${index === 0 ? "" : `_${index + 1}`}`,
        id,
    ]);
    return { POLYTOMIC_DEPLOYMENT_URL: url, POLYTOMIC_API_KEY: apiKey, ...Object.fromEntries(ids) };
}

/** Lines to paste into a shell; nothing else goes to standard output. */
function exportLines(variables: Readonly<Record<string, string>>): string {
    return Object.entries(variables)
        .map(([name, value]) => `export ${name}=${value}\n`)
        .join("");
}

function messageOf(error: unknown): string {
    return error instanceof Error ? error.message : String(error);
}

main(process.argv.slice(2)).catch((error: unknown) => {
    const problem = messageOf(error);
    if (!tellStarter({ problem })) process.stderr.write(`polytomic-emulator: ${problem}\n`);
    process.exitCode = 1;
});
