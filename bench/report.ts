/** The results as Markdown, as a chart, and as they are. */
import { mkdirSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus, totalmem } from "node:os";
import path from "node:path";
import sdk from "@pulumi/pulumi/package.json";
import prettier from "prettier";
import own from "../package.json";
import { chartOf } from "./chart";
import type { Options } from "./options";
import { FLOOR, type Peer } from "./peers";
import { PHASES } from "./phases";
import { median, METRICS, Summary, type Metric, type Sample } from "./summary";

const RESULTS = path.join(__dirname, "results");

/** Writes the tables and the chart where the options say, and the samples into `results/`. */
export async function writeReport({ out, peers }: Options, samples: readonly Sample[], pulumi: string) {
    const counts = new Set(samples.map(({ count }) => count));
    const summaries = [...counts].map((count) => new Summary(count, samples));
    const machine = machineInWords(pulumi);
    const markdown = [
        "# Benchmark",
        "Medians, with the least and the most in parentheses; in bold, how many times the floor's it is (the median " +
            "over pairs of the same run).",
        `- Machine: ${machine}\n- Command: \`npm run bench -- ${process.argv.slice(2).join(" ")}\``,
        "![chart](benchmark.svg)",
        ...summaries.map((summary) => tablesOf(summary, peers)),
    ].join("\n\n");
    for (const folder of [out, RESULTS]) mkdirSync(folder, { recursive: true });
    const formatted = await prettier.format(markdown, { parser: "markdown", tabWidth: 2 });
    writeFileSync(path.join(out, "benchmark.md"), formatted);
    writeFileSync(path.join(out, "benchmark.svg"), chartOf(summaries, peers, machine));
    writeFileSync(path.join(RESULTS, "benchmark.json"), JSON.stringify({ machine, samples }, undefined, 2));
}

/** Where it was measured, and what, without a name of either the machine or its user. */
function machineInWords(pulumi: string): string {
    const memory = Math.round(totalmem() / 2 ** 30);
    const processor = cpus()[0]?.model.trim() ?? "unknown";
    return (
        `${availableParallelism()} cores (${processor}), ${memory} GB, ${process.platform} ${process.arch}; ` +
        `Node.js ${process.versions.node}, Pulumi CLI ${pulumi}, @pulumi/pulumi ${sdk.version}, ` +
        `pulumi-polytomic ${own.version}`
    );
}

/** All tables of one size. */
function tablesOf(summary: Summary, peers: readonly Peer[]): string {
    const table = (title: string, cell: (phase: string, peer: string) => string) => {
        const rows = [
            ["phase", ...peers.map((peer) => peer.title)],
            ["---", ...peers.map(() => "---:")],
            ...PHASES.map(({ name }) => [name, ...peers.map((peer) => cell(name, peer.name))]),
        ];
        return `${title}:\n\n${rows.map((cells) => `| ${cells.join(" | ")} |`).join("\n")}`;
    };
    return [
        `## ${summary.count} schedules`,
        ...METRICS.map((metric) =>
            table(metric.title, (phase, peer) => valueIn(summary, phase, peer, metric)),
        ),
        table("Calls to the service, and how many were open at once at the most", (phase, peer) =>
            callsIn(summary, phase, peer),
        ),
    ].join("\n\n");
}

function valueIn(summary: Summary, phase: string, peer: string, metric: Metric): string {
    const values = summary.values(phase, peer, metric);
    const shown = (value: number) => value.toFixed(metric.digits);
    const [least, most] = [shown(Math.min(...values)), shown(Math.max(...values))];
    const range = least === most ? "" : ` (${least}–${most})`;
    const times = peer === FLOOR ? NaN : summary.timesFloor(phase, peer, metric);
    return `${shown(median(values))}${range}${Number.isNaN(times) ? "" : `, **×${times.toFixed(2)}**`}`;
}

function callsIn(summary: Summary, phase: string, peer: string): string {
    const last = summary.measurements(phase, peer).at(-1);
    const calls = Object.entries(last?.calls ?? {}).map(([kind, times]) => `${times} ${kind}`);
    if (last === undefined || calls.length === 0) return "none";
    const refused = last.refused > 0 ? `, ${last.refused} of them refused` : "";
    return `${calls.join(", ")}${refused}; ${last.mostAtOnce} at once`;
}
