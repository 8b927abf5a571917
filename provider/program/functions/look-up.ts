/** How a look-up runs within a program: with whose key, in which run, and with an error that is one sentence. */

import * as pulumi from "@pulumi/pulumi";
import { isRunByEngine } from "../engine.js";
import { settingsOf } from "../provider.js";
import type { LookUpOptions } from "./types.js";
import { AccountReader } from "../../api/account.js";

/** A look-up by its name, with what answers it, which is loaded when it is needed. */
export interface LookUp<T> {
    readonly name: string;
    readonly answer: () => Promise<(account: AccountReader, args: Arguments) => Promise<T>>;
}

type Arguments = Readonly<Record<string, unknown>>;
type Settings = Readonly<Record<string, unknown>>;

/** Runs a look-up at once. The program does not end before it is through. */
export async function lookUp<T>(
    { name, answer }: LookUp<T>,
    args: object,
    opts: LookUpOptions = {},
): Promise<T> {
    // Mocks answer it like any provider's function; without an engine it fails like one.
    if (!isRunByEngine())
        return pulumi.runtime.invoke(`polytomic:index:${name}`, { ...args }, opts) as Promise<T>;
    const done = pulumi.runtime.rpcKeepAlive();
    try {
        return await (
            await answer()
        )(await accountFor(name, opts), { ...args });
    } catch (error) {
        throw plain(error instanceof Error ? error.message : String(error));
    } finally {
        done();
    }
}

/** An error that Pulumi prints as its message alone, be it awaited or not. */
function plain(message: string): pulumi.RunError {
    const error = new pulumi.RunError(message);
    error.stack = "";
    return error;
}

/** A look-up whose arguments may be known later. In a preview, unknown ones lead to an unknown result. */
export function lookUpOutput<T>(look: LookUp<T>, args: object, opts: LookUpOptions = {}): pulumi.Output<T> {
    const provider = providerOf(opts);
    const settings = provider && settingsOf(provider);
    const isReady = pulumi.output([idsBehind({ args }), settings && unknownUnlessKnown(settings)]);
    const result: pulumi.Output<unknown> = pulumi
        .all([pulumi.output(args), isReady])
        .apply(([known]) => lookUp(look, known, opts));
    return result as pulumi.Output<T>;
}

/**
 * The ids of the resources that arguments come from. While one is to be created, what it will bring about can't be
 * looked up, though its name may be known.
 */
async function idsBehind(args: pulumi.Inputs): Promise<pulumi.Output<string>[]> {
    const [, resources] = await pulumi.runtime.serializeResourceProperties("look-up", args);
    const behind = [...resources.values()].flatMap((set) => [...set]);
    return behind.filter((resource) => pulumi.CustomResource.isInstance(resource)).map(({ id }) => id);
}

/**
 * Unknown while a provider's settings are. A promise, not an output: an output would let the result, and all resources
 * that use it, depend on the provider, which no function of a provider does.
 */
async function unknownUnlessKnown(settings: pulumi.Inputs): Promise<unknown> {
    const values = Object.values(await valuesOf(settings));
    return values.includes(pulumi.runtime.unknownValue) ? pulumi.unknown : undefined;
}

async function accountFor(name: string, opts: LookUpOptions): Promise<AccountReader> {
    const provider = providerOf(opts);
    const settings = provider && (await knownSettings(name, provider));
    const { accountOfRun } = await import("./account-of-run.js");
    const run: object = pulumi.runtime.getMonitor() ?? {};
    const readConfig = (key: string): string | undefined => {
        const value = settings === undefined ? pulumi.runtime.getConfig(key) : settings[key];
        return typeof value === "string" ? value : undefined;
    };
    return accountOfRun(run, provider, readConfig);
}

// Resources and look-ups of a component find their provider by the package in their type.
const TYPE = "pulumi-nodejs:dynamic/polytomic:BulkSyncSchedule";

const providerOf = ({ provider, parent }: LookUpOptions): pulumi.ProviderResource | undefined =>
    provider ?? parent?.getProvider(TYPE);

async function knownSettings(name: string, provider: pulumi.ProviderResource): Promise<Settings> {
    const settings = settingsOf(provider);
    if (settings === undefined)
        throw new Error(`the provider that ${name} is to use is not a polytomic.Provider.`);
    const values = await valuesOf(settings);
    if (Object.values(values).includes(pulumi.runtime.unknownValue)) throw new Error(unknownSettings(name));
    return values;
}

/** The values of outputs, secrets too; where one is not known yet, `unknownValue`. */
async function valuesOf(settings: pulumi.Inputs): Promise<Settings> {
    const serialized = await pulumi.runtime.serializeProperties("look-up", settings);
    const values = Object.entries(serialized).map(([key, value]): [string, unknown] => [
        key,
        pulumi.runtime.unwrapRpcSecret(value),
    ]);
    return Object.fromEntries(values);
}

const unknownSettings = (name: string) =>
    `an argument of the polytomic.Provider that ${name} is to use is not known yet in this preview. Use ` +
    `${name}Output, whose result is then unknown too.`;
