/** Samples put together: for each size, phase and peer the spread over its runs, also as a share of the floor's. */
import type { Sample } from "../benchmark";
import { ratios, spreadOf, type Spread } from "../measure/statistics";
import { FLOOR } from "../peers";
import type { Measurement } from "../project";

export type Read = (measurement: Measurement) => number | undefined;

export class Summary {
    constructor(private readonly samples: readonly Sample[]) {}

    get counts(): number[] {
        return [...new Set(this.samples.map(({ count }) => count))];
    }

    measurements(count: number, phase: string, peer: string): Measurement[] {
        return this.samples
            .filter((sample) => sample.count === count && sample.phase === phase && sample.peer === peer)
            .map(({ measurement }) => measurement);
    }

    spread(count: number, phase: string, peer: string, read: Read): Spread | undefined {
        const values = this.measurements(count, phase, peer).map(read);
        return spreadOf(values.filter((value) => value !== undefined));
    }

    /** Run by run, so that a machine that slows down does so for both. */
    timesFloor(count: number, phase: string, peer: string, read: Read): Spread | undefined {
        return ratios(
            this.measurements(count, phase, peer).map(read),
            this.measurements(count, phase, FLOOR).map(read),
        );
    }
}
