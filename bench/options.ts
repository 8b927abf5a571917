/** What to measure, as the command line says it. */
import { Command, InvalidArgumentError } from "commander";
import type { EmulatorOptions } from "../emulator/src";
import { PEERS, type Peer } from "./peers";

/** The options, with their values. */
export interface Options {
    readonly sizes: readonly number[];
    /** For each size; the last number stands for all further sizes. */
    readonly runs: readonly number[];
    readonly peers: readonly Peer[];
    readonly latency: number;
    readonly rateLimit?: EmulatorOptions["rateLimit"];
    readonly withoutIds: boolean;
    readonly parallel?: number;
    readonly out: string;
}

const NAMES = PEERS.map(({ name }) => name).join(", ");

/** Reads the command line. Prints help or what is wrong with it, and ends the process, where there is cause to. */
export function parseOptions(args: readonly string[]): Options {
    const command = new Command("npm run bench --")
        .description(
            "Measures this package and its peers with the real Pulumi CLI and an emulator of Polytomic.",
        )
        .option("--sizes <n,…>", "how many schedules, over a fifth as many bulk syncs", numbers, [100])
        .option(
            "--runs <n,…>",
            "how often to measure each size; the last number is for all further ones",
            numbers,
            [2],
        )
        .option("--peers <name,…>", `which of ${NAMES} (default: all)`, peersNamed)
        .option("--latency <ms>", "how long each response of the service takes", (text) => number(text, 0), 0)
        .option("--rate-limit <n/ms>", "how many requests the service lets through in how long", rateLimit)
        .option("--without-ids", "leave ids out of responses, and with them the hand-written peer", false)
        .option("--parallel <n>", "how many operations the engine runs at once", (text) => number(text))
        .option("--out <folder>", "where to write benchmark.md and benchmark.svg", "bench/results")
        .parse(args, { from: "user" });
    const { peers = PEERS, ...options } = command.opts<Omit<Options, "peers"> & Partial<Options>>();
    return { ...options, peers: peers.filter(({ needsIds }) => !options.withoutIds || !needsIds) };
}

function number(text: string, least = 1): number {
    const value = Number(text);
    if (Number.isInteger(value) && value >= least) return value;
    throw new InvalidArgumentError(`It takes whole numbers from ${least}.`);
}

function numbers(text: string): number[] {
    return text.split(",").map((part) => number(part));
}

function rateLimit(text: string): Options["rateLimit"] {
    const [requests = "", perMs = ""] = text.split("/");
    return { requests: number(requests), perMs: number(perMs) };
}

function peersNamed(text: string): Peer[] {
    return text.split(",").map((name) => {
        const peer = PEERS.find((known) => known.name === name);
        if (peer) return peer;
        throw new InvalidArgumentError(`It takes ${NAMES}.`);
    });
}
