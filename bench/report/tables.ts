/** The results as Markdown. */
import type { ProcessKind } from "../measure/process-tree";
import type { Spread } from "../measure/statistics";
import { FLOOR, type Peer } from "../peers";
import { PHASES } from "../phases";
import type { Measurement } from "../project";
import type { Read, Summary } from "./summary";

const PROCESSES = ["CLI", "language host", "program", "provider"] as const satisfies ProcessKind[];
const STATE_PHASE = "first up";

/** All tables of one size. */
export function tablesOf(summary: Summary, peers: readonly Peer[], count: number, latencyMs: number): string {
    const head = (first: string) => [first, ...peers.map(({ title }) => title)];
    const times = (read: Read) =>
        PHASES.map(({ name }) => [name, ...peers.map((peer) => timeCell(summary, count, name, peer, read))]);
    return [
        `## ${count} schedules`,
        "Wall time in seconds:",
        table(
            head("phase"),
            times(({ wallMs }) => wallMs),
        ),
        "CPU time in seconds, of the CLI and all that it starts:",
        table(
            head("phase"),
            times(({ cpuMs }) => cpuMs),
        ),
        "Calls to the service, and how many were open at once at the most:",
        table(
            head("phase"),
            PHASES.map(({ name }) => [
                name,
                ...peers.map((peer) => callsCell(summary.measurements(count, name, peer.name), latencyMs)),
            ]),
        ),
        `Peak memory in MB, over all phases, and the size of the state file after ${STATE_PHASE} in kB:`,
        table(head(""), [
            ...PROCESSES.map((kind) => [
                kind,
                ...peers.map((peer) => memoryCell(summary, count, peer, kind)),
            ]),
            ["state", ...peers.map((peer) => stateCell(summary, count, peer))],
        ]),
    ].join("\n\n");
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
    const rule = head.map((_, index) => (index === 0 ? "---" : "---:"));
    return [head, rule, ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function timeCell(summary: Summary, count: number, phase: string, { name }: Peer, read: Read): string {
    const spread = summary.spread(count, phase, name, read);
    if (spread === undefined) return "–";
    const seconds = inUnits(spread, 1000, 2);
    const share = name === FLOOR ? undefined : summary.timesFloor(count, phase, name, read);
    return share === undefined ? seconds : `${seconds}, **×${share.median.toFixed(2)}**`;
}

function inUnits({ median, least, most }: Spread, unit: number, digits: number): string {
    const [middle, low, high] = [median, least, most].map((value) => (value / unit).toFixed(digits));
    return low === high ? (middle ?? "") : `${middle ?? ""} (${low ?? ""}–${high ?? ""})`;
}

function callsCell(measurements: readonly Measurement[], latencyMs: number): string {
    const last = measurements.at(-1);
    if (last === undefined || Object.keys(last.byKind).length === 0) return "none";
    const kinds = Object.entries(last.byKind).map(([kind, times]) => `${times} ${kind}`);
    const refused = last.refused > 0 ? `, ${last.refused} of them refused` : "";
    const waits = Object.values(last.byKind).reduce((sum, times) => sum + times, 0) / last.mostAtOnce;
    const atLeast = latencyMs > 0 ? `; ${((waits * latencyMs) / 1000).toFixed(1)} s of latency` : "";
    return `${kinds.join(", ")}${refused}; ${last.mostAtOnce} at once${atLeast}`;
}

function memoryCell(summary: Summary, count: number, { name }: Peer, kind: ProcessKind): string {
    const peaks = PHASES.map(
        ({ name: phase }) => summary.spread(count, phase, name, ({ peakBytes }) => peakBytes?.[kind])?.median,
    );
    const peak = Math.max(0, ...peaks.filter((value) => value !== undefined));
    return peak === 0 ? "–" : (peak / 2 ** 20).toFixed(0);
}

function stateCell(summary: Summary, count: number, { name }: Peer): string {
    const read: Read = ({ stateBytes }) => stateBytes;
    const spread = summary.spread(count, STATE_PHASE, name, read);
    const share = summary.timesFloor(count, STATE_PHASE, name, read);
    if (spread === undefined) return "–";
    const kilobytes = (spread.median / 1000).toFixed(1);
    return name === FLOOR || share === undefined
        ? kilobytes
        : `${kilobytes}, **×${share.median.toFixed(2)}**`;
}
