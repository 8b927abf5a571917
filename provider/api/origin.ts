/** Where the settings of requests come from, in words for messages. Nothing here is secret. */

import { SETTINGS, type Setting } from "../model/settings.js";

/** A setting, and where its value comes from. */
export interface Place {
    readonly setting: Setting;
    readonly source: "environment" | "stack" | "provider" | "default";
}

/** A setting of the environment that counts, and the other one of the stack that does not. */
export interface Override {
    readonly winner: Setting;
    readonly loser: Setting;
}

/** Where requests go, by which way, with which key. */
export interface Origin {
    readonly baseUrl: string;
    readonly address: Place;
    readonly key: Place;
    readonly overrides: readonly Override[];
    /** Whether Pulumi runs this. The command line has no stack. */
    readonly hasStack: boolean;
    readonly proxy?: ProxyName | undefined;
}

/** A proxy, without user and password. */
export interface ProxyName {
    /** Host and port. */
    readonly host: string;
    /** The environment variable that names it. */
    readonly variable: string;
    readonly hasUser: boolean;
}

/** The name of a setting where its value comes from; of one without a value, where it may be set. */
export function nameOf({ setting, source }: Place, hasStack: boolean): string {
    const inStack = `polytomic:${setting}`;
    if (source === "provider") return `the \`${setting}\` of the resource's polytomic.Provider`;
    if (source === "stack") return `${inStack} of the stack`;
    return source === "environment" || !hasStack ? SETTINGS[setting] : `${inStack} (or ${SETTINGS[setting]})`;
}

/** The name of the address, for sentences about what to change. */
export const addressNameOf = ({ address, hasStack }: Origin): string => nameOf(address, hasStack);

/** The name of the key, likewise. */
export const keyNameOf = ({ key, hasStack }: Origin): string => nameOf(key, hasStack);

/** Which address was called with which key: the end of each error of a request. */
export const describeOrigin = (origin: Origin): string =>
    [`Called ${routeOf(origin)}.`, ...origin.overrides.map(describeOverride)].join(" ");

/** What the user should know of settings that are usable. */
export function warningsAbout(origin: Origin): string[] {
    const { overrides, key, address, baseUrl } = origin;
    // The other way round is usual: a key from outside, and the address in the stack.
    const isMixed = key.source === "stack" && address.source === "environment";
    const isClear = baseUrl.startsWith("http:") && !isLoopback(baseUrl);
    const sources = [...overrides.map(describeOverride), `Requests go to ${routeOf(origin)}.`].join(" ");
    return [...(overrides.length > 0 || isMixed ? [sources] : []), ...(isClear ? [unencrypted(origin)] : [])];
}

/** That anybody on the way can read the key. */
export const unencrypted = (origin: Origin): string =>
    `the API key travels unencrypted to ${origin.baseUrl}: set ${addressNameOf(origin)} to an https address.`;

function routeOf(origin: Origin): string {
    const { baseUrl, address, proxy } = origin;
    const source = address.source === "default" ? "the default" : `from ${addressNameOf(origin)}`;
    const way = proxy === undefined ? "" : ` through the proxy ${proxy.host} (from ${proxy.variable})`;
    return `${baseUrl} (${source})${way} with the key from ${keyNameOf(origin)}`;
}

const describeOverride = ({ winner, loser }: Override) =>
    `${SETTINGS[winner]} counts, not polytomic:${loser} of the stack, which is different.`;

/** Whether an address is this machine's own, so that nobody else can read what is sent to it. */
export function isLoopback(baseUrl: string): boolean {
    const { hostname } = new URL(baseUrl);
    return /^(.+\.)?localhost$|^127\.\d+\.\d+\.\d+$|^\[::1\]$/.test(hostname);
}
