import type { Pulumi } from "../scripts/pulumi-cli";
import type { Options } from "./options";
import type { Peer } from "./peers";
import { PHASES } from "./phases";
import { Project, type Measurement, type ProjectOptions } from "./project";

/** What a peer's phase took in one run. */
export interface Sample {
    readonly count: number;
    readonly run: number;
    readonly peer: string;
    readonly phase: string;
    readonly measurement: Measurement;
}

export interface Setting {
    readonly folder: string;
    readonly pulumi: Pulumi;
    readonly say: (line: string) => void;
    /** Takes all samples so far, after each run. */
    readonly keep: (samples: readonly Sample[]) => Promise<void>;
}

/** Measures all peers side by side: each phase by each peer in turn, so that a busy machine is busy for all. */
export async function runBenchmark(options: Options, setting: Setting): Promise<void> {
    setting.say("warming up");
    await runOnce(options.peers, { count: 1, run: 0 }, options, setting);
    const samples: Sample[] = [];
    for (const { count, runs } of options.sizes) {
        for (let run = 1; run <= runs; run++) {
            setting.say(`${count} schedules, run ${run} of ${runs}`);
            samples.push(...(await runOnce(rotated(options.peers, run), { count, run }, options, setting)));
            await setting.keep(samples);
        }
    }
}

async function runOnce(
    peers: readonly Peer[],
    { count, run }: { count: number; run: number },
    options: Options,
    { folder, pulumi, say }: Setting,
): Promise<Sample[]> {
    const { latencyMs, rateLimit, hasIds, parallel } = options;
    const projectOptions: ProjectOptions = { folder, pulumi, count, latencyMs, rateLimit, hasIds, parallel };
    const projects: { peer: Peer; project: Project }[] = [];
    const samples: Sample[] = [];
    try {
        for (const peer of peers)
            projects.push({
                peer,
                project: await Project.create(peer, `${peer.name}-${count}-${run}`, projectOptions),
            });
        for (const phase of PHASES) {
            for (const { peer, project } of projects) {
                const measurement = await project.measure(phase);
                samples.push({ count, run, peer: peer.name, phase: phase.name, measurement });
                say(`  ${phase.name}, ${peer.name}: ${(measurement.wallMs / 1000).toFixed(1)} s`);
            }
        }
    } finally {
        await Promise.all(projects.map(({ project }) => project.close()));
    }
    return samples;
}

/** Another peer is the first in each run. */
function rotated<T>(items: readonly T[], by: number): T[] {
    const start = by % items.length;
    return [...items.slice(start), ...items.slice(0, start)];
}
