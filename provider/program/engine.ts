import * as pulumi from "@pulumi/pulumi";

/** Whether Pulumi's engine runs this program. If not, mocks do, or nobody does. */
export function isRunByEngine(): boolean {
    const monitor: unknown = pulumi.runtime.getMonitor();
    return typeof monitor === "object" && monitor !== null && "getChannel" in monitor;
}
