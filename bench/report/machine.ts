import { availableParallelism, cpus, totalmem } from "node:os";
import sdk from "@pulumi/pulumi/package.json";
import type { Pulumi } from "../../scripts/pulumi-cli";
import own from "../../package.json";

/** Where it was measured, and what, without a name of either the machine or its user. */
export interface Machine {
    readonly platform: string;
    readonly processor: string;
    readonly cores: number;
    readonly memoryBytes: number;
    readonly node: string;
    readonly pulumi: string;
    readonly sdk: string;
    readonly package: string;
}

export function describeMachine(pulumi: Pulumi): Machine {
    return {
        platform: `${process.platform} ${process.arch}`,
        processor: cpus()[0]?.model.trim() ?? "unknown",
        cores: availableParallelism(),
        memoryBytes: totalmem(),
        node: process.versions.node,
        pulumi: pulumi.version,
        sdk: sdk.version,
        package: own.version,
    };
}

export function inWords(machine: Machine): string {
    const memory = Math.round(machine.memoryBytes / 2 ** 30);
    return (
        `${machine.cores} cores (${machine.processor}), ${memory} GB, ${machine.platform}; Node.js ${machine.node}, ` +
        `Pulumi CLI ${machine.pulumi}, @pulumi/pulumi ${machine.sdk}, pulumi-polytomic ${machine.package}`
    );
}
