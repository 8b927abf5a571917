import * as pulumi from "@pulumi/pulumi";
import { assertResolvable } from "./loader.js";
import { warnOfSettings } from "./settings-warnings.js";

/** Whether Pulumi's engine runs this program. If not, mocks do, or nobody does. */
export function isRunByEngine(): boolean {
    const monitor: unknown = pulumi.runtime.getMonitor();
    return typeof monitor === "object" && monitor !== null && "getChannel" in monitor;
}

/** Throws an error if Pulumi's provider process would not find this package; warns of settings that it would not read. Mocks load no provider. */
export function assertLoadable(): void {
    if (!isRunByEngine()) return;
    assertResolvable();
    warnOfSettings();
}

/**
 * Whether a value is a resource of this type, even of another copy of this package. Policy packs ask it of an object that
 * has a type and nothing else.
 */
export const isOfType = (value: unknown, type: string): boolean =>
    typeof value === "object" && value !== null && Reflect.get(value, "__pulumiType") === type;
