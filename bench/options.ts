/** What to measure, as the command line says it. */
import { parseArgs } from "node:util";
import { PEERS, type Peer } from "./peers";

export const HELP = `Usage: npm run bench -- [options]

Measures this package side by side with its peers, with the real Pulumi CLI against an emulator of Polytomic.

  --sizes <n,…>        how many schedules, over a fifth as many bulk syncs; default 100
  --runs <n,…>         how often each size is measured; the last number stands for all further sizes; default 2
  --peers <name,…>     default all: ${PEERS.map(({ name }) => name).join(", ")}
  --latency <ms>       what each answer of the service takes; default 0
  --rate-limit <n/ms>  how many requests the service lets through in how long; default no limit
  --without-ids        answers of the service carry no ids (which leaves out the hand-written peer)
  --parallel <n>       how many operations the engine runs at once; default its own
  --out <folder>       where benchmark.md, benchmark.json and benchmark.svg go; default bench/results
  --help               this text
`;

export interface Options {
    readonly sizes: readonly { readonly count: number; readonly runs: number }[];
    readonly peers: readonly Peer[];
    readonly latencyMs: number;
    readonly rateLimit: string | undefined;
    readonly hasIds: boolean;
    readonly parallel: number | undefined;
    readonly out: string;
}

/** Undefined where only the help is asked for. Throws an error whose message is for the user. */
export function parseOptions(args: string[]): Options | undefined {
    const { values } = parseArgs({
        args,
        options: {
            sizes: { type: "string", default: "100" },
            runs: { type: "string", default: "2" },
            peers: { type: "string" },
            latency: { type: "string", default: "0" },
            "rate-limit": { type: "string" },
            "without-ids": { type: "boolean", default: false },
            parallel: { type: "string" },
            out: { type: "string", default: "bench/results" },
            help: { type: "boolean", default: false },
        },
    });
    if (values.help) return undefined;
    const runs = numbers("runs", values.runs);
    const hasIds = !values["without-ids"];
    return {
        sizes: numbers("sizes", values.sizes).map((count, index) => ({
            count,
            runs: runs[index] ?? runs.at(-1) ?? 1,
        })),
        peers: peersNamed(values.peers).filter(({ needsIds }) => hasIds || !needsIds),
        latencyMs: numbers("latency", values.latency, 0)[0] ?? 0,
        rateLimit: values["rate-limit"],
        hasIds,
        parallel: values.parallel === undefined ? undefined : numbers("parallel", values.parallel)[0],
        out: values.out,
    };
}

function numbers(option: string, text: string, least = 1): number[] {
    return text.split(",").map((part) => {
        const number = Number(part);
        if (Number.isInteger(number) && number >= least) return number;
        throw new Error(`--${option} takes whole numbers from ${least}, not "${part}"`);
    });
}

function peersNamed(text: string | undefined): readonly Peer[] {
    if (text === undefined) return PEERS;
    return text.split(",").map((name) => {
        const peer = PEERS.find((known) => known.name === name);
        if (peer) return peer;
        throw new Error(`--peers takes ${PEERS.map((known) => known.name).join(", ")}, not "${name}"`);
    });
}
