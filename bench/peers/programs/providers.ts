/** Providers that do nothing: each resource is created and updated at once, with a response that is made up. */
import { randomUUID } from "node:crypto";
import type { dynamic } from "@pulumi/pulumi";

type Values = Readonly<Record<string, unknown>>;

/** Keeps the response as one output. */
export const floor = providerOf((inputs) => ({ ...inputs, schedule: responseFor(inputs) }));

/** Keeps each field of the response as an output of its own. */
export const allFields = providerOf((inputs) => ({ ...responseFor(inputs), ...inputs }));

function providerOf(outputs: (inputs: Values) => Values): dynamic.ResourceProvider<Values> {
    return {
        create: (inputs) =>
            Promise.resolve({ id: `${String(inputs["syncId"])}/${randomUUID()}`, outs: outputs(inputs) }),
        update: (_id, _olds, news) => Promise.resolve({ outs: outputs(news) }),
    };
}

function responseFor(inputs: Values): Values {
    const declared = ["frequency", "hour", "minute", "dayOfWeek"].filter((name) => name in inputs);
    return {
        ...Object.fromEntries(declared.map((name) => [name, String(inputs[name])])),
        syncId: inputs["syncId"],
        syncMode: "normal",
        schemas: [],
        isDefault: false,
        createdAt: "2026-01-15T09:30:00.000Z",
        createdBy: "248df4b7-aa70-47b8-a036-33ac447e668d",
        updatedAt: "2026-01-15T09:30:00.000Z",
        updatedBy: "248df4b7-aa70-47b8-a036-33ac447e668d",
    };
}
