import * as pulumi from "@pulumi/pulumi";
import type { Account } from "../../api/account.js";
import { textOf, type Properties } from "../../model/state.js";
import { isRunByEngine } from "../engine.js";
import { SCHEDULE_TYPE } from "../loader.js";
import { settingsOf } from "../provider.js";
import { warnOfSettings } from "../settings-warnings.js";
import type { LookupResults } from "./results.js";
import type { LookUpOptions } from "./types.js";

// Loaded on first use, since it is what needs the API.
const loadResults = () => require("./results.js") as typeof import("./results.js");

/** Calls a lookup function at once. The program does not end before the call does. */
export async function invoke<Name extends keyof LookupResults>(
    name: Name,
    args: object,
    opts: LookUpOptions = {},
): Promise<LookupResults[Name]> {
    if (!isRunByEngine())
        // Mocks return its result, as they do for the functions of any provider.
        return pulumi.runtime.invoke(`polytomic:index:${name}`, { ...args }, opts) as Promise<
            LookupResults[Name]
        >;
    warnOfSettings();
    const done = pulumi.runtime.rpcKeepAlive();
    try {
        const { LOOKUPS } = loadResults();
        const account = await accountFor(name, opts);
        return await account.track(() => LOOKUPS[name](account, { ...args }));
    } catch (error) {
        throw withoutTrace(new pulumi.RunError(error instanceof Error ? error.message : String(error)));
    } finally {
        done();
    }
}

/**
 * Gives an error its message in place of a stack trace: Pulumi prints the trace if the program awaits the call, and test
 * runners print nothing else. Pulumi adds to the message later.
 */
const withoutTrace = (error: Error): Error =>
    Object.defineProperty(error, "stack", { get: () => error.message, set: () => undefined });

/** Calls a lookup function once its arguments are known. If a preview does not know them, the result is unknown. */
export function invokeOutput<Name extends keyof LookupResults>(
    name: Name,
    args: object,
    opts: LookUpOptions = {},
): pulumi.Output<LookupResults[Name]> {
    // A promise, not an output: an output would make the result, and all that uses it, depend on the provider.
    const untilKnown = settingsFor(name, opts).then((settings): unknown =>
        hasUnknown(settings) ? pulumi.unknown : undefined,
    );
    return pulumi
        .all([pulumi.output(args), pulumi.output([idsBehind({ args }), untilKnown])])
        .apply<LookupResults[Name]>(([known]) => invoke(name, known, opts));
}

/** The ids of the resources behind arguments: before these exist, there is nothing to look up. */
async function idsBehind(args: pulumi.Inputs): Promise<pulumi.Output<string>[]> {
    const [, resources] = await pulumi.runtime.serializeResourceProperties("lookup", args);
    const behind = [...resources.values()].flatMap((set) => [...set]);
    return behind.filter((resource) => pulumi.CustomResource.isInstance(resource)).map(({ id }) => id);
}

async function accountFor(name: string, opts: LookUpOptions): Promise<Account> {
    const settings = await settingsFor(name, opts);
    if (hasUnknown(settings))
        throw new Error(
            `an argument of the polytomic.Provider that ${name} is to use is not known yet in this preview. Use ` +
                `${name}Output, whose result is then unknown too.`,
        );
    const { accountOfRun } = loadResults();
    const readConfig = (key: string) => (settings ? textOf(settings, key) : pulumi.runtime.getConfig(key));
    return accountOfRun(pulumi.runtime.getMonitor() ?? {}, providerOf(opts), readConfig);
}

/** The settings of an explicit provider, secrets included; undefined without one. */
async function settingsFor(name: string, opts: LookUpOptions): Promise<Properties | undefined> {
    const provider = providerOf(opts);
    if (provider === undefined) return undefined;
    const settings = settingsOf(provider);
    if (settings === undefined)
        throw new Error(`the provider that ${name} is to use is not a polytomic.Provider.`);
    const values = Object.entries(await pulumi.runtime.serializeProperties("lookup", settings));
    return Object.fromEntries(values.map(([key, value]) => [key, pulumi.runtime.unwrapRpcSecret(value)]));
}

const hasUnknown = (settings: Properties = {}) =>
    Object.values(settings).includes(pulumi.runtime.unknownValue);

/** Components keep their providers by package, which the type of a resource names. */
const providerOf = ({ provider, parent }: LookUpOptions): pulumi.ProviderResource | undefined =>
    provider ?? parent?.getProvider(SCHEDULE_TYPE);
