import * as pulumi from "@pulumi/pulumi";

/**
 * An account and how to use it. Either `apiKey`, a user's key, or `organizationId` with `partnerKey` or
 * `deploymentApiKey`. Keys are encrypted in state.
 */
export interface ProviderArgs {
    /** A user's API key. */
    apiKey?: pulumi.Input<string>;
    /** The organization that `partnerKey` or `deploymentApiKey` acts for: its id, a UUID. */
    organizationId?: pulumi.Input<string>;
    /** A partner key. */
    partnerKey?: pulumi.Input<string>;
    /** The key of an on-premises deployment. */
    deploymentApiKey?: pulumi.Input<string>;
    /** Polytomic's address, for on-premises deployments. Default: `https://app.polytomic.com`. */
    deploymentUrl?: pulumi.Input<string>;
    /** How many requests to Polytomic may run at once: a whole number from 1 to 100. Default: 10. */
    maxConcurrentRequests?: pulumi.Input<number>;
}

const EXPLICIT_PROVIDER = "polytomic:explicitProvider";
const SETTINGS = [
    "apiKey",
    "organizationId",
    "partnerKey",
    "deploymentApiKey",
    "deploymentUrl",
    "maxConcurrentRequests",
] as const;
const SECRETS: ReadonlySet<string> = new Set(["apiKey", "partnerKey", "deploymentApiKey"]);

/**
 * An account of its own, for programs that work with several: pass it as a resource's `provider`, or in a component's
 * `providers`. Its arguments alone count; neither the stack's configuration nor the environment is looked at.
 */
export class Provider extends pulumi.ProviderResource {
    constructor(name: string, args: ProviderArgs, opts?: pulumi.ResourceOptions) {
        super("pulumi-nodejs", name, namespaced(args), opts);
    }
}

function namespaced(args: ProviderArgs): Record<string, pulumi.Input<string>> {
    const { maxConcurrentRequests, ...texts } = args;
    const inputs: Record<string, pulumi.Input<string>> = { [EXPLICIT_PROVIDER]: "true" };
    for (const [name, value] of Object.entries(texts) as [string, pulumi.Input<string> | undefined][]) {
        if (value === undefined) continue;
        inputs[`polytomic:${name}`] = SECRETS.has(name) ? pulumi.secret(value) : value;
    }
    // A provider's inputs are texts.
    if (maxConcurrentRequests !== undefined)
        inputs["polytomic:maxConcurrentRequests"] = pulumi.output(maxConcurrentRequests).apply(String);
    return inputs;
}

/**
 * What a provider was given, as the engine gives it to the provider's process; undefined where it is no
 * `polytomic.Provider`. The SDK keeps each registered argument as a property of the resource.
 */
export function settingsOf(
    provider: pulumi.ProviderResource,
): Record<string, pulumi.Output<string>> | undefined {
    const keys = [EXPLICIT_PROVIDER, ...SETTINGS.map((name) => `polytomic:${name}`)];
    const settings = keys.map((key): [string, unknown] => [key, Reflect.get(provider, key)]);
    const given = settings.filter((entry): entry is [string, pulumi.Output<string>] =>
        pulumi.Output.isInstance(entry[1]),
    );
    return given.some(([key]) => key === EXPLICIT_PROVIDER) ? Object.fromEntries(given) : undefined;
}
