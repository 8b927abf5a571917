/** What the engine and the SDK take by themselves: resources of a provider that does nothing, with one output. */
import * as pulumi from "@pulumi/pulumi";
import { declarations } from "./declarations";

class Floor extends pulumi.CustomResource {}

for (const { name, args } of declarations)
    new Floor("pulumi-nodejs:dynamic/bench:Floor", name, {
        ...args,
        schedule: undefined,
        __provider: 'exports.handler=()=>require("./providers").floor',
    });
