import * as pulumi from "@pulumi/pulumi";
import type {
    ReadResourceRequest,
    RegisterResourceRequest,
    ResourceInvokeRequest,
} from "@pulumi/pulumi/proto/resource_pb";
import { MockMonitor } from "@pulumi/pulumi/runtime/mocks";

export interface MockEngine {
    /** What the program has registered so far, as it goes over the wire. */
    readonly registered: readonly RegisterResourceRequest[];
    /** What the program has asked to read. */
    readonly read: readonly ReadResourceRequest[];
    /** Which functions the program has called. */
    readonly invoked: readonly ResourceInvokeRequest[];
}

interface Options {
    readonly project?: string;
    readonly stack?: string;
    readonly preview?: boolean;
    readonly organization?: string;
}

/** What mocks return for a resource's registration or reading. */
export type MockResource = (
    inputs: Readonly<Record<string, unknown>>,
    name: string,
) => pulumi.runtime.MockResourceResult;

/** Puts mocks in the engine's place. They return what `resourceOf` returns, and record the requests. */
export async function mockEngine(
    resourceOf: MockResource,
    { project = "project", stack = "stack", preview = false, organization }: Options = {},
): Promise<MockEngine> {
    const newResource = ({ inputs, name }: pulumi.runtime.MockResourceArgs) =>
        resourceOf(inputs as Record<string, unknown>, name);
    const mocks = { newResource, call: () => ({}) };
    await pulumi.runtime.setMocks(mocks, project, stack, preview, organization);
    const monitor: unknown = pulumi.runtime.getMonitor();
    if (!(monitor instanceof MockMonitor)) throw new Error("the engine has not been mocked");
    const registered: RegisterResourceRequest[] = [];
    const read: ReadResourceRequest[] = [];
    const invoked: ResourceInvokeRequest[] = [];
    const invoke = monitor.invoke.bind(monitor);
    const registerResource = monitor.registerResource.bind(monitor);
    const readResource = monitor.readResource.bind(monitor);
    monitor.registerResource = (request: RegisterResourceRequest, callback) => {
        registered.push(request);
        return registerResource(request, callback);
    };
    monitor.readResource = (request: ReadResourceRequest, callback) => {
        read.push(request);
        return readResource(request, callback);
    };
    monitor.invoke = (request: ResourceInvokeRequest, callback) => {
        invoked.push(request);
        return invoke(request, callback);
    };
    return { registered, read, invoked };
}

/** What a program makes of an output. */
export const valueOf = <T>(output: pulumi.Output<T>): Promise<T> =>
    new Promise((resolve) => {
        output.apply(resolve);
    });

/** Whether the value of an output is known, as it may not be in a preview. */
export const isKnown = (output: pulumi.Output<unknown>): Promise<unknown> =>
    Promise.resolve(Reflect.get(output, "isKnown"));
