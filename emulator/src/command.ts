import { HELP, parseCommandLine } from "./command-options";
import type { CommandLine } from "./command-options";
import type { Emulator } from "./emulator";
import { startEmulator } from "./start";

async function main(): Promise<void> {
    const commandLine = readCommandLine();
    if (!commandLine) return;
    const { options, faults } = commandLine;
    const emulator = await startEmulator({ ...options, log: (line) => process.stderr.write(`${line}\n`) });
    for (const rule of faults) emulator.fault(rule);
    process.stderr.write(INTRODUCTION);
    process.stdout.write(environment(emulator));
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
        process.once(signal, () => void emulator.close());
    }
}

/** Undefined where there is nothing to start. */
function readCommandLine(): CommandLine | undefined {
    try {
        const commandLine = parseCommandLine(process.argv.slice(2));
        if (!commandLine.isHelp) return commandLine;
        process.stdout.write(HELP);
    } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        process.stderr.write(`polytomic-emulator: ${message}\nSee polytomic-emulator --help.\n`);
        process.exitCode = 2;
    }
    return undefined;
}

const INTRODUCTION = `An emulator of the Polytomic API. The key is made up: it opens this emulator and nothing else.
Each request is logged here. Ctrl-C ends the emulator, which then forgets everything.
`;

/** Lines to paste into a shell; nothing else goes to standard output. */
function environment({ url, apiKey, syncs }: Emulator): string {
    const syncLines = syncs.map(({ id }, index) => {
        const suffix = index === 0 ? "" : `_${index + 1}`;
        return `export POLYTOMIC_SYNC_ID${suffix}=${id}\n`;
    });
    return `export POLYTOMIC_DEPLOYMENT_URL=${url}\nexport POLYTOMIC_API_KEY=${apiKey}\n${syncLines.join("")}`;
}

main().catch((error: unknown) => {
    process.stderr.write(`polytomic-emulator: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
});
