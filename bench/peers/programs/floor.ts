/** What the engine and the SDK take by themselves: resources of a provider that does nothing, with one output. */
import * as pulumi from "@pulumi/pulumi";
import { declarations, type Declaration } from "./declarations";

class Floor extends pulumi.CustomResource {
    constructor(name: string, args: Declaration["args"]) {
        super("pulumi-nodejs:dynamic/bench:Floor", name, {
            ...args,
            schedule: undefined,
            __provider: 'exports.handler=()=>require("./floor-provider").provider',
        });
    }
}

for (const { name, args } of declarations) new Floor(name, args);
