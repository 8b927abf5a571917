/** Schedules as programs declare them, and what of them reaches the engine. */
import * as pulumi from "@pulumi/pulumi";
import type { RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";
import type { BulkSyncScheduleArgs, Schedule } from "../../../provider";
import { packSchedule } from "../../../provider/model/schedule";
import { syncId } from "./definitions";
import { mockEngine, valueOf, type MockEngine } from "./mock-engine";

export const type = "pulumi-nodejs:dynamic/polytomic:BulkSyncSchedule";
export const scheduleId = "6f4f2f4e-6d3c-4f6f-9d55-0d3a6a9a8f01";
export const id = `${syncId}/${scheduleId}`;
export const args = {
    syncId,
    frequency: "daily",
    hour: 3,
    minute: "30",
} as const satisfies BulkSyncScheduleArgs;

/** The schedule as the service returns it. */
export const returned = {
    frequency: "daily",
    hour: "03",
    minute: "30",
    dayOfWeek: "monday",
    dayOfMonth: "15",
    month: "1",
    selectiveMode: "none",
    syncId,
    syncMode: "normal",
    schemas: ["users"],
    isDefault: false,
    createdAt: "2026-03-01T09:30:00Z",
    createdBy: "u1",
    updatedAt: "2026-03-02T09:30:00Z",
    updatedBy: "u2",
    deletedAt: "2026-03-03T09:30:00Z",
    deletedBy: "u3",
} satisfies Schedule;

/** An engine that returns the inputs. */
export const engineWithoutSchedule = () => mockEngine((inputs) => ({ id, state: inputs }));
/** An engine that returns the service's schedule as well. */
export const engineWithSchedule = () =>
    mockEngine((inputs) => ({ id, state: { ...inputs, schedule: packSchedule(returned) } }));

export const inputsOf = (request: RegisterResourceRequest | undefined): Record<string, unknown> => ({
    ...request?.getObject()?.toJavaScript(),
});

/** Lets a resource's registration reach the engine. */
export async function registrationsOf(engine: MockEngine, ...resources: pulumi.CustomResource[]) {
    await Promise.all(resources.map(({ urn }) => valueOf(urn)));
    return engine.registered.filter((request) => request.getType() === type);
}

/** The same resource, registered by the SDK's own class. */
export class Twin extends pulumi.dynamic.Resource {
    constructor(name: string, properties: pulumi.Inputs, opts?: pulumi.CustomResourceOptions) {
        const provider = { create: () => Promise.resolve({ id: "" }) };
        super(provider, name, { ...properties, schedule: undefined }, opts, "polytomic", "BulkSyncSchedule");
    }
}

/** A component without children of its own. */
export class Box extends pulumi.ComponentResource {
    constructor(name: string, kind = "Box", parent?: Box) {
        super(`test:index:${kind}`, name, {}, parent && { parent });
    }
}
