/** The floor of a resource that registers each field of the service's response as an output of its own. */
import * as pulumi from "@pulumi/pulumi";
import { declarations } from "./declarations";

const FIELDS =
    "frequency hour minute dayOfWeek dayOfMonth month selectiveMode syncId syncMode schemas isDefault " +
    "createdAt createdBy updatedAt updatedBy deletedAt deletedBy";

class AllFields extends pulumi.CustomResource {}

for (const { name, args } of declarations)
    new AllFields("pulumi-nodejs:dynamic/bench:AllFields", name, {
        ...Object.fromEntries(FIELDS.split(" ").map((field) => [field, undefined])),
        ...args,
        __provider: 'exports.handler=()=>require("./providers").allFields',
    });
