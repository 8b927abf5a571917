import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import prettier from "prettier";
import type { Sample } from "../benchmark";
import type { Spread } from "../measure/statistics";
import type { Options } from "../options";
import type { StartUp } from "../start-up";
import { chartOf } from "./chart";
import { inWords, type Machine } from "./machine";
import { Summary } from "./summary";
import { table, tablesOf } from "./tables";

export interface Results {
    readonly options: Options;
    readonly machine: Machine;
    readonly startUp: StartUp;
    readonly samples: readonly Sample[];
}

/** Writes the table, the numbers and the chart. */
export async function writeReport(results: Results): Promise<void> {
    const { options, machine, samples } = results;
    const summary = new Summary(samples);
    mkdirSync(options.out, { recursive: true });
    const files = {
        "benchmark.md": await formatted(markdownOf(results, summary), "markdown"),
        "benchmark.json": await formatted(
            JSON.stringify({ ...results, options: { ...options, out: undefined } }),
            "json",
        ),
        "benchmark.svg": chartOf(summary, options.peers, inWords(machine)),
    };
    for (const [name, text] of Object.entries(files)) writeFileSync(path.join(options.out, name), text);
}

async function formatted(text: string, parser: "markdown" | "json"): Promise<string> {
    const config = await prettier.resolveConfig(path.join(__dirname, `../benchmark.${parser}`));
    return prettier.format(text, { ...config, parser, tabWidth: 2 });
}

function markdownOf({ options, machine, startUp }: Results, summary: Summary): string {
    const { peers, latencyMs, rateLimit } = options;
    const runs = options.sizes.map(({ count, runs: times }) => `${times} of ${count}`).join(", ");
    return [
        "# Benchmark",
        "Written by `npm run bench`. Medians, with the least and the most in parentheses; in bold, how many times the " +
            "floor's it is (the median over pairs of the same run).",
        [
            `- Machine: ${inWords(machine)}`,
            `- Runs: ${runs} schedules`,
            `- Service: an emulator that answers after ${latencyMs} ms` +
                `${rateLimit === undefined ? "" : ` and lets ${rateLimit} ms through`}, ` +
                `with${options.hasIds ? "" : "out"} ids in the answers of its schedule endpoints`,
        ].join("\n"),
        "![chart](benchmark.svg)",
        ...summary.counts.map((count) => tablesOf(summary, peers, count, latencyMs)),
        "## Start",
        startTable(startUp),
    ].join("\n\n");
}

function startTable({ importMs, providerMs, emptyProviderMs, timesEmpty }: StartUp): string {
    const ms = (spread: Spread | undefined) =>
        spread && `${spread.median.toFixed(0)} ms (${spread.least.toFixed(0)}–${spread.most.toFixed(0)})`;
    const share = timesEmpty === undefined ? "" : `, **×${timesEmpty.median.toFixed(2)}**`;
    return table(
        ["what", "time"],
        [
            ["importing the package, after `@pulumi/pulumi`", ms(importMs) ?? "–"],
            ["a provider process, to its answer to a first check", `${ms(providerMs) ?? "–"}${share}`],
            ["the same of an empty dynamic provider", ms(emptyProviderMs) ?? "–"],
        ],
    );
}
