/** `npm run bench`: see README.md. */
import { findPulumi } from "../scripts/pulumi-cli";
import { installPackage } from "../test/e2e/support/installation";
import { parseOptions } from "./options";
import type { Peer } from "./peers";
import { PHASES } from "./phases";
import { Project, type ProjectOptions } from "./project";
import { writeReport } from "./report";
import type { Sample } from "./summary";

async function main(): Promise<void> {
    const options = parseOptions(process.argv.slice(2));
    const pulumi = await findPulumi();
    console.error("installing the packed package");
    const installation = installPackage();
    try {
        const shared = { ...options, pulumi, installation: installation.folder };
        console.error("warming up");
        await measureAll(options.peers, 0, { ...shared, count: 1 });
        const samples: Sample[] = [];
        for (const [index, count] of options.sizes.entries()) {
            const runs = options.runs[index] ?? options.runs.at(-1) ?? 1;
            for (let run = 1; run <= runs; run++) {
                console.error(`${count} schedules, run ${run} of ${runs}`);
                // Another peer is the first in each run.
                const first = run % options.peers.length;
                const peers = [...options.peers.slice(first), ...options.peers.slice(0, first)];
                samples.push(...(await measureAll(peers, run, { ...shared, count })));
                await writeReport(options, samples, pulumi.version);
            }
        }
        console.error(`written: benchmark.md and benchmark.svg in ${options.out}`);
    } finally {
        installation.remove();
    }
}

/** Each phase by each peer in turn, so that a machine that is busy for a while is busy for all. */
async function measureAll(peers: readonly Peer[], run: number, options: ProjectOptions): Promise<Sample[]> {
    const { count } = options;
    const projects = new Map<string, Project>();
    const samples: Sample[] = [];
    try {
        for (const peer of peers)
            projects.set(peer.name, await Project.create(peer, `${peer.name}-${count}-${run}`, options));
        for (const phase of PHASES) {
            for (const [peer, project] of projects) {
                const measurement = await project.measure(phase);
                samples.push({ count, run, peer, phase: phase.name, measurement });
                console.error(`  ${phase.name}, ${peer}: ${(measurement.wallMs / 1000).toFixed(1)} s`);
            }
        }
    } finally {
        for (const project of projects.values()) await project.close();
    }
    return samples;
}

main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
});
