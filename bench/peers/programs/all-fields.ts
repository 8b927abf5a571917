/** The floor of a resource that registers each field of the service's answer as an output of its own. */
import * as pulumi from "@pulumi/pulumi";
import { declarations, type Declaration } from "./declarations";

const FIELDS = [
    ...["frequency", "hour", "minute", "dayOfWeek", "dayOfMonth", "month", "selectiveMode", "syncId"],
    ...["syncMode", "schemas", "isDefault", "createdAt", "createdBy", "updatedAt", "updatedBy"],
    ...["deletedAt", "deletedBy"],
];

class AllFields extends pulumi.CustomResource {
    constructor(name: string, args: Declaration["args"]) {
        super("pulumi-nodejs:dynamic/bench:AllFields", name, {
            ...Object.fromEntries(FIELDS.map((field) => [field, undefined])),
            ...args,
            __provider: 'exports.handler=()=>require("./all-fields-provider").provider',
        });
    }
}

for (const { name, args } of declarations) new AllFields(name, args);
