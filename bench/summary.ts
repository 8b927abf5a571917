/** Samples put together. */
import { FLOOR } from "./peers";
import type { Measurement } from "./project";

/** What a peer's phase took in one run. */
export interface Sample {
    readonly count: number;
    readonly run: number;
    readonly peer: string;
    readonly phase: string;
    readonly measurement: Measurement;
}

/** What the report shows of a measurement. */
export interface Metric {
    readonly title: string;
    readonly read: (measurement: Measurement) => number;
    readonly digits: number;
}

export const WALL: Metric = { title: "Wall time in seconds", read: (it) => it.wallMs / 1_000, digits: 2 };
export const STATE: Metric = { title: "State in kB", read: (it) => it.stateBytes / 1_000, digits: 1 };
export const METRICS: readonly Metric[] = [
    WALL,
    { title: "CPU time in seconds, of all processes", read: (it) => it.cpuMs / 1_000, digits: 2 },
    { title: "Peak memory in MB, of all processes", read: (it) => it.peakBytes / 2 ** 20, digits: 0 },
    STATE,
];

/** The samples of one size, a run after the other. */
export class Summary {
    constructor(
        readonly count: number,
        private readonly samples: readonly Sample[],
    ) {}

    measurements(phase: string, peer: string): Measurement[] {
        const { count } = this;
        const runs = this.samples.filter(
            (it) => it.count === count && it.phase === phase && it.peer === peer,
        );
        return runs.map(({ measurement }) => measurement);
    }

    values(phase: string, peer: string, { read }: Metric): number[] {
        return this.measurements(phase, peer).map(read);
    }

    /** How many times the floor's it is. Run by run, so that a machine that slows down does so for both. */
    timesFloor(phase: string, peer: string, metric: Metric): number {
        const floors = this.values(phase, FLOOR, metric);
        return median(this.values(phase, peer, metric).map((value, run) => value / (floors[run] ?? NaN)));
    }
}

/** NaN where a value is, or where there are none. */
export function median(values: readonly number[]): number {
    const sorted = [...values].sort((a, b) => a - b);
    const half = (sorted.length - 1) / 2;
    return ((sorted[Math.floor(half)] ?? NaN) + (sorted[Math.ceil(half)] ?? NaN)) / 2;
}
