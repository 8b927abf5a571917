import { RunError } from "@pulumi/pulumi/errors";

/** Ends the program with an error about a call such as `daily("03:30")`. Pulumi shows it without a stack. */
export function refuse(call: string, problem: string): never {
    throw new RunError(`${call}: ${problem}`);
}
