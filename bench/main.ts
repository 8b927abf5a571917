/** `npm run bench`: see README.md. */
import { findPulumi } from "../scripts/pulumi-cli";
import { installPackage } from "../test/e2e/support/installation";
import { runBenchmark } from "./benchmark";
import { HELP, parseOptions, type Options } from "./options";
import { describeMachine } from "./report/machine";
import { writeReport } from "./report/write";
import { measureStartUp } from "./start-up";

const START_UP_RUNS = 11;

async function main(): Promise<void> {
    const options = parseOptions(process.argv.slice(2));
    if (options) await measure(options);
    else process.stdout.write(HELP);
}

async function measure(options: Options): Promise<void> {
    // Ctrl-C ends the command at hand, and with that the benchmark, which then clears away what it made.
    process.once("SIGINT", () => undefined);
    const pulumi = await findPulumi();
    say("installing the packed package");
    const installation = installPackage();
    try {
        const { folder } = installation;
        say("start of the program and of the provider");
        const startUp = await measureStartUp(folder, START_UP_RUNS);
        const machine = describeMachine(pulumi);
        await runBenchmark(options, {
            ...{ folder, pulumi, say },
            keep: (samples) => writeReport({ options, machine, startUp, samples }),
        });
        say(`written: benchmark.md, benchmark.json and benchmark.svg in ${options.out}`);
    } finally {
        installation.remove();
    }
}

function say(line: string): void {
    process.stderr.write(`${line}\n`);
}

main().catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
});
