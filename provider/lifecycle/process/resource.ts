import type { dynamic } from "@pulumi/pulumi";
import type { Properties } from "../../model/state.js";
import { withoutSecrets } from "../../model/validation/secrets.js";
import type { Call } from "./context.js";
import type { Operation, ProviderProcess } from "./provider-process.js";
import type { ResourceRegistry } from "./registry.js";

/** The inputs to use, and a sentence for each mistake in them. */
export interface Checked {
    readonly inputs: Record<string, unknown>;
    readonly failures: readonly string[];
}

/**
 * One kind of resource: what the engine's calls do for it. `check` and `diff` send nothing, so that a preview needs no key. The
 * others are best loaded on first use.
 */
export interface Resource {
    check(olds: Properties, news: Properties, registry: ResourceRegistry): Checked;
    diff(id: string, olds: Properties, news: Properties, registry: ResourceRegistry): dynamic.DiffResult;
    create(call: Call, inputs: Properties): Promise<dynamic.CreateResult>;
    read(call: Call, id: string, state: Properties): Promise<dynamic.ReadResult>;
    update(call: Call, id: string, olds: Properties, news: Properties): Promise<dynamic.UpdateResult>;
    delete(call: Call, id: string, state: Properties): Promise<void>;
    /** Whether a delete does anything in Polytomic. Otherwise it needs no key. Default: always. */
    hasToDelete?(state: Properties): boolean;
    /** What each operation does, for the error about missing credentials. */
    readonly actions: Readonly<Record<Operation, string>>;
    /** How long a create or an update may take without `customTimeouts`, in milliseconds. Default: 5 minutes. */
    readonly timeoutMs?: number;
}

/** The dynamic provider of a kind of resource, as Pulumi's SDK runs it. */
export function providerOf(
    running: ProviderProcess,
    resource: Resource,
): dynamic.ResourceProvider<Properties> {
    const { actions, timeoutMs } = resource;
    return {
        configure: ({ config }) => running.configure((key) => config.get(key)),
        check: (olds, news) =>
            running.perform(() => toCheckResult(resource.check(olds, news, running.registry), news)),
        diff: (id, olds: Properties, news) =>
            running.perform(() => resource.diff(id, olds, news, running.registry)),
        create: (inputs) =>
            running.operate("create", { action: actions.create, properties: inputs, timeoutMs }, (call) =>
                resource.create(call, inputs),
            ),
        read: (id, state: Properties = {}) =>
            running.operate("read", { action: actions.read, properties: state }, (call) =>
                resource.read(call, id, state),
            ),
        update: (id, olds: Properties, news) =>
            running.operate("update", { action: actions.update, properties: news, timeoutMs }, (call) =>
                resource.update(call, id, olds, news),
            ),
        delete: (id, state: Properties) =>
            resource.hasToDelete?.(state) === false
                ? running.perform(() => undefined)
                : running.operate("delete", { action: actions.delete, properties: state }, (call) =>
                      resource.delete(call, id, state),
                  ),
    };
}

// Without a property: the engine would print its whole value, even a secret.
const toCheckResult = ({ inputs, failures }: Checked, news: Properties): dynamic.CheckResult => ({
    inputs,
    failures: failures.map((reason) => ({ property: "", reason: withoutSecrets(reason, news) })),
});
