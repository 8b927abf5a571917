import * as pulumi from "@pulumi/pulumi";
import { keysOf, withoutUndefined } from "../model/objects.js";
import { EXPLICIT_PROVIDER, SECRET_SETTINGS } from "../model/settings.js";
import { isOfType } from "./engine.js";

/**
 * An account and how to use it. It needs either `apiKey`, or `organizationId` with `partnerKey` or `deploymentApiKey`.
 * State holds keys encrypted.
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

/** The type token of any provider of dynamic resources. */
const PROVIDER_TYPE = "pulumi:providers:pulumi-nodejs";

/**
 * An account for programs that work with several. Pass it as a resource's `provider`, or in a component's `providers`.
 * Only its arguments count: it ignores the stack's configuration and the environment.
 */
export class Provider extends pulumi.ProviderResource {
    /** @internal Typed policies find the resource by it. */
    static readonly __pulumiType = PROVIDER_TYPE;

    /**
     * Declares an account.
     *
     * @param name The provider's name in the stack.
     * @param args The account's keys and settings.
     * @param opts Pulumi's resource options.
     */
    constructor(name: string, args: ProviderArgs, opts?: pulumi.ResourceOptions) {
        super("pulumi-nodejs", name, inputsFrom(args), opts);
    }

    /** Whether a value is a `Provider`, perhaps of another copy of this package. */
    static override isInstance(value: unknown): value is Provider {
        return isOfType(value, PROVIDER_TYPE);
    }
}

function inputsFrom({ maxConcurrentRequests, ...texts }: ProviderArgs): pulumi.Inputs {
    // A provider's inputs are texts.
    const number =
        maxConcurrentRequests === undefined ? undefined : pulumi.output(maxConcurrentRequests).apply(String);
    const settings = withoutUndefined({ ...texts, maxConcurrentRequests: number });
    const inputs = keysOf(settings).map((name): [string, unknown] => [
        `polytomic:${name}`,
        SECRET_SETTINGS.has(name) ? pulumi.secret(settings[name]) : settings[name],
    ]);
    return { [EXPLICIT_PROVIDER]: "true", ...Object.fromEntries(inputs) };
}

/** The inputs of a `polytomic.Provider`, under the names of the engine; undefined for any other provider. */
export function settingsOf(provider: pulumi.ProviderResource): pulumi.Inputs | undefined {
    if (!Object.hasOwn(provider, EXPLICIT_PROVIDER)) return undefined;
    // The SDK keeps each input as a property of the resource.
    return Object.fromEntries(Object.entries(provider).filter(([name]) => name.startsWith("polytomic:")));
}
